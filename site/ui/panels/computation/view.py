"""One training step for the selected sample, number by number: forward, loss, backward, update.

Everything is the engine's own explanation (`engine.explain`), in MathML with the numbers in
place. Sections unfold; a walk goes through them one computation at a time.
"""

from engine import explain
from engine.explanation import Explanation, Quantity, matrix_form
from ui.draw.tree import Content, Element, Raw, element
from ui.lab import Lab
from ui.panels.computation.state import MATRICES, Computation, walk_keys

SLOW = True  # thousands of characters: while training, drawn a few times a second
GLOSSARY = (
    ("x", "an input"), ("w", "a weight; wᵢⱼ⁽ˡ⁾ leads from unit i into unit j of layer l"),
    ("b", "a bias"), ("z", "a pre-activation: the weighted sum of what comes in, plus the bias"),
    ("a", "an activation: what a unit gives on, a = f(z)"),
    ("p", "the prediction ŷ, the activation of the output"), ("y", "the label"), ("L", "the loss"),
    ("δ", "a delta, ∂L/∂z: how the loss changes with a pre-activation"),
    ("∂L/∂w", "a gradient: how the loss changes with a weight"),
    ("η", "the learning rate: how far an update goes"),
)


def structure(lab: Lab) -> Element:
    """The walk's card, the sections, the matrices and the glossary."""
    if lab.run.diverged:
        return element("p", {}, "The run has diverged: there are no numbers to explain. Go back to "
                                "an epoch before that, or reset.")
    explanation = explain(lab.run, lab.sample)
    open_sections = lab.of(Computation).sections
    parts: list[Content] = [element("p", {"class": "explained", "data-ref": f"sample:{lab.sample}"},
                                    explanation.title),
                            walk(lab, explanation)]
    for title, keys in explanation.sections.items():
        inside = [quantity(explanation[key]) for key in keys] if title in open_sections else []
        parts += section(title, title in open_sections, inside)
    inside = []
    if MATRICES in open_sections:
        inside = [element("div", {"class": "quantity"}, Raw(step.mathml()))
                  for step in matrix_form(lab.run, lab.sample)]
    parts += section(MATRICES, MATRICES in open_sections, inside)
    return element("div", {"class": "computation"}, *parts, glossary())


def section(title: str, is_open: bool, inside: list[Element]) -> list[Element]:
    """A heading that folds what is below it."""
    button = element("button", {
        "type": "button", "class": "fold", "data-action": "section", "value": title,
        "data-key": f"section {title}", "aria-expanded": "true" if is_open else "false",
    }, title)
    heading = element("h3", {}, button)
    return [heading, element("div", {"class": "section"}, *inside)] if is_open else [heading]


def quantity(each: Quantity) -> Element:
    """What it is, and the equation, a line for each of its forms; its steps before it."""
    steps = [quantity(step) for step in each.steps]
    lines = [element("div", {"class": "form"}, Raw(line)) for line in each.mathml_lines()]
    note = [element("p", {"class": "note"}, each.note)] if each.note else []
    return element("div", {"class": "quantity", "data-quantity": each.key}, *steps,
                   element("p", {"class": "what"}, each.title), *lines, *note)


def walk(lab: Lab, explanation: Explanation) -> Element:
    """One computation at a time, with Back and Next; its parts are lit in the network."""
    keys = walk_keys(explanation)
    at = lab.of(Computation).walk
    if at is None:
        return element("p", {"class": "walk"},
                       walk_button("walk-start", "Walk through it, one computation at a time",
                                   key="walk-on"))
    at = min(at, len(keys) - 1)
    name = element("p", {"class": "what"}, f"Computation {at + 1} of {len(keys)}")
    bar = element("p", {}, walk_button("walk-back", "Previous", at > 0), " ",
                  walk_button("walk-on", "Next", at < len(keys) - 1), " ",
                  walk_button("walk-end", "End the walk"))
    return element("div", {"class": "walk card", "role": "group", "aria-label": "Walk"},
                   name, quantity(explanation[keys[at]]), bar)


def walk_button(action: str, name: str, able: bool = True, key: str = "") -> Element:
    """`key` is that of the button which has the focus next; else it is its own."""
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "data-key": key or action,
                              "aria-disabled": "false" if able else "true"}, name)


def glossary() -> Element:
    """What the letters mean."""
    terms = [part for term, meaning in GLOSSARY
             for part in (element("dt", {}, term), element("dd", {}, meaning))]
    title = element("summary", {}, "What the letters mean")
    return element("details", {"class": "glossary", "data-key": "glossary"}, title,
                   element("dl", {}, *terms))


def key(lab: Lab) -> object:
    """Everything in it is computed from the state, so every state has its own structure."""
    computation = lab.of(Computation)
    return lab.state, lab.sample, computation.walk, computation.sections


def values(lab: Lab) -> list[str]:
    return []

"""How the number of the selected part comes about, for the selected sample, with its numbers: of a
neuron z and a, of a weight or a bias its gradient."""

from engine import explain
from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.panels.computation.view import quantity

SLOW = True  # MathML of all factors

OF_PART = {
    "neuron": ("pre_activation", "activation"),
    "weight": ("weight_gradient",),
    "bias": ("bias_gradient",),
}


def structure(lab: Lab) -> Element:
    kind, _, place = lab.selected.partition(":")
    if lab.run.diverged or (kind == "neuron" and place.startswith("0.")):
        return element("div", {"class": "formula"})
    explanation = explain(lab.run, lab.sample)
    equations = [quantity(explanation[f"{name}:{place}"]) for name in OF_PART[kind]]
    if lab.moving:  # the other figures may be ahead of it by now
        equations.append(element("p", {"class": "note"}, f"At epoch {lab.run.epoch:,}."))
    return element("div", {"class": "formula"}, *equations)


def key(lab: Lab) -> object:
    """Everything in it is computed from the state."""
    return lab.state, lab.sample, lab.selected, lab.moving


def values(lab: Lab) -> list[str]:
    return []

"""The lab as a PyTorch program that changes as the controls do, its numbers editable in place.

Every line is about something (`data-ref`), which is lit in the network while the line is pointed
at, and the other way round. The text of the listing is the program, to the letter: what is typed
over a number, and the names of folded lines, are no text.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import groupby

from engine.pytorch import Line
from ui.draw.tree import SLOT, Attributes, Content, Element, element
from ui.lab import Lab
from ui.panels.code.numbers import Place, places
from ui.panels.code.program import (
    STARTS,
    changed,
    changed_on_the_way,
    epochs_of,
    has_start,
    lines,
    start_of,
)
from ui.panels.code.state import Code
from ui.panels.code.tokens import tokens

SLOW = True  # hundreds of lines; while a network trains, a few times a second is enough
FOLDED = 6  # lines of data that are more than a reader wants to scroll past
SAVE = {"py": "Save .py", "ipynb": "Save .ipynb", "numpy": "Save numpy .py"}


def structure(lab: Lab) -> Element:
    """The choice of a start, the buttons, what is to be said, the listing."""
    program, marks = lines(lab), changed(lab)
    refused = lab.of(Code).refused
    listing = element("div", {"class": "listing highlight", "role": "group",
                              "aria-label": "PyTorch code; arrows go from line to line"},
                      *listed(lab, program, marks))
    return element(
        "div", {}, bar(), element("p", {"class": "note"}, note(lab)),
        element("p", {"class": "note"}, said_of(marks & Counter(line.text for line in program))),
        element("p", {"class": "note refused", "role": "status"}, refused), listing)


def bar() -> Element:
    """The choice of a start, Copy and Save."""
    options = [element("option", {"value": name}, title) for name, title in STARTS.items()]
    choice = element("select", {"data-action": "code-start", "aria-label": "The program starts",
                                "value": SLOT, "autocomplete": "off", "data-key": "code-start"},
                     *options)
    label = element("span", {"class": "label", "aria-hidden": "true"}, "Starts")
    saves = [button("code-save", title, form) for form, title in SAVE.items()]
    return element("div", {"class": "code-bar"},
                   element("div", {"class": "choice"}, label, choice),
                   element("div", {"class": "buttons-here"}, button("code-copy", "Copy"), *saves))


def button(action: str, name: str, value: str = "") -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "value": value, "data-key": f"{action} {value}"}, name)


def note(lab: Lab) -> str:
    """What this program has to do with the numbers on the page."""
    start = start_of(lab)
    if start == "seed" and lab.spec.given is not None:
        return ("It has the weights that this run began with; PyTorch draws its own order of the "
                "rows from this seed.")
    if start == "seed":
        return ("PyTorch draws its own weights and order from this seed: it learns in the same "
                "way, with other losses than the page’s.")
    if start == "now":
        if not has_start(lab):
            return ("The run has diverged: no program can start from weights that are not numbers. "
                    "Go back to an epoch before that, or reset.")
        return "It goes on from here in the page’s order: its losses are those that the page gets."
    if changed_on_the_way(lab):
        return ("Something was changed on the way, so a program that begins at the start gets "
                "other losses than the page. Reset, or start it with the weights of now.")
    return "It has the page’s first weights and its order: its losses are those of the page."


def said_of(marks: Counter[str]) -> str:
    """How many lines are marked, for those who cannot see the marks."""
    count = marks.total()
    if not count:
        return "Lines that a control changes are marked with a dot."
    return f"The last change changed {count} line{'s' if count > 1 else ''}, marked with a dot."


def listed(lab: Lab, program: Iterable[Line], marks: Counter[str]) -> list[Element]:
    """The lines; many lines of data together, behind a button that unfolds them."""
    left, listed, at = Counter(marks), [], 0
    for is_data, group in groupby(program, key=lambda line: line.about == "data"):
        block = list(group)
        new = [left[line.text] > 0 for line in block]
        left.subtract(line.text for line in block)
        if is_data and len(block) > FOLDED:
            listed += folded(lab, block, any(new), at)
        else:
            listed += [row(line, pieces(lab, line), is_new, number)
                       for number, (line, is_new) in enumerate(zip(block, new, strict=True), at)]
        at += len(block)
    return listed


def folded(lab: Lab, block: list[Line], is_new: bool, number: int) -> list[Element]:
    """A block that is there but hidden. The button's name is no text, as it is none of the code."""
    is_open = lab.of(Code).data_open
    name = f"{len(block)} lines of data{', changed' if is_new else ''}"
    unfold = element("button", {
        "type": "button", "class": "small data-fold", "data-action": "code-data",
        "data-key": "code-data", "data-title": name, "aria-label": name,
        "aria-expanded": "true" if is_open else "false"})
    text = "\n".join(line.text for line in block)
    shown = row(block[0], [text], is_new, number)
    return [unfold, element("div", {} if is_open else {"hidden": ""}, shown)]


def row(line: Line, content: list[Content], is_new: bool, number: int) -> Element:
    """A line with its line end; a marked one says so by a dot, and has another ground."""
    about: Attributes = {}
    if line.about:  # the first can be tabbed to, the arrow keys lead to the others
        about = {"data-ref": line.about, "data-key": f"line {number}",
                 "tabindex": "-1" if number else "0"}
    if is_new:
        return element("div", {"class": "line changed", **about},
                       element("mark", {}, *content, "\n"))
    return element("div", {"class": "line", **about}, *content, "\n")


def pieces(lab: Lab, line: Line) -> list[Content]:
    """The tokens of a line; its editable numbers as fields."""
    found: list[Content] = []
    fields = {place.start: place for place in places(line.text, lab.spec.layers)}
    if start_of(lab) == "now":  # what it goes on for is nothing that the page has
        fields = {start: place for start, place in fields.items() if place.name != "epochs"}
    column = 0
    for kind, text in tokens(line.text):
        if column in fields:
            found.append(field(fields[column], text))
        else:
            found.append(element("span", {"class": kind}, text) if kind else text)
        column += len(text)
    return found


def field(place: Place, text: str) -> Element:
    """A number to type over. Its text, which makes it as wide as it is, stays below the field."""
    is_moving = place.name == "epochs"
    field = element("input", {
        "type": "text", "inputmode": "decimal", "data-action": f"code-{place.name}",
        "data-key": f"code-{place.name} {place.start}", "autocomplete": "off",
        "aria-label": f"{place.title} in the code", "value": SLOT if is_moving else text})
    return element("span", {"class": "edited"},
                   element("span", {"aria-hidden": "true"}, SLOT if is_moving else text), field)


def key(lab: Lab) -> object:
    """All that the program depends on, but for the epochs, which have slots."""
    start = start_of(lab)
    moment = lab.state if start == "now" else lab.state[0]
    code = lab.of(Code)
    return (lab.spec, lab.changed_from, start, moment, lab.run.diverged, code.data_open, code.edits,
            code.refused)


def values(lab: Lab) -> list[str]:
    """The slots' values: the start that is chosen, and the epochs, twice."""
    start = start_of(lab)
    return [start] if start == "now" else [start, *[str(epochs_of(lab))] * 2]

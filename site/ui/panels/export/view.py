"""Files: the state, the history, the data and the figures to save; a state to load, from a file or
pasted."""

from ui.draw.controls import Choice
from ui.draw.refused import refused
from ui.draw.tree import Element, element
from ui.exports.pictures import chosen, figures_of
from ui.lab import Lab
from ui.panels.export.state import Loading

STEADY = True
SAVES = {"state": "Save the state (JSON)", "history": "Save the history (CSV)",
         "data": "Save the data (CSV)"}
PICTURES = {"svg": "Save SVG", "png": "Save PNG"}
FIGURE = Choice("figure", "Figure",
                lambda lab: {name: figure.title for name, figure in figures_of(lab).items()},
                chosen)


def structure(lab: Lab) -> Element:
    """A fold with the buttons, the field, and what was wrong with what was loaded."""
    wrong = lab.of(Loading).refused
    saves = [button("save", title, name) for name, title in SAVES.items()]
    file = element("input", {"type": "file", "accept": ".json,application/json",
                             "data-file": "load", "data-key": "load"})
    area = element("textarea", {"class": "table-text", "rows": 3, "spellcheck": "false",
                                "data-action": "state-text", "data-key": "state-text",
                                "aria-label": "State as text"}, lab.of(Loading).text)
    return element(
        "details", {"class": "more files", "data-key": "files"},
        element("summary", {}, "Save and load"),
        element("div", {"class": "buttons-here"}, *saves),
        element("p", {"class": "note"}, "The state is all that the run depends on: settings, own "
                "points, weights, what was changed on the way. Loading it trains it again, to the "
                "same numbers."),
        pictures(lab),
        element("label", {"class": "choice"}, "Load a state ", file),
        area, button("load-text", "Load the text"),
        element("div", {"role": "status"}, *([refused(wrong)] if wrong else [])))


def pictures(lab: Lab) -> Element:
    """A figure, chosen where there are several, and what to save it as."""
    saves = [button("save-figure", title, ending) for ending, title in PICTURES.items()]
    choice = [FIGURE.element(lab)] * (len(figures_of(lab)) > 1)
    return element(
        "div", {}, element("div", {"class": "buttons-here"}, *choice, *saves),
        element("p", {"class": "note"}, "A picture is the figure as it looks now, on a transparent "
                "ground, with its fonts."))


def button(action: str, title: str, value: str = "") -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "value": value, "data-key": f"{action} {value}"}, title)


def key(lab: Lab) -> object:
    """Not the text: what is being typed is never touched, nor the button that ends the typing."""
    return lab.of(Loading).refused, tuple(figures_of(lab))


def values(lab: Lab) -> list[str]:
    return FIGURE.values(lab) * (len(figures_of(lab)) > 1)

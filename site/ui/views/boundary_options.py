"""What the picture of the decision boundary shows: before and after, test data, classes only."""

from ui import before
from ui.lab import Lab
from ui.tree import Element, element
from ui.views.control_kinds import Button, Choice, Control, Slider, Toggles

STEADY = True
TITLES = {"start": "the start", "kept": "the kept moment", "pinned": "the pinned run"}
SHOWN = {"test": "Test data", "classes": "Classes only"}

SLIDER = Slider(
    "divider", "Before and after", step=5,
    steps=lambda _: 100, position=lambda lab: divider(lab),
    text=lambda lab: f"{divider(lab)}% before",
    spoken=lambda lab: f"the left {divider(lab)}% show {before.before(lab).name}, the rest now",
)
CONTROLS: tuple[Control, ...] = (
    SLIDER,
    Choice("against", "Before is", chosen=before.chosen,
           options=lambda lab: {kind: TITLES[kind] for kind in before.kinds(lab)}),
    Button("keep-moment", "Keep this moment"),
    Toggles("show", "Show", SHOWN, lambda lab: lab.view.get("show", ())),
)


def divider(lab: Lab) -> int:
    """Per cent of the picture, from the left, that show what was before."""
    return int(lab.view.get("divider", 0))


def structure(lab: Lab) -> Element:
    slider, against, keep, shown = (control.element(lab) for control in CONTROLS)
    return element("div", {"class": "boundary-options"}, slider,
                   element("div", {"class": "row"}, against, keep), shown)


def key(lab: Lab) -> object:
    return tuple(before.kinds(lab))


def values(lab: Lab) -> list[str]:
    return [value for control in CONTROLS for value in control.values(lab)]

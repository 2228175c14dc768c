"""What the picture of the decision boundary shows: before and after, test data, classes only."""

from ui.draw.controls import Button, Choice, Control, Slider, Toggles
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.panels.boundary.state import Boundary, before, chosen, kinds

STEADY = True
TITLES = {"start": "the start", "kept": "the kept moment", "pinned": "the pinned run"}
SHOWN = {"test": "Test data", "classes": "Classes only"}

SLIDER = Slider(
    "divider", "Before and after", step=5,
    steps=lambda _: 100, position=lambda lab: divider(lab),
    text=lambda lab: f"{divider(lab)}% before",
    spoken=lambda lab: f"the left {divider(lab)}% show {before(lab).name}, the rest now",
)
CONTROLS: tuple[Control, ...] = (
    SLIDER,
    Choice("against", "Before is", chosen=chosen,
           options=lambda lab: {kind: TITLES[kind] for kind in kinds(lab)}),
    Button("keep-moment", "Keep this moment"),
    Toggles("show", "Show", lambda: SHOWN, lambda lab: shown(lab),
            off=lambda lab: () if has_test(lab) else ("test",)),
)


def shown(lab: Lab) -> set[str]:
    """What is to be seen of what can be shown now."""
    wanted = set(lab.of(Boundary).shown)
    return wanted if has_test(lab) else wanted - {"test"}


def has_test(lab: Lab) -> bool:
    return len(lab.run.data.test) > 0


def why_no_test(lab: Lab) -> str:
    """Why test data cannot be shown, and what to do about it."""
    if has_test(lab):
        return ""
    if lab.fixed_data:
        return f"No test data: all {len(lab.run.data.train)} points are learned from."
    return "No test data: set Test share under More settings."


def divider(lab: Lab) -> int:
    """Per cent of the picture, from the left, that show what was before."""
    return lab.of(Boundary).divider


def structure(lab: Lab) -> Element:
    slider, against, keep, toggles = (control.element(lab) for control in CONTROLS)
    return element("div", {"class": "boundary-options"}, slider,
                   element("div", {"class": "row"}, against, keep), toggles,
                   element("p", {"class": "note"}, SLOT))


def key(lab: Lab) -> object:
    return tuple(kinds(lab))


def values(lab: Lab) -> list[str]:
    return [*(value for control in CONTROLS for value in control.values(lab)), why_no_test(lab)]

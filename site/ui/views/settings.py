"""Settings: the few that the lesson is about in one row, all others in a drawer below it."""

from ui.lab import Lab
from ui.tree import Element, element
from ui.views import layer_settings
from ui.views.control_kinds import Choice
from ui.views.control_table import CONTROLS, applicable

ELSEWHERE = ("speed", "epoch")  # beside the buttons, and below the loss curve


def structure(lab: Lab) -> Element:
    """The row, and the drawer where there is something for it."""
    seen, more = shown(lab)
    drawer = [*(control(lab, name) for name in more),
              *([layer_settings.structure(lab)] if lab.has_handles else [])]
    folded = element("details", {"class": "more", "data-key": "more"},
                     element("summary", {}, "More settings"),
                     element("div", {"class": "drawer"}, *drawer))
    return element("div", {"class": "settings", "role": "group", "aria-label": "Settings"},
                   *(control(lab, name) for name in seen), *([folded] if drawer else []))


def control(lab: Lab, name: str) -> Element:
    return element("div", {"class": "control", "data-control": name}, CONTROLS[name].element(lab))


def shown(lab: Lab) -> tuple[list[str], list[str]]:
    """What is in the row, and what is in the drawer."""
    seen, more = (applicable(lab, names) for names in (lab.layout.controls, lab.layout.more))
    return ([name for name in seen if name not in ELSEWHERE],
            [name for name in more if name not in ELSEWHERE])


def key(lab: Lab) -> object:
    """What the structure depends on: which controls there are, and what can be chosen."""
    return lab.has_handles, tuple(
        tuple((name, options(name, lab)) for name in names) for names in shown(lab))


def options(name: str, lab: Lab) -> tuple[tuple[str, str], ...]:
    kind = CONTROLS[name]
    return tuple(kind.options(lab).items()) if isinstance(kind, Choice) else ()


def values(lab: Lab) -> list[str]:
    """The slots' values."""
    seen, more = shown(lab)
    texts = [value for name in (*seen, *more) for value in CONTROLS[name].values(lab)]
    return texts + (layer_settings.values(lab) if lab.has_handles else [])

"""What can be asked of the picture of the decision boundary."""

from collections.abc import Callable

from ui.lab import Lab, Message
from ui.lab.scales import whole
from ui.panels.boundary import before

SHOWABLE = ("test", "classes")


def divide(lab: Lab, value: str) -> None:
    """How many per cent of the picture, from the left, show what was before."""
    lab.view["divider"] = whole(value, 100)


def keep(lab: Lab, _: str) -> None:
    before.keep(lab)
    lab.message = Message(f"Kept: {before.before(lab).name}. The slider compares with it.")


def compare_with(lab: Lab, kind: str) -> None:
    if kind in before.kinds(lab):
        lab.view["against"] = kind


def show(lab: Lab, what: str) -> None:
    """Show one thing more, or no longer."""
    if what in SHOWABLE:
        lab.view["show"] = tuple(sorted({*lab.view.get("show", ())} ^ {what}))


BOUNDARY_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "divider": divide,
    "keep-moment": keep,
    "against": compare_with,
    "show": show,
}

"""What can be asked of the picture of the decision boundary."""

from collections.abc import Callable

from ui.lab import Lab, Message
from ui.lab.scales import whole
from ui.panels.boundary.state import Before, Boundary, kinds

SHOWABLE = ("test", "classes")


def divide(lab: Lab, value: str) -> None:
    lab.of(Boundary).divider = whole(value, 100)


def keep(lab: Lab, _: str) -> None:
    """From now on compare with the network as it is now."""
    kept = Before(f"epoch {lab.run.epoch:,}, kept", lab.spec, lab.run.parameters.copy())
    boundary = lab.of(Boundary)
    boundary.kept, boundary.against = kept, "kept"
    lab.message = Message(f"Kept: {kept.name}. The slider compares with it.")


def compare_with(lab: Lab, kind: str) -> None:
    if kind in kinds(lab):
        lab.of(Boundary).against = kind


def show(lab: Lab, what: str) -> None:
    """Show one thing more, or no longer."""
    if what in SHOWABLE:
        lab.of(Boundary).shown ^= {what}


BOUNDARY_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "divider": divide,
    "keep-moment": keep,
    "against": compare_with,
    "show": show,
}

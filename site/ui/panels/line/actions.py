"""What can be asked of the line that is drawn by hand."""

from collections.abc import Callable

from ui.lab import Lab
from ui.lab.scales import bounded
from ui.panels.line.state import HIGH, LOW, STEPS, Line


def turn(lab: Lab, angle: float) -> None:
    lab.put(Line(angle, lab.of(Line).shift))


def shift(lab: Lab, position: float) -> None:
    lab.put(Line(lab.of(Line).angle, position / STEPS))


def drag(lab: Lab, value: str) -> None:
    """Move the nearer handle to a place given as two shares of the plane, from its upper left."""
    across, down = (bounded(share, 0.0, 1.0) for share in value.split())
    to = LOW + across * (HIGH - LOW), HIGH - down * (HIGH - LOW)
    lab.put(lab.of(Line).moved(to))


LINE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "line-angle": lambda lab, value: turn(lab, bounded(value, 0, 360)),
    "line-shift": lambda lab, value: shift(lab, bounded(value, -100, 100)),
    "line-to": drag,
}

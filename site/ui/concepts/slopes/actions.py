"""What can be asked of an activation and its derivative."""

from collections.abc import Callable
from dataclasses import replace

from engine.ops import ACTIVATIONS
from ui.concepts.changes import change, known, share_of_plot
from ui.concepts.of_lab import now, put
from ui.concepts.slopes import state as slopes
from ui.concepts.slopes.state import Slope
from ui.lab import Lab
from ui.lab.scales import bounded, whole


def move_slope(lab: Lab, z: float) -> None:
    put(lab, replace(now(lab, Slope), z=z + 0.0))


SLOPE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "slopes-activation": change(Slope, activation=lambda name: known(name, ACTIVATIONS)),
    "slopes-z": lambda lab, value: move_slope(lab, bounded(value, -100, 100) / 20),
    "slopes-to": lambda lab, place: move_slope(
        lab, round((2 * share_of_plot(place) - 1) * slopes.REACH, 2)),
    "slopes-depth": change(Slope, depth=lambda value: max(1, whole(value, slopes.DEEPEST))),
    "slopes-weight": change(Slope, weight=lambda value: bounded(value, 1, 30) / 10),
}

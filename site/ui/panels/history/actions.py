"""What can be asked of the curves of the parameters."""

from collections.abc import Callable

from ui.lab import Lab
from ui.panels.history.state import SERIES, Curves


def show_series(lab: Lab, name: str) -> None:
    if name in SERIES:
        lab.of(Curves).series = name


HISTORY_ACTIONS: dict[str, Callable[[Lab, str], None]] = {"series": show_series}

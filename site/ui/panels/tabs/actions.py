"""What can be asked of the tabs."""

from collections.abc import Callable

from ui.lab import Lab


def show_tab(lab: Lab, value: str) -> None:
    if value in lab.layout.tabs:
        lab.tab = value


TAB_ACTIONS: dict[str, Callable[[Lab, str], None]] = {"tab": show_tab}

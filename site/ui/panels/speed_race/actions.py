"""What can be asked of a lab's race."""

from collections.abc import Callable

from ui.lab import Lab, Message


def contest(lab: Lab, value: str) -> None:
    """`start` one, or `cancel` the one that runs."""
    if value == "start":
        lab.start_race()
    elif value == "cancel":
        lab.stop()
        lab.message = Message("The race is cancelled.")


CONTEST_ACTIONS: dict[str, Callable[[Lab, str], None]] = {"contest": contest}

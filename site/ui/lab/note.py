"""Note: what a person should know of their work in a lab, with what can be done about it."""

from dataclasses import dataclass
from typing import NamedTuple


class Button(NamedTuple):
    """A button that asks for an action."""

    action: str
    title: str
    value: str = ""


@dataclass(frozen=True)
class Note:
    """It stays until it is closed or another takes its place."""

    text: str
    buttons: tuple[Button, ...] = ()

"""Changes of a concept's state that come as a name or a number in a text.

    change(Slope, depth=int)(lab, "3")        # the action that puts the field
    known("tanh", ACTIVATIONS)                # the name, or a ValueError
    edited(lab, "1.5", 9, state.moved)        # puts what it makes of a number, or says why not
"""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

from engine.typed import typed_number
from ui.concepts.of_lab import Concept, now, put
from ui.draw.plot import LEFT, RIGHT, WIDTH
from ui.lab import Lab, Message
from ui.lab.scales import bounded
from ui.words.quoting import printable


def known(value: str, names: Container[str]) -> str:
    """A name that is one of these. Raises ValueError."""
    if value not in names:
        raise ValueError("it is none of the choices")
    return value


def change(kind: Any, /, **fields: Callable[[str], object]) -> Callable[[Lab, str], None]:
    """An action that puts its value, read as the field wants it, into a state."""
    return lambda lab, value: put(lab, replace(
        now(lab, kind), **{name: read(value) for name, read in fields.items()}))


def typed(text: str, limit: float) -> float:
    """The number that was typed. Raises ValueError where it is none, or too large."""
    number = typed_number(text)
    if not abs(number) <= limit:
        raise ValueError(f"type a number from \u2212{limit:g} to {limit:g}")
    return number + 0.0  # no -0


def edited(lab: Lab, text: str, limit: float, change: Callable[[float], Concept]) -> None:
    """Put the state that `change` makes of a typed number; or say what is wrong with it."""
    try:
        state = change(typed(text, limit))
    except ValueError as error:
        lab.message = Message(f"“{printable(text[:20])}” cannot be used: {error}.")
        return
    lab.message = Message()
    put(lab, state)


def share_of_plot(place: str) -> float:
    """How far across a plot's axis a pointer is, from its shares of the plot's picture."""
    across, _ = (bounded(share, 0.0, 1.0) for share in place.split())
    return min(max((across * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT), 0.0), 1.0)

"""Changes of a concept's state that come as a name or a number in a text.

    change(Slope, depth=int)(lab, "3")        # the action that puts the field
    known("tanh", ACTIVATIONS)                # the name, or a ValueError
"""

from collections.abc import Callable, Container
from dataclasses import replace
from typing import Any

from ui.concepts.of_lab import now, put
from ui.lab import Lab


def known(value: str, names: Container[str]) -> str:
    """A name that is one of these. Raises ValueError."""
    if value not in names:
        raise ValueError("it is none of the choices")
    return value


def change(kind: Any, /, **fields: Callable[[str], object]) -> Callable[[Lab, str], None]:
    """An action that puts its value, read as the field wants it, into a state."""
    return lambda lab, value: put(lab, replace(
        now(lab, kind), **{name: read(value) for name, read in fields.items()}))

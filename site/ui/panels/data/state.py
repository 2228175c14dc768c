"""What is remembered of the data: what a click does and what was begun, what is typed, the table.

    typed(lab)["x1"]        # the text, as it was typed
    number(lab, "x1")       # its number, or a DataError that quotes it

In a regression the typed value is also that of points which a click or a stroke adds.
"""

import math
from dataclasses import dataclass, field

from engine.data import MAX_COORDINATE
from engine.data.own import Row
from engine.errors import DataError
from engine.typed import typed_number
from ui.lab import Lab, own_points
from ui.lab.refusal import Refusal
from ui.words.quoting import printable

CLASSES = {"one": 1.0, "zero": 0.0}  # the targets of the modes that add points of a class
MODES = ("select", *CLASSES, "move", "remove")
MODES_OF_NUMBERS = ("select", "value", "move", "remove")
NAMES = {"x1": "x₁", "x2": "x₂", "value": "the value"}

Point = tuple[float, float]


@dataclass
class Edits:
    """`mode` is what a click in the picture does. `picked` says whether the selected point is
    picked up; `drag` is where it is dragged, `stroke` what is being painted. `refused` is why the
    last change was not made, `typed_error` why the typed point was not added, and `no_room` the
    rows that found none."""

    mode: str = "select"
    picked: bool = False
    drag: Point | None = None
    stroke: tuple[Point, ...] = ()
    refused: Refusal | None = None
    typed_error: Refusal | None = None
    no_room: tuple[Row, ...] = ()


@dataclass
class Typed:
    """What the fields of a new point have in them, by name."""

    texts: dict[str, str] = field(
        default_factory=lambda: {"x1": "", "x2": "", "label": "1", "value": "1"})


@dataclass
class Table:
    """The column that the table is sorted by, whether its largest comes first, and the page."""

    by: str = "sample"
    descending: bool = False
    page: int = 0


def modes(lab: Lab) -> tuple[str, ...]:
    """What a click may do: in a regression it adds points of a value, else of a class."""
    return MODES_OF_NUMBERS if own_points.takes_value(lab) else MODES


def mode_of(lab: Lab) -> str:
    mode = lab.of(Edits).mode
    return mode if mode in modes(lab) else "select"


def typed(lab: Lab) -> dict[str, str]:
    return lab.of(Typed).texts


def number(lab: Lab, name: str) -> float:
    """A typed number. Raises DataError, which quotes it."""
    text = typed(lab)[name]
    value = typed_number(text)
    if not abs(value) <= MAX_COORDINATE:
        right = ("a number, such as 0.25" if math.isnan(value)
                 else f"within ±{MAX_COORDINATE:,.0f}")
        raise DataError(f"{NAMES[name]} is “{printable(text[:20])}”; it must be {right}")
    return value

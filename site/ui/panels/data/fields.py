"""What is typed about a new point, each in its field: two coordinates, and a class or a value.

    typed(lab)["x1"]        # the text, as it was typed
    number(lab, "x1")       # its number, or a DataError that quotes it

In a regression the value is also that of points which a click or a stroke adds.
"""

import math

from engine.data import MAX_COORDINATE
from engine.errors import DataError
from engine.typed import typed_number
from ui.lab import Lab
from ui.words.quoting import printable

NAMES = {"x1": "x₁", "x2": "x₂", "value": "the value"}


def typed(lab: Lab) -> dict[str, str]:
    """What the fields have in them."""
    fields: dict[str, str] = lab.view.setdefault(
        "typed", {"x1": "", "x2": "", "label": "1", "value": "1"})
    return fields


def number(lab: Lab, name: str) -> float:
    """A typed number. Raises DataError, which quotes it."""
    text = typed(lab)[name]
    value = typed_number(text)
    if not abs(value) <= MAX_COORDINATE:
        right = ("a number, such as 0.25" if math.isnan(value)
                 else f"within ±{MAX_COORDINATE:,.0f}")
        raise DataError(f"{NAMES[name]} is “{printable(text[:20])}”; it must be {right}")
    return value

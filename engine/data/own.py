"""The learner's own points: checked rows, and the scales that standardise their inputs.

    rows = check_points([(0, 0, 0), (1, 0, 1)])
    Spec(data="own", points=rows)
    Spec(data="own", points=rows, scales=((0.5, 0.5), (0.1, 2.0)))   (x1 - 0.5) / 0.5, ...

A table of a file or from a clipboard becomes rows in `engine.tables`.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from engine.errors import DataError

MAX_POINTS = 500
MAX_COORDINATE = 1e6  # the sines of the features are exact up to here

Row = tuple[float, float, float]
Scale = tuple[float, float]  # a mean and a standard deviation
Scales = tuple[Scale, Scale]  # of the two inputs
AS_THEY_ARE: Scales = ((0.0, 1.0), (0.0, 1.0))


def check_points(rows: Iterable[Any], scales: Scales | None = None) -> tuple[Row, ...]:
    """Rows (x1, x2, y) as floats. Raises DataError, with the row counted from 1."""
    checked: list[Row] = []
    (mean1, deviation1), (mean2, deviation2) = scales or AS_THEY_ARE
    for number, row in enumerate(rows, 1):
        if number > MAX_POINTS:
            raise DataError(f"row {number}: too many points; at most {MAX_POINTS}", number)
        try:
            x1, x2, y = (float(value) for value in row)
        except (TypeError, ValueError):
            message = f"row {number}: {str(row)[:60]} is not three numbers x1, x2, y"
            raise DataError(message, number) from None
        seen = (x1 - mean1) / deviation1, (x2 - mean2) / deviation2, y
        if not all(abs(value) <= MAX_COORDINATE for value in seen):
            scaled = "" if scales is None else ", standardised,"
            raise DataError(f"row {number}: ({x1:g}, {x2:g}, {y:g}){scaled} must be finite, within "
                            f"±{MAX_COORDINATE:g}", number)
        checked.append((x1, x2, y))
    if len(checked) < 2:
        raise DataError(f"{len(checked)} points; at least 2 are needed")
    return tuple(checked)


def check_scales(scales: Any) -> Scales:
    """Two pairs of a mean and a standard deviation, as floats. Raises DataError."""
    try:
        first, second = ((float(mean), float(deviation)) for mean, deviation in scales)
    except (TypeError, ValueError):
        raise DataError(f"{str(scales)[:60]} is not a mean and a standard deviation of each of two "
                        "inputs") from None
    for mean, deviation in (first, second):
        if not (math.isfinite(mean) and 1e-300 <= deviation <= 1e300):
            raise DataError(f"({mean:g}, {deviation:g}) must be a finite mean and a standard "
                            "deviation greater than 0")
    return first, second

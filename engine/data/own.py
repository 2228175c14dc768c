"""The learner's own points: checked rows, and a parser of CSV text.

    rows = parse_csv("x1,x2,y\\n0,0,0\\n1,0,1\\n")
    Spec(data="own", points=rows)
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import Any

from engine.errors import DataError
from engine.typed import typed_number

MAX_POINTS = 500
MAX_COORDINATE = 1e6  # the sines of the features are exact up to here

Row = tuple[float, float, float]


def check_points(rows: Iterable[Any]) -> tuple[Row, ...]:
    """Rows (x1, x2, y) as floats. Raises DataError, with the row counted from 1."""
    checked: list[Row] = []
    for number, row in enumerate(rows, 1):
        if number > MAX_POINTS:
            raise DataError(f"row {number}: too many points; at most {MAX_POINTS}", number)
        try:
            x1, x2, y = (float(value) for value in row)
        except (TypeError, ValueError):
            message = f"row {number}: {str(row)[:60]} is not three numbers x1, x2, y"
            raise DataError(message, number) from None
        if not all(abs(value) <= MAX_COORDINATE for value in (x1, x2, y)):
            raise DataError(
                f"row {number}: ({x1:g}, {x2:g}, {y:g}) must be finite, within ±{MAX_COORDINATE:g}",
                number,
            )
        checked.append((x1, x2, y))
    if len(checked) < 2:
        raise DataError(f"{len(checked)} points; at least 2 are needed")
    return tuple(checked)


def parse_csv(text: str) -> tuple[Row, ...]:
    """The rows of a table: three columns, separated by commas, semicolons or tabs.

    The first line may be a header; blank lines are skipped. With semicolons or tabs a decimal
    comma is understood. Raises DataError naming the line, counted from 1 as an editor does.
    """
    rows: list[Row] = []
    header_allowed = True
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), 1):
        if not line.strip():
            continue
        cells = _cells(line)
        if header_allowed and all(math.isnan(typed_number(cell)) for cell in cells):
            header_allowed = False
            continue
        header_allowed = False
        rows.append(_row(cells, line, number))
        if len(rows) > MAX_POINTS:
            raise DataError(f"line {number}: too many rows; at most {MAX_POINTS}", number)
    if len(rows) < 2:
        raise DataError(f"the table has {len(rows)} rows of numbers; at least 2 are needed")
    return tuple(rows)


def _cells(line: str) -> list[str]:
    for separator in "\t;":
        if separator in line:
            return [cell.strip() for cell in line.split(separator)]
    return [cell.strip() for cell in line.split(",")]


def _row(cells: list[str], line: str, number: int) -> Row:
    if len(cells) != 3:
        shown = line.strip()[:60]
        raise DataError(
            f"line {number}: {shown!r} has {len(cells)} columns; it needs 3: x1, x2, y", number
        )
    x1, x2, y = map(typed_number, cells)
    for cell, name, value in zip(cells, ("x1", "x2", "y"), (x1, x2, y), strict=True):
        if not abs(value) <= MAX_COORDINATE:
            raise DataError(
                f"line {number}: {name} is {cell[:60]!r}; "
                f"it must be a number within ±{MAX_COORDINATE:g}",
                number,
            )
    return x1, x2, y

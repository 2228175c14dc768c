"""The label of a table's rows: which cells are the same class, and which of two classes is 1.

    Classes.of(column, cells, "", "")     of the cells of a column
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from engine.tables.column import Column
from engine.tables.tokens import NEGATIVE, POSITIVE

OTHERS = "*"  # in place of the key of class 0: all that are not class 1
MOST_CLASSES = 20  # that can be chosen from


def key_of(column: Column, cell: str) -> str:
    """What a cell has in common with others of its class: 1.0 and 1 are one, Yes and yes too."""
    value = column.number(cell)
    if math.isnan(value):
        return " ".join(cell.casefold().split())
    return f"{value:.17g}"


@dataclass(frozen=True)
class Classes:
    """The classes of a label by their keys: as they are written, and how many rows have each; the
    keys of class `one` and class `zero`."""

    shown: dict[str, str]
    counts: Counter[str]
    one: str
    zero: str

    @classmethod
    def of(cls, column: Column, cells: Iterable[str], one: str, zero: str) -> Classes:
        """Of the cells of a label's column, missing ones left out. `one` and `zero` are the
        learner's choice, "" for none."""
        shown: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for cell, count in Counter(cells).items():
            key = key_of(column, cell)
            shown.setdefault(key, cell)
            counts[key] += count
        keys = sorted(shown, key=_order)
        if one not in shown:
            one = _one(keys) if zero not in shown else next(
                (key for key in reversed(keys) if key != zero), "")
        if zero == one or (zero != OTHERS and zero not in shown):
            others = [key for key in keys if key != one]
            zero = others[0] if len(others) == 1 else OTHERS
        return cls({key: shown[key] for key in keys}, counts, one, zero)

    def target(self, key: str) -> float | None:
        """The class of a cell's key, None for neither."""
        if key == self.one:
            return 1.0
        return 0.0 if self.zero in (key, OTHERS) else None


def _order(key: str) -> tuple[float, str]:
    """Numbers by size, then texts."""
    try:
        return float(key), key
    except ValueError:
        return math.inf, key


def _one(keys: list[str]) -> str:
    """Which is class 1: a word for yes, if the other is one for no; else the last in order."""
    if len(keys) == 2:
        first, second = keys
        if first in POSITIVE and second in NEGATIVE:
            return first
    return keys[-1] if keys else ""

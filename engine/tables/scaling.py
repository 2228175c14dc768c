"""Standardised inputs: each less its mean, divided by its standard deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple


class Scale(NamedTuple):
    """Of one input: (value - mean) / deviation is what the network sees."""

    mean: float
    deviation: float


def scale_of(rows: Sequence[tuple[float, float, float]]) -> tuple[Scale, Scale] | None:
    """The mean and the standard deviation (of all the rows, as of a population) of both inputs;
    None if one of them is the same in all rows."""
    if not rows:
        return None
    first, second = (_scale([row[place] for row in rows]) for place in (0, 1))
    return (first, second) if first.deviation > 0 and second.deviation > 0 else None


def _scale(values: Sequence[float]) -> Scale:
    mean = math.fsum(values) / len(values)
    variance = math.fsum((value - mean) ** 2 for value in values) / len(values)
    return Scale(mean, math.sqrt(variance))

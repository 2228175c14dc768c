"""The scales that standardise inputs: each less its mean, divided by its standard deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.data.own import Row, Scale, Scales


def scales_of(rows: Sequence[Row]) -> Scales | None:
    """The mean and the standard deviation (of all the rows, as of a population) of both inputs;
    None if one of them is the same in all rows."""
    if not rows:
        return None
    first, second = (_scale([row[place] for row in rows]) for place in (0, 1))
    return (first, second) if first[1] > 0 and second[1] > 0 else None


def _scale(values: Sequence[float]) -> Scale:
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))

"""The scales that standardise inputs: each less its mean, divided by its standard deviation."""

from __future__ import annotations

import math
from collections.abc import Sequence

from engine.data.own import Row, Scale, Scales

LARGE = 10.0


def scales_of(rows: Sequence[Row]) -> Scales | None:
    """The mean and the standard deviation (of all the rows, as of a population) of both inputs;
    None if one of them is the same in all rows."""
    if not rows:
        return None
    first, second = (_scale([row[place] for row in rows]) for place in (0, 1))
    return (first, second) if first[1] > 0 and second[1] > 0 else None


def too_large(rows: Sequence[Row]) -> bool:
    """Whether an input goes so far from 0 that the gradients of its weights are far larger than
    those of the biases: a rate that suits the one is wrong for the other (LeCun et al., Efficient
    BackProp, 1998, section 4.3)."""
    return any(abs(row[place]) > LARGE for row in rows for place in (0, 1))


def _scale(values: Sequence[float]) -> Scale:
    mean = math.fsum(values) / len(values)
    return mean, math.sqrt(math.fsum((value - mean) ** 2 for value in values) / len(values))

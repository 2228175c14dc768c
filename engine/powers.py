"""Powers of Adam's betas, b^t for the t-th update, with the same bits everywhere.

Two tables are enough: b^t = b^(t mod 256) b^(256 (t div 256)), each rounded once, so that the
product is within 2 ulp. Beyond t = 2^16 the last entry stays: 1 - b^t is 1 there.
"""

from __future__ import annotations

from decimal import Decimal, localcontext
from functools import cache

import numpy as np
from numpy.typing import NDArray

TABLE = 256


@cache
def power_tables(bases: tuple[float, ...]) -> NDArray[np.float64]:
    """(2, 256, bases): b^k, and b^(256 k)."""
    tables = np.empty((2, TABLE, len(bases)))
    with localcontext() as context:
        context.prec = 50  # digits: the products' own errors are nowhere near a float's last bit
        for column, base in enumerate(bases):
            factor = Decimal(base)
            for table in tables:
                power = Decimal(1)
                for k in range(TABLE):
                    table[k, column] = power
                    power *= factor
                factor = power
    return tables


def powers(bases: tuple[float, ...], exponent: int) -> list[float]:
    """Each base to the power of `exponent`, from 0."""
    low, high = power_tables(bases)
    both: list[float] = (low[exponent % TABLE] * high[min(exponent // TABLE, TABLE - 1)]).tolist()
    return both

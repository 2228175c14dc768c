"""The line where a field passes a level.

    segments = contour(outputs, 0.5)             # in columns and rows of the field
    polylines(origin + size * segments)          # of `chart`: "M340 802L373 819..."
"""

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]
Index = NDArray[np.intp]


def contour(field: Array, level: float) -> Array:
    """Line segments (n, 2 ends, 2) in columns and rows of a field (height, width).

    Marching squares: between four neighbouring values the line is straight, and it crosses the
    side between two of them where a linear course would. Where it crosses all four sides it cuts
    off two opposite corners.
    """
    finite = np.nan_to_num(field) - level
    above = finite >= 0
    corners = (above[:-1, :-1], above[:-1, 1:], above[1:, 1:], above[1:, :-1])
    count = np.sum(corners, axis=0)
    row, column = np.nonzero((count > 0) & (count < 4))
    a, b = finite[row, column], finite[row, column + 1]
    c, d = finite[row + 1, column + 1], finite[row + 1, column]
    sides = [(a, b, column, row, 1, 0), (b, c, column + 1, row, 0, 1),
             (d, c, column, row + 1, 1, 0), (a, d, column, row, 0, 1)]
    crossed = np.stack([(p >= 0) != (q >= 0) for p, q, *_ in sides], axis=1)
    ends = np.stack([crossing(*side) for side in sides], axis=1)
    # Each square has two crossings or four: in the order of its sides they are pairs.
    return ends[crossed].reshape(-1, 2, 2)


def crossing(p: Array, q: Array, column: Index, row: Index, across: int, down: int) -> Array:
    """Where the course from p to q is zero: (n, 2), from a column and row one step on."""
    share = np.divide(p, p - q, out=np.zeros_like(p), where=p != q)
    return np.stack([column + across * share, row + down * share], axis=1)

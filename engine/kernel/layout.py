"""Layout: where a run's numbers are in its block of memory, which numpy and the kernel share.

All in float64, one after another. The block begins as a row of history does, so that an epoch's row
is one copy:

    epoch, loss, test loss, accuracy | parameters | gradient | optimizer's memory | ...

Parameters and all that is like them, of which there are P, take an even number of places, as two
are updated at a time; the last one may be without use.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

EPOCH, LOSS, TEST_LOSS, ACCURACY, HEAD = range(5)
MOST_SLOTS = 2  # of an optimizer's memory
POWERS = 256  # of Adam's betas, in each of two tables
ROW_BYTES = 256 * 1024  # for rows of history that wait for numpy
MOST_ROWS = 512


@dataclass(frozen=True)
class Shape:
    """What decides a layout: neurons by layer, rows to train on and rows to test with."""

    layers: tuple[int, ...]
    train: int
    test: int

    @property
    def parameters(self) -> int:
        """P, how many there are."""
        return sum((fan_in + 1) * fan_out for fan_in, fan_out in pairwise(self.layers))


class Layout:
    """The index in the block, in float64, of each part; `size` is that of the block.

    `settings` are learning rate and penalty, then as whole numbers the key of the order's stream;
    `l1` and `l2` what decays each parameter; `before` the parameters before the last update.
    `columns` are the inputs and the targets, a column of `column` places each: training rows, test
    rows, and one that is only read by who works on two rows at once. `shuffled` is like it.
    `sums`, `neurons` and `deltas` are where a pass keeps pairs of numbers, `history` its rows.
    """

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.padded = padded = shape.parameters + shape.parameters % 2
        self.size = 0
        self.head = self._take(HEAD)
        self.parameters = self._take(padded)
        self.gradient = self._take(padded)
        self.row = self.size
        self.state = self._take(MOST_SLOTS * padded)
        self.before = self._take(padded)
        self.l1 = self._take(padded)
        self.l2 = self._take(padded)
        self.settings = self._take(4)
        self.powers = self._take(4 * POWERS)
        self.column = _even(shape.train + shape.test + 1)
        self.columns = self._take((shape.layers[0] + 1) * self.column)
        self.shuffled = self._take((shape.layers[0] + 1) * self.column)
        self.order = self._take(_even(shape.train))
        self.sums = self._take(2 * padded)
        self.neurons = [self._take(4 * neurons) for neurons in shape.layers]
        self.deltas = [self._take(2 * neurons) for neurons in shape.layers]
        self.history_rows = max(1, min(MOST_ROWS, ROW_BYTES // (8 * self.row)))
        self.history = self._take(self.history_rows * self.row)

    def __repr__(self) -> str:
        return f"<layout of {self.shape}, {8 * self.size} bytes>"

    def _take(self, count: int) -> int:
        """The next so many places."""
        at = self.size
        self.size += count
        return at


def _even(count: int) -> int:
    return count + count % 2

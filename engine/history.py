"""History: what a run looked like after each epoch, thinned with its extremes kept."""

from __future__ import annotations

from copy import copy

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BUDGET = 12 * 2**20  # bytes
MOST = 4096
COPIED = 2**16  # numbers that thinning copies at most at once
EPOCH, LOSS, TEST_LOSS, ACCURACY, FIRST_PARAMETER = range(5)


class History:
    """One row per epoch, epoch 0 the start: `epoch`, `loss`, `test_loss`, `accuracy` (rows,), and
    `parameters` and `gradients` (rows, P), the gradient being that of `loss`.

    What there is not (no test rows, no accuracy in a regression) is NaN. All arrays are read-only
    views of what is there now.

    When the rows are too many for the budget, they are thinned: of every 4 epochs (then 8, 16, ...)
    the rows of the lowest and the highest loss stay. So do, up to an eighth of all rows, those in
    which any other series (test loss, accuracy, a parameter, a gradient) is at its lowest or
    highest.
    """

    def __init__(self, parameters: int) -> None:
        self._size = parameters
        width = FIRST_PARAMETER + 2 * parameters
        self._most = max(16, min(MOST, BUDGET // (8 * width)))
        self._table = np.empty((min(64, self._most), width))
        self._span = 4
        self._thinned = -1  # the last epoch that thinning has gone through
        self._rows = 0

    def __repr__(self) -> str:
        return f"<history of {self._rows} rows up to epoch {self.last_epoch}>"

    def __len__(self) -> int:
        return self._rows

    def copy(self) -> History:
        """The same rows, to which others can be added."""
        other = copy(self)
        other._table = self._table.copy()
        return other

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._table.nbytes

    @property
    def last_epoch(self) -> int:
        """The last epoch recorded; -1 if none is."""
        return int(self._table[self._rows - 1, EPOCH]) if self._rows else -1

    @property
    def epoch(self) -> NDArray[np.int64]:
        """Epoch of each row, growing."""
        return self._column(EPOCH).astype(np.int64)

    @property
    def loss(self) -> Array:
        """Loss over the training set, confidence penalty included."""
        return self._column(LOSS)

    @property
    def test_loss(self) -> Array:
        """Loss over the test set; NaN without one."""
        return self._column(TEST_LOSS)

    @property
    def accuracy(self) -> Array:
        """Share of training rows on the right side, 0 to 1; NaN in a regression."""
        return self._column(ACCURACY)

    @property
    def parameters(self) -> Array:
        """Weights and biases (rows, P), in the order of Network.parameters."""
        return self._column(slice(FIRST_PARAMETER, FIRST_PARAMETER + self._size))

    @property
    def gradients(self) -> Array:
        """Gradients (rows, P) of the loss by them."""
        return self._column(slice(FIRST_PARAMETER + self._size, None))

    def boundary(self, epoch: int, later: bool = False) -> int:
        """This epoch, or the nearest one before it (`later`: after it), that rows can begin with
        so that the lowest and the highest loss of all epochs from there on are among them, and
        those of all before among the rows before."""
        if epoch > self._thinned:
            return epoch
        spans, into = divmod(epoch, self._span)
        return (spans + (later and into > 0)) * self._span

    def _column(self, column: int | slice) -> Array:
        view = self._table[: self._rows, column]
        view.flags.writeable = False
        return view

    def extend(self, rows: Array) -> None:
        """Adds rows, laid out as `epoch`, `loss`, `test_loss`, `accuracy`, `parameters` and
        `gradients` one after another, of epochs after the last one."""
        while len(rows):
            room = self._make_room()
            self._table[self._rows : self._rows + room][: len(rows)] = rows[:room]
            self._rows += len(rows[:room])
            rows = rows[room:]

    def add(
        self,
        epoch: int,
        loss: float,
        test_loss: float,
        accuracy: float,
        parameters: Array,
        gradient: Array,
    ) -> None:
        """Adds the row of the next epoch, or writes that of the last one anew."""
        if self._rows and epoch == self.last_epoch:
            self._rows -= 1
        self._make_room()
        row = self._table[self._rows]
        row[EPOCH] = epoch  # one by one: numpy makes an array of a tuple first
        row[LOSS] = loss
        row[TEST_LOSS] = test_loss
        row[ACCURACY] = accuracy
        middle = FIRST_PARAMETER + self._size
        row[FIRST_PARAMETER:middle] = parameters
        row[middle:] = gradient
        self._rows += 1

    def _make_room(self) -> int:
        """Sees to it that there is room for a row, or more; for how many there is."""
        if self._rows == self._most:
            self._thin()
        elif self._rows == len(self._table):
            # Rows in use only: asking for all at once would take the memory of a long run.
            self._table = np.concatenate([self._table, np.empty_like(self._table)])[: self._most]
        return len(self._table) - self._rows

    def _thin(self) -> None:
        table = self._table[: self._rows]
        self._thinned = max(self._thinned, self.last_epoch)
        extremes = _extreme_rows(table)[: self._most // 8]
        kept = _kept(table, self._span, extremes)
        while len(kept) > self._most // 2:  # fewer, and there would be more thinning than training
            self._span *= 2
            kept = _kept(table, self._span, extremes)
        at_once = max(1, COPIED // table.shape[1])
        for start in range(0, len(kept), at_once):
            moved = kept[start : start + at_once]
            table[start : start + len(moved)] = table[moved]
        self._rows = len(kept)

    def forget_after(self, epoch: float) -> None:
        """Drops the rows of later epochs."""
        self._rows = int(np.searchsorted(self._column(EPOCH), epoch, side="right"))


def _kept(table: Array, span: int, extremes: NDArray[np.intp]) -> NDArray[np.intp]:
    """The rows to keep, in order: those, each span's, the first and the last."""
    keep = np.zeros(len(table), dtype=bool)
    keep[_lowest_and_highest(table, span)] = True
    keep[extremes] = True
    keep[[0, -1]] = True
    return np.flatnonzero(keep)


def _lowest_and_highest(table: Array, span: int) -> NDArray[np.intp]:
    """For each span of epochs, the rows of the lowest and the highest loss."""
    spans = table[:, EPOCH] // span
    by_loss = np.lexsort((table[:, LOSS], spans))
    borders = np.flatnonzero(np.diff(spans[by_loss])) + 1
    first, last = np.append(0, borders), np.append(borders, len(table)) - 1
    return np.concatenate([by_loss[first], by_loss[last]])


def _extreme_rows(table: Array) -> NDArray[np.intp]:
    """The rows in which series have their extremes, those with most of them first."""
    extremes = []
    at_once = max(1, COPIED // len(table))
    for start in range(LOSS, table.shape[1], at_once):
        # Series by series in memory: to search down the columns takes five times as long.
        series = np.ascontiguousarray(table[:, start : start + at_once].T)
        extremes += [series.argmin(axis=1), series.argmax(axis=1)]
    rows, counts = np.unique(np.concatenate(extremes), return_counts=True)
    return rows[np.argsort(-counts, kind="stable")]

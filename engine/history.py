"""History: what a run looked like after each epoch, thinned with its extremes kept."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

BUDGET = 12 * 2**20  # bytes
MOST = 4096
EPOCH, LOSS, TEST_LOSS, ACCURACY, FIRST_PARAMETER = range(5)


class History:
    """One row per epoch, epoch 0 the start: `epoch`, `loss`, `test_loss`, `accuracy` (rows,), and
    `parameters` and `gradients` (rows, P), the gradient being that of `loss`.

    What there is not (no test rows, no accuracy in a regression) is NaN. All arrays are read-only
    views of what is there now.

    When the rows are too many for the budget, half of them go: of every four in a row the lowest
    and the highest loss stay. So do, up to a quarter of all rows, those in which any other series
    (test loss, accuracy, a parameter, a gradient) is at its lowest or highest.
    """

    def __init__(self, parameters: int) -> None:
        self._size = parameters
        width = FIRST_PARAMETER + 2 * parameters
        self._most = max(16, min(MOST, BUDGET // (8 * width)) // 16 * 16)
        self._table = np.empty((64, width))
        self._rows = 0

    def __repr__(self) -> str:
        return f"<history of {self._rows} rows up to epoch {self.last_epoch}>"

    def __len__(self) -> int:
        return self._rows

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

    def _column(self, column: int | slice) -> Array:
        view = self._table[: self._rows, column]
        view.flags.writeable = False
        return view

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
        elif self._rows == self._most:
            self._thin()
        elif self._rows == len(self._table):
            # Rows in use only: asking for all at once would take the memory of a long run.
            self._table = np.concatenate([self._table, np.empty_like(self._table)])[: self._most]
        row = self._table[self._rows]
        row[:FIRST_PARAMETER] = epoch, loss, test_loss, accuracy
        middle = FIRST_PARAMETER + self._size
        row[FIRST_PARAMETER:middle] = parameters
        row[middle:] = gradient
        self._rows += 1

    def _thin(self) -> None:
        table = self._table[: self._rows]
        groups = table[:, LOSS].reshape(-1, 4)
        start = np.arange(0, self._rows, 4)
        keep = np.zeros(self._rows, dtype=bool)
        keep[start + groups.argmin(axis=1)] = True
        keep[start + groups.argmax(axis=1)] = True
        keep[_extreme_rows(table)[: self._rows // 4]] = True
        keep[[0, -1]] = True
        kept = table[keep]
        self._rows = len(kept)
        self._table[: self._rows] = kept

    def forget_after(self, epoch: float) -> None:
        """Drops the rows of later epochs."""
        self._rows = int(np.searchsorted(self._column(EPOCH), epoch, side="right"))


def _extreme_rows(table: Array) -> NDArray[np.intp]:
    """The rows in which series have their extremes, those with most of them first."""
    series = table[:, LOSS:]
    rows, counts = np.unique(
        np.concatenate([series.argmin(axis=0), series.argmax(axis=0)]), return_counts=True
    )
    return rows[np.argsort(-counts, kind="stable")]

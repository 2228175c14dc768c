"""Trend: how the loss of a run has gone, as an observation in figures of its own history.

    found = trend(run)
    found.kind, found.parts         # "falling", ("The loss falls: ", 0.41, " at epoch 100, ", ...)

Every part is a text or a number. What is said holds for the rows of the history that it names, and
says nothing of what comes after them or why.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.median import median, medians

if TYPE_CHECKING:
    from engine.run import Run

Array = NDArray[np.float64]
Part = str | float

SHORTEST = 100  # epochs of a plateau
BLOCK = 20  # epochs
LITTLE = 0.01  # of the loss
BAND = 0.02  # of the loss: what is within it is on the plateau
TAIL = 3  # epochs in one direction, after a turn
FEW = 8  # epochs: of fewer, medians say nothing
WAYS = (("rising", "rises", 1), ("falling", "falls", -1))


@dataclass(frozen=True)
class Trend:
    """What is seen of the loss since epoch `since`. The kinds:

    - `new`: no epoch has ended since the start, or since the last change by hand;
    - `stuck`: on a plateau, as `_plateau` has it; or up and down for 100 epochs or more, without a
      lower median in the second half;
    - `falling`: the loss has not risen in any recorded epoch since its highest (three epochs at
      least, or all there are), and fell by more than 1 %; or, `with ups and downs`, the second half
      of the epochs has a median that is lower, as `_way` has it, a lower lowest loss, no higher
      highest one, and last epochs below the middle of the first half;
    - `rising`: the same the other way round;
    - `flat`: all losses are within 1 % of the highest;
    - `unsteady`: none of these; the lowest and the highest loss are named.

    It looks at the last 100 epochs or, if longer, the last half of the run, and at nothing before
    the last change of a setting or a weight.
    """

    kind: str
    since: int
    parts: tuple[Part, ...]


class Losses(NamedTuple):
    """Losses of epochs, in order; the lowest and the highest of all those epochs are there."""

    epochs: NDArray[np.int64]
    losses: Array

    def after(self, row: int) -> Losses:
        return Losses(self.epochs[row:], self.losses[row:])

    def point(self, row: int) -> tuple[Part, ...]:
        """`0.41 at epoch 100`."""
        return float(self.losses[row]), f" at epoch {self.epochs[row]}"

    def range(self) -> tuple[Part, ...]:
        """`between 0.31 and 0.52 in epochs 100 to 150`."""
        low, high = float(self.losses.min()), float(self.losses.max())
        first, last = self.epochs[0], self.epochs[-1]
        where = f" in epochs {first} to {last}" if first < last else f" at epoch {first}"
        if f"{low:.4g}" == f"{high:.4g}":
            return "at ", low, where
        return "between ", low, " and ", high, where


def trend(run: Run) -> Trend:
    """The trend of a run that has not diverged, up to where it is."""
    changed = last_change(run)
    seen = _seen(run, changed, run.epoch - max(SHORTEST, run.epoch // 2))
    if len(seen.epochs) < 2:
        return _new(run, changed)
    way = _way(seen.losses)
    long = bool(seen.epochs[-1] - seen.epochs[0] >= SHORTEST)
    if way == 0 and long:
        found = _plateau(run, seen, changed)
        if found:
            return found
    for kind, verb, sign in WAYS:
        turn = _turn(sign * seen.losses)
        if turn is not None:
            return _one_way(kind, verb, seen.after(turn))
    for kind, verb, sign in WAYS:
        if way == sign and _throughout(sign * seen.losses):
            return _on_the_whole(kind, verb, seen)
    low, high = seen.losses.min(), seen.losses.max()
    first = int(seen.epochs[0])
    if high - low <= LITTLE * high:
        return Trend("flat", first, ("The loss has hardly changed: ", *seen.range(), "."))
    kind = "stuck" if long and way in (0, 1) else "unsteady"
    return Trend(kind, first, ("The loss goes up and down: ", *_extremes(seen), "."))


def last_change(run: Run) -> int:
    """The first epoch that ended after the last change by hand; 0 without one."""
    updates = [event.update for event in run.events if event.update <= run.update]
    return -(-max(updates, default=0) // run.updates_per_epoch)


def _seen(run: Run, changed: int, begin: int) -> Losses:
    """The recorded losses from about an epoch on, none before `changed`, up to where the run is."""
    history = run.history
    end = history.boundary(run.epoch + 1) - 1
    first = max(history.boundary(max(begin, 0)), history.boundary(changed, later=True))
    epochs = history.epoch
    rows = slice(*np.searchsorted(epochs, (first, end + 1)))
    return Losses(epochs[rows], history.loss[rows])


def _new(run: Run, changed: int) -> Trend:
    if run.update == 0:
        return Trend("new", 0, ("Training has not begun: the loss is ", run.loss, "."))
    why = "since the last change" if changed else "yet"
    return Trend("new", run.epoch, ("The loss is ", run.loss, f": no epoch has ended {why}."))


def _way(losses: Array) -> int | None:
    """-1 if the median of the second half is lower than that of the first, 1 if it is higher, by
    1 % of the middle loss and by two standard errors: medians, since with small batches single
    epochs jump far. Else 0; None of fewer epochs than that can be said of."""
    if len(losses) < FEW:
        return None
    half = len(losses) // 2
    middle, scatter = _middle(losses)
    # The standard error of a median is 1.2533 sigma / sqrt(n), for normal errors.
    error = 1.2533 * scatter * np.sqrt(2 / half)
    rise = median(losses[half:]) - median(losses[:half])
    if abs(rise) <= 2 * error or abs(rise) < LITTLE * middle:
        return 0
    return 1 if rise > 0 else -1


def _throughout(losses: Array) -> bool:
    """Whether the lowest loss of the second half is higher than that of the first, the highest not
    lower, and the last epochs are not below the middle of the first half."""
    half, recent = len(losses) // 2, max(TAIL, len(losses) // 10)
    before, after = losses[:half], losses[half:]
    return (
        bool(after.max() > before.max() and after.min() >= before.min())
        and median(losses[-recent:]) >= median(before)
    )


def _middle(losses: Array) -> tuple[float, float]:
    """The median of losses, and their standard deviation from the median absolute deviation."""
    middle = median(losses)
    return middle, 1.4826 * median(np.abs(losses - middle))


def _turn(losses: Array) -> int | None:
    """Of losses that rise to their end: the row of the lowest, if none after it falls and there
    are three after it, or it is the first, and if that is a rise by more than 1 %."""
    lowest = int(losses.argmin())
    if lowest:
        lowest = len(losses) - 1 - int(losses[::-1].argmin())
    tail = losses[lowest:]
    if len(tail) < 2 or (lowest and len(tail) <= TAIL) or (tail[1:] < tail[:-1]).any():
        return None
    enough = tail[-1] - tail[0] > LITTLE * max(abs(tail[0]), abs(tail[-1]))
    return lowest if enough else None


def _one_way(kind: str, verb: str, seen: Losses) -> Trend:
    """In one direction, without a turn."""
    parts = (f"The loss {verb}: ", *seen.point(0), ", ", *seen.point(-1), ".")
    return Trend(kind, int(seen.epochs[0]), parts)


def _on_the_whole(kind: str, verb: str, seen: Losses) -> Trend:
    half = len(seen.losses) // 2
    before = Losses(seen.epochs[:half], seen.losses[:half])
    parts = (f"The loss {verb}, with ups and downs: ", *before.range(), ", ")
    return Trend(kind, int(seen.epochs[0]), (*parts, *seen.after(half).range(), "."))


def _extremes(seen: Losses) -> tuple[Part, ...]:
    low, high = sorted((int(seen.losses.argmin()), int(seen.losses.argmax())))
    return (*seen.point(low), ", ", *seen.point(high))


def _plateau(run: Run, seen: Losses, changed: int) -> Trend | None:
    """A loss that is level over 100 epochs or more (see `_way`), if the last epochs are about where
    the middle is, within 2 % of it or three standard deviations. It goes further back as long as
    the loss, 20 epochs at a time, was there."""
    middle, scatter = _middle(seen.losses)
    band = max(BAND * middle, 3 * scatter)
    if abs(median(seen.losses[-TAIL:]) - middle) > band:
        return None
    whole = _seen(run, changed, 0)
    firsts, middles = _blocks(whole.losses)
    left = np.flatnonzero(np.abs(middles - middle) > band)
    first = int(firsts[left[-1] + 1]) if len(left) and left[-1] + 1 < len(firsts) else 0
    first = min(first, len(whole.losses) - len(seen.losses))
    # A block may begin before the plateau does.
    first += int(np.argmax(np.abs(whole.losses[first:] - middle) <= band))
    since = run.history.boundary(int(whole.epochs[first]))
    on = whole.after(int(np.searchsorted(whole.epochs, since)))
    return Trend("stuck", since, _level(on))


def _level(on: Losses) -> tuple[Part, ...]:
    steps = np.diff(on.losses)
    changed = on.losses.max() - on.losses.min() > LITTLE * on.losses.max()
    if (steps <= 0).all() and changed:
        return "The loss hardly falls: ", *on.point(0), ", ", *on.point(-1), "."
    if (steps >= 0).all() and changed:
        return "The loss hardly rises: ", *on.point(0), ", ", *on.point(-1), "."
    if changed:
        return "The loss goes up and down about one level: ", *on.range(), "."
    return "The loss has stayed ", *on.range(), "."


def _blocks(losses: Array) -> tuple[NDArray[np.intp], Array]:
    """Losses in blocks of about 20, as `np.array_split` makes them, the larger ones first: where
    each begins, and its median."""
    size, larger = divmod(len(losses), max(1, len(losses) // BLOCK))
    cut = larger * (size + 1)
    middles = [
        medians(part.reshape(-1, length))
        for part, length in ((losses[:cut], size + 1), (losses[cut:], size))
    ]
    firsts = [np.arange(0, cut, size + 1), np.arange(cut, len(losses), size)]
    return np.concatenate(firsts), np.concatenate(middles)

"""sweep: a Spec over seeds or a grid, trained all at once; Sweeping: the same in slices of time."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.data import Dataset, make_dataset
from engine.errors import EngineError, within
from engine.spec import Spec
from engine.sweeps.criteria import ALL_RIGHT, criterion_of, failure
from engine.sweeps.results import Group, Sweep, SweptRun
from engine.sweeps.stack import Stack, shape_of

MAX_RUNS = 10_000
MAX_EPOCHS = 20_000
# Bytes: activations of a stack that stay in a processor's cache, and its losses.
ACTIVATIONS, LOSSES = 4 * 2**20, 16 * 2**20


def sweep(
    spec: Spec,
    seeds: Iterable[int] = range(100),
    grid: Mapping[str, Iterable[Any]] | None = None,
    epochs: int = 2000,
    criterion: str | float = ALL_RIGHT,
    progress: Callable[[int, int], object] | None = None,
    cancel: Callable[[], bool] | None = None,
) -> Sweep:
    """Trains the Spec from every seed, at every point of the grid, until each run is decided.

    `grid` has lists of values for fields of Spec, such as {"learning_rate": [0.1, 0.3]}; all their
    combinations are run. A run converges at the first epoch, 0 included, that meets the
    `criterion`: "all right", every training row on the right side of 0.5, or a number, the loss
    below it. Otherwise it is judged after `epochs` as `Run.diagnosis` does (see SweptRun).

    `progress(done, total)` is called after each epoch of a stack of runs; `cancel()` is asked as
    often, and where it is true, the runs that are not decided are `cancelled`. Each run is the same
    as Run(spec.replace(seed=...)), up to rounding.

    Raises EngineError for an unknown field, no or too many runs or epochs, or a criterion that the
    data cannot meet; SpecErrors for a seed or a value out of bounds.
    """
    sweeping = Sweeping(spec, seeds, grid, epochs, criterion)
    while not sweeping.finished and not (cancel and cancel()):
        sweeping.advance()
        if progress:
            progress(sweeping.done, sweeping.total)
    return sweeping.result()


class Sweeping:
    """A sweep under way, for a page that has only a slice of each frame for it.

    `advance` until `finished`; `done` of `total` runs are decided; `result` gives what is known,
    at any time. Takes the arguments of `sweep`.
    """

    def __init__(
        self,
        spec: Spec,
        seeds: Iterable[int] = range(100),
        grid: Mapping[str, Iterable[Any]] | None = None,
        epochs: int = 2000,
        criterion: str | float = ALL_RIGHT,
    ) -> None:
        self.epochs = within(epochs, 1, MAX_EPOCHS, "epochs")
        self.criterion, self._met = criterion_of(criterion)
        self._points = _points(grid or {})
        self._specs = _specs(spec, list(seeds), self._points)
        self._data = _datasets(self._specs)
        if criterion == ALL_RIGHT and not all(data.classification for data in self._data):
            raise EngineError("criterion='all right' is for classes; give a loss for a regression")
        self._ended: dict[int, SweptRun] = {}
        self._epochs_of_stacks = self._train()
        self.finished = False

    def __repr__(self) -> str:
        return f"<sweeping: {self.done} of {self.total} runs done>"

    @property
    def total(self) -> int:
        """Runs in all."""
        return len(self._specs)

    @property
    def done(self) -> int:
        """Runs decided."""
        return len(self._ended)

    @np.errstate(all="ignore")
    def advance(self) -> None:
        """One epoch of the stack of runs in turn."""
        self.finished = next(self._epochs_of_stacks, None) is None

    def result(self) -> Sweep:
        """The runs decided so far, the others as cancelled, in the order of grid and seeds."""
        runs = [
            self._ended.get(i) or SweptRun(spec, "cancelled", 0, float("nan"), "Cancelled.")
            for i, spec in enumerate(self._specs)
        ]
        size = len(runs) // len(self._points)
        groups = [
            Group(changes, tuple(runs[i * size : (i + 1) * size]))
            for i, changes in enumerate(self._points)
        ]
        return Sweep(self.criterion, self.epochs, tuple(groups))

    def _train(self) -> Iterator[int]:
        """Trains stack after stack; yields after each epoch."""
        for members in self._stacks():
            stack = Stack([self._specs[i] for i in members], [self._data[i] for i in members])
            history = np.empty((self.epochs + 1, len(members)))
            columns = np.arange(len(members))  # of `history`, those still in the stack
            decided = np.zeros(len(members), dtype=np.bool_)
            decided |= self._judge(stack, members, history, columns, decided)
            while not decided.all():
                if 8 * np.count_nonzero(decided) >= len(decided):
                    stack.keep(~decided)
                    columns, decided = columns[~decided], decided[~decided]
                stack.train_epoch()
                decided |= self._judge(stack, members, history, columns, decided)
                yield stack.epoch

    def _judge(
        self,
        stack: Stack,
        members: list[int],
        history: NDArray[np.float64],
        columns: NDArray[np.intp],
        decided: NDArray[np.bool_],
    ) -> NDArray[np.bool_]:
        """Records this epoch's losses, and how those runs ended that now did; says which (R,)."""
        epoch = stack.epoch
        losses, right = stack.evaluate()
        history[epoch, columns] = losses
        finite = np.isfinite(losses) & np.isfinite(stack.parameters).all(axis=0)
        met = self._met(losses, right) & finite
        ending = (met | ~finite | (epoch == self.epochs)) & ~decided
        for at in np.flatnonzero(ending):
            run = members[columns[at]]
            if met[at]:
                ended, words = "converged", f"Converged after {epoch} epochs: {self.criterion}."
            else:
                spec, past = self._specs[run], history[: epoch + 1, columns[at]]
                ended, words = failure(spec, self._data[run], stack.parameters[:, at], past)
            self._ended[run] = SweptRun(self._specs[run], ended, epoch, float(losses[at]), words)
        return ending

    def _stacks(self) -> Iterator[list[int]]:
        """The runs by shape, in parts whose activations and losses are not too many."""
        shapes: dict[tuple[object, ...], list[int]] = {}
        for i, (spec, data) in enumerate(zip(self._specs, self._data, strict=True)):
            shapes.setdefault(shape_of(spec, data), []).append(i)
        for members in shapes.values():
            spec, rows = self._specs[members[0]], len(self._data[members[0]].train)
            most = min(ACTIVATIONS // (rows * max(spec.layers)), LOSSES // (self.epochs + 1)) // 8
            size = max(1, most)
            for start in range(0, len(members), size):
                yield members[start : start + size]


def _points(grid: Mapping[str, Iterable[Any]]) -> list[dict[str, Any]]:
    """Every combination of the values of a grid."""
    fields = {field.name for field in dataclasses.fields(Spec)}
    for name in grid:
        if name not in fields or name == "seed":
            right = ", ".join(sorted(fields - {"seed"}))
            raise EngineError(f"grid: {name!r} is not one of {right}; seeds are given apart")
    return [dict(zip(grid, values, strict=True)) for values in product(*grid.values())]


def _specs(spec: Spec, seeds: list[int], points: list[dict[str, Any]]) -> list[Spec]:
    count = len(seeds) * len(points)
    if not 1 <= count <= MAX_RUNS:
        raise EngineError(
            f"{len(seeds)} seeds at {len(points)} points of the grid are {count} runs; "
            f"there can be 1 to {MAX_RUNS}"
        )
    return [spec.replace(**changes, seed=seed) for changes in points for seed in seeds]


def _datasets(specs: list[Spec]) -> list[Dataset]:
    """The data of each run, made once for all that share them."""
    made: dict[Spec, Dataset] = {}
    for spec in specs:
        key = spec.replace(seed=0)
        if key not in made:
            made[key] = make_dataset(spec)
    return [made[spec.replace(seed=0)] for spec in specs]

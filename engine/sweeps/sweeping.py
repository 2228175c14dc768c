"""sweep: a Spec over seeds or a grid, trained all at once; Sweeping: the same in slices of time."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError, within
from engine.kernel.machine import Machine, machine_in_use
from engine.network import Network
from engine.spec import Spec
from engine.sweeps.criteria import ALL_RIGHT, criterion_of, failure
from engine.sweeps.grid import datasets_of, points_of, specs_of
from engine.sweeps.results import Group, Sweep, SweptRun
from engine.sweeps.stack import Stack, seeds_of, shape_of

Array = NDArray[np.float64]
MAX_EPOCHS = 20_000
# Bytes: activations of a stack that stay in a processor's cache; its losses, or all runs' starts.
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

    `progress(done, total)` is called after each slice (see Sweeping); `cancel()` is asked as often,
    and where it is true, the runs that are not decided are `cancelled`. Each run is the same as
    Run(spec.replace(seed=...)), up to rounding.

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
        self._criterion = criterion_of(criterion)
        self.criterion = self._criterion.words
        self._points = points_of(grid or {})
        self._specs = specs_of(spec, list(seeds), self._points)
        self._data = datasets_of(self._specs, len(self._points))
        if criterion == ALL_RIGHT and not all(data.classification for data in self._data):
            raise EngineError("criterion='all right' is for classes; give a loss for a regression")
        self._ended: dict[int, SweptRun] = {}
        machine = machine_in_use()
        self._slices = self._by_kernel(machine) if machine else self._by_stacks()
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
        """One epoch of the stack of runs in turn; with a kernel, some milliseconds of training."""
        self.finished = next(self._slices, None) is None

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

    def _by_kernel(self, machine: Machine) -> Iterator[int]:
        """Runs that differ in their seed alone, one after another; yields every few milliseconds,
        and after each that has to be diagnosed; before, while their module is made."""
        # Here, as it needs all of the assembler.
        from engine.kernel.runs import KernelRuns, plan_of_runs, runs_module

        criterion = self._criterion
        for members in self._alike():
            specs, data = [self._specs[i] for i in members], self._data[members[0]]
            for _ in runs_module.prepare(plan_of_runs(specs[0], data), machine):
                yield 0
            least, seeds = float(criterion.all_right), seeds_of(specs)
            runs = KernelRuns(specs[0], data, seeds, self.epochs, criterion.bound, least, machine)
            while (before := runs.done) < len(members):
                runs.advance()
                for at in range(before, runs.done):
                    epoch, loss, converged = runs.ended(at)
                    end = None if converged else runs.last(epoch)
                    self._decide(members[at], epoch, loss, end)
                yield runs.done

    def _alike(self) -> Iterator[range]:
        """The runs of each point, in parts whose starts are not too many."""
        size = self.total // len(self._points)
        for first in range(0, self.total, size):
            end = first + size
            step = max(1, LOSSES // (8 * Network(self._specs[first]).size))
            for start in range(first, end, step):
                yield range(start, min(start + step, end))

    def _by_stacks(self) -> Iterator[int]:
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
        met = self._criterion.met(losses, right) & finite
        ending = (met | ~finite | (epoch == self.epochs)) & ~decided
        for at in np.flatnonzero(ending):
            past = history[: epoch + 1, columns[at]]
            end = None if met[at] else (stack.parameters[:, at], past)
            self._decide(members[columns[at]], epoch, float(losses[at]), end)
        return ending

    def _decide(self, run: int, epoch: int, loss: float, end: tuple[Array, Array] | None) -> None:
        """A run has ended: it converged, or these are its parameters and losses."""
        spec = self._specs[run]
        ended, words = "converged", f"Converged after {epoch} epochs: {self.criterion}."
        if end is not None:
            ended, words = failure(spec, self._data[run], *end)
        self._ended[run] = SweptRun(spec, ended, epoch, loss, words)

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

"""Runs: many runs that differ in their seed alone, trained one after another by WebAssembly, each
until it meets a criterion.

Behind the parts of a run's own block (`Layout`) there are: how far the sweep is, the criterion, a
record for each run, and the losses of the run at hand, epoch by epoch. A record is

    key of the order's stream, epoch, loss, 1 if converged | start, P places and maybe one more
"""

from __future__ import annotations

import dataclasses
from collections.abc import Generator
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.kernel.contents import write_data, write_settings
from engine.kernel.epochs import Program
from engine.kernel.function import Function, load
from engine.kernel.layout import ACCURACY, LOSS, MOST_SLOTS, Layout
from engine.kernel.machine import Machine
from engine.kernel.plan import Plan
from engine.kernel.value import F64, F64X2, I32, Value, call, constant, converted, where
from engine.kernel.writer import Writer
from engine.network import Network, starts
from engine.random import Purpose, keys_of

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec

Array = NDArray[np.float64]
PROGRESS, BOUND, LEAST, RECORDS = 0, 2, 3, 4  # in float64 from the end of the layout
KEY, ENDED_AT, ENDED_LOSS, CONVERGED, START = range(5)  # of a record
BUDGET = 2**20  # multiplications of a call: a few milliseconds


def plan_of_runs(spec: Spec, data: Dataset) -> Plan:
    """That of one of them, which is not tested."""
    plan = Plan.of(spec, data)
    return dataclasses.replace(plan, shape=dataclasses.replace(plan.shape, test=0))


@Writer
def runs_module(plan: Plan) -> Generator[None, None, bytes]:
    """The module for a plan. It exports

    - `runs(base, losses, end, epochs, budget)`: trains from where the sweep is, which is two i32,
      the run and its epoch (-1 before it begins), up to the run `end`, each at most `epochs` long.
      It returns after `budget` epochs in all, and 1 where a run has just ended that did not
      converge: its parameters are in the block then, and its losses at the address `losses`.
    """
    program = Program(plan)
    yield from program.write()
    program.module.add(_Runs(program).f, "runs")
    return program.module.bytes()


class _Runs:
    def __init__(self, program: Program) -> None:
        self.program, self.plan, self.layout = program, program.plan, program.layout
        self.f = f = Function((I32,) * 5, (I32,))
        self.base, self.losses, end, self.epochs, budget = f.parameters
        self.extra = 8 * self.layout.size
        self.run = f.let(load(I32, self.base, self.extra))
        self.epoch = f.let(load(I32, self.base, self.extra + 4))
        self.finite = f.variable(I32)  # whether all parameters are
        size = 8 * (START + self.layout.padded)
        self.record = f.let(self.base + self.run * size)
        with f.repeat_while((self.run < end) & (budget > 0)):
            with f.when(self.epoch < 0):
                self._begin()
            with f.when(self.epoch >= 0):
                self._train_epoch()
            f.set(self.epoch, self.epoch + 1)
            f.do(call(program.evaluate, (self.base,), I32))
            f.set(budget, budget - 1)
            ended, failed = self._judge()
            with f.when(ended):
                f.set(self.record, self.record + size)
                f.set(self.run, self.run + 1)
                f.set(self.epoch, constant(-1, I32))
            self._keep_progress()
            with f.when(failed):
                f.give(constant(1, I32))
        f.give(constant(0, I32))

    def _begin(self) -> None:
        """The record's start becomes the parameters; the optimizer forgets."""
        f, layout = self.f, self.layout
        with f.count(constant(8 * layout.padded, I32), 16) as at:
            start = load(F64X2, self.record + at, self.extra + 8 * (RECORDS + START))
            f.store(self.base + at, 8 * layout.parameters, start)
        with f.count(constant(8 * MOST_SLOTS * layout.padded, I32), 16) as at:
            f.store(self.base + at, 8 * layout.state, constant(0.0, F64X2))
        key = load(F64, self.record, self.extra + 8 * (RECORDS + KEY))
        f.store(self.base, 8 * (layout.settings + 2), key)
        f.set(self.finite, constant(1, I32))

    def _train_epoch(self) -> None:
        """All updates of an epoch, those after one that left a number infinite included."""
        f, plan, base = self.f, self.plan, self.base
        if not plan.batch:
            f.set(self.finite, call(self.program.update, (base, self.epoch + 1), I32))
            return
        batches = plan.updates_per_epoch
        batch = f.let(constant(0, I32))
        with f.repeat_while(batch < batches):
            left, number = constant(batches, I32) - batch, self.epoch * batches + batch
            arguments = (base, self.epoch, batch, left, number)
            made = f.let(call(self.program.updates, arguments, I32))
            f.set(self.finite, made > 0)
            f.set(batch, batch + where(self.finite, made, 0 - made))

    def _judge(self) -> tuple[Value, Value]:
        """Records the loss, and how the run ended if it did: whether it has, and whether failed."""
        f, base, extra = self.f, self.base, self.extra
        loss = f.let(load(F64, base, 8 * LOSS))
        f.store(self.losses + (self.epoch << 3), 0, loss)
        finite = f.let((loss * 0.0).equals(0.0) & self.finite)
        wrong = load(F64, base, 8 * ACCURACY) < load(F64, base, extra + 8 * LEAST)
        met = f.let(finite & (loss < load(F64, base, extra + 8 * BOUND)) & wrong.equals(0))
        over = finite.equals(0) + (self.epoch >= self.epochs)
        failed = f.let(where(met, 0, over))
        ended = f.let(met + failed)
        with f.when(ended):
            measures = (converted(self.epoch, F64), loss, converted(met, F64))
            for place, value in enumerate(measures, ENDED_AT):
                f.store(self.record, extra + 8 * (RECORDS + place), value)
        return ended, failed

    def _keep_progress(self) -> None:
        self.f.store(self.base, self.extra, self.run)
        self.f.store(self.base, self.extra + 4, self.epoch)


class KernelRuns:
    """R runs of a Spec, from the seeds (R,), up to `epochs` each, under way.

    A run converges where its loss is below `bound` and its accuracy not below `least`.
    """

    def __init__(
        self,
        spec: Spec,
        data: Dataset,
        seeds: NDArray[np.uint64],
        epochs: int,
        bound: float,
        least: float,
        machine: Machine,
    ) -> None:
        plan = plan_of_runs(spec, data)
        layout = Layout(plan.shape)
        self._size, self._epochs = plan.shape.parameters, epochs
        self._budget = max(1, BUDGET // (self._size * plan.shape.train))
        width = START + layout.padded
        self._losses = layout.size + RECORDS + len(seeds) * width
        self._block = machine.block(self._losses + epochs + 1)
        array = self._block.array
        write_data(array, layout, data)
        write_settings(array, layout, spec, Network(spec).weight_mask())
        self._progress = array[layout.size + PROGRESS :][:1].view(np.int32)
        self._progress[:] = 0, -1
        array[layout.size + BOUND], array[layout.size + LEAST] = bound, least
        self._records = array[layout.size + RECORDS : self._losses].reshape(-1, width)
        self._records[:, KEY] = keys_of(seeds, Purpose.ORDER).view(np.float64)
        self._records[:, START : START + self._size] = starts(spec, seeds)
        self._parameters = array[layout.parameters :][: self._size]
        self._run = runs_module.load(plan, machine, self._block)["runs"]

    def __repr__(self) -> str:
        return f"<{len(self._records)} runs, {self.done} of them done>"

    @property
    def done(self) -> int:
        """How many of the runs have ended."""
        return int(self._progress[0])

    def advance(self) -> None:
        """Goes on for some milliseconds, or until a run ends that has not converged."""
        losses = self._block.address + 8 * self._losses
        end = len(self._records)
        self._run(self._block.address, losses, end, self._epochs, self._budget)

    def ended(self, run: int) -> tuple[int, float, bool]:
        """Of a run that is done: its last epoch, the loss then, whether it converged."""
        epoch, loss, converged = self._records[run, ENDED_AT:START].tolist()
        return int(epoch), loss, bool(converged)

    def last(self, epoch: int) -> tuple[Array, Array]:
        """Of the run that has just ended in that epoch without converging: its parameters (P,) and
        losses (epochs + 1,)."""
        return self._parameters, self._block.array[self._losses :][: epoch + 1]

"""A race: the lab's network, trained from its start by a Python loop, by numpy, and by the module
that Python writes for it, one after another, in slices between which the page is drawn.

    race = Race(spec, data)
    while race.running: race.go(deadline)
"""

import time
from collections.abc import Callable, Iterator

import numpy as np

from engine import EngineError, Spec
from engine.data import Dataset
from engine.kernel.encoding import name, section
from engine.kernel.epochs import module_of
from engine.kernel.machine import Machine, machine_in_use
from engine.kernel.plan import Plan
from engine.kernel.trainer import KernelTrainer
from engine.plain import FUNCTIONS, layers_of, loss, update
from engine.trainer import Trainer

SECONDS = 1.0  # of training, for each
COMPARED = 3  # the epochs after which the losses are compared
AT_ONCE = 100  # epochs that are asked for between two looks at the clock
CUSTOM = 0  # the number of a section of a module that says nothing

# Does some of the updates that are asked for: how many, and whether all numbers are finite.
Advance = Callable[[int], tuple[int, bool]]


class Racer:
    """One who trains: updates and seconds so far, and the loss after COMPARED epochs. Whose
    numbers are no longer finite has `diverged`, and trains no more."""

    def __init__(self, name: str, per_epoch: int, advance: Advance, loss: Callable[[], float]):
        self.name = name
        self.updates, self.seconds = 0, 0.0
        self.loss: float | None = None
        self.diverged = False
        self._per_epoch, self._advance, self._loss = per_epoch, advance, loss

    @property
    def epochs(self) -> float:
        return self.updates / self._per_epoch

    @property
    def per_second(self) -> float | None:
        """Epochs per second; None before there is something to divide."""
        return self.epochs / self.seconds if self.seconds else None

    @property
    def share(self) -> float:
        """How far it is."""
        return 1.0 if self.done else min(1.0, self.seconds / SECONDS)

    @property
    def done(self) -> bool:
        return self.diverged or (self.seconds >= SECONDS and self.loss is not None)

    @np.errstate(all="ignore")
    def go(self, deadline: float) -> None:
        """Train up to the deadline (of time.perf_counter), at least once."""
        compared, many = COMPARED * self._per_epoch, AT_ONCE * self._per_epoch
        while True:
            left = compared - self.updates
            before = time.perf_counter()
            made, finite = self._advance(left if left > 0 else many)
            now = time.perf_counter()
            self.updates += made
            self.diverged = not finite
            self.seconds += now - before
            if self.updates == compared and self.loss is None and finite:
                self.loss = self._loss()
            if self.done or now >= deadline:
                return


class Race:
    """`racers` are all three, or two where there is no kernel. `written` and `compiled` are the
    seconds that the module took, `size` its bytes."""

    def __init__(self, spec: Spec, data: Dataset) -> None:
        """Raises EngineError for what the Python loop does not know."""
        check(spec)
        self.written = self.compiled = 0.0
        self.size = 0
        self.stopped = False
        machine = machine_in_use()
        self.racers = [python_racer(spec, data), numpy_racer(spec, data)]
        if machine:
            self._pay(Plan.of(spec, data), machine)
            self.racers.append(kernel_racer(spec, data, machine))

    def __repr__(self) -> str:
        return f"<race of {', '.join(racer.name for racer in self.racers)}>"

    @property
    def over(self) -> bool:
        return all(racer.done for racer in self.racers)

    @property
    def running(self) -> bool:
        return not self.over and not self.stopped

    def go(self, deadline: float) -> None:
        """The next one's turn, up to the deadline."""
        for racer in self.racers:
            if not racer.done:
                racer.go(deadline)
                if not racer.done:
                    return

    def ahead(self, first: str, second: str) -> bool:
        """Whether one was faster than another."""
        speeds = {racer.name: racer.per_second or 0.0 for racer in self.racers}
        return speeds.get(first, 0.0) > speeds.get(second, 0.0)

    def _pay(self, plan: Plan, machine: Machine) -> None:
        """Write and compile the module anew, to see what it takes."""
        before = time.perf_counter()
        code = module_of.anew(plan)
        written = time.perf_counter()
        # A section of its own makes it another module, which nobody has compiled before.
        stamp = section(CUSTOM, name(f"race at {written}"))
        block = machine.block(1)
        between = time.perf_counter()
        machine.load(code + stamp, block)
        self.compiled = time.perf_counter() - between
        self.written, self.size = written - before, len(code)


def check(spec: Spec) -> None:
    names = (*spec.activations, spec.output)
    if unknown := [each for each in names if each not in FUNCTIONS]:
        raise EngineError(f"the Python loop knows {', '.join(FUNCTIONS)}, and not {unknown[0]}")
    plain = (spec.output, spec.loss, spec.optimizer) == ("sigmoid", "bce", "sgd")
    if not plain or spec.l1 or spec.l2 or spec.penalty:
        raise EngineError("the Python loop knows a sigmoid output, cross-entropy and plain SGD")


def python_racer(spec: Spec, data: Dataset) -> Racer:
    layers, train = layers_of(spec), data.train
    rows, targets = train.inputs.tolist(), train.targets[:, 0].tolist()
    trainer = Trainer(spec, data)  # for the order of the samples
    size = len(rows) if spec.batch == "all" else int(spec.batch)

    def batches() -> Iterator[list[int]]:
        epoch = 0
        while True:
            order = trainer.order(epoch).tolist()
            yield from (order[start : start + size] for start in range(0, len(order), size))
            epoch += 1

    coming = batches()

    def advance(_: int) -> tuple[int, bool]:
        batch = next(coming)
        chosen = [rows[i] for i in batch], [targets[i] for i in batch]
        return 1, update(layers, *chosen, spec.learning_rate)

    return Racer("python", trainer.updates_per_epoch, advance, lambda: loss(layers, rows, targets))


def numpy_racer(spec: Spec, data: Dataset) -> Racer:
    trainer = Trainer(spec, data)

    def advance(_: int) -> tuple[int, bool]:
        return 1, trainer.step()

    return Racer("numpy", trainer.updates_per_epoch, advance, trainer.loss)


def kernel_racer(spec: Spec, data: Dataset, machine: Machine) -> Racer:
    """It evaluates after each epoch besides, as a lab's run does."""
    trainer = KernelTrainer(spec, data, machine)
    per_epoch = trainer.updates_per_epoch

    def advance(updates: int) -> tuple[int, bool]:
        before = trainer.update
        _, finite = trainer.run_epochs(min(updates // per_epoch, trainer.most_epochs))
        return trainer.update - before, finite

    return Racer("wasm", per_epoch, advance, trainer.loss)

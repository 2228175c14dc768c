"""What is timed of our engine as a whole: a heat-map, and a sweep of many runs.

This very text runs in CPython and, in the page, in Pyodide, where `kernel_machine` is set.
`WHOLES[name](spec)` gives a function that does it so many times, and one that gives what it found.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial

import numpy as np

from engine import Spec, sweep
from engine.data import make_dataset
from engine.fields import fields_of
from engine.kernel import machine
from engine.kernel.runs import KernelRuns
from engine.network import Network
from engine.random import splitmix64
from engine.sweeps import SweptRun

Whole = tuple[Callable[[int], None], Callable[[], list[float]]]

SIZE, LOW, HIGH = 200, -1.0, 1.0
PALETTE = splitmix64(0, 0, 128).view(np.uint8).reshape(256, 4)
RUNS, EPOCHS, BOUND = 10_000, 1000, 0.05


@contextmanager
def trained_by(kernel: bool) -> Iterator[machine.Machine | None]:
    machine.use(globals()["kernel_machine"] if kernel else None)
    try:
        yield machine.machine_in_use()
    finally:
        machine.use(None)


def heat_map(text: str, kernel: bool) -> Whole:
    """The output over a square, and its colours."""
    spec = Spec.parse(text)
    steps = LOW + (np.arange(SIZE) + 0.5) * (HIGH - LOW) / SIZE
    points = np.stack(np.meshgrid(steps, steps[::-1]), axis=-1).reshape(-1, 2)
    with trained_by(kernel):
        fields = fields_of(spec, points, PALETTE)
    parameters = Network(spec).parameters
    drawn: list[np.ndarray] = []

    def draw(pictures: int) -> None:
        for _ in range(pictures):
            drawn[:] = fields.answers(parameters), fields.colours(-1, 0.0, 1.0)

    return draw, lambda: [*drawn[0].tolist(), *drawn[1].view(np.uint32).ravel().tolist()]


def whole_sweep(text: str, kernel: bool) -> Whole:
    """A sweep as a page asks for one: Specs, starts, training, diagnoses, results."""
    spec = Spec.parse(text)
    swept: list[SweptRun] = []

    def train(times: int) -> None:
        for _ in range(times):
            with trained_by(kernel):
                swept[:] = sweep(spec, range(RUNS), epochs=EPOCHS, criterion=BOUND).runs

    return train, lambda: [*(run.loss for run in swept), *(run.epoch for run in swept)]


def runs_alone(text: str) -> Whole:
    """The same runs from their starts to their ends, and nothing else: what the others do."""
    spec, seeds = Spec.parse(text), np.arange(RUNS, dtype=np.uint64)
    ends: list[tuple[int, float, bool]] = []

    def train(times: int) -> None:
        for _ in range(times):
            with trained_by(kernel=True) as kernel:
                assert kernel
                data = make_dataset(spec)
                runs = KernelRuns(spec, data, seeds, EPOCHS, BOUND, 0.0, kernel)
                while runs.done < RUNS:
                    runs.advance()
                ends[:] = map(runs.ended, range(RUNS))

    return train, lambda: [*(end[1] for end in ends), *(end[0] for end in ends)]


HEAT_MAPS: dict[str, Callable[[str], Whole]] = {
    "heat-map, kernel": partial(heat_map, kernel=True),
    "heat-map, numpy": partial(heat_map, kernel=False),
}
SWEEPS: dict[str, Callable[[str], Whole]] = {
    "runs, kernel": runs_alone,
    "sweep, kernel": partial(whole_sweep, kernel=True),
    "sweep, numpy": partial(whole_sweep, kernel=False),
}


def whole(name: str, text: str) -> Whole:
    """A contestant of either."""
    return (HEAT_MAPS | SWEEPS)[name](text)

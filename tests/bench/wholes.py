"""A heat-map and a sweep of many runs: ours, plain JavaScript and C, each checked to find the same.

Parameters, data and palette are there before the clock starts; ours alone also makes the starts of
the sweep's runs within it.
"""

from collections.abc import Callable, Mapping
from ctypes import CDLL
from dataclasses import dataclass

import numpy as np
from playwright.sync_api import Browser

from engine.network import starts
from tests.bench import ours_wholes as ours
from tests.bench.configurations import CONFIGURATIONS
from tests.bench.native import Native
from tests.bench.runners import (
    Race,
    Task,
    bare_page,
    open_page,
    page_once,
    page_runner,
    process_runner,
    run_race,
)
from tests.bench.site_copy import SiteCopy
from tests.bench.targets import HEAT_MAP, SWEEP, C

NETWORK = CONFIGURATIONS[0]
NEAR, FEW = 1e-9, 0.001  # of values; the share of pixels, or of last epochs, that may differ


@dataclass(frozen=True)
class Whole:
    """One of the two: its row, ours and the plain one that take part, what all are told."""

    row: str
    ours: Mapping[str, object]
    plain: str
    task: Task
    native: Callable[[Native], tuple[Callable[[int], None], Callable[[], list[float]]]]
    long: bool  # so that once is enough for a lap


def heat_map() -> Whole:
    palette = ours.PALETTE.view(np.uint32).ravel().tolist()
    task = {"size": ours.SIZE, "low": ours.LOW, "high": ours.HIGH, "palette": palette}
    return Whole(HEAT_MAP, ours.HEAT_MAPS, "plain heat-map", task, Native.heat_map, long=False)


def sweep() -> Whole:
    seeds = np.arange(ours.RUNS, dtype=np.uint64)
    task = {"epochs": ours.EPOCHS, "bound": ours.BOUND,
            "starts": starts(NETWORK.spec, seeds).tolist()}
    return Whole(SWEEP, ours.SWEEPS, "plain sweep", task, Native.sweep, long=True)


def race_of(
    whole: Whole, browser: Browser, site: SiteCopy, library: CDLL | None, repeats: int
) -> tuple[Race, str]:
    """Everybody's microseconds, and how far they are apart in what they find."""
    task = NETWORK.task() | whole.task
    context = browser.new_context()
    page = context.new_page()
    open_page(page, site)
    runner = page_once if whole.long else page_runner
    runners = [runner(page, name, "glassnet whole", task) for name in whole.ours]
    runners.append(runner(bare_page(context, site), whole.plain, whole.plain, task))
    if library:
        do, found = whole.native(Native(library, task))
        runners.append(process_runner(C, "native", do, found, whole.long))
    measured = run_race(runners, repeats)
    differences = compared(whole.row, {each.name: each.found() for each in runners})
    context.close()
    return measured, differences


def compared(row: str, found: Mapping[str, list[float]]) -> str:
    """How far each is from the first, ours: how many of its whole numbers (pixels, last epochs) are
    others, and the largest difference of the values that go with equal ones. Raises if it is much.
    """
    halves = {name: np.split(np.array(each), 2) for name, each in found.items()}
    (first, (values, numbers)), *others = halves.items()
    parts = []
    for name, (its_values, its_numbers) in others:
        same = its_numbers == numbers
        apart, differing = np.abs(its_values - values)[same].max(), np.count_nonzero(~same)
        if apart > NEAR or differing > FEW * len(same):
            raise RuntimeError(f"{row}: {name} does not find what {first} does")
        parts.append(f"{name} {apart:.0e} and {differing}")
    return f"{row}: differences from {first}, and how many numbers are others: {', '.join(parts)}"

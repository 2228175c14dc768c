"""Runners: who takes part, and what one round of everybody gives, in an order that rotates."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from builder.runtime import Runtime
from playwright.sync_api import BrowserContext, Page

from tests.bench.measured import Measured
from tests.bench.site_copy import HERE, SiteCopy

LAP_MS = 40  # the clock of a page has steps of 0.1 ms
PACE_MS = 5  # that many epochs at a time, between two looks at the clock

Race = dict[tuple[str, str], Measured]  # microseconds, by name and place
Task = dict[str, Any]


@dataclass(frozen=True)
class Runner:
    """Somebody who trains: `lap()` trains for a while and gives the milliseconds per epoch, `found`
    what came of it."""

    name: str
    place: str
    lap: Callable[[], float]
    found: Callable[[], list[float]] = list


def run_race(runners: Sequence[Runner], repeats: int) -> Race:
    """Within a repeat, everybody runs once."""
    measured = {(runner.name, runner.place): Measured() for runner in runners}
    for repeat in range(repeats):
        first = repeat % len(runners)
        for runner in [*runners[first:], *runners[:first]]:
            measured[runner.name, runner.place].add(1000 * runner.lap())
    return measured


def open_page(page: Page, site: SiteCopy) -> None:
    """With our engine and the libraries in it."""
    page.goto(f"{site.bench}training.html")
    sources = [(HERE / name).read_text(encoding="utf-8") for name in ("ours.py", "ours_wholes.py")]
    page.evaluate("([lock, sources]) => bootGlassnet(lock, sources)",
                  [Runtime.load().package_lock(), sources])


def bare_page(context: BrowserContext, site: SiteCopy) -> Page:
    """A page for one contestant in JavaScript alone: a browser makes code faster that has only ever
    seen one network."""
    page = context.new_page()
    page.goto(f"{site.bench}training.html")
    return page


def page_runner(page: Page, name: str, maker: str, task: Task) -> Runner:
    """Laps of some milliseconds."""
    start(page, name, maker, task)
    epochs = page.evaluate("([name, ms]) => race.paced(name, ms)", [name, PACE_MS])
    return Runner(name, "page", lambda: page.evaluate(
        "([name, epochs, ms]) => race.lap(name, epochs, ms)", [name, epochs, LAP_MS]),
        lambda: predictions(page, name))


def page_once(page: Page, name: str, maker: str, task: Task) -> Runner:
    """Laps of one time: for what takes long."""
    start(page, name, maker, task)
    return Runner(name, "page", lambda: page.evaluate("name => race.time(name, 1)", name),
                  lambda: predictions(page, name))


def start(page: Page, name: str, maker: str, task: Task) -> None:
    page.evaluate("([name, maker, task]) => race.start(name, maker, task)", [name, maker, task])


def predictions(page: Page, name: str) -> list[float]:
    """Raises if they are not numbers."""
    result: list[float] = page.evaluate("name => race.predictions(name)", name)
    return result


def process_runner(
    name: str,
    place: str,
    train: Callable[[int], object],
    found: Callable[[], list[float]] = list,
    long: bool = False,
) -> Runner:
    """Laps of some milliseconds, in this very process; or, if that is long, of one time."""
    def lap(epochs: int = 1, milliseconds: float = LAP_MS) -> float:
        before, done, taken = time.perf_counter(), 0, 0.0
        while taken < milliseconds:
            train(epochs)
            done += epochs
            taken = 1000 * (time.perf_counter() - before)
        return taken / done

    if long:
        return Runner(name, place, lap, found)
    quickest = min(lap(milliseconds=PACE_MS) for _ in range(3))
    return Runner(name, place, partial(lap, max(1, round(PACE_MS / quickest))), found)

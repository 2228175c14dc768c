"""Microseconds per epoch: our engine in CPython and in the page, and two libraries of JavaScript.

Each configuration has a page of its own, so that what the browser learned of one network does not
speed or slow the next. Within a repeat, everybody runs once, in an order that rotates.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from builder.paths import ROOT
from builder.runtime import Runtime
from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table

from tests.bench import ours
from tests.bench.configurations import CONFIGURATIONS, Configuration
from tests.bench.measured import Measured, digits
from tests.bench.site_copy import SiteCopy

LIBRARIES = ("plain", "plain, everything", "convnetjs", "brain.js")
LAP_MS = 40  # the clock of a page has steps of 0.1 ms
PACE_MS = 5  # that many epochs at a time, between two looks at the clock
CHECKED_EPOCHS = 200
NOTES = """\
Same shape, data, start, learning rate, plain SGD for all. Ours: sigmoid output, binary
cross-entropy, float64. What differs:
  ours, updates only   Trainer.step and nothing else: what the libraries do
  ours, Run.train      also, after each epoch, the loss, accuracy and gradient over the whole
                       training set, a row of history, now and then a checkpoint
  kernel, Run.train    the same by WebAssembly that Python wrote for this network; its updates only
                       evaluate too in full batch, as the next update's gradient comes of it
  emission             writing the module, and not an epoch
  plain                a loop over typed arrays as one writes it by hand; the same arithmetic as
                       ours, updates only: compare it with the kernel's updates
  plain, everything    also what Run.train does after each epoch; history halved where it is full:
                       compare it with the kernel's Run.train
  convnetjs            same batches, shuffled anew each epoch as ours; sigmoid output, but squared
                       error (its cross-entropy needs two outputs); float64; it has no evaluation
  brain.js             an update after every sample, whatever the batch (its API has no batches);
                       tanh or ReLU at the output too, squared error, no shuffling, float32; it sums
                       up the samples' errors as it trains"""

Race = dict[tuple[str, str], Measured]  # by name and place


@dataclass(frozen=True)
class Runner:
    """Somebody who trains: `lap()` trains for a while and gives the milliseconds per epoch."""

    name: str
    place: str
    lap: Callable[[], float]


def training(browser: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print both tables."""
    table = Table(title=f"Training: µs per epoch, median of {repeats}", title_justify="left")
    for heading in ("", "µs per epoch", "quartiles", "Run.train ÷ this", "updates ÷ this",
                    "this ÷ kernel", "this ÷ its updates"):
        table.add_column(heading, justify="right" if heading else "left")
    parts: dict[str, list[str]] = {part: [] for part in (*ours.PARTS, "the rest", "Run.train")}
    checks = []
    for configuration in CONFIGURATIONS:
        context = browser.new_context()
        page = context.new_page()
        open_page(page, site)
        checks.append(check(page, configuration))
        measured = race(page, configuration, repeats)
        add_contestants(table, configuration, measured)
        add_parts(parts, measured)
        context.close()
    console.print(table)
    console.print(NOTES, "\n")
    columns = Table(title="Where our epoch goes, in the page: µs, each part timed alone",
                    title_justify="left")
    columns.add_column("")
    for configuration in CONFIGURATIONS:
        columns.add_column(configuration.name.replace(", ", "\n"), justify="right")
    for part, times in parts.items():
        columns.add_row(part, *times)
    console.print(columns)
    console.print("the rest: the loop, the check that parameters are finite, checkpoints\n\n"
                  f"Checked: after {CHECKED_EPOCHS} epochs from our start, in our order, convnetjs "
                  "predicts what ours with loss=mse\npredicts, within "
                  f"{', '.join(checks)} in the four configurations.\n")


def open_page(page: Page, site: SiteCopy) -> None:
    page.goto(f"{site.bench}training.html")
    source = (ROOT / "tests" / "bench" / "ours.py").read_text(encoding="utf-8")
    page.evaluate("([lock, source]) => bootGlassnet(lock, source)",
                  [Runtime.load().package_lock(), source])


def check(page: Page, configuration: Configuration) -> str:
    """How far convnetjs is from ours after the same epochs: whether it trains the same network."""
    task, wanted = configuration.checked(CHECKED_EPOCHS)
    page.evaluate("task => race.start('check', 'convnetjs', task)", task)
    page.evaluate("epochs => race.time('check', epochs)", CHECKED_EPOCHS)
    found = page.evaluate("() => race.predictions('check')")
    return f"{max(abs(a - b) for a, b in zip(found, wanted, strict=True)):.0e}"


def race(page: Page, configuration: Configuration, repeats: int) -> Race:
    """Everybody's microseconds per epoch, and those of our parts."""
    runners = [cpython_runner(name, configuration) for name in ours.CONTESTANTS]
    runners += [page_runner(page, name, "glassnet", configuration)
                for name in (*ours.CONTESTANTS, *ours.KERNEL, *ours.PARTS)]
    runners += [page_runner(page, name, name, configuration) for name in LIBRARIES]
    measured = {(runner.name, runner.place): Measured() for runner in runners}
    for repeat in range(repeats):
        first = repeat % len(runners)
        for runner in runners[first:] + runners[:first]:
            measured[runner.name, runner.place].add(1000 * runner.lap())
    for name in LIBRARIES:
        page.evaluate("name => race.predictions(name)", name)  # raises if they are not numbers
    return measured


def page_runner(page: Page, name: str, maker: str, configuration: Configuration) -> Runner:
    page.evaluate("([name, maker, task]) => race.start(name, maker, task)",
                  [name, maker, configuration.task()])
    epochs = page.evaluate("([name, ms]) => race.paced(name, ms)", [name, PACE_MS])
    return Runner(name, "page", lambda: page.evaluate(
        "([name, epochs, ms]) => race.lap(name, epochs, ms)", [name, epochs, LAP_MS]))


def cpython_runner(name: str, configuration: Configuration) -> Runner:
    train = ours.contestant(name, str(configuration.spec))

    def lap(epochs: int = 1, milliseconds: float = LAP_MS) -> float:
        before, done, taken = time.perf_counter(), 0, 0.0
        while taken < milliseconds:
            train(epochs)
            done += epochs
            taken = 1000 * (time.perf_counter() - before)
        return taken / done

    quickest = min(lap(milliseconds=PACE_MS) for _ in range(3))
    return Runner(name, "CPython", partial(lap, max(1, round(PACE_MS / quickest))))


def add_contestants(table: Table, configuration: Configuration, measured: Race) -> None:
    table.add_section()
    table.add_row(f"[bold]{configuration.name}[/]")
    full, bare = measured["Run.train", "page"], measured["updates only", "page"]
    kernels = [measured[f"kernel, {what}", "page"] for what in ("Run.train", "updates only")]
    for (name, place), each in measured.items():
        if name not in ours.PARTS:
            who = name if name in LIBRARIES else f"ours, {name}, {place}"
            ratios = [digits(mine.over(each).median) for mine in (full, bare)]
            ratios += [digits(each.over(kernel).median) for kernel in kernels]
            table.add_row(f"  {who}", *each.show(), *ratios)


def add_parts(parts: dict[str, list[str]], measured: Race) -> None:
    whole = measured["Run.train", "page"].median
    times = {part: measured[part, "page"].median for part in ours.PARTS}
    for part, time_of_it in times.items():
        parts[part].append(digits(time_of_it))
    parts["the rest"].append(digits(whole - sum(times.values())))
    parts["Run.train"].append(digits(whole))

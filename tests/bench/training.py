"""Microseconds per epoch: our engine in CPython and in the page, JavaScript and C written for it,
and two libraries of JavaScript.

Each configuration, and each contestant in JavaScript, has a page of its own, so that what the
browser learned of one does not speed or slow the next. Within a repeat, everybody runs once, in an
order that rotates.
"""

from ctypes import CDLL
from pathlib import Path
from tempfile import TemporaryDirectory

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table

from tests.bench import ours
from tests.bench.configurations import CONFIGURATIONS, Configuration
from tests.bench.measured import digits
from tests.bench.native import FLAGS, Native, compiled
from tests.bench.runners import (
    Race,
    bare_page,
    open_page,
    page_runner,
    process_runner,
    run_race,
)
from tests.bench.site_copy import SiteCopy
from tests.bench.targets import C, show_targets
from tests.bench.wholes import heat_map, race_of, sweep

LIBRARIES = ("plain", "plain, everything", "convnetjs", "brain.js")
CHECKED_EPOCHS, DIFFERENT = 200, 1e-6
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
  C                    plain's updates in C, gcc {flags}, shapes known only when it runs
  convnetjs            same batches, shuffled anew each epoch as ours; sigmoid output, but squared
                       error (its cross-entropy needs two outputs); float64; it has no evaluation
  brain.js             an update after every sample, whatever the batch (its API has no batches);
                       tanh or ReLU at the output too, squared error, no shuffling, float32; it sums
                       up the samples' errors as it trains"""


def training(browser: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print all tables."""
    with TemporaryDirectory(prefix="glassnet-bench-") as folder:
        library = compiled(Path(folder))
        races = networks(browser, site, library, repeats, console)
        for whole in (heat_map(), sweep()):
            races[whole.row], checked = race_of(whole, browser, site, library, repeats)
            console.print(f"Checked: {checked}")
        show_targets(races, library is not None, console)


def networks(
    browser: Browser, site: SiteCopy, library: CDLL | None, repeats: int, console: Console
) -> dict[str, Race]:
    """The races of the configurations, and their tables."""
    races: dict[str, Race] = {}
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
        measured = race(page, site, configuration, library, repeats)
        checks.append(f"{configuration.name}: {check(page, configuration, library)}")
        races[configuration.name] = measured
        add_contestants(table, configuration, measured)
        add_parts(parts, measured)
        context.close()
    console.print(table)
    console.print(NOTES.format(flags=" ".join(FLAGS)), "\n")
    show_parts(parts, console)
    console.print(f"Checked: after {CHECKED_EPOCHS} epochs from our start, in our order, all "
                  "predict what our numpy does\n(convnetjs, what it does with loss=mse). The "
                  "largest difference:\n  " + "\n  ".join(checks) + "\n")
    return races


def check(page: Page, configuration: Configuration, library: CDLL | None) -> str:
    """How far each is from our numpy after the same epochs: whether they train the same network."""
    far = []
    for name, loss in (("kernel", "bce"), ("plain", "bce"), (C, "bce"), ("convnetjs", "mse")):
        task, wanted = configuration.checked(CHECKED_EPOCHS, loss)
        if name != C:
            page.evaluate("([name, task]) => race.start('check', name, task)", [name, task])
            page.evaluate("epochs => race.time('check', epochs)", CHECKED_EPOCHS)
            found = page.evaluate("() => race.predictions('check')")
        elif library:
            native = Native(library, task)
            native.train(CHECKED_EPOCHS)
            found = native.predict()
        else:
            continue
        apart = max(abs(a - b) for a, b in zip(found, wanted, strict=True))
        if apart > DIFFERENT:
            raise RuntimeError(f"{name} does not train the network of {configuration.name}")
        far.append(f"{name} {apart:.0e}")
    return ", ".join(far)


def race(
    page: Page, site: SiteCopy, configuration: Configuration, library: CDLL | None, repeats: int
) -> Race:
    """Everybody's microseconds per epoch, and those of our parts."""
    task = configuration.task()
    runners = [process_runner(name, "CPython", ours.contestant(name, task["spec"]))
               for name in ours.CONTESTANTS]
    runners += [page_runner(page, name, "glassnet", task)
                for name in (*ours.CONTESTANTS, *ours.KERNEL, *ours.PARTS)]
    libraries = [page_runner(bare_page(page.context, site), name, name, task)
                 for name in LIBRARIES]
    runners += libraries
    if library:
        runners.append(process_runner(C, "native", Native(library, task).train))
    measured = run_race(runners, repeats)
    for library_runner in libraries:
        library_runner.found()  # raises if they are not numbers
    return measured


def add_contestants(table: Table, configuration: Configuration, measured: Race) -> None:
    table.add_section()
    table.add_row(f"[bold]{configuration.name}[/]")
    full, bare = measured["Run.train", "page"], measured["updates only", "page"]
    kernels = [measured[f"kernel, {what}", "page"] for what in ("Run.train", "updates only")]
    for (name, place), each in measured.items():
        if name not in ours.PARTS:
            who = name if name in (*LIBRARIES, C) else f"ours, {name}, {place}"
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


def show_parts(parts: dict[str, list[str]], console: Console) -> None:
    columns = Table(title="Where our epoch goes, by numpy in the page: µs, each part timed alone",
                    title_justify="left")
    columns.add_column("")
    for configuration in CONFIGURATIONS:
        columns.add_column(configuration.name.replace(", ", "\n"), justify="right")
    for part, times in parts.items():
        columns.add_row(part, *times)
    console.print(columns)
    console.print("the rest: the loop, the check that parameters are finite, checkpoints\n")

"""Frames: the XOR lesson playing at full speed, as it is and with a processor made slower.

Chromium makes it slower by stopping the page's thread some thousand times a second. An interpreter,
which needs the processor's caches, may lose more by that than the rate says, so what a fixed piece
of Python takes is measured too.
"""

from dataclasses import dataclass, field
from statistics import mean, quantiles
from typing import Any

from playwright.sync_api import Browser, Page
from rich.console import Console
from rich.table import Table
from ui.figures import VIEWS
from ui.lab.layout import DEFAULT_LAYOUT, TABS

from tests.bench.measured import Measured
from tests.bench.site_copy import HERE, SiteCopy

BOOT_MS = 120_000
WATCHED_MS = 4000
REFERENCE_MS = 1500
SLOWDOWNS = (1, 3, 6)
REFERENCE = "lambda: sum(i & 7 for i in range(4000))"  # the fixed piece of Python
BUDGET_MS = 10
GRACE_MS = 1  # the loop looks at the clock every few updates, and uses all of its budget
CLICKED = ("neuron:1.0", "neuron:1.1", "neuron:1.2", "neuron:1.3", "neuron:2.0", "neuron:0.0")
WIDEST = "2-8-8-8-8-1"  # the largest network that a learner can build; with all its heat-maps
WIDEST_LEARNS = "act=tanh&data=noisy-xor&batch=10&lr=0.05"
VIEWPORT = {"width": 1280, "height": 800}


@dataclass
class Playing:
    """What was measured at one speed of the processor; a value per repeat."""

    shown: Measured = field(default_factory=Measured)  # frames per second
    epochs: Measured = field(default_factory=Measured)  # per second
    views: Measured = field(default_factory=Measured)  # ms of Python per frame
    training: Measured = field(default_factory=Measured)
    python: Measured = field(default_factory=Measured)
    slow: Measured = field(default_factory=Measured)  # the slowest twentieth begins here
    reference: Measured = field(default_factory=Measured)  # ms that the fixed piece takes
    over: Measured = field(default_factory=Measured)  # percent of frames over the budget and grace
    answer: Measured = field(default_factory=Measured)  # ms from a click to the next paint
    each_view: dict[str, Measured] = field(default_factory=dict)  # ms each time it is drawn


def frames(browser: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print."""
    measured = {slowdown: Playing() for slowdown in SLOWDOWNS}
    page = opened(browser, f"{site.url}xor/index.html")
    for _ in range(repeats):
        play_at_each_speed(page, measured)
    panels = {}
    for name in DEFAULT_LAYOUT.tabs:
        page.get_by_role("tab", name=TABS[name].title, exact=True).click()
        panels[TABS[name].title] = {slowdown: Playing() for slowdown in SLOWDOWNS}
        play_at_each_speed(page, panels[TABS[name].title])
    page.context.close()
    page = opened(browser, f"{site.url}playground/index.html#layers={WIDEST}&{WIDEST_LEARNS}")
    panels[WIDEST] = {slowdown: Playing() for slowdown in SLOWDOWNS}
    play_at_each_speed(page, panels[WIDEST])
    page.context.close()
    show(measured, repeats, console)
    show_panels(panels, console)


def opened(browser: Browser, url: str) -> Page:
    page = browser.new_context(viewport=VIEWPORT).new_page()
    page.add_init_script(path=HERE / "frame_times.js")
    page.goto(url)
    page.wait_for_selector("html[data-python=ready]", timeout=BOOT_MS, state="attached")
    page.evaluate("() => frameTimes.watchViews()")
    return page


def play_at_each_speed(page: Page, measured: dict[int, Playing]) -> None:
    throttle = page.context.new_cdp_session(page)
    for slowdown, playing in measured.items():
        throttle.send("Emulation.setCPUThrottlingRate", {"rate": slowdown})
        play(page, playing)


def play(page: Page, playing: Playing) -> None:
    """From the start, at full speed, for some seconds."""
    lab = page.locator("[data-lab]")
    lab.get_by_role("button", name="Reset", exact=True).click()
    speed = lab.get_by_role("slider", name="Speed", exact=True)
    speed.fill(speed.get_attribute("max") or "")
    lab.get_by_role("button", name="Play", exact=True).click()
    page.wait_for_timeout(500)
    before = epoch(page)
    found = page.evaluate("ms => frameTimes.watch(ms)", WATCHED_MS)
    playing.epochs.add((epoch(page) - before) / found["seconds"])
    add_frames(playing, found)
    playing.answer.add(slowest_answer(page))
    playing.reference.add(page.evaluate(
        "([ms, code]) => frameTimes.work(ms, glassnet.python.runPython(code))",
        [REFERENCE_MS, REFERENCE]))
    lab.get_by_role("button", name="Pause", exact=True).click()


def epoch(page: Page) -> int:
    return int(page.locator("[data-value=epoch]").get_attribute("data-number") or 0)


def add_frames(playing: Playing, found: dict[str, Any]) -> None:
    python = [frame["python"] for frame in found["frames"]]
    views = [frame["views"] for frame in found["frames"]]
    playing.shown.add(found["shown"] / found["seconds"])
    playing.python.add(mean(python))
    playing.views.add(mean(views))
    playing.training.add(mean(python) - mean(views))
    playing.slow.add(quantiles(python, n=20)[-1])
    for view in VIEWS:
        taken = [milliseconds for name, milliseconds in found["views"] if name == view]
        playing.each_view.setdefault(view, Measured()).add(mean(taken or [0.0]))
    playing.over.add(100 * sum(each > BUDGET_MS + GRACE_MS for each in python) / len(python))


def slowest_answer(page: Page) -> float:
    """Milliseconds from a click on a neuron to the next paint, the slowest of a few."""
    page.evaluate("() => frameTimes.takeClicks()")
    for part in CLICKED:
        page.locator(f'[data-part="{part}"] .ground').click()
        page.wait_for_timeout(150)
    return max(page.evaluate("() => frameTimes.takeClicks()"), default=16.0)


def show(measured: dict[int, Playing], repeats: int, console: Console) -> None:
    table = Table(title=f"The XOR lesson playing at full speed: median of {repeats} × "
                  f"{WATCHED_MS // 1000} s", title_justify="left")
    table.add_column("")
    for slowdown in measured:
        name = "processor as it is" if slowdown == 1 else f"rate {slowdown}"
        table.add_column(name, justify="right")
        table.add_column("quartiles", justify="right")
    rows = {
        "frames shown per second": "shown",
        "epochs per second": "epochs",
        "Python per frame, ms (mean)": "python",
        "  of it views": "views",
        "  of it training": "training",
        "Python per frame, ms (19 of 20 are below)": "slow",
        "a fixed piece of Python, ms": "reference",
        f"frames with over {BUDGET_MS} + {GRACE_MS} ms of Python, %": "over",
        "click to paint while playing, ms (slowest of 6)": "answer",
    }
    for name, key in rows.items():
        cells = [cell for playing in measured.values() for cell in getattr(playing, key).show()]
        table.add_row(name, *cells)
    table.add_section()
    for view in VIEWS:
        cells = [cell for playing in measured.values() for cell in playing.each_view[view].show()]
        table.add_row(f"drawing the view {view}, ms", *cells)
    console.print(table)


def show_panels(panels: dict[str, dict[int, Playing]], console: Console) -> None:
    """The same with each panel in sight, and with the largest network that can be built, once."""
    table = Table(title="With each panel in sight, and the largest network: once, "
                  f"{WATCHED_MS // 1000} s, for each speed of the processor", title_justify="left")
    keys = {"frames a second": "shown", "epochs a second": "epochs", "Python, ms": "python",
            "of it views, ms": "views", "fixed Python, ms": "reference", "over budget, %": "over"}
    table.add_column("panel")
    for name in keys:
        table.add_column(name, justify="right")
    for panel, by_slowdown in panels.items():
        cells = [" / ".join(getattr(each, key).show()[0] for each in by_slowdown.values())
                 for key in keys.values()]
        table.add_row(panel, *cells)
    console.print(table)

"""Time to Python: the lesson cold, a second page, and from a folder, against Pyodide and numpy
alone; in each browser that is there.

Cold is a window of its own, in which nothing is cached. The first opening of each kind warms the
disk's cache and is not counted.
"""

import gzip
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from tests.bench.browsers import Tabs, installed, memory, running
from tests.bench.measured import Measured, digits
from tests.bench.site_copy import SiteCopy

SETTLE = "() => new Promise((done) => setTimeout(done, 300))"  # a long task is reported late
READY = "() => performance.getEntriesByName('python-ready')[0].startTime"
ASKED = """() => [location.href, ...performance.getEntriesByType("resource")
  .filter(({ startTime }) => startTime < performance.getEntriesByName("python-ready")[0].startTime)
  .map(({ name }) => name)]"""
# Only some browsers tell.
LONGEST = "() => Math.max(0, ...(window.longtasks || []).map((task) => task.duration))"
HEADINGS = ("", "ms", "quartiles", "÷ stock", "longest task, ms", "MB, gzip", "tab, MB", "tier")


@dataclass
class Opening:
    """One way to open Python in a page, and what was measured of it."""

    name: str
    urls: tuple[str, ...]  # opened one after the other in one window; the last one counts
    ready: Measured = field(default_factory=Measured)
    longest: Measured = field(default_factory=Measured)
    tab: Measured = field(default_factory=Measured)
    wire: int = 0  # bytes
    tier: str = ""


def boot(chromium: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print."""
    for name in installed():
        with running(name, chromium) as tabs:
            console.print(measured_in(tabs, site, repeats), "\n")
    console.print("MB, gzip: what was asked for up to then, over http; each file compressed unless "
                  "it is already. Tab: its process, 0.3 s after Python is ready.\n")
    console.print(sizes(site.folder), "\n")


def measured_in(tabs: Tabs, site: SiteCopy, repeats: int) -> Table:
    lesson = f"{site.url}xor/index.html"
    stock = Opening("stock: loadPyodide, import numpy", (f"{site.bench}stock.html",))
    openings = [
        stock,
        Opening("the XOR lesson, cold", (lesson,)),
        Opening("a second page after it", (lesson, f"{site.url}second/index.html")),
        Opening("the lesson, file://", ((site.folder / "xor" / "index.html").as_uri(),)),
    ]
    for opening in openings:
        measure(tabs, site, opening)
        for each in (opening.ready, opening.longest, opening.tab):
            each.values.clear()
    for repeat in range(repeats):
        first = repeat % len(openings)
        for opening in openings[first:] + openings[:first]:
            measure(tabs, site, opening)
    table = Table(title=f"Navigation to python-ready, {tabs.name}: median of {repeats}",
                  title_justify="left")
    for heading in HEADINGS:
        table.add_column(heading, justify="right" if heading else "left")
    for each in openings:
        table.add_row(each.name, *each.ready.show(), digits(each.ready.over(stock.ready).median),
                      told(each.longest), megabytes(each.wire) if each.wire else "–",
                      told(each.tab), each.tier)
    return table


def measure(tabs: Tabs, site: SiteCopy, opening: Opening) -> None:
    window = tabs.window()
    for url in opening.urls:
        window.go(url)
        window.wait_ready()
    window.evaluate(SETTLE)
    opening.ready.add(window.evaluate(READY))
    if window.evaluate("() => 'longtasks' in window"):
        opening.longest.add(window.evaluate(LONGEST))
    size = memory(tabs.processes())
    if size:
        opening.tab.add(size / 1e6)
    opening.wire = sum(on_the_wire(site, url) for url in set(window.evaluate(ASKED)))
    opening.tier = window.data("boot") or ""
    window.close()


def told(measured: Measured) -> str:
    return digits(measured.median) if measured.values else "–"


def on_the_wire(site: SiteCopy, url: str) -> int:
    """Bytes of a file of the site over http, compressed; 0 for all else."""
    file = site.folder / unquote(urlsplit(url).path).lstrip("/")
    return compressed(file) if url.startswith(site.url) and file.is_file() else 0


@cache
def compressed(file: Path) -> int:
    content = file.read_bytes()
    return len(content) if file.suffix in (".pack", ".whl", ".zip") else len(gzip.compress(content))


def sizes(folder: Path) -> Table:
    """What the site weighs. The benchmark's own files are not counted."""
    table = Table(title="Size", title_justify="left")
    table.add_column("")
    table.add_column("MB", justify="right")
    runtime = folder / "runtime"
    bundle = files(runtime / "bundle")
    plain = [path for path in runtime.iterdir() if path.is_file()
             and path.name != "pyodide-lock.json"]
    everything = [path for path in files(folder) if folder / "bench" not in path.parents
                  and path.name != "pyodide-lock.json"]
    rows = {"dist/, all of it": everything, "the runtime as plain files (http)": plain,
            "the runtime as a bundle (file://, sandbox)": bundle,
            "glassnet.zip": [folder / "glassnet.zip"]}
    for name, counted in rows.items():
        table.add_row(name, megabytes(sum(path.stat().st_size for path in counted)))
    return table


def files(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


def megabytes(size: int) -> str:
    return f"{size / 1e6:.2f}"

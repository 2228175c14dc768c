"""Time to Python: the lesson over http and from a folder, against Pyodide and numpy alone.

Every opening is cold: a context of its own, so nothing is cached by the browser. The first
opening of each kind warms the disk's cache and is not counted.
"""

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, Request
from rich.console import Console
from rich.table import Table

from tests.bench.measured import Measured, digits
from tests.bench.site_copy import HERE, SiteCopy

BOOT_MS = 120_000
SETTLE_MS = 300  # a long task is reported a moment after it has ended


@dataclass
class Opening:
    """One way to open Python in a page, and what was measured of it."""

    name: str
    url: str
    ready: Measured = field(default_factory=Measured)
    longest: Measured = field(default_factory=Measured)
    fetched: int = 0  # bytes


def boot(browser: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print."""
    stock = Opening("stock: loadPyodide, import numpy; http", f"{site.bench}stock.html")
    openings = [
        stock,
        Opening("the XOR lesson, http", f"{site.url}xor/index.html"),
        Opening("the XOR lesson, file://", (site.folder / "xor" / "index.html").as_uri()),
    ]
    for opening in openings:
        measure(browser, site, opening)
        opening.ready.values.clear()
        opening.longest.values.clear()
    for repeat in range(repeats):
        first = repeat % len(openings)
        for opening in openings[first:] + openings[:first]:
            measure(browser, site, opening)
    table = Table(title=f"Navigation to python-ready, cold: ms, median of {repeats}",
                  title_justify="left")
    for heading in ("", "ms", "quartiles", "÷ stock", "longest task, ms", "MB fetched"):
        table.add_column(heading, justify="right" if heading else "left")
    for each in openings:
        table.add_row(each.name, *each.ready.show(), digits(each.ready.over(stock.ready).median),
                      digits(each.longest.median), megabytes(each.fetched))
    console.print(table)
    console.print("MB fetched: the files that the page asked for, as they are on disk; the server "
                  "does not compress.\n")
    console.print(sizes(site.folder), "\n")


def measure(browser: Browser, site: SiteCopy, opening: Opening) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script(path=HERE / "longtasks.js")
    asked: list[str] = []

    def note(request: Request) -> None:
        asked.append(request.url)

    page.on("request", note)
    page.goto(opening.url)
    page.wait_for_selector("html[data-python=ready]", timeout=BOOT_MS, state="attached")
    page.wait_for_timeout(SETTLE_MS)
    opening.ready.add(page.evaluate(
        "() => performance.getEntriesByName('python-ready')[0].startTime"))
    opening.longest.add(longest_task(page))
    opening.fetched = sum(size_of(site, url) for url in asked)
    context.close()


def longest_task(page: Page) -> float:
    """Milliseconds; 0 if none was over 50."""
    durations = page.evaluate("() => longtasks.map((task) => task.duration)")
    return max(durations, default=0.0)


def size_of(site: SiteCopy, url: str) -> int:
    """Bytes of what a URL stands for; 0 for what is made in the page (blob:, data:)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "file"):
        return 0
    path = unquote(parts.path)
    file = site.folder / path.lstrip("/") if parts.scheme == "http" else Path(path)
    return file.stat().st_size if file.is_file() else 0


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

"""First contentful paint of the whole lesson, against the same page without any script."""

import re
from statistics import median

from playwright.sync_api import Browser
from rich.console import Console
from rich.table import Table

from tests.bench.measured import Measured, digits
from tests.bench.site_copy import SiteCopy

SCRIPT = re.compile(r"<script.*?</script>", re.DOTALL)
PAINT = "() => performance.getEntriesByName('first-contentful-paint').map((e) => e.startTime)"


def paint(browser: Browser, site: SiteCopy, repeats: int, console: Console) -> None:
    """Measure and print."""
    html = (site.folder / "xor" / "index.html").read_text(encoding="utf-8")
    (site.folder / "xor" / "still.html").write_text(SCRIPT.sub("", html), encoding="utf-8")
    still, lesson = Measured(), Measured()
    for turn in range(repeats + 1):
        for measured, name in ((still, "still.html"), (lesson, "index.html")):
            painted = painted_after(browser, f"{site.url}xor/{name}")
            if turn:  # the first of each warms the disk's cache
                measured.add(painted)
    table = Table(title=f"First contentful paint, cold, over http: ms, median of {repeats}",
                  title_justify="left")
    for heading in ("", "ms", "quartiles", "÷ without scripts"):
        table.add_column(heading, justify="right" if heading else "left")
    table.add_row("the XOR lesson without scripts", *still.show(), "1.00")
    table.add_row("the XOR lesson", *lesson.show(), digits(median(lesson.over(still).values)))
    console.print(table, "\n")


def painted_after(browser: Browser, url: str) -> float:
    """Milliseconds from navigation to the paint."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(url)
    while not (found := page.evaluate(PAINT)):
        page.wait_for_timeout(20)
    context.close()
    return float(found[0])

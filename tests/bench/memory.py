"""Memory of the tab: after boot, and minute by minute while the lab trains as fast as it can."""

from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page
from rich.console import Console
from rich.table import Table

from tests.bench.site_copy import SiteCopy

MINUTE_MS = 60_000
PYTHON = "() => glassnet.python._module.HEAPU8.length"


def memory(browser: Browser, site: SiteCopy, minutes: int, console: Console) -> None:
    """Measure and print."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{site.url}xor/index.html")
    page.wait_for_selector("html[data-python=ready]", state="attached")
    table = Table(title="Memory of the XOR lesson's tab, training at full speed: MB",
                  title_justify="left")
    for heading in ("minutes", "Python’s memory", "JavaScript", "the process", "epoch", "loss"):
        table.add_column(heading, justify="right")
    table.add_row("0", *sizes(browser, page), *read(page))
    page.get_by_role("slider", name="Speed", exact=True).first.press("End")
    page.get_by_role("button", name="Play", exact=True).first.click()
    for minute in range(1, minutes + 1):
        page.wait_for_timeout(MINUTE_MS)
        table.add_row(str(minute), *sizes(browser, page), *read(page))
    console.print(table)
    console.print("Python's: the length of its WebAssembly memory. JavaScript: the heap, after a "
                  "collection. The process:\nPss of all renderers, on Linux.\n")
    context.close()


def read(page: Page) -> list[str]:
    """The epoch and the loss, which tell that it trains."""
    return [page.locator(f"[data-value={key}]").first.text_content() or ""
            for key in ("epoch", "loss")]


def sizes(browser: Browser, page: Page) -> list[str]:
    session = page.context.new_cdp_session(page)
    session.send("HeapProfiler.collectGarbage")
    heap: int = session.send("Runtime.getHeapUsage")["usedSize"]
    session.detach()
    held = [page.evaluate(PYTHON), heap, renderers(browser.new_browser_cdp_session())]
    return [f"{size / 1e6:.1f}" if size else "–" for size in held]


def renderers(session: CDPSession) -> int:
    """Bytes that belong to the browser's renderers alone; 0 where the system does not say."""
    found = session.send("SystemInfo.getProcessInfo")["processInfo"]
    session.detach()
    return sum(pss(each["id"]) for each in found if each["type"] == "renderer")


def pss(process: int) -> int:
    path = Path(f"/proc/{process}/smaps_rollup")
    try:
        lines = path.read_text().splitlines()
    except OSError:
        return 0
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))

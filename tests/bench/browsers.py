"""The browsers in which booting is measured, all in one form: `Tabs` opens windows."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Protocol

from builder.other_browsers import installed_firefox, installed_webkit
from playwright.sync_api import Browser

from tests.bench.site_copy import HERE
from tests.browser.firefox import Firefox, firefox_running
from tests.browser.webkit import WebKit, webkit_running
from tests.browser.window import Window


class Tabs(Protocol):
    """A browser that runs."""

    name: str

    def window(self) -> Window:
        """An empty one, with nothing cached."""

    def processes(self) -> list[int]:
        """Of those that run pages; more than one if the browser keeps some in reserve."""


class ChromiumTabs:
    """The Chromium that Playwright drives."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.name = f"Chromium {browser.version}"

    def window(self) -> "ChromiumWindow":
        return ChromiumWindow(self.browser)

    def processes(self) -> list[int]:
        session = self.browser.new_browser_cdp_session()
        found = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return [each["id"] for each in found if each["type"] == "renderer"]


class ChromiumWindow(Window):
    """A context of its own."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context()
        self.page = self.context.new_page()
        self.page.add_init_script(path=HERE / "longtasks.js")

    def go(self, url: str, framed: bool = False) -> None:
        self.page.goto(url)

    def evaluate(self, function: str, *arguments: object) -> Any:
        return self.page.evaluate(f"(all) => ({function})(...all)", list(arguments))

    def click(self, selector: str) -> None:
        self.page.click(selector)

    def screenshot(self) -> bytes:
        return self.page.screenshot()

    def close(self) -> None:
        self.context.close()


class FirefoxTabs:
    def __init__(self, firefox: Firefox) -> None:
        self.firefox = firefox
        self.name = f"Firefox {firefox.version}"

    def window(self) -> Window:
        return self.firefox.window()

    def processes(self) -> list[int]:
        return [pid for pid in descendants(self.firefox.process)
                if b"-isForBrowser" in Path(f"/proc/{pid}/cmdline").read_bytes()]


class WebKitTabs:
    def __init__(self, webkit: WebKit) -> None:
        self.webkit = webkit
        window = webkit.window()
        self.name = f"WebKitGTK {window.version}"
        window.close()

    def window(self) -> Window:
        return self.webkit.window()

    def processes(self) -> list[int]:
        return [pid for pid in descendants(self.webkit.process)
                if b"WebKitWebProcess" in Path(f"/proc/{pid}/cmdline").read_bytes()]


@contextmanager
def running(name: str, chromium: Browser) -> Iterator[Tabs]:
    """The browser of that name, one of `installed`."""
    if name == "chromium":
        yield ChromiumTabs(chromium)
    elif name == "firefox":
        with firefox_running() as firefox:
            yield FirefoxTabs(firefox)
    else:
        with webkit_running() as webkit:
            yield WebKitTabs(webkit)


def installed() -> list[str]:
    """Names of those that are on this machine."""
    return ["chromium", *(["firefox"] if installed_firefox() else []),
            *(["webkit"] if installed_webkit() else [])]


def descendants(pid: int) -> list[int]:
    """The processes that a process has started, and those that they have."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rsplit(")", 1)[1].split()
        except OSError:  # ended in the meantime
            continue
        parents[int(status.parent.name)] = int(fields[1])
    found = [pid]
    for known in found:
        found += [child for child, parent in parents.items() if parent == known]
    return found[1:]


def memory(pids: list[int]) -> float | None:
    """Bytes of the largest of some processes, its share of what is shared included: the tab's.
    None where the system does not tell."""
    sizes = []
    for pid in pids:
        try:
            rollup = Path(f"/proc/{pid}/smaps_rollup").read_text()
        except OSError:
            continue
        sizes.append(1024 * int(re.search(r"^Pss: +(\d+)", rollup, re.MULTILINE)[1]))
    return max(sizes, default=None)

"""A page in a browser that Playwright does not drive: the part that all such browsers share."""

import time
from abc import ABC, abstractmethod
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BOOT_S = 60
# In the copy of the site that such browsers open, before the scripts of the page.
SCRIPTS = ("probe.js", "said.js")


def watched(site: Path, pages: tuple[str, ...]) -> None:
    """Put SCRIPTS first into some pages of a site. Not every driver can do it as a page opens."""
    for script in SCRIPTS:
        (site / script).write_bytes((HERE / script).read_bytes())
    for page in pages:
        path = site / page
        head, policy, rest = path.read_text(encoding="utf-8-sig").partition('<meta name="viewport"')
        assert policy, f"{page} has not the head that was expected"
        up = "../" * page.count("/")
        nonce = ' nonce="own"' if "'nonce-own'" in head else ""
        tags = "".join(f'<script{nonce} src="{up}{script}"></script>' for script in SCRIPTS)
        path.write_text(head + tags + policy + rest, encoding="utf-8-sig")


class Window(ABC):
    """One page, and the frame with the lab in it. Its cache is empty when it is opened."""

    @abstractmethod
    def go(self, url: str, framed: bool = False) -> None:
        """Open `url`; `framed` means that the lab is in its one iframe."""

    @abstractmethod
    def evaluate(self, function: str, *arguments: object) -> Any:
        """What a JavaScript function returns in the frame, or what its promise holds."""

    @abstractmethod
    def click(self, selector: str) -> None:
        """As a person would, with a pointer."""

    @abstractmethod
    def screenshot(self) -> bytes:
        """PNG."""

    @abstractmethod
    def close(self) -> None:
        """Of the window; of the browser too if that has no other."""

    def asked(self) -> list[str]:
        """Every URL that the frame asked for, as the page knows it."""
        return self.evaluate(
            "() => [location.href, ...performance.getEntriesByType('resource').map((e) => e.name)]")

    def said(self) -> list[str]:
        """Errors and warnings."""
        return self.evaluate("() => said")

    def until(self, what: str, condition: str, *arguments: object, seconds: float = 60) -> None:
        """Wait for a JavaScript function to return something true."""
        deadline = time.monotonic() + seconds
        while not self.evaluate(condition, *arguments):
            if time.monotonic() > deadline:
                raise AssertionError(f"waited {seconds} s in vain: {what}")
            time.sleep(0.02)

    def wait_ready(self) -> None:
        self.until("Python arrives", """() => ["ready", "failed", "unsupported"]
            .includes(document.documentElement.dataset.python)""", seconds=BOOT_S)
        assert self.data("python") == "ready", self.evaluate(
            "() => document.querySelector('[data-boot-text]').textContent")

    def data(self, name: str) -> str | None:
        """An attribute `data-` of the page: boot, engine, python."""
        return self.evaluate("(name) => document.documentElement.dataset[name]", name)

    def press(self, action: str) -> None:
        self.click(f'[data-lab] button[data-action="{action}"]')

    def number(self, key: str) -> str:
        """In full, as the page has it."""
        return self.evaluate(
            "(key) => probe.lab().querySelector(`[data-value=${key}]`).dataset.number", key)

    def wait_epoch(self, epoch: int) -> None:
        self.until(f"epoch {epoch}", """(epoch) => probe.lab()
            .querySelector("[data-value=epoch]").dataset.number === epoch""", str(epoch))

    def numbers(self) -> list[str]:
        """Every `data-number` in sight, in the order of the page."""
        return self.evaluate("async () => { await probe.settle(); return probe.numbers(); }")

    def reset(self) -> None:
        self.press("reset")
        self.wait_epoch(0)

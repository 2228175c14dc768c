"""Address: the state of the page's first lab in the page's address, kept up to date."""

from typing import TYPE_CHECKING

from ui import link

if TYPE_CHECKING:
    from ui.bridge import Browser
    from ui.page_lab import PageLab

DELAY = 300  # milliseconds; browsers count how often an address changes


class Address:
    """Of the lab `first`. Nothing is written before the lab has changed."""

    def __init__(self, first: "PageLab", browser: "Browser") -> None:
        self._first, self._browser = first, browser
        self._written = link.write(first.lab)
        self._waiting = False

    def follow(self, fragment: str) -> None:
        """Take over the state that an address has."""
        self._first.follow(fragment)

    def write_soon(self) -> None:
        if not self._waiting:
            self._waiting = True
            self._browser.later(DELAY, self._write)

    def _write(self) -> None:
        self._waiting = False
        fragment = link.write(self._first.lab)
        if not self._first.lab.moving and fragment != self._written:
            self._written = fragment
            self._browser.readdress(fragment)

"""Address: the state of the page's first lab in the page's address, kept up to date."""

from typing import TYPE_CHECKING

from ui.exports import link, travelled
from ui.page.browser import Browser

if TYPE_CHECKING:
    from ui.page.lab import PageLab

LEFT = 10  # states that Back and Forward of the browser lead to


class Address:
    """Of the lab `first`. Nothing is written before the lab has changed."""

    def __init__(self, first: "PageLab", browser: Browser) -> None:
        self._first, self._browser = first, browser
        self._now = browser.fragment()
        self._left: dict[str, str] = {}  # the work that was left, by its address

    def begin(self) -> None:
        """Take over the state of the page's address, or the work that is kept of it."""
        self._first.arrive(self._now)
        self._written = link.write(self._first.lab)

    def moved(self) -> None:
        """A person has typed another address, or gone Back or Forward to one: what was left there
        is there again, or else what the link says. A place in the page is no state."""
        address = self._browser.fragment()
        if address == self._now or not travelled.has_state(address):
            return
        self._left = dict(list(self._left.items())[1 - LEFT:])
        self._left[self._now] = self._first.work_at(self._now)
        self._now = address
        if address in self._left:
            self._first.go_back(address, self._left[address])
        else:
            self._first.follow(address, "As in the link. Undo brings the run before back.")
        self._written = link.write(self._first.lab)

    def write(self) -> None:
        """Write it, if the lab is not at what the address says."""
        fragment = link.write(self._first.lab)
        if not self._first.lab.moving and fragment != self._written:
            self._written = fragment
            self._browser.readdress(fragment)
            self._now = self._browser.fragment()

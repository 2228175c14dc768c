"""Delivery: what a lab hands out, to the browser's clipboard and downloads, and what came of it.

Where the browser refuses, or may refuse without saying so, the text itself is offered.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.lab import Lab, Message
from ui.parcel import Parcel

if TYPE_CHECKING:
    from ui.bridge import Browser


class Delivery:
    """Of one lab; `show` is called when something is to be seen of it."""

    def __init__(self, lab: Lab, browser: "Browser", show: Callable[[], None]) -> None:
        self._lab, self._browser, self._show = lab, browser, show

    def send(self) -> None:
        """Everything that waits to go out."""
        parcels, self._lab.outgoing = self._lab.outgoing, []
        for parcel in parcels:
            if parcel.name:
                self.save(parcel)
            else:
                self.copy(parcel)

    def copy(self, parcel: Parcel) -> None:
        def done(allowed: bool) -> None:
            if allowed:
                self._lab.message = Message(f"{parcel.title} is in the clipboard.")
            else:
                self.offer(parcel, "The browser refused the clipboard: copy it from the box here.")
            self._show()

        self._browser.copy(parcel.text, done)

    def save(self, parcel: Parcel) -> None:
        self._browser.save(parcel.name, parcel.type, parcel.text)
        if self._browser.sandboxed:
            self.offer(parcel, f"{parcel.name} goes to your downloads, if the page around this lab "
                               "allows any. If not, copy it from the box here.")
        else:
            self._lab.message = Message(f"{parcel.name} goes to your downloads.")

    def offer(self, parcel: Parcel, message: str) -> None:
        self._lab.view["offered"] = parcel
        self._lab.message = Message(message)

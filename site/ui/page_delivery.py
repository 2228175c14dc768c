"""Delivery: what a lab asks of the browser's clipboard and downloads, and what came of it.

Where the browser refuses, or may refuse without saying so, the text itself is offered.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from ui.lab import Lab, Message
from ui.requests import Copy, Offered, Save

if TYPE_CHECKING:
    from ui.bridge import Browser


class Delivery:
    """Of one lab; `changed` is called when there is something new to be seen of it."""

    def __init__(self, lab: Lab, browser: "Browser", changed: Callable[[], None]) -> None:
        self._lab, self._browser, self._changed = lab, browser, changed

    def fulfil(self) -> None:
        """Everything that the lab asks for."""
        while self._lab.requests:
            request = self._lab.requests.pop(0)
            if isinstance(request, Copy):
                self._copy(request)
            else:
                self._save(request)

    def _copy(self, request: Copy) -> None:
        """Ask the browser, and say how it went when it answers."""
        text = request.text
        if text.startswith("#"):
            text = self._browser.address() + text

        def answered(copied: bool) -> None:
            if copied:
                self._lab.message = Message(request.done)
            elif "\n" in text:
                self._offer("The text to copy", text)
                self._lab.message = Message(
                    "The browser refuses to copy here: take the text from the box.")
            else:
                self._lab.message = Message(
                    f"The browser refuses to copy here. By hand: {text}")
            self._changed()

        self._browser.copy(text, answered)

    def _save(self, request: Save) -> None:
        self._browser.save(request.name, request.type, request.text)
        self._lab.message = Message(f"{request.name} goes to your downloads.")
        if self._browser.sandboxed:
            self._offer(f"The text of {request.name}", request.text)
            self._lab.message = Message(
                f"{request.name} goes to your downloads, if the page around this lab allows any. "
                "If not, take the text from the box.")

    def _offer(self, title: str, text: str) -> None:
        self._lab.view["offered"] = Offered(title, text)

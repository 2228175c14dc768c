"""Delivery: what a lab asks of the browser's clipboard and downloads, and what came of it.

Where the browser refuses, or may refuse without saying so, the text itself is offered.
"""

from collections.abc import Callable
from typing import Any

from ui.exports.svg_file import SvgFile
from ui.lab import Lab, Message
from ui.lab.requests import Copy, Offered, Picture, Save
from ui.page.browser import Browser
from ui.page.pictures import Pictures
from ui.panels.notices.state import Notices

Js = Any  # an object of the browser
TAKE_TEXT = "take the text from the box"
NO_PNG = "save the SVG: its text can be taken from a box"
NO_IMAGE = ("This browser makes no true image of the figure: it refuses, or puts noise in its "
            "place lest you be recognised by it. Save it as SVG instead.")
NO_FONTS = " Its fonts could not be loaded, so it shows those of the computer that it is seen on."


class Delivery:
    """Of one lab; `changed` is called when there is something new to be seen of it."""

    def __init__(self, lab: Lab, browser: Browser, pictures: Pictures,
                 changed: Callable[[], None]) -> None:
        self._lab, self._browser, self._changed = lab, browser, changed
        self._pictures = pictures
        self._to_select = False  # once the box is drawn

    def fulfil(self) -> None:
        """Everything that the lab asks for."""
        while self._lab.requests:
            request = self._lab.requests.pop(0)
            if isinstance(request, Copy):
                self._copy(request)
            elif isinstance(request, Picture):
                self._take(request)
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
            else:
                self._offer("The text to copy", text, selected=True)
                self._lab.message = Message(
                    "The browser refuses to copy here: take the text from the box.")
            self._changed()

        self._browser.copy(text, answered)

    def _save(self, request: Save) -> None:
        taken = self._browser.save(request.name, request.type, request.text)
        self._say_it_goes(request.name, TAKE_TEXT)
        if not taken:
            self._lab.message = Message(f"The browser takes no file here: {TAKE_TEXT}.")
        if not taken or self._browser.sandboxed:
            self._offer(f"The text of {request.name}", request.text)

    def _say_it_goes(self, name: str, otherwise: str, but: str = "") -> None:
        """A frame may forbid downloads without a word: say what to do `otherwise`."""
        where = "goes to your downloads"
        if self._browser.sandboxed:
            where += f", if the page around this lab allows any. If not, {otherwise}"
        self._lab.message = Message(f"{name} {where}.{but}")

    def _take(self, request: Picture) -> None:
        """Save a figure, when its fonts are there and its image is made."""

        def taken(file: SvgFile) -> None:
            if request.is_png:
                self._browser.save_image(request.name, file.text, lambda made: saved(file, made))
            else:
                self._save(Save(request.name, "image/svg+xml", file.text))
                saved(file, True)

        def saved(file: SvgFile, made: bool) -> None:
            if not made:
                self._lab.message = Message(NO_IMAGE)
            else:
                otherwise = NO_PNG if request.is_png else TAKE_TEXT
                self._say_it_goes(request.name, otherwise, "" if file.fonts else NO_FONTS)
            self._changed()

        self._pictures.take(request, taken)

    def _offer(self, title: str, text: str, selected: bool = False) -> None:
        self._lab.of(Notices).offered = Offered(title, text)
        self._to_select = selected

    def drawn(self, root: Js) -> None:
        """Lead a person who wants to copy to the text in the box: there it selects itself."""
        box = self._to_select and root.querySelector("[data-key=offered]")
        if box:
            self._to_select = False
            box.focus()

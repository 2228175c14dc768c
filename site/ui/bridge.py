"""Between the page and its labs: the only module that imports `js` or `pyodide`.

`begin()`, `take_over(root)` for every `[data-lab]` and `[data-figure]`, `listen()`: so Python takes
over the markup that the builder painted. Three functions, so that the loader can let the page
scroll between one lab and the next; who clicks meanwhile is heard by the loader.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Any

import js
import pyodide_js
from pyodide.ffi import JsException, create_once_callable, create_proxy, to_js

from engine.kernel import machine
from ui import messages
from ui.address import Address
from ui.lab import Lab
from ui.page_lab import PageLab
from ui.page_machine import PageMachine
from ui.progress import progress

Js = Any  # an object of the browser


class Browser:
    """What the other modules may ask of the browser."""

    def slots(self, element: Js) -> Js:
        return js.glassnet.slots(element)

    def apply(self, slots: Js, joined: str) -> None:
        js.glassnet.apply(slots, joined)

    def replace(self, element: Js, markup: str) -> Js:
        return js.glassnet.replace(element, markup)

    def paint(self, element: Js, name: str, pixels: Any, width: int, height: int) -> None:
        js.glassnet.paint(element, name, to_js(pixels), width, height)

    def tell(self, message: dict[str, object]) -> None:
        """Tell the host page, if there is one."""
        js.glassnet.tell(to_js(message, dict_converter=js.Object.fromEntries))

    def save(self, name: str, type: str, text: str) -> None:
        """Hand a file to the browser's downloads."""
        js.glassnet.save(name, type, text)

    def picture(self, svg: Js, properties: Iterable[str]) -> str:
        """What is seen of an SVG and of a canvas under it, as JSON: see `ui.exports.seen`."""
        return str(js.glassnet.picture(svg, to_js(properties)))

    def faces(self, done: Callable[[list[list[str]]], None]) -> None:
        """The typefaces' files, for a picture to bring along; none if they cannot be loaded."""
        js.glassnet.faces().then(create_once_callable(lambda faces: done(faces.to_py())))

    def save_image(self, name: str, svg: str, done: Callable[[bool], None]) -> None:
        """Save what an SVG's text shows as a PNG; say whether that could be made."""
        js.glassnet.saveImage(name, svg).then(create_once_callable(done))

    def text_of(self, file: Js, done: Callable[[str], None]) -> None:
        """Read a file that a person picked, as text."""
        file.text().then(create_once_callable(done))

    def bytes_of(self, file: Js, done: Callable[[bytes], None]) -> None:
        """Read a file that a person picked or dropped, as bytes."""
        file.arrayBuffer().then(create_once_callable(lambda buffer: done(buffer.to_bytes())))

    @property
    def sandboxed(self) -> bool:
        """Whether the page is in a frame that may forbid downloads, without a word."""
        return bool(js.origin == "null" and js.location.protocol != "file:")

    def hear(self, element: Js, event: str, handler: Callable[[Js], None]) -> None:
        element.addEventListener(event, create_proxy(handler))

    def copy(self, text: str, answered: Callable[[bool], None]) -> None:
        """Put a text on the clipboard, and say whether that was allowed."""
        js.glassnet.copy(text).then(create_once_callable(answered))

    def address(self) -> str:
        """Where the page is, without a fragment."""
        return str(js.location.href).partition("#")[0]

    def readdress(self, fragment: str) -> None:
        """Another fragment in the page's address; some pages may not, or not so often."""
        with suppress(JsException):
            js.history.replaceState(None, "", f"#{fragment}")

    def later(self, milliseconds: int, what: Callable[[], None]) -> None:
        js.setTimeout(create_once_callable(what), milliseconds)

    def dress(self, theme: str) -> None:
        """The whole page in light or dark."""
        js.document.documentElement.dataset.theme = theme

    def escape(self, name: str) -> str:
        return str(js.CSS.escape(name))

    def recall(self, name: str) -> str | None:
        """What was kept under a name; a sandboxed page throws and has nothing."""
        with suppress(JsException):
            kept = js.localStorage.getItem(f"glassnet.{name}")
            return str(kept) if kept else None
        return None

    def keep(self, name: str, text: str) -> None:
        with suppress(JsException):
            js.localStorage.setItem(f"glassnet.{name}", text)


class Page:
    """All labs of a page, and the frames that move them."""

    def __init__(self) -> None:
        self.labs: list[PageLab] = []
        self._waiting = False
        self._engine = ""  # the one that the page was told of
        self._address: Address | None = None
        self._browser = Browser()
        self._frame: Js = None  # no object of the browser exists while a snapshot is made

    def begin(self) -> None:
        numpy = "engine=numpy" in js.location.hash.lstrip("#").split("&")
        memory = pyodide_js._module.memory
        machine.use(None if numpy else PageMachine(js, memory, to_js, js.glassnetModule))
        self._frame = create_proxy(self.frame)

    def take_over(self, root: Js) -> None:
        self.labs.append(PageLab(root, self._browser, self.wake, self.all_labs))

    def listen(self) -> None:
        seen = js.IntersectionObserver.new(create_proxy(self.seen))
        for each in self.labs:
            each.listen()
            seen.observe(each.root)
        self.tell_engine()
        js.glassnet.listen(create_proxy(self.receive))
        labs = [each for each in self.labs if each.lab.layout.tabs]
        self._address = Address(labs[0], self._browser) if labs else None
        self._browser.hear(js, "hashchange", self.readdressed)
        self.readdressed()
        for card in js.document.querySelectorAll("[data-progress]"):
            card.textContent = progress(card.dataset.progress, self._browser.recall)

    def tell_engine(self) -> None:
        """Say what trains the labs: numpy, if it is what trains one of them."""
        engine = min({each.lab.run.engine for each in self.labs}, default="numpy")
        if engine != self._engine:
            self._engine = js.document.documentElement.dataset.engine = engine

    def readdressed(self, _event: Js = None) -> None:
        """The address may have the state of the first lab."""
        if self._address and "=" in js.location.hash:
            self._address.follow(str(js.location.hash))

    def all_labs(self) -> list[Lab]:
        return [each.lab for each in self.labs]

    def wake(self) -> None:
        """Ask for a frame, once."""
        if not self._waiting:
            self._waiting = True
            js.requestAnimationFrame(self._frame)

    def frame(self, milliseconds: float) -> None:
        self._waiting = False
        try:
            for each in self.labs:
                if each.busy:
                    each.frame(milliseconds / 1000)
            self.tell_engine()
        finally:  # a view that fails is an error in the console; all else goes on
            if any(each.busy for each in self.labs):
                self.wake()
            elif self._address:
                self._address.write_soon()

    def seen(self, entries: Js, _observer: Js) -> None:
        """A lab came into view or left it."""
        for entry in entries:
            for each in self.labs:
                if each.root.isSameNode(entry.target):
                    each.visible = entry.isIntersecting
        self.wake()

    def receive(self, version: object, kind: object, message: Js) -> None:
        """A message of the host; it speaks to the first lab."""
        action = messages.action(version, kind)
        first = next((each for each in self.labs if each.is_lab), None)
        if action == "set" and first:
            first.set(js.Object.entries(message).to_py(depth=2))
        elif action and first:
            first.act(action)


page = Page()

begin, take_over, listen = page.begin, page.take_over, page.listen

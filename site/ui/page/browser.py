"""Browser: what the other modules may ask of the browser, and the one place where its answers are
read.

An answer may be anything: null, of another kind, an exception, nothing at all (the web views of
apps, private windows, settings that hide what could tell people apart). `answer` takes it for what
it should be, or for nothing.
"""

import math
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from functools import partial
from typing import Any, Literal, TypeVar

from ui.panels.network.view import Tiles

Js = Any  # an object of the browser
Kind = TypeVar("Kind")
Storage = Literal["localStorage", "sessionStorage"]

MOST_KEPT = 1_000_000  # characters under one key
MOST_KEYS = 1_000  # of a storage that are looked at


def answer(kind: type[Kind], ask: Callable[[], Any], otherwise: Kind) -> Kind:
    """What the browser answers, if it is of that kind; else, whatever happened, `otherwise`."""
    with suppress(Exception):
        found = ask()
        if isinstance(found, kind):
            return found
    return otherwise


class Browser:
    """`js` is the browser's world, `ffi` is `pyodide.ffi`."""

    def __init__(self, js: Js, ffi: Any) -> None:
        self._js, self._ffi = js, ffi

    # The page

    def slots(self, element: Js) -> Js:
        return self._js.glassnet.slots(element)

    def apply(self, slots: Js, joined: str) -> None:
        self._js.glassnet.apply(slots, joined)

    def replace(self, element: Js, markup: str) -> Js:
        return self._js.glassnet.replace(element, markup)

    def paint(self, element: Js, name: str, pixels: Any, width: int, height: int,
              tiles: Tiles | None) -> None:
        """An image onto a canvas; with `tiles` the square images that it is made of, each to its
        place."""
        places = self._ffi.to_js(tiles) if tiles else None
        self._js.glassnet.paint(element, name, self._ffi.to_js(pixels), width, height, places)

    def size_of(self, element: Js) -> tuple[float, float]:
        return element.clientWidth, element.clientHeight

    def measure(self, element: Js, resized: Callable[[], None]) -> None:
        """Tell when an element has another size."""
        handler = self._ffi.create_proxy(lambda *_: resized())
        self._js.ResizeObserver.new(handler).observe(element)

    def dress(self, theme: str) -> None:
        """The whole page in light or dark."""
        self._js.document.documentElement.dataset.theme = theme

    def escape(self, name: str) -> str:
        return str(self._js.CSS.escape(name))

    def hear(self, element: Js, event: str, handler: Callable[[Js], None]) -> None:
        element.addEventListener(event, self._ffi.create_proxy(handler))

    def later(self, milliseconds: int, what: Callable[[], None]) -> None:
        self._js.setTimeout(self._ffi.create_once_callable(what), milliseconds)

    def watch(self, elements: Iterable[Js], told: Callable[[Js, bool], None]) -> None:
        """Tell of each element when it comes into view or leaves it, where the browser does."""

        def seen(entries: Js, _observer: Js) -> None:
            with suppress(Exception):
                for entry in entries:
                    seen_now = partial(getattr, entry, "isIntersecting")
                    told(entry.target, answer(bool, seen_now, True))

        with suppress(Exception):
            observer = self._js.IntersectionObserver.new(self._ffi.create_proxy(seen))
            for element in elements:
                observer.observe(element)

    # The host page, the clipboard and the downloads

    def tell(self, message: dict[str, object]) -> None:
        """Tell the host page, if there is one."""
        to_js, entries = self._ffi.to_js, self._js.Object.fromEntries
        self._js.glassnet.tell(to_js(message, dict_converter=entries))

    def copy(self, text: str, answered: Callable[[bool], None]) -> None:
        """Put a text on the clipboard, and say whether that was allowed."""
        self._then(self._js.glassnet.copy(text), answered)

    def save(self, name: str, type: str, text: str) -> bool:
        """Hand a file to the browser's downloads; whether it takes any."""
        return answer(bool, lambda: self._js.glassnet.save(name, type, text), False)

    def picture(self, svg: Js, properties: Iterable[str]) -> str:
        """What is seen of an SVG and of a canvas under it, as JSON: see `ui.exports.seen`."""
        return str(self._js.glassnet.picture(svg, self._ffi.to_js(properties)))

    def faces(self, done: Callable[[list[list[str]]], None]) -> None:
        """The typefaces' files, for a picture to bring along; none if they cannot be loaded."""
        self._then(self._js.glassnet.faces(), lambda faces: done(faces.to_py()))

    def save_image(self, name: str, svg: str, done: Callable[[bool], None]) -> None:
        """Save what an SVG's text shows as a PNG; say whether that could be made."""
        self._then(self._js.glassnet.saveImage(name, svg), done)

    def text_of(self, file: Js, done: Callable[[str], None]) -> None:
        """Read a file that a person picked, as text."""
        self._then(file.text(), done)

    def bytes_of(self, file: Js, done: Callable[[bytes], None]) -> None:
        """Read a file that a person picked or dropped, as bytes."""
        self._then(file.arrayBuffer(), lambda buffer: done(buffer.to_bytes()))

    def _then(self, promise: Js, done: Callable[..., None]) -> None:
        promise.then(self._ffi.create_once_callable(done))

    @property
    def sandboxed(self) -> bool:
        """Whether the page is in a frame that may forbid downloads, without a word."""
        from_file = answer(str, lambda: self._js.location.protocol, "") == "file:"
        return answer(str, lambda: self._js.origin, "") == "null" and not from_file

    @property
    def framed(self) -> bool:
        """Whether the page is within another, whose reload forgets this one's address."""
        return answer(bool, lambda: self._js.glassnet.framed, False)

    @property
    def came_back(self) -> bool:
        """Whether a person came back to this page, by a reload, Back or a discarded tab."""
        kind = answer(str, lambda: self._js.performance.getEntriesByType("navigation")[0].type, "")
        discarded = answer(bool, lambda: self._js.document.wasDiscarded, False)
        return kind in ("reload", "back_forward") or discarded

    # The address

    def address(self) -> str:
        """Where the page is, without a fragment."""
        return answer(str, lambda: self._js.location.href, "").partition("#")[0]

    def fragment(self) -> str:
        """The end of the address, from its `#`; "" if it has none."""
        return answer(str, lambda: self._js.location.hash, "")

    def readdress(self, fragment: str) -> None:
        """Another fragment in the page's address; some pages may not, or not so often."""
        with suppress(Exception):
            self._js.history.replaceState(None, "", f"#{fragment}")

    # What is kept

    def key(self, *names: str, lesson: str = "") -> str:
        """A key of this lesson's own, or of one that the home page leads to: an origin may have
        several sites, or one of them twice."""
        path = answer(str, lambda: self._js.location.pathname, "")
        here = path.removesuffix("index.html").removesuffix("embed.html")
        return " ".join(("glassnet", here + lesson, *names))

    def recall(self, storage: Storage, key: str) -> str | None:
        """The text that a storage has under a key; None also for what is too long to be ours."""
        text = answer(str, lambda: self._js.glassnet.kept(storage, key, MOST_KEPT), "")
        return text or None

    def keep(self, storage: Storage, key: str, text: str) -> bool:
        """Put a text there; whether it is there now."""
        with suppress(Exception):
            getattr(self._js, storage).setItem(key, text)
        return len(text) <= MOST_KEPT and self.recall(storage, key) == text

    def forget(self, storage: Storage, key: str) -> None:
        with suppress(Exception):
            getattr(self._js, storage).removeItem(key)

    def keys(self, storage: Storage, beginning: str) -> list[str]:
        """The keys that begin so."""
        found: list[str] = []
        with suppress(Exception):
            box = getattr(self._js, storage)
            for place in range(min(box.length, MOST_KEYS)):
                key = answer(str, partial(box.key, place), "")
                if key.startswith(beginning):
                    found.append(key)
        return found


def seconds(milliseconds: object) -> float:
    """The time that a frame is said to begin, or else that of now."""
    if isinstance(milliseconds, int | float) and math.isfinite(milliseconds) and milliseconds > 0:
        return milliseconds / 1000
    return time.perf_counter()

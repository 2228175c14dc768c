"""Between the page and its labs: the only module that imports `js` or `pyodide`.

`begin()`, `take_over(root)` for every `[data-lab]` and `[data-figure]`, `listen()`: so Python takes
over the markup that the builder painted. Three functions, so that the loader can let the page
scroll between one lab and the next; who clicks meanwhile is heard by the loader.
"""

import time
from functools import partial
from typing import Any

import js
import pyodide_js
from pyodide import ffi

from engine.kernel import machine
from ui.input import messages
from ui.lab import Lab
from ui.page.address import Address
from ui.page.browser import Browser, seconds
from ui.page.card import progress
from ui.page.lab import PageLab
from ui.page.machine import PageMachine
from ui.page.progress import recorded

Js = Any  # an object of the browser
DELAY = 300  # milliseconds after the last frame until what was done is kept
OFTEN = 5.0  # seconds until it is kept while a lab trains


class Page:
    """All labs of a page, and the frames that move them."""

    def __init__(self) -> None:
        self.labs: list[PageLab] = []
        self._waiting = False
        self._keeping = self._leaving = False
        self._kept_at = 0.0  # of time.monotonic
        self._engine = ""  # the one that the page was told of
        self._address: Address | None = None
        self._browser = Browser(js, ffi)
        self._frame: Js = None  # no object of the browser exists while a snapshot is made

    def begin(self) -> None:
        numpy = "engine=numpy" in self._browser.fragment().lstrip("#").split("&")
        memory = pyodide_js._module.memory
        machine.use(None if numpy else PageMachine(js, memory, ffi.to_js, js.glassnetModule))
        self._frame = ffi.create_proxy(self.frame)

    def take_over(self, root: Js) -> None:
        lab = PageLab(root, self._browser, self.wake, self.all_labs, addressed=not self._address)
        self.labs.append(lab)
        if lab.addressed:
            self._address = Address(lab, self._browser)

    def listen(self) -> None:
        for each in self.labs:
            each.listen()
        self._browser.watch([each.root for each in self.labs], self.seen)
        self.tell_engine()
        js.glassnet.listen(ffi.create_proxy(self.receive))
        for each in self.labs:
            if each.is_lab and not each.addressed:
                each.arrive("")
        if self._address:
            self._address.begin()
        hear = self._browser.hear
        hear(js, "hashchange", self.readdressed)
        for event in ("storage", "pageshow"):  # another tab kept something, perhaps meanwhile
            hear(js, event, self.kept_elsewhere)
        hear(js, "pagehide", self.left)
        hear(js, "pageshow", self.returned)
        hear(js.document, "visibilitychange", self.left)
        self.show_progress()

    def tell_engine(self) -> None:
        """Say what trains the labs: numpy, if it is what trains one of them."""
        engine = min({each.lab.run.engine for each in self.labs}, default="numpy")
        if engine != self._engine:
            self._engine = js.document.documentElement.dataset.engine = engine

    def readdressed(self, _event: Js) -> None:
        """The address may have the state of the first lab."""
        if self._address:
            self._address.moved()

    def left(self, event: Js) -> None:
        """The page may not be seen again: its tab is hidden, closed or discarded. A reload goes to
        the address that there was when it was asked for: what is kept must be of that."""
        self._leaving = self._leaving or event.type == "pagehide"
        self.keep(still=True)

    def returned(self, _event: Js) -> None:
        self._leaving = False

    def keep(self, still: bool) -> None:
        """Keep the work of all labs, and the address of the first up to date."""
        self._kept_at = time.monotonic()
        if self._address and not self._leaving:
            self._address.write()
        for each in self.labs:
            if each.is_lab:
                each.keep_work(still)

    def keep_soon(self) -> None:
        """A moment after the last frame: browsers count how often an address changes."""
        if not self._keeping:
            self._keeping = True
            self._browser.later(DELAY, self._keep_now)

    def _keep_now(self) -> None:
        self._keeping = False
        self.keep(still=True)

    def kept_elsewhere(self, _event: Js) -> None:
        for each in self.labs:
            each.kept_elsewhere()
        self.show_progress()

    def show_progress(self) -> None:
        """On the card of each lesson, where there are any."""
        for card in js.document.querySelectorAll("[data-progress]"):
            recall = partial(recorded, self._browser, lesson=card.dataset.lesson)
            card.textContent = progress(card.dataset.progress, recall)

    def all_labs(self) -> list[Lab]:
        return [each.lab for each in self.labs]

    def wake(self) -> None:
        """Ask for a frame, once."""
        if not self._waiting:
            self._waiting = True
            js.requestAnimationFrame(self._frame)

    def frame(self, milliseconds: object) -> None:
        self._waiting = False
        now = seconds(milliseconds)
        try:
            for each in self.labs:
                if each.busy:
                    each.frame(now)
            self.tell_engine()
        finally:  # a view that fails is an error in the console; all else goes on
            if any(each.busy for each in self.labs):
                self.wake()
                if time.monotonic() - self._kept_at > OFTEN:
                    self.keep(still=False)
            else:
                self.keep_soon()

    def seen(self, root: Js, visible: bool) -> None:
        """A lab came into view or left it."""
        for each in self.labs:
            if each.root.isSameNode(root):
                each.visible = visible
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

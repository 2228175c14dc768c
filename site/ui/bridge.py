"""Between the page and its labs: the only module that imports `js` or `pyodide`.

`start()` takes over the markup that the builder painted: it makes a Lab for every `[data-lab]`,
finds the slots of its views, and listens. Values go out as one joined string per figure.
"""

from functools import partial
from typing import Any

import js
from pyodide.ffi import create_proxy, to_js

from engine import Spec
from ui import keys, messages
from ui.figures import VIEWS
from ui.lab import Lab
from ui.loop import Loop

SEPARATOR = "\x1f"  # between values; it occurs in none, and is no character of a text

Js = Any  # an object of the browser


class PageLab:
    """One lab of the page: its element, its state, its figures."""

    def __init__(self, root: Js) -> None:
        self.root = root
        self.lab = Lab(root.dataset.lab, Spec.parse(root.dataset.spec))
        self.figures = {
            element.dataset.view: js.glassnet.slots(element)
            for element in root.querySelectorAll("[data-view]")
        }
        self.visible = True
        self.loop = Loop(self.lab, self.figures, self.draw)

    def draw(self, view: str) -> None:
        js.glassnet.apply(self.figures[view], SEPARATOR.join(VIEWS[view].values(self.lab)))

    def act(self, action: str, value: str = "") -> None:
        """Do what a control, a key or a host asked, and show it in the next frame."""
        self.lab.act(action, value)
        self.loop.changed()
        js.glassnet.tell(to_js(messages.state(self.lab), dict_converter=js.Object.fromEntries))
        page.wake()

    def clicked(self, event: Js) -> None:
        button = event.target.closest("button[data-action]")
        part = event.target.closest("[data-part]")
        if button and button.getAttribute("aria-disabled") != "true":
            self.act(button.dataset.action)
        elif part:
            self.select(part.dataset.part)

    def typed(self, event: Js) -> None:
        self.read(event.target)

    def read(self, control: Js) -> None:
        """Take over a control's value, unless it is the field that is still being typed in."""
        if control.dataset.action:
            self.act(control.dataset.action, control.value)

    def pressed(self, event: Js) -> None:
        if event.ctrlKey or event.altKey or event.metaKey:
            return
        part = event.target.closest("[data-part]")
        if part:
            following = keys.next_part(self.lab.parts(), part.dataset.part, event.key)
            if following or event.key in ("Enter", " "):
                event.preventDefault()
                self.select(following or part.dataset.part)
                return
        kind = getattr(event.target, "type", None) or ""
        action = keys.lab_action(event.key, event.target.tagName, kind)
        if action:
            event.preventDefault()
            self.act(action)

    def select(self, part: str) -> None:
        self.act("select", part)
        self.root.querySelector(f'[data-part="{self.lab.selected}"]').focus()


class Page:
    """All labs of a page, and the frames that move them."""

    def __init__(self) -> None:
        self.labs: list[PageLab] = []
        self._waiting = False
        self._frame: Js = None  # no object of the browser exists while a snapshot is made

    def start(self) -> None:
        self._frame = create_proxy(self.frame)
        self.labs = [PageLab(root) for root in js.document.querySelectorAll("[data-lab]")]
        seen = js.IntersectionObserver.new(create_proxy(self.seen))
        for each in self.labs:
            each.root.addEventListener("click", create_proxy(each.clicked))
            each.root.addEventListener("input", create_proxy(partial(on_input, each)))
            each.root.addEventListener("change", create_proxy(partial(on_change, each)))
            each.root.addEventListener("keydown", create_proxy(each.pressed))
            seen.observe(each.root)
        js.glassnet.listen(create_proxy(self.receive))

    def wake(self) -> None:
        """Ask for a frame, once."""
        if not self._waiting:
            self._waiting = True
            js.requestAnimationFrame(self._frame)

    def frame(self, milliseconds: float) -> None:
        self._waiting = False
        for each in self.labs:
            if each.visible and each.loop.busy:
                each.loop.frame(milliseconds / 1000)
        if any(each.visible and each.loop.busy for each in self.labs):
            self.wake()

    def seen(self, entries: Js, _observer: Js) -> None:
        """A lab came into view or left it."""
        for entry in entries:
            for each in self.labs:
                if each.root.isSameNode(entry.target):
                    each.visible = entry.isIntersecting
        self.wake()

    def receive(self, version: object, kind: object) -> None:
        """A message of the host; it speaks to the first lab."""
        action = messages.action(version, kind)
        if action and self.labs:
            self.labs[0].act(action)


def on_input(each: PageLab, event: Js) -> None:
    """A slider moves while it is dragged; a text field counts only when it is left."""
    if event.target.type != "text":
        each.read(event.target)


def on_change(each: PageLab, event: Js) -> None:
    if event.target.type == "text":
        each.read(event.target)


page = Page()


def start() -> None:
    """Take over the page."""
    page.start()

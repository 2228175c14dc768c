"""Between the page and its labs: the only module that imports `js` or `pyodide`.

`start()` takes over the markup that the builder painted: it makes a Lab for every `[data-lab]`,
finds the slots of its views, and listens. Values go out as one joined string per figure.
A `[data-figure]` is a view by itself, with a Lab of its own that has no controls.
"""

from contextlib import suppress
from functools import partial
from typing import Any

import js
import pyodide_js
from pyodide.ffi import JsException, create_proxy, to_js

from engine import Spec
from engine.kernel import machine
from ui import actions, figures, keys, messages
from ui.dragging import Dragging, shares
from ui.exercises import tasks_from_json
from ui.figures import VIEWS
from ui.lab import Lab
from ui.loop import Loop
from ui.page_machine import PageMachine

SEPARATOR = "\x1f"  # between values; it occurs in none, and is no character of a text

Js = Any  # an object of the browser


class Figure:
    """One view in one place of the page: where its values go."""

    def __init__(self, element: Js, lab: Lab) -> None:
        self.element = element
        self.lab = lab
        self.view = element.dataset.view
        panel = element.closest("[data-panel]")
        self.tab = panel.dataset.panel if panel else None
        self.slots = js.glassnet.slots(element)
        self.key = figures.key(lab, self.view)

    @property
    def shown(self) -> bool:
        return self.tab is None or self.tab == self.lab.tab

    @property
    def slow(self) -> bool:
        return figures.slow(self.view)

    def draw(self) -> None:
        """Send the values of now; the whole markup, if the structure is another one."""
        key = figures.key(self.lab, self.view)
        if key != self.key:
            self.key = key
            markup = figures.first_paint(self.lab, self.view)
            self.slots = js.glassnet.replace(self.element, markup)
        else:
            js.glassnet.apply(self.slots, SEPARATOR.join(VIEWS[self.view].values(self.lab)))
        for name, image in figures.pixels(self.lab, self.view).items():
            height, width, _ = image.shape
            js.glassnet.paint(self.element, name, to_js(image.ravel()), width, height)


class PageLab:
    """One lab of the page: its element, its state, its figures."""

    def __init__(self, root: Js) -> None:
        self.root = root
        id = root.getAttribute("data-lab") or root.getAttribute("data-figure")
        tasks = tasks_from_json(root.dataset.tasks)
        self.lab = Lab(id, Spec.parse(root.dataset.spec), tasks)
        elements = root.querySelectorAll("[data-view]")
        self.figures = [Figure(element, self.lab) for element in elements]
        self.recall()
        self.visible = True
        self.dragging = Dragging(self.act)
        self.loop = Loop(self.lab, self.figures)
        self.loop.changed()  # canvases are empty until Python paints them

    def recall(self) -> None:
        """The exercises done in an earlier visit; a sandboxed page throws and has none."""
        with suppress(JsException):
            self.lab.exercises.restore(js.localStorage.getItem(f"glassnet.{self.lab.id}") or "[]")
        self.known = len(self.lab.exercises.done)

    def keep(self) -> None:
        """Keep which exercises are done, where a page may keep anything, and tell the host."""
        exercises = self.lab.exercises
        if len(exercises.done) > self.known:
            self.known = len(exercises.done)
            self.tell(messages.progress(self.lab))
            with suppress(JsException):
                js.localStorage.setItem(f"glassnet.{self.lab.id}", exercises.record)

    def tell(self, message: dict[str, object]) -> None:
        js.glassnet.tell(to_js(message, dict_converter=js.Object.fromEntries))

    def act(self, action: str, value: str = "") -> None:
        """Do what a control, a key or a host asked, and show it in the next frame."""
        actions.act(self.lab, action, value)
        self.root.dataset.tab = self.lab.tab
        self.loop.changed()
        self.tell(messages.state(self.lab))
        self.keep()
        page.wake()

    def clicked(self, event: Js) -> None:
        button = event.target.closest("button[data-action]")
        plane = event.target.closest("[data-plane]")
        mark = event.target.closest("svg [data-action]")
        chart = event.target.closest("[data-share]")
        part = event.target.closest("[data-part]")
        if button and button.getAttribute("aria-disabled") != "true":
            self.act(button.dataset.action, button.value)
        elif plane:
            if not self.dragging.dragged:
                self.act("plane", shares(plane, event))
        elif mark:
            self.act(mark.dataset.action, mark.dataset.value)
        elif chart:
            box = chart.getBoundingClientRect()
            self.act(chart.dataset.share, str((event.clientX - box.left) / box.width))
        elif part:
            self.select(part.dataset.part)

    def steered(self, event: Js) -> None:
        """A place in a field that is steered by the pointer, as shares of its width and height."""
        field = event.target.closest("[data-steer]")
        if field and event.buttons == 1:
            box = field.getBoundingClientRect()
            x, y = (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height
            self.act(field.dataset.steer, f"{x} {y}")

    def pointed(self, event: Js) -> None:
        """Light what the pointer or the focus is on, wherever else on the page it is."""
        found = event.target.closest("[data-ref], [data-part]")
        references = [found.getAttribute("data-ref") or found.dataset.part] if found else []
        self.light(references)

    def light(self, references: list[str]) -> None:
        for lit in self.root.querySelectorAll(".lit"):
            lit.classList.remove("lit")
        for reference in references:
            name = js.CSS.escape(reference)
            for same in self.root.querySelectorAll(f'[data-ref="{name}"], [data-part="{name}"]'):
                same.classList.add("lit")

    def light_walk(self) -> None:
        """Light in the network what the walk's computation is made of."""
        parts = self.root.querySelectorAll(".walk.card [data-ref]")
        self.light([part.dataset.ref for part in parts])

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
        typed = event.target.getAttribute("data-enter")
        if typed and event.key == "Enter":
            self.read(event.target)
            self.act(typed)
            return
        if event.target.closest("[data-plane]"):
            wanted = keys.plane_action(event.key, event.shiftKey)
            if wanted:
                event.preventDefault()
                self.act(*wanted)
                return
        if event.target.role == "tab":
            tab = keys.next_tab(list(actions.TABS), self.lab.tab, event.key)
            if tab:
                event.preventDefault()
                self.act("tab", tab)
                self.root.querySelector(f'[role="tab"][value="{tab}"]').focus()
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
        numpy = "engine=numpy" in js.location.hash.lstrip("#").split("&")
        machine.use(None if numpy else PageMachine(js, pyodide_js._module.memory, to_js))
        js.document.documentElement.dataset.engine = "numpy" if numpy else "wasm"
        self._frame = create_proxy(self.frame)
        roots = js.document.querySelectorAll("[data-lab], [data-figure]")
        self.labs = [PageLab(root) for root in roots]
        seen = js.IntersectionObserver.new(create_proxy(self.seen))
        for each in self.labs:
            each.root.addEventListener("click", create_proxy(each.clicked))
            each.root.addEventListener("input", create_proxy(partial(on_input, each)))
            each.root.addEventListener("change", create_proxy(partial(on_change, each)))
            each.root.addEventListener("pointerdown", create_proxy(each.steered))
            each.root.addEventListener("pointermove", create_proxy(each.steered))
            if each.root.getAttribute("data-lab"):
                each.root.addEventListener("keydown", create_proxy(each.pressed))
            dragging = each.dragging
            each.root.addEventListener("pointerdown", create_proxy(dragging.down))
            each.root.addEventListener("pointermove", create_proxy(dragging.move))
            each.root.addEventListener("pointerup", create_proxy(dragging.up))
            each.root.addEventListener("pointercancel", create_proxy(dragging.cancel))
            each.root.addEventListener("pointerover", create_proxy(each.pointed))
            each.root.addEventListener("focusin", create_proxy(each.pointed))
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
                each.keep()
                if each.lab.view.get("walk") is not None:
                    each.light_walk()
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
    """A slider moves while it is dragged; a text field or a choice counts when it is made."""
    if event.target.type == "range":
        each.read(event.target)


def on_change(each: PageLab, event: Js) -> None:
    if event.target.type != "range":
        each.read(event.target)


page = Page()


def start() -> None:
    """Take over the page."""
    page.start()

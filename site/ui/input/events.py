"""Events: what a person's clicks, keys and choices ask of one lab. They come from the browser."""

from collections.abc import Callable
from typing import Any

from engine.tables import MOST_CHARACTERS as MOST_OF_A_TABLE
from ui.exports.state_json import MOST_CHARACTERS
from ui.input import keys
from ui.input.dragging import Dragging, shares
from ui.input.handles import LayerHandles
from ui.input.value_field import ValueField
from ui.lab import Lab
from ui.panels.preview.state import OwnTable
from ui.panels.transport.state import Sheet

Js = Any  # an object of the browser
TABLE = "table-file"  # the action of a file that is a table


class Events:
    """Of the lab whose element is `root`; `act(action, value)` does what is asked, and
    `text_of(file, done)` and `bytes_of(file, done)` tell what is in a file."""

    def __init__(
        self, root: Js, lab: Lab, act: Callable[[str, str], None],
        text_of: Callable[[Js, Callable[[str], None]], None],
        bytes_of: Callable[[Js, Callable[[bytes], None]], None],
    ) -> None:
        self._root, self._lab, self._act = root, lab, act
        self._text_of, self._bytes_of = text_of, bytes_of
        self._dragging = Dragging(act)
        self._handles = LayerHandles(root, lab, act)
        self._value = ValueField(root, lab, act)
        self._down = (0.0, 0.0)  # where the pointer came down that steers

    def handlers(self) -> list[tuple[str, Callable[[Js], None]]]:
        """The browser's events that a lab listens to."""
        dragging, handles = self._dragging, self._handles
        return [
            ("click", self.clicked), ("dblclick", self._value.opened), ("keydown", self.pressed),
            ("input", self.moved), ("change", self.chosen),
            ("focusin", self.entered), ("focusout", self.left),
            ("pointerdown", self.steered), ("pointermove", self.steered),
            ("pointerdown", dragging.down), ("pointermove", dragging.move),
            ("pointerup", dragging.up), ("pointercancel", dragging.cancel),
            ("pointerdown", handles.down), ("pointermove", handles.move),
            ("pointerup", handles.up), ("pointercancel", handles.up),
            ("dragover", self.carried), ("drop", self.dropped),
        ]

    def clicked(self, event: Js) -> None:
        button = event.target.closest("button[data-action]")
        plane = event.target.closest("[data-plane]")
        mark = event.target.closest("svg [data-action]")
        chart = event.target.closest("[data-share]")
        part = event.target.closest("[data-part]")
        steered = event.target.closest("[data-steer]")
        if button and button.getAttribute("aria-disabled") != "true":
            self._act(button.dataset.action, button.value)
        elif plane:
            if not self._dragging.dragged:
                self._act("plane", shares(plane, event))
        elif mark:
            self._act(mark.dataset.action, mark.dataset.value)
        elif chart:
            self._act(chart.dataset.share, shares(chart, event))
        elif steered:
            self._act(steered.dataset.steer, shares(steered, event))
        elif part:
            self._handles.go(part.dataset.part)

    def steered(self, event: Js) -> None:
        """A place in a field that is steered by the pointer, as shares of its width and height.
        A finger may be about to scroll the page: it steers once it moves, a curve sideways."""
        field = event.target.closest("[data-steer]")
        if not field or event.buttons != 1:
            return
        if event.type == "pointerdown":
            self._down = event.clientX, event.clientY
        across, down = (abs(to - start) for to, start in
                        zip((event.clientX, event.clientY), self._down, strict=True))
        scrolls = down >= across if field.closest(".plot") else down == across == 0
        if not (event.pointerType == "touch" and scrolls):
            self._act(field.dataset.steer, shares(field, event))

    def moved(self, event: Js) -> None:
        """A slider moves while it is dragged; a text field or a choice counts when it is made.
        What is typed into a field whose number changes by itself is held meanwhile."""
        typing = event.target.getAttribute("data-typing")
        if event.target.type == "range":
            self.read(event.target)
        elif typing:
            self._act(typing, event.target.value)
        else:
            self._lab.typing = True

    def entered(self, event: Js) -> None:
        """A box that is there to be copied from is selected as a whole; a field whose number
        changes by itself holds still for who is in it."""
        typing = event.target.getAttribute("data-typing")
        if event.target.tagName == "TEXTAREA" and event.target.readOnly:
            event.target.select()
        elif typing:
            self._act(typing, event.target.value)

    def left(self, event: Js) -> None:
        self._lab.typing = False
        left = event.target.getAttribute("data-left")
        if left:
            self._act(left, "")

    def chosen(self, event: Js) -> None:
        self._lab.typing = False
        if self._value.given_up:
            return
        if event.target.type == "file":
            self.pick(event.target)
        elif event.target.type != "range":
            self.read(event.target)

    def pick(self, control: Js) -> None:
        """A file was picked, for the action that its field names."""
        if not control.files.length:
            return
        self.take(control.files.item(0), control.getAttribute("data-file"))
        control.value = ""  # the same file may be picked again

    def take(self, file: Js, action: str) -> None:
        """The text of a file is the value of an action; a table says by its bytes how it is
        encoded."""
        most = MOST_OF_A_TABLE if action == TABLE else MOST_CHARACTERS
        if file.size > most:
            self._act(f"{action}-too-large", str(file.size))
        elif action == TABLE:
            name = str(file.name)

            def take(data: bytes) -> None:
                self._lab.of(OwnTable).file = name, data
                self._act(action, "")

            self._bytes_of(file, take)
        else:
            self._text_of(file, lambda text: self._act(action, text))

    def carried(self, event: Js) -> None:
        """A file is over the lab: it may be dropped, where the lab takes a table."""
        if "own-table" in self._lab.layout.views and "Files" in list(event.dataTransfer.types):
            event.preventDefault()

    def dropped(self, event: Js) -> None:
        files = event.dataTransfer.files
        if "own-table" in self._lab.layout.views and files.length:
            event.preventDefault()
            self.take(files.item(0), TABLE)

    def read(self, control: Js) -> None:
        """A control that is one of many says first which it is."""
        if control.dataset.action:
            of = control.getAttribute("data-of")
            self._act(control.dataset.action, f"{of} {control.value}" if of else control.value)

    def pressed(self, event: Js) -> None:
        if event.ctrlKey or event.altKey or event.metaKey:
            return
        if self.pressed_in_a_figure(event) or self.pressed_in_a_field(event):
            return
        if event.key == "Escape" and self._lab.of(Sheet).is_open:
            self._act("settings", "")
            return
        kind = getattr(event.target, "type", None) or ""
        action = keys.lab_action(event.key, event.target.tagName, kind)
        if action and self._lab.layout.tabs:
            event.preventDefault()
            self._act(action, "")

    def pressed_in_a_figure(self, event: Js) -> bool:
        """A key that moves in the network or in the picture of the data; whether it was one."""
        if self._handles.pressed(event):
            return True
        part = event.target.closest("[data-part]")
        if part and "parameter" in self._lab.layout.views and event.key in keys.NUDGES_OF_PARTS:
            event.preventDefault()
            self._act("nudge", str(keys.NUDGES_OF_PARTS[event.key]))
            return True
        if part:
            here = part.dataset.part
            following = keys.next_part(self._lab.stops(), here, event.key)
            if following or event.key in ("Enter", " "):
                event.preventDefault()
                if event.key != "Enter" or here != self._lab.selected or not self._value.enter():
                    self._handles.go(following or here)
                return True
        if event.target.closest("[data-plane]"):
            wanted = keys.plane_action(event.key, event.shiftKey)
            if wanted:
                event.preventDefault()
                self._act(*wanted)
                return True
        return False

    def pressed_in_a_field(self, event: Js) -> bool:
        """Enter or an arrow in a field, on a line or a tab that asks for it; whether it was one."""
        if self._value.pressed(event):
            return True
        nudged, by = event.target.getAttribute("data-nudge"), keys.NUDGES.get(event.key)
        if nudged and by:
            event.preventDefault()
            self._act(nudged, str(by * keys.LEAP if event.shiftKey else by))
            return True
        typed = event.target.getAttribute("data-enter")
        if typed and event.key == "Enter":
            self.read(event.target)
            self._act(typed, "")
            return True
        if event.target.classList.contains("line"):
            lines = list(self._root.querySelectorAll(".line[data-key]"))
            keyed = [line.dataset.key for line in lines if line.checkVisibility()]
            key = keys.next_line(keyed, event.target.dataset.key, event.key)
            if key:
                event.preventDefault()
                self._root.querySelector(f'[data-key="{key}"]').focus()
                return True
        if event.target.role == "tab":
            tab = keys.next_tab(self._lab.layout.tabs, self._lab.tab, event.key)
            if tab:
                event.preventDefault()
                self._act("tab", tab)
                self._root.querySelector(f'[role="tab"][value="{tab}"]').focus()
                return True
        return False

"""A pointer that drags a point of the picture of the data, or paints some. It is told of the
browser's events and knows nothing of the browser.

    dragging = Dragging(lab_act)       # lab_act("grab", "0.31 0.62"), "drag", "drop", "let-go"
    dragging.down(event); dragging.move(event); dragging.up(event); dragging.cancel(event)
    dragging.dragged                   # the click that ends a drag is none
"""

from collections.abc import Callable
from typing import Any

Event = Any  # a PointerEvent of the browser

DRAGGABLE = ", ".join(f'[data-plane="{mode}"]' for mode in ("move", "one", "zero", "value"))
SLACK = 4  # pixels that a pointer may slip during a click


def shares(plane: Any, event: Event) -> str:
    """Where a pointer is on an element: shares of its width and height."""
    box = plane.getBoundingClientRect()
    across, down = event.clientX - box.left, event.clientY - box.top
    return f"{across / box.width} {down / box.height}"


class Dragging:
    """From a press in the picture to its release; `act` is asked only once it really moves."""

    def __init__(self, act: Callable[[str, str], None]) -> None:
        self.dragged = False
        self._act = act
        self._plane: Any = None
        self._start = (0.0, 0.0)

    def down(self, event: Event) -> None:
        self.dragged = False
        plane = event.target.closest(DRAGGABLE)
        if plane and event.isPrimary and event.button == 0:
            self._plane = plane
            self._start = event.clientX, event.clientY

    def move(self, event: Event) -> None:
        if self._plane is None or not event.isPrimary:
            return
        x, y = self._start
        if not self.dragged and abs(event.clientX - x) + abs(event.clientY - y) > SLACK:
            self.dragged = True
            self._plane.setPointerCapture(event.pointerId)
            box = self._plane.getBoundingClientRect()
            self._act("grab", f"{(x - box.left) / box.width} {(y - box.top) / box.height}")
        if self.dragged:
            self._act("drag", shares(self._plane, event))

    def up(self, event: Event) -> None:
        if self._plane is not None and event.isPrimary:
            self._plane = None
            if self.dragged:
                self._act("drop", "")

    def cancel(self, _event: Event) -> None:
        self._plane = None
        self._act("let-go", "")

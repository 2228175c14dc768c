"""Lighting: what the pointer or the focus is on is lit wherever else on the page it is.

Places that mean the same thing have the same reference in their `data-ref` (which may have
several), or it is their `data-part`; what else belongs together, `ui.input.references` says. What
is at a place of a `data-share` its view has to say.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ui import figures
from ui.input.dragging import shares
from ui.input.references import selectors
from ui.lab import Lab
from ui.panels.computation.state import Computation

Js = Any  # an object of the browser

PLACES = "[data-ref], [data-part], [data-share]"


class Lighting:
    """Of one lab, whose element is `root`; `escape` makes a name safe within a selector, `changed`
    is told that the lab's views have something else to show."""

    def __init__(
        self, root: Js, lab: Lab, escape: Callable[[str], str], changed: Callable[[], None]
    ) -> None:
        self._root, self._lab = root, lab
        self._escape, self._changed = escape, changed
        self._at: Js = None
        self._lit = False  # whether anything may be

    def handlers(self) -> list[tuple[str, Callable[[Js], None]]]:
        """The browser's events that it listens to."""
        return [
            ("pointerover", self.pointed), ("focusin", self.pointed), ("pointermove", self.moved),
            ("pointerleave", self.left), ("focusout", self.left),
        ]

    def pointed(self, event: Js) -> None:
        self._at = event.target.closest(PLACES) or self._focused()
        if self._at and self._at.hasAttribute("data-share"):
            view = self._at.closest("[data-view]").dataset.view
            across, down = map(float, shares(self._at, event).split())
            self._point(figures.point(self._lab, view, across, down))
        else:
            self._point(references(self._at))

    def moved(self, event: Js) -> None:
        """Within a chart, unlike elsewhere, every place is another one."""
        if event.target.hasAttribute("data-share"):
            self.pointed(event)

    def left(self, _event: Js) -> None:
        self._at = self._focused()
        self._point(references(self._at))

    def _focused(self) -> Js:
        """Where the keyboard is, for when the pointer is on nothing."""
        found = self._root.querySelector(":focus-visible")
        return found.closest(PLACES) if found else None

    def drawn(self) -> None:
        """After a frame: what was made anew is lit again, and the walk's computation is."""
        if self._at and not self._at.hasAttribute("data-share"):
            self._point(references(self._at) if self._at.isConnected else ())
        else:
            self._light()

    def _point(self, pointed: tuple[str, ...]) -> None:
        if pointed != self._lab.pointed:
            self._lab.pointed = pointed
            self._changed()
        self._light()

    def _light(self) -> None:
        wanted = {*self._lab.pointed, *self._walked()}
        if not wanted and not self._lit:  # in nearly all frames: a search through the page less
            return
        self._lit = bool(wanted)
        together = ", ".join(selector for reference in wanted
                             for selector in selectors(reference, self._escape(reference)))
        for lit in self._root.querySelectorAll(f"[data-lit]:not(:is({together}))"):
            lit.removeAttribute("data-lit")
        for element in self._root.querySelectorAll(f":is({together}):not([data-lit])"):
            element.setAttribute("data-lit", "")

    def _walked(self) -> Iterable[str]:
        """What the computation is made of that the walk through all of them is at."""
        if self._lab.of(Computation).walk is None:
            return []
        parts = self._root.querySelectorAll(".walk.card [data-ref]")
        return [reference for part in parts for reference in references(part)]


def references(element: Js) -> tuple[str, ...]:
    """What a place means; nothing, if it is none."""
    if not element:
        return ()
    return tuple((element.getAttribute("data-ref") or element.getAttribute("data-part")).split())

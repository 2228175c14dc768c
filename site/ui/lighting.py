"""Lighting: what the pointer or the focus is on is lit wherever else on the page it is.

Places that mean the same thing have the same `data-ref`, or it is their `data-part`; what else
belongs together, `ui.references` says.
"""

from collections.abc import Callable, Iterable
from typing import Any

from ui.references import selectors

Js = Any  # an object of the browser


class Lighting:
    """Of one lab, whose element is `root`; `escape` makes a name safe within a selector."""

    def __init__(self, root: Js, escape: Callable[[str], str]) -> None:
        self._root, self._escape = root, escape

    def pointed(self, event: Js) -> None:
        found = event.target.closest("[data-ref], [data-part]")
        self.light([found.getAttribute("data-ref") or found.dataset.part] if found else [])

    def light(self, references: Iterable[str]) -> None:
        for lit in self._root.querySelectorAll(".lit"):
            lit.classList.remove("lit")
        for reference in references:
            together = ", ".join(selectors(reference, self._escape(reference)))
            for element in self._root.querySelectorAll(together):
                element.classList.add("lit")

    def light_walk(self) -> None:
        """Light in the network what the walk's computation is made of."""
        parts = self._root.querySelectorAll(".walk.card [data-ref]")
        self.light([part.dataset.ref for part in parts])

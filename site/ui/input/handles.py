"""The handles over the layers of the network's figure: what a pointer or a key does with one.

    handles = LayerHandles(root, lab, act)      # act("neurons-1", "5")
    handles.down(event); handles.move(event); handles.up(event)
    handles.pressed(event)                      # whether the key was one for a handle
"""

from collections.abc import Callable
from typing import Any

from ui.input import keys
from ui.lab import Lab
from ui.panels.layers.state import WIDEST

Event = Any  # an event of the browser
Js = Any

PIXELS = 22  # that a pointer goes for one neuron more or fewer
KEYS = {"ArrowUp": 1, "ArrowDown": -1, **keys.NUDGES_OF_PARTS}


class LayerHandles:
    """Of the lab whose element is `root`."""

    def __init__(self, root: Js, lab: Lab, act: Callable[[str, str], None]) -> None:
        self._root, self._lab, self._act = root, lab, act
        self._layer: int | None = None
        self._start, self._width = 0.0, 0

    def down(self, event: Event) -> None:
        handle = event.target.closest("[data-handle]")
        if handle and event.isPrimary and event.button == 0:
            self._layer = int(handle.dataset.handle)
            self._start, self._width = event.clientY, self._lab.spec.layers[self._layer]
            # The handle is made anew with every neuron; what is around it stays.
            handle.closest("[data-view]").setPointerCapture(event.pointerId)

    def move(self, event: Event) -> None:
        if self._layer is None or not event.isPrimary:
            return
        wanted = self._width + round((self._start - event.clientY) / PIXELS)
        width = min(max(wanted, 1), WIDEST)
        if self._layer > len(self._lab.spec.layers) - 2:  # it went away meanwhile
            self._layer = None
        elif width != self._lab.spec.layers[self._layer]:
            self._act(f"neurons-{self._layer}", str(width))

    def up(self, event: Event) -> None:
        if event.isPrimary:
            self._layer = None

    def pressed(self, event: Event) -> bool:
        """Up and down change the number of neurons; other keys lead on within the figure."""
        handle = event.target.closest("[data-handle]")
        if not handle:
            return False
        layer = handle.dataset.handle
        following = keys.next_part(self._lab.stops(), f"handle:{layer}", event.key)
        by = KEYS.get(event.key)
        if by:
            self._act("more-neurons" if by > 0 else "fewer-neurons", layer)
        elif following:
            self.go(following)
        else:
            return False
        event.preventDefault()
        return True

    def go(self, stop: str) -> None:
        """To another stop of the figure: a part is selected by that, a handle is not."""
        kind, _, place = stop.partition(":")
        if kind == "handle":
            self._root.querySelector(f'[data-handle="{place}"]').focus()
        else:
            self._act("select", stop)
            self._root.querySelector(f'[data-part="{self._lab.selected}"]').focus()

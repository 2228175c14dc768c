"""The field of the selected weight or bias: Enter or a double click in the figure leads into it,
Escape back to where one came from, with the number as it was.

    value = ValueField(root, lab, act)
    value.opened(event)      # a double click
    value.enter()            # whether there is such a field
    value.pressed(event)     # whether the key was one for it
"""

from collections.abc import Callable
from typing import Any

from ui.lab import Lab
from ui.panels.parameter.state import parameter, value_of
from ui.panels.parameter.view import written

Event = Any  # an event of the browser
Js = Any

FIELD = ".parameter-value"


class ValueField:
    """Of the lab whose element is `root`. `given_up` is true while a field is left by Escape: what
    was typed into it is not to be used."""

    def __init__(self, root: Js, lab: Lab, act: Callable[[str, str], None]) -> None:
        self._root, self._lab, self._act = root, lab, act
        self.given_up = False

    def opened(self, event: Event) -> None:
        if event.target.closest("[data-part]"):
            self.enter()

    def enter(self) -> bool:
        """Into the field, in its tab, with its number selected to be typed over."""
        tab = self._lab.layout.tab_of("parameter")
        if tab is None or parameter(self._lab) is None:
            return False
        self._act("tab", tab)
        field = self._root.querySelector(FIELD)
        if field:  # it comes with the next frame if an input was selected before
            field.focus()
            field.select()
        return True

    def pressed(self, event: Event) -> bool:
        """Escape in the field."""
        reference = parameter(self._lab)
        if event.key != "Escape" or not event.target.matches(FIELD) or reference is None:
            return False
        event.target.value = written(value_of(self._lab.run, reference))
        self.given_up = True
        self._root.querySelector(f'[data-part="{self._lab.selected}"]').focus()
        self.given_up = False
        return True

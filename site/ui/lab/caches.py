"""What a lab has computed and keeps, so that views can be pure and no frame computes it again.

    lab.cached(explained, (lab.state, lab.sample), lambda: explain(lab.run, lab.sample))
"""

from collections.abc import Callable
from typing import Any, TypeVar

from engine.fields import Fields

KEPT = 6  # fields of a lab: of each size, and of the shape before

Made = TypeVar("Made")


class LabCaches:
    """Of each function the last result, and what it was made for; and `fields`, of which there are
    several at a time, by what they were made for."""

    def __init__(self) -> None:
        self.fields: dict[object, Fields] = {}
        self._last: dict[Callable[..., Any], tuple[object, Any]] = {}

    def cached(self, of: Callable[..., Made], key: object, make: Callable[[], Made]) -> Made:
        """The result that the function `of` is to give: made anew where the key, which has all that
        it depends on, is not the last one."""
        last = self._last.get(of)
        if last is None or last[0] != key:
            last = self._last[of] = key, make()
        found: Made = last[1]
        return found

    def cached_fields(self, key: object, make: Callable[[], Fields]) -> Fields:
        if key not in self.fields:
            if len(self.fields) >= KEPT:
                self.fields.clear()
            self.fields[key] = make()
        return self.fields[key]

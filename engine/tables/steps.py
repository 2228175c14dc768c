"""Work in steps, between which a page can draw, say how far it is, or give it up.

    def reading(lines) -> Steps[int]:
        for number, line in enumerate(lines):
            if number % ROWS == 0:
                yield number, len(lines)
        return number

    done(reading(lines))        all of it at once
"""

from __future__ import annotations

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[tuple[int, int], None, T]  # tells how many lines of how many are done
ROWS = 500  # of a table, to a step


def done(steps: Steps[T]) -> T:
    """What the steps come to."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            result: T = end.value
            return result

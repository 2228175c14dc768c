"""Events: what somebody did to a run by hand, in order, so that it is done again with the run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from engine.spec import Spec

NEVER = 2**63  # an update that no run gets to


@dataclass(frozen=True)
class Event:
    """What somebody did in mid-run, before the update that followed: replayed with the run."""

    update: int
    parameter: int | None = None
    value: float = 0.0
    spec: Spec | None = None


class Events:
    """The events of a run, those of a recorded future too."""

    def __init__(self, events: Iterable[Event] = ()) -> None:
        self._events = list(events)

    def __repr__(self) -> str:
        return f"<{len(self._events)} events>"

    def __iter__(self) -> Iterator[Event]:
        return iter(self._events)

    def at(self, update: int) -> list[Event]:
        """Those at an update, in order."""
        return [event for event in self._events if event.update == update]

    def next_after(self, update: int) -> int:
        """The update of the next one; NEVER without one."""
        later = (event.update for event in self._events if event.update > update)
        return min(later, default=NEVER)

    def begin(self, event: Event) -> None:
        """Adds an event and forgets those after it: another future begins."""
        self._events = [each for each in self._events if each.update <= event.update]
        self._events.append(event)

"""What a panel or a concept remembers in a lab (a sort order, a moment), each in a type of its own.

    lab.of(Signals).at           # as it is; at first as the type begins
    lab.of(Signals).at = 3       # an action changes it
    lab.put(Line(angle=30))      # another one in its place, where the type does not change
"""

from typing import Any, TypeVar

State = TypeVar("State")


class LabStates:
    """One of each type that somebody has asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._states: dict[type[Any], Any] = {}

    def of(self, kind: type[State]) -> State:
        if kind not in self._states:
            self._states[kind] = kind()
        found: State = self._states[kind]
        return found

    def put(self, state: object) -> None:
        self._states[type(state)] = state

"""The concept that a figure shows: its state as the figure begins, and as it is now.

    now(lab, Pair)               # the state of that type, which `put` has changed or nobody yet
    put(lab, state)              # another one
"""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol, TypeVar

from ui.concepts.graph.state import Graph
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.losses.state import LossPoint
from ui.concepts.optimizer_race.state import OptimizerRace
from ui.concepts.printed import Printed
from ui.concepts.slopes.state import Slope
from ui.concepts.tensors.state import Pair
from ui.lab import Lab


class Concept(Protocol):
    """What all states of concepts have."""

    @property
    def code(self) -> str: ...
    @property
    def printed(self) -> Printed: ...


# By the name of the view that shows it.
CONCEPTS: dict[str, type[Concept]] = {
    "tensors": Pair, "linear-layer": LinearLayer, "slopes": Slope, "graph": Graph,
    "race": OptimizerRace,
    "losses": LossPoint,
}
State = TypeVar("State", bound=Concept)


@dataclass
class LastCode:
    """The program of the concept before its last change."""

    text: str | None = None


def now(lab: Lab, kind: type[State]) -> State:
    return lab.of(kind)


def put(lab: Lab, state: Concept) -> None:
    before = now(lab, type(state)).code
    if before != state.code:
        lab.of(LastCode).text = before
    lab.put(state)


def changed(lab: Lab, concept: Concept) -> Counter[str]:
    """The lines, and how often each, that its program has now and had not before the last change
    of it."""
    before = lab.of(LastCode).text
    if before is None:
        return Counter()
    return Counter(concept.code.splitlines()) - Counter(before.splitlines())

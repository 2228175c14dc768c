"""What can be asked of the computation graph."""

from collections.abc import Callable
from dataclasses import replace

from engine.ops import ACTIVATIONS
from ui.concepts.changes import change, edited, known
from ui.concepts.graph import state as graph
from ui.concepts.graph.state import BACKWARD, Graph
from ui.concepts.of_lab import now, put
from ui.lab import Lab


def edit_leaf(lab: Lab, value: str) -> None:
    name, text = value.split(" ", 1)
    state = now(lab, Graph)
    leaf = known(name, graph.LEAVES)
    edited(lab, text, graph.LIMIT, lambda number: state.edited(leaf, number))


def walk_back(lab: Lab, by: int) -> None:
    state = now(lab, Graph)
    put(lab, replace(state, step=min(max(state.step + by, 0), len(BACKWARD))))


GRAPH_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "graph-activation": change(Graph, activation=lambda name: known(name, ACTIVATIONS)),
    "graph-edit": edit_leaf,
    "graph-step": lambda lab, _: walk_back(lab, 1),
    "graph-back": lambda lab, _: walk_back(lab, -1),
    "graph-all": lambda lab, _: walk_back(lab, len(BACKWARD)),
}

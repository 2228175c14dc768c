"""What can be asked of the concepts' figures. Every value is input: parsed, and kept in bounds.

A control that is one of many says which it is before its value: "weights 0 1 2.5" (`data-of`).
"""

from collections.abc import Callable

from ui.concepts.changes import known
from ui.concepts.graph.actions import GRAPH_ACTIONS
from ui.concepts.linear_layer.actions import LINEAR_ACTIONS
from ui.concepts.losses.actions import LOSS_ACTIONS
from ui.concepts.of_lab import CONCEPTS, now
from ui.concepts.optimizer_race.actions import RACE_ACTIONS
from ui.concepts.slopes.actions import SLOPE_ACTIONS
from ui.concepts.tensors.actions import TENSOR_ACTIONS
from ui.lab import Lab
from ui.lab.requests import Copy


def copy_code(lab: Lab, name: str) -> None:
    concept = now(lab, CONCEPTS[known(name, CONCEPTS)])
    lab.requests.append(Copy(concept.code, "Code copied."))


CONCEPT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "concept-copy": copy_code,
    **TENSOR_ACTIONS,
    **LINEAR_ACTIONS,
    **SLOPE_ACTIONS,
    **GRAPH_ACTIONS,
    **RACE_ACTIONS,
    **LOSS_ACTIONS,
}

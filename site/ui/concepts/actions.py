"""What can be asked of the concepts' figures. Every value is input: parsed, and kept in bounds.

A control that is one of many says which it is before its value: "weights 0 1 2.5" (`data-of`).
"""

from collections.abc import Callable
from dataclasses import replace

from engine.ops import ACTIVATIONS
from engine.typed import typed_number
from ui.concepts.changes import change, known
from ui.concepts.graph import state as graph
from ui.concepts.graph.state import BACKWARD, Graph
from ui.concepts.linear_layer import state as linear_layer
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.losses import state as losses
from ui.concepts.losses.state import LossPoint
from ui.concepts.of_lab import CONCEPTS, Concept, now, put
from ui.concepts.optimizer_race.actions import RACE_ACTIONS
from ui.concepts.slopes import state as slopes
from ui.concepts.slopes.state import Slope
from ui.concepts.tensors import state as tensors
from ui.concepts.tensors.state import Pair
from ui.draw.plot import LEFT, RIGHT, WIDTH
from ui.lab import Lab, Message
from ui.lab.requests import Copy
from ui.lab.scales import bounded, whole
from ui.words.quoting import printable


def typed(text: str, limit: float) -> float:
    """The number that was typed. Raises ValueError where it is none, or too large."""
    number = typed_number(text)
    if not abs(number) <= limit:
        raise ValueError(f"type a number from \u2212{limit:g} to {limit:g}")
    return number + 0.0  # no -0


def edited(lab: Lab, text: str, limit: float, change: Callable[[float], Concept]) -> None:
    """Put the state that `change` makes of a typed number; or say what is wrong with it."""
    try:
        state = change(typed(text, limit))
    except ValueError as error:
        lab.message = Message(f"“{printable(text[:20])}” cannot be used: {error}.")
        return
    lab.message = Message()
    put(lab, state)


# Tensors


def resize(lab: Lab, value: str) -> None:
    name, dimension, size = value.split()
    at = int(dimension)
    if name in ("a", "b") and -tensors.MOST_DIMENSIONS <= at < 0:
        put(lab, now(lab, Pair).resized(name, at, whole(size, tensors.LARGEST)))


def look_at_cell(lab: Lab, value: str) -> None:
    pair = now(lab, Pair)
    if not pair.error:
        put(lab, replace(pair, cell=whole(value, pair.result.size - 1)))


def set_sign(lab: Lab, value: str) -> None:
    put(lab, replace(now(lab, Pair), sign=known(value, tensors.SIGNS)))


# The linear layer


def edit_layer(lab: Lab, value: str) -> None:
    name, row, column, text = value.split(" ", 3)
    layer = now(lab, LinearLayer)
    rows = {"x": layer.x, "weights": layer.weights, "bias": layer.bias[None]}[known(
        name, ("x", "weights", "bias"))]
    place = whole(row, len(rows) - 1), whole(column, rows.shape[1] - 1)
    edited(lab, text, linear_layer.LIMIT, lambda number: layer.edited(name, *place, number))


def look_at_sum(lab: Lab, value: str) -> None:
    """Choose a cell of z; all its terms are shown."""
    layer = now(lab, LinearLayer)
    row, column = divmod(whole(value, layer.samples * layer.outputs - 1), layer.outputs)
    put(lab, replace(layer, row=row, column=column, shown=linear_layer.MOST_INPUTS + 1))


def sum_up(lab: Lab, by: int) -> None:
    layer = now(lab, LinearLayer)
    put(lab, replace(layer, shown=min(max(layer.done + by, 0), layer.steps)))


def size_layer(most: int, name: str) -> Callable[[Lab, str], None]:
    return lambda lab, value: put(
        lab, now(lab, LinearLayer).resized(name, max(1, whole(value, most))))


# Activations


def move_slope(lab: Lab, z: float) -> None:
    put(lab, replace(now(lab, Slope), z=z + 0.0))


def share_of_plot(place: str) -> float:
    """How far across a plot's axis a pointer is, from its shares of the plot's picture."""
    across, _ = (bounded(share, 0.0, 1.0) for share in place.split())
    return min(max((across * WIDTH - LEFT) / (WIDTH - LEFT - RIGHT), 0.0), 1.0)


# Backpropagation


def edit_leaf(lab: Lab, value: str) -> None:
    name, text = value.split(" ", 1)
    state = now(lab, Graph)
    leaf = known(name, graph.LEAVES)
    edited(lab, text, graph.LIMIT, lambda number: state.edited(leaf, number))


def walk_back(lab: Lab, by: int) -> None:
    state = now(lab, Graph)
    put(lab, replace(state, step=min(max(state.step + by, 0), len(BACKWARD))))


# Losses


def predict(lab: Lab, prediction: float) -> None:
    inside = min(max(round(prediction, 2), losses.LOWEST), losses.HIGHEST)
    put(lab, replace(now(lab, LossPoint), prediction=inside))


# Their code


def copy_code(lab: Lab, name: str) -> None:
    concept = now(lab, CONCEPTS[known(name, CONCEPTS)])
    lab.requests.append(Copy(concept.code, "Code copied."))


CONCEPT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "concept-copy": copy_code,
    "tensors-size": resize,
    "tensors-sign": set_sign,
    "tensors-cell": look_at_cell,
    "linear-edit": edit_layer,
    "linear-cell": look_at_sum,
    "linear-step": lambda lab, _: sum_up(lab, 1),
    "linear-back": lambda lab, _: sum_up(lab, -1),
    "linear-samples": size_layer(linear_layer.MOST_SAMPLES, "samples"),
    "linear-inputs": size_layer(linear_layer.MOST_INPUTS, "inputs"),
    "linear-outputs": size_layer(linear_layer.MOST_OUTPUTS, "outputs"),
    "slopes-activation": change(Slope, activation=lambda name: known(name, ACTIVATIONS)),
    "slopes-z": lambda lab, value: move_slope(lab, bounded(value, -100, 100) / 20),
    "slopes-to": lambda lab, place: move_slope(
        lab, round((2 * share_of_plot(place) - 1) * slopes.REACH, 2)),
    "slopes-depth": change(Slope, depth=lambda value: max(1, whole(value, slopes.DEEPEST))),
    "slopes-weight": change(Slope, weight=lambda value: bounded(value, 1, 30) / 10),
    "graph-activation": change(Graph, activation=lambda name: known(name, ACTIVATIONS)),
    "graph-edit": edit_leaf,
    "graph-step": lambda lab, _: walk_back(lab, 1),
    "graph-back": lambda lab, _: walk_back(lab, -1),
    "graph-all": lambda lab, _: walk_back(lab, len(BACKWARD)),
    **RACE_ACTIONS,
    "losses-kind": change(LossPoint, kind=lambda name: known(name, losses.titles_of_losses())),
    "losses-prediction": lambda lab, value: predict(lab, bounded(value, 0, 100) / 100),
    "losses-to": lambda lab, place: predict(lab, share_of_plot(place)),
    "losses-target": change(LossPoint, target=lambda value: whole(value, 20) / 20),
}

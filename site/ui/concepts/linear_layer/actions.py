"""What can be asked of the linear layer."""

from collections.abc import Callable
from dataclasses import replace

from ui.concepts.changes import edited, known
from ui.concepts.linear_layer import state as linear_layer
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.of_lab import now, put
from ui.lab import Lab
from ui.lab.scales import whole


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


LINEAR_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "linear-edit": edit_layer,
    "linear-cell": look_at_sum,
    "linear-step": lambda lab, _: sum_up(lab, 1),
    "linear-back": lambda lab, _: sum_up(lab, -1),
    "linear-samples": size_layer(linear_layer.MOST_SAMPLES, "samples"),
    "linear-inputs": size_layer(linear_layer.MOST_INPUTS, "inputs"),
    "linear-outputs": size_layer(linear_layer.MOST_OUTPUTS, "outputs"),
}

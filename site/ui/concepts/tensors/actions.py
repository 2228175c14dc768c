"""What can be asked of two tensors."""

from collections.abc import Callable
from dataclasses import replace

from ui.concepts.changes import known
from ui.concepts.of_lab import now, put
from ui.concepts.tensors import state as tensors
from ui.concepts.tensors.state import Pair
from ui.lab import Lab
from ui.lab.scales import whole


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


TENSOR_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "tensors-size": resize,
    "tensors-sign": set_sign,
    "tensors-cell": look_at_cell,
}

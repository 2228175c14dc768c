"""Where a generated program starts: all that a Run's next update depends on."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import ArrayLike

from engine.errors import ShapeError
from engine.pytorch.literals import Array
from engine.spec import Spec
from engine.weights import Weights


@dataclass(frozen=True)
class Start:
    """Weights (out, in) and biases (out,) of each layer, and how far the run is with them.

    `state` (slots, P) is that of the optimizer after `updates` updates of it; no slots for
    one that starts afresh.
    """

    weights: Sequence[Array]
    biases: Sequence[Array]
    epochs_done: int = 0
    rows_done: int = 0  # of the epoch that it is in the middle of; 0 between epochs
    state: Array = field(default_factory=lambda: np.zeros((0, 0)))
    updates: int = 0


def start_from(
    spec: Spec, weights: Sequence[ArrayLike], biases: Sequence[ArrayLike] | None, rows: int
) -> Start:
    """The moment of `run.weights`; or given weights and biases, as the start of epoch 1.

    Without biases, weights that are not of a Run get biases of 0. Raises ShapeError if an array is
    not of its layer's shape or holds something else than finite numbers.
    """
    sizes = list(pairwise(spec.layers))
    shapes, bias_shapes = [(out, fan_in) for fan_in, out in sizes], [(out,) for _, out in sizes]
    checked = _checked("weights", weights, shapes)
    if not isinstance(weights, Weights):
        zeros = [np.zeros(shape) for shape in bias_shapes]
        return Start(checked, zeros if biases is None else _checked("biases", biases, bias_shapes))
    state = weights.state()
    size = rows if spec.batch == "all" else int(spec.batch)
    epochs_done, batches_done = divmod(state.update, -(-rows // size))
    return Start(
        checked,
        _checked("biases", weights.biases if biases is None else biases, bias_shapes),
        epochs_done,
        batches_done * size,
        state.optimizer_state,
        state.optimizer_updates,
    )


def _checked(
    name: str, arrays: Sequence[ArrayLike], shapes: Sequence[tuple[int, ...]]
) -> list[Array]:
    right = f"{name} of these layers have the shapes {', '.join(map(str, shapes))}"
    try:
        checked = [np.array(values, dtype=np.float64) for values in arrays]
    except (TypeError, ValueError) as error:
        raise ShapeError(f"{name}: {error}; {right}") from error
    given = [values.shape for values in checked]
    if given != list(shapes):
        raise ShapeError(f"{name} have the shapes {', '.join(map(str, given))}; {right}")
    if not all(np.isfinite(values).all() for values in checked):
        raise ShapeError(f"{name} hold a number that is not finite; a program cannot start there")
    return checked

"""The keys of a Spec: one row each with its field, how it is read and written, and its bounds."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.data import DATA_SETS
from engine.features import FEATURES
from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS, LOSSES, OUTPUTS
from engine.optimizers import OPTIMIZERS

MAX_HIDDEN_LAYERS = 4
MAX_WIDTH = 64  # neurons in a hidden layer
MAX_OUTPUTS = 10
MAX_SEED = 2**32 - 1
MAX_EPOCHS = 2_000_000_000  # of a run: hours at any speed, and within a kernel's 32 bits


class Limits(NamedTuple):
    """How large a network can be: neurons in a hidden layer, and outputs."""

    width: int
    outputs: int


ENGINE = Limits(MAX_WIDTH, MAX_OUTPUTS)
LESSON = Limits(8, 1)  # in a lesson and in a link: what a lab can show


class BadValueError(ValueError):
    """What would have been right; the caller knows the key and the value."""


@dataclass(frozen=True)
class Key:
    """One key of the text of a Spec, such as `lr=0.1` for the field `learning_rate`."""

    key: str
    field: str
    read: Callable[[str], Any]  # raises BadValueError
    write: Callable[[Any], str]
    doc: str


def _number(low: float, high: float) -> Callable[[str], float]:
    def read(text: str) -> float:
        try:
            value = float(text)
        except ValueError:
            value = math.nan
        if not low <= value <= high:
            raise BadValueError(f"must be a number from {low:g} to {high:g}")
        return value

    return read


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        if not (text.isascii() and text.isdigit()) or len(text) > 20:
            raise BadValueError(f"must be a whole number from {low} to {high}")
        value = int(text)
        if not low <= value <= high:
            raise BadValueError(f"must be a whole number from {low} to {high}")
        return value

    return read


def _one_of(names: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        if text not in names:
            raise BadValueError(f"must be one of {', '.join(names)}")
        return text

    return read


def _layers(text: str) -> tuple[int, ...]:
    right = (
        f"must be 2 to {MAX_HIDDEN_LAYERS + 2} layer sizes joined by '-', such as 2-4-1, "
        f"with 1 to {MAX_WIDTH} neurons in a hidden layer"
    )
    parts = text.split("-")
    if not 2 <= len(parts) <= MAX_HIDDEN_LAYERS + 2:
        raise BadValueError(right)
    try:
        return tuple(_whole(1, MAX_WIDTH)(part) for part in parts)
    except BadValueError as error:
        raise BadValueError(right) from error


def _activations(text: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    names = text.split("-")
    if any(name not in ACTIVATIONS for name in names):
        raise BadValueError(
            f"must be one of {', '.join(ACTIVATIONS)}, or one per hidden layer joined by '-'"
        )
    return tuple(names)


def _batch(text: str) -> int | str:
    try:
        return "all" if text == "all" else _whole(1, 500)(text)
    except BadValueError as error:
        raise BadValueError("must be 'all' or a whole number from 1 to 500") from error


def _features(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if any(name not in FEATURES for name in names) or len(set(names)) < len(names):
        raise BadValueError(f"must be some of {', '.join(FEATURES)}, each once, joined by ','")
    return names


def _write_layers(layers: tuple[int, ...]) -> str:
    return "-".join(map(str, layers))


def _write_activations(names: tuple[str, ...]) -> str:
    # One name stands for all layers alike, so `relu-relu` is written `relu`.
    return "-".join(names[:1] if len(set(names)) == 1 else names) or "none"


def _write_number(value: float) -> str:
    return repr(float(value)).removesuffix(".0")


KEYS: tuple[Key, ...] = (
    Key("layers", "layers", _layers, _write_layers, "neurons per layer, input and output too"),
    Key("act", "activations", _activations, _write_activations, "activation of hidden layers"),
    Key("out", "output", _one_of(OUTPUTS), str, "activation of the output"),
    Key("loss", "loss", _one_of(LOSSES), str, "what training makes small"),
    Key("init", "initialization", _one_of(INITIALIZERS), str, "how the weights start"),
    Key("opt", "optimizer", _one_of(OPTIMIZERS), str, "how a gradient changes the weights"),
    Key("lr", "learning_rate", _number(1e-4, 10), _write_number, "how far a step goes"),
    Key("batch", "batch", _batch, str, "samples per update"),
    Key("order", "order", _one_of(("shuffled", "sequential")), str, "order of samples"),
    Key("data", "data", _one_of(DATA_SETS), str, "the data set"),
    Key("n", "samples", _whole(50, 500), str, "points in the data set; xor and own have theirs"),
    Key("noise", "noise", _number(0, 0.5), _write_number, "see the data set for what it does"),
    Key("split", "split", _number(0, 0.5), _write_number, "share of points kept for the test"),
    Key("features", "features", _features, ",".join, "what the network sees of a point"),
    Key("l1", "l1", _number(0, 1), _write_number, "strength of the sum of |weight|"),
    Key("l2", "l2", _number(0, 1), _write_number, "weight decay, as PyTorch has it"),
    Key("penalty", "penalty", _number(0, 1), _write_number, "strength of the confidence penalty"),
    Key("seed", "seed", _whole(0, MAX_SEED), str, "makes the weights and the order"),
    Key("data-seed", "data_seed", _whole(0, MAX_SEED), str, "makes the data, noise and split"),
)
BY_KEY = {key.key: key for key in KEYS}

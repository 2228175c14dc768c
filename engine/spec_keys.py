"""The keys of a Spec: one row each with its field, how it is read and written, and its bounds."""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from engine.data import DATA_SETS, OWN
from engine.features import FEATURES
from engine.initializers import GIVEN, INITIALIZERS
from engine.meant import meant, meant_by
from engine.ops import ACTIVATIONS, LOSSES, OUTPUTS
from engine.optimizers import OPTIMIZERS

MAX_HIDDEN_LAYERS = 4
MAX_WIDTH = 64  # neurons in a hidden layer
READ_WIDTH = 9999  # how many neurons there may be is a rule, of the engine or of a lesson
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
    """What would have been right; the caller knows the key and the value. `meant` is the text of
    the nearest right value, "" where that is not known."""

    def __init__(self, right: str, meant: str = "", asks: bool = True) -> None:
        """`asks`: the value is likely, not certain, to be what was meant."""
        nearest = f"; did you mean {meant}?" if asks else f"; the nearest is {meant}"
        super().__init__(right + nearest * bool(meant))
        self.meant = meant


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
        value = _float(text)
        if not low <= value <= high:
            raise _beyond(f"must be a number from {low:g} to {high:g}", text, low, high)
        return value

    return read


def _whole(low: int, high: int) -> Callable[[str], int]:
    def read(text: str) -> int:
        digits = text.isascii() and text.isdigit() and len(text) <= 20
        if not digits or not low <= int(text) <= high:
            raise _beyond(f"must be a whole number from {low} to {high}", text, low, high, 0)
        return int(text)

    return read


def _float(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return math.nan


def _beyond(
    right: str, text: str, low: float, high: float, places: int | None = None
) -> BadValueError:
    """With the number of the range that is nearest to what was written, if that is a number; a
    decimal comma is told from a number out of range."""
    value = _float(text.replace(",", "."))
    if math.isnan(value):
        return BadValueError(right)
    nearest = min(max(value, low), high)
    nearest = nearest if places is None else round(nearest)
    return BadValueError(right, _write_number(nearest), asks=nearest == value)


def _one_of(names: Any, without_text: str = "") -> Callable[[str], str]:
    """`without_text` is a name that needs more than a text can hold: it is not offered."""
    right = f"must be one of {', '.join(name for name in names if name != without_text)}"

    def read(text: str) -> str:
        if text not in names:
            raise BadValueError(right, meant(text, names))
        return text

    return read


def _layers(text: str) -> tuple[int, ...]:
    right = (
        f"must be 2 to {MAX_HIDDEN_LAYERS + 2} layer sizes joined by '-', such as 2-4-1, each a "
        "whole number from 1"
    )
    parts = text.split("-")
    if not 2 <= len(parts) <= MAX_HIDDEN_LAYERS + 2:
        raise BadValueError(right)
    try:
        return tuple(_whole(1, READ_WIDTH)(part) for part in parts)
    except BadValueError as error:
        raise BadValueError(right) from error


def _activations(text: str) -> tuple[str, ...]:
    if text == "none":
        return ()
    names = text.split("-")
    if any(name not in ACTIVATIONS for name in names):
        raise BadValueError(
            f"must be one of {', '.join(ACTIVATIONS)}, or one per hidden layer joined by '-'",
            meant(text, ACTIVATIONS)
            or "-".join(_all_meant(names[: MAX_HIDDEN_LAYERS + 1], ACTIVATIONS)),
        )
    return tuple(names)


def _all_meant(texts: Sequence[str], names: Collection[str]) -> Sequence[str]:
    """The names that all of the texts are or mean; nothing where one of them means none."""
    found = [text if text in names else meant(text, names) for text in texts]
    return found if all(found) else ()


def _batch(text: str) -> int | str:
    try:
        return "all" if text == "all" else _whole(1, 500)(text)
    except BadValueError:
        right = "must be 'all' or a whole number from 1 to 500"
        raise _beyond(right, text, 1, 500, 0) from None


def _features(text: str) -> tuple[str, ...]:
    names = tuple(text.split(","))
    if any(name not in FEATURES for name in names) or len(set(names)) < len(names):
        likely = dict.fromkeys(_all_meant(names[: 2 * len(FEATURES)], FEATURES))
        right = f"must be some of {', '.join(FEATURES)}, each once, joined by ','"
        raise BadValueError(right, ",".join(likely))
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
    Key("init", "initialization", _one_of(INITIALIZERS, GIVEN), str, "how the weights start"),
    Key("opt", "optimizer", _one_of(OPTIMIZERS), str, "how a gradient changes the weights"),
    Key("lr", "learning_rate", _number(1e-4, 10), _write_number, "how far a step goes"),
    Key("batch", "batch", _batch, str, "samples per update"),
    Key("order", "order", _one_of(("shuffled", "sequential")), str, "order of samples"),
    Key("data", "data", _one_of(DATA_SETS, OWN), str, "the data set"),
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


def key_meant(name: str, more: Collection[str] = ()) -> str:
    """The key that was probably meant by a name that is none, as a field is written in Python or
    with a letter wrong; of `more` keys too. "" where that is not known."""
    keys = {key.field: key.key for key in KEYS} | {key: key for key in (*BY_KEY, *more)}
    return meant_by(name, keys)

"""Symbols of the quantities of a network, as the lessons write them.

Layers are counted from 1 (0 is the input) and neurons from 1, as in textbooks: w₁₂⁽³⁾ leads from
neuron 1 of layer 2 to neuron 2 of layer 3. References and keys count neurons from 0, as Python
does: that weight is "weight:3.0.1".
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.expression.nodes import Number
from engine.expression.symbols import Derivative, Symbol
from engine.features import FEATURES

LOSS = Symbol("L")
DATA_LOSS = Symbol("L", "data")
PENALTY = Symbol("C")
STRENGTH = Symbol("c")
PREDICTION = Symbol("p")
TARGET = Symbol("y")


def weight(layer: int, source: int, target: int) -> Symbol:
    return Symbol("w", _counted(source, target), f"({layer})")


def bias(layer: int, index: int) -> Symbol:
    return Symbol("b", _counted(index), f"({layer})")


def pre_activation(layer: int, index: int) -> Symbol:
    return Symbol("z", _counted(index), f"({layer})")


def activation(
    features: Sequence[str], last: int, layer: int, index: int, outputs: int = 1
) -> Symbol:
    """a; but x of an input that is the point itself, and p of an output, which is layer `last`."""
    if layer == last:
        return PREDICTION if outputs == 1 else Symbol(PREDICTION.letter, _counted(index))
    own = FEATURES[features[index]].symbol if layer == 0 else None
    return own or Symbol("a", _counted(index), f"({layer})")


def target(index: int) -> Symbol:
    """What the target wants of one of several outputs."""
    return Symbol(TARGET.letter, _counted(index))


def delta(layer: int, index: int) -> Symbol:
    return Symbol("δ", _counted(index), f"({layer})")


def loss_of(sample: int | str) -> Symbol:
    """The loss of one sample of a batch; samples count from 0, as rows of a table do."""
    return Symbol("L", str(sample))


def weight_gradient(layer: int, source: int, target: int, value: float) -> Number:
    """dL/dw with its value."""
    where = f"{layer}.{source}.{target}"
    symbol = Derivative(LOSS, weight(layer, source, target))
    return Number(float(value), symbol, f"weight:{where}", f"weight_gradient:{where}")


def bias_gradient(layer: int, index: int, value: float) -> Number:
    """dL/db with its value."""
    where = f"{layer}.{index}"
    symbol = Derivative(LOSS, bias(layer, index))
    return Number(float(value), symbol, f"bias:{where}", f"bias_gradient:{where}")


def _counted(*indices: int) -> str:
    """From 1, with a comma between where two digits would blur: 12 and 1,12."""
    digits = [str(index + 1) for index in indices]
    return ("," if max(map(len, digits)) > 1 else "").join(digits)

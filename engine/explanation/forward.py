"""The forward pass and the loss, each number as a Quantity."""

from __future__ import annotations

from dataclasses import replace

from engine.explanation.quantity import Quantity
from engine.explanation.sample import SamplePass
from engine.expression import Number, Sum, names
from engine.features import COORDINATES, FEATURES
from engine.ops import CONFIDENCE_PENALTY


def feature(of: SamplePass, index: int) -> Quantity:
    """What the network sees of the point (x1, x2)."""
    x1, x2 = (
        Number(float(x), FEATURES[name].symbol)
        for name, x in zip(COORDINATES, of.point, strict=True)
    )
    formula = FEATURES[of.features[index]].formula(x1, x2)
    return Quantity(f"activation:0.{index}", f"input {index + 1}", of.activation(0, index), formula)


def pre_activation(of: SamplePass, layer: int, index: int) -> Quantity:
    terms = [
        of.weight(layer, source, index) * of.activation(layer - 1, source)
        for source in range(of.width(layer - 1))
    ]
    return Quantity(
        f"pre_activation:{layer}.{index}",
        f"pre-activation of {named(of, layer, index)}",
        of.pre_activation(layer, index),
        Sum([*terms, of.bias(layer, index)]),
    )


def activation(of: SamplePass, layer: int, index: int) -> Quantity:
    if layer == 0:
        return feature(of, index)
    op = of.network.activations[layer - 1]
    z = [of.pre_activation(layer, each) for each in range(of.width(layer))]
    return Quantity(
        f"activation:{layer}.{index}",
        f"activation of {named(of, layer, index)} ({op.title})",
        of.activation(layer, index),
        op.element(index, z),
        op.textbook(index, z),
    )


def data_loss(of: SamplePass) -> Quantity:
    op, y = of.network.loss, of.y()
    p, z = of.outputs(of.activation), of.outputs(of.pre_activation)
    return Quantity(
        "data_loss",
        f"data loss ({op.title})",
        Number(of.data_loss, names.DATA_LOSS, quantity="data_loss"),
        op.sample_formula(z if op.on_logits else p, y),
        (op.sample_textbook(p, y),) if op.on_logits else (),
        note=op.formula_note,
    )


def penalty(of: SamplePass) -> Quantity:
    strength = Number(of.penalty_strength, names.STRENGTH)
    return Quantity(
        "penalty",
        "confidence penalty",
        Number(of.penalty, names.PENALTY, quantity="penalty"),
        strength * CONFIDENCE_PENALTY.formula(of.activation(of.last, 0)),
        note="it pushes p towards 0 or 1, and so does not hold weights back",
    )


def loss(of: SamplePass) -> Quantity:
    """The data loss, plus the confidence penalty if there is one."""
    result = Number(of.loss, names.LOSS, quantity="loss")
    data = data_loss(of)
    if not of.penalty_strength:
        return replace(data, key="loss", title=data.title.removeprefix("data "), result=result)
    both = data.result + penalty(of).result
    return Quantity("loss", "loss", result, both)


def named(of: SamplePass, layer: int, index: int) -> str:
    """Words for a neuron."""
    if layer == of.last:
        return "the output" if of.width(layer) == 1 else f"output {index + 1}"
    return f"hidden neuron {index + 1}" + (f" of layer {layer}" if of.last > 2 else "")

"""The backward pass: each derivative of the loss, by the chain rule, as a Quantity."""

from __future__ import annotations

from dataclasses import replace

from engine.explanation.forward import named
from engine.explanation.quantity import Quantity
from engine.explanation.sample import SamplePass
from engine.expression import Derivative, Expression, Number, Product, Sum, Symbol, names
from engine.ops import CONFIDENCE_PENALTY


def activation_derivative(of: SamplePass, layer: int, index: int) -> Quantity:
    """da/dz, the slope of the activation function."""
    z, a = of.pre_activation(layer, index), of.activation(layer, index)
    op = of.network.activations[layer - 1]
    return Quantity(
        f"activation_derivative:{layer}.{index}",
        f"slope of {op.title} at {named(of, layer, index)}",
        of.slope(layer, index),
        op.gradient_formula(z, a),
    )


def activation_gradient(of: SamplePass, layer: int, index: int) -> Quantity:
    """dL/da: of a hidden neuron what comes back along its outgoing weights."""
    at_output = layer == of.last
    if at_output:
        expression = of.network.loss.gradient_formula(of.activation(layer, 0), of.y())
        expression = _plus(expression, _penalty_gradient(of))
    else:
        expression = Sum([
            of.weight(layer + 1, index, target) * of.delta(layer + 1, target)
            for target in range(of.width(layer + 1))
        ])  # fmt: skip
    return Quantity(
        f"activation_gradient:{layer}.{index}",
        f"derivative of the loss by the activation of {named(of, layer, index)}",
        of.activation_gradient(layer, index),
        expression,
        note=of.network.loss.gradient_note if at_output else "",
    )


def delta(of: SamplePass, layer: int, index: int) -> Quantity:
    """dL/dz, by way of dL/da."""
    result = of.delta(layer, index)
    symbol = Derivative(names.LOSS, names.pre_activation(layer, index))
    chain = of.activation_gradient(layer, index) * of.slope(layer, index)
    quantity = Quantity(
        f"delta:{layer}.{index}",
        f"delta of {named(of, layer, index)}",
        result,
        chain,
        (Number(result.value, symbol, result.reference),),
    )
    logits = layer == of.last and of.network.loss.on_logits
    return _from_logits(of, quantity, index) if logits else quantity


def _from_logits(of: SamplePass, chain: Quantity, index: int) -> Quantity:
    """The delta of an output where loss and activation are one operation."""
    loss, p, y = of.network.loss, of.activation(of.last, index), of.y_of(index)
    if of.width(of.last) > 1:
        wanted = [of.y_of(each) for each in range(of.width(of.last))]
        textbook = loss.delta_textbook(of.outputs(of.activation), wanted, index)
        return replace(
            chain,
            expression=loss.gradient_formula(p, y),
            derivation=(*chain.derivation, textbook),
            note=loss.gradient_note,
        )
    slope = of.network.activations[-1].gradient_formula(of.pre_activation(of.last, 0), p)
    penalty = _penalty_gradient(of)
    more = None if penalty is None else penalty * slope
    return replace(
        chain,
        expression=_plus(loss.gradient_formula(p, y), more),
        derivation=(
            *chain.derivation,
            chain.expression,
            Product([_plus(loss.textbook_gradient(p, y), penalty), slope]),
        ),
        note=loss.gradient_note,
    )


def weight_gradient(of: SamplePass, layer: int, source: int, target: int) -> Quantity:
    """dL/dw = dL/dz dz/dw: the delta at its head times the activation at its tail."""
    result, delta = of.weight_gradient(layer, source, target), of.delta(layer, target)
    weight, z = names.weight(layer, source, target), names.pre_activation(layer, target)
    activation = of.activation(layer - 1, source)
    return Quantity(
        result.quantity,
        f"gradient of {weight.text()}",
        result,
        delta * activation,
        (_chain(delta, z, Number(activation.value, Derivative(z, weight), result.reference)),),
    )


def bias_gradient(of: SamplePass, layer: int, index: int) -> Quantity:
    """dL/db = dL/dz dz/db = delta, as dz/db is 1."""
    result, delta = of.bias_gradient(layer, index), of.delta(layer, index)
    bias, z = names.bias(layer, index), names.pre_activation(layer, index)
    return Quantity(
        result.quantity,
        f"gradient of {bias.text()}",
        result,
        delta * 1,
        (_chain(delta, z, Number(1.0, Derivative(z, bias), result.reference)),),
    )


def _chain(delta: Number, z: Symbol, last: Number) -> Expression:
    """dL/dz times the last factor of a chain, as symbols."""
    return Number(delta.value, Derivative(names.LOSS, z), delta.reference) * last


def _penalty_gradient(of: SamplePass) -> Expression | None:
    """What the confidence penalty adds to dL/dp."""
    if not of.penalty_strength:
        return None
    strength = Number(of.penalty_strength, names.STRENGTH)
    return strength * CONFIDENCE_PENALTY.gradient_formula(of.activation(of.last, 0))


def _plus(expression: Expression, more: Expression | None) -> Expression:
    return expression if more is None else expression + more

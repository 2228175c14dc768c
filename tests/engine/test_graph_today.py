"""The network of a Spec as a graph gives the numbers that the engine's own passes give today."""

import numpy as np
import pytest

from engine import Run, Spec
from engine.graph.gradient import gradient
from engine.graph.ops import activations as graph_activations
from engine.graph.ops.arithmetic import square
from engine.graph.ops.classification import bce_with_logits
from engine.graph.ops.products import linear
from engine.graph.ops.reductions import mean
from engine.graph.program import Program
from engine.network import Workspace
from engine.tensor import Tensor

ACTIVATIONS = {
    name: getattr(graph_activations, name)
    for name in ("relu", "leaky_relu", "sigmoid", "tanh", "gelu")
}


def program_of(run, inputs, targets):
    """One pass forward and back, and its loss, as a program on the run's own parameters."""
    weights = [Tensor(w, requires_grad=True) for w in run.network.weights]
    biases = [Tensor(b, requires_grad=True) for b in run.network.biases]

    def step(x, y):
        names = [*run.spec.activations, "sigmoid"]
        for w, b, name in zip(weights, biases, names, strict=True):
            z = linear(x, w, b)
            x = ACTIVATIONS[name](z)
        loss = bce_with_logits(z, y) if run.spec.loss == "bce" else mean(square(x - y))
        pairs = [p for pair in zip(weights, biases, strict=True) for p in pair]
        return (loss, x, *gradient(loss, pairs))

    return Program(step, inputs, targets)


@pytest.mark.parametrize("loss", ["bce", "mse"])
@pytest.mark.parametrize("activation", ACTIVATIONS)
@pytest.mark.parametrize("layers", ["2-1", "2-4-1", "2-8-8-8-1"])
@pytest.mark.parametrize("data", ["data=xor", "data=noisy-xor&n=100"])
def test_predictions_and_gradients_are_todays(layers, activation, loss, data):
    spec = Spec.parse(f"layers={layers}&act={activation}&loss={loss}&{data}&seed=5")
    run = Run(spec)
    run.train(2)
    inputs, targets = run.data.train.inputs, run.data.train.targets
    workspace = Workspace(run.network, len(inputs))
    program = program_of(run, inputs, targets)
    with np.errstate(all="ignore"):
        workspace.forward(inputs)
        workspace.backward(targets)
    value, prediction, *gs = program(inputs, targets)
    np.testing.assert_array_equal(prediction, workspace.prediction)
    ours = np.concatenate([g.ravel() for g in gs])
    if loss == "bce":
        np.testing.assert_array_equal(ours, workspace.gradient)
    else:  # today divides by the number of rows last, the chain rule does so first
        largest = np.abs(workspace.gradient).max()
        assert np.abs(ours - workspace.gradient).max() <= 1e-15 * largest * len(inputs)
    assert value == pytest.approx(workspace.loss(targets), rel=1e-15)

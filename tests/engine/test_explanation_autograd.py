"""What explanations say of derivatives, against PyTorch's autograd in float64."""

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import Run, explain
from engine.ops import LOSSES
from tests.engine.specs import specs
from tests.engine.torch_twin import TorchTwin, relative

pytestmark = pytest.mark.usefixtures("engine")

TOLERANCE = 1e-12


def by_layer(explanation, kind, layers):
    """The values of `kind` for the neurons of each of the layers."""
    return [
        [explanation[f"{kind}:{layer}.{index}"].value for index in range(width)]
        for layer, width in layers
    ]


@settings(max_examples=120, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    spec=specs(max_width=6, max_samples=60, learning_rate=st.floats(1e-3, 0.3)),
    updates=st.integers(0, 5),
)
def test_every_derivative_of_a_sample_is_autograds(spec, updates, deviation):
    run = Run(spec)
    run.step(updates)
    assume(not run.diverged)
    explanation, twin = explain(run, 3), TorchTwin(run)
    inputs, targets = run.data.train.inputs[3:4], run.data.train.targets[3:4]
    z, a = twin.forward(inputs)
    for value in (*z, *a):
        value.retain_grad()
    twin.forward = lambda _: (z, a)  # the loss of these very tensors
    twin.loss(inputs, targets).backward()
    layers = list(enumerate(spec.layers))[1:]
    between = layers[:-1] if LOSSES[spec.loss].on_logits else layers  # these go from the loss to z
    for kind, ours, theirs in (
        ("z", by_layer(explanation, "pre_activation", layers), [t.detach() for t in z]),
        ("a", by_layer(explanation, "activation", layers), [t.detach() for t in a]),
        ("dL/dz", by_layer(explanation, "delta", layers), [t.grad for t in z]),
        ("dL/da", by_layer(explanation, "activation_gradient", between), [t.grad for t in a]),
    ):
        for our, their in zip(ours, theirs, strict=False):
            deviation(f"explained {kind}", relative([our], their.numpy()), TOLERANCE)
    check_gradients(run, explanation, twin.flat_gradient(), deviation)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(max_hidden=2, max_width=4, max_samples=60), rows=st.sampled_from(["next", "all"]))
def test_gradients_of_a_batch_are_autograds(spec, rows, deviation):
    run = Run(spec)
    explanation, twin, train = explain(run, rows), TorchTwin(run), run.data.train
    samples = list(explanation.samples)
    twin.loss(train.inputs[samples], train.targets[samples]).backward()
    check_gradients(run, explanation, twin.flat_gradient(), deviation)


def check_gradients(run, explanation, theirs, deviation):
    keys = explanation.sections["Gradients"]
    stated = run.network.views(np.array([explanation[key].value for key in keys]))
    shown = run.network.views(np.array([explanation[key].expression.value for key in keys]))
    for kind, ours in (("stated", stated), ("computed from the factors shown", shown)):
        for our_part, their_part in zip(ours, run.network.views(theirs), strict=True):
            for our, their in zip(our_part, their_part, strict=True):
                deviation(f"explained gradients, {kind}", relative(our, their), TOLERANCE)

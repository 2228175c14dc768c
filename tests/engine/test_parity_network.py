"""Forward pass, loss and every gradient against PyTorch's autograd, in float64."""

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from engine import Run
from engine.network import Network
from engine.ops import LOSSES
from tests.engine.specs import specs
from tests.engine.torch_twin import TorchTwin, relative, torch

pytestmark = pytest.mark.usefixtures("engine")

TOLERANCE = 1e-12
CANCELLED = 0.01  # of the largest number of a gradient


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(), scale=st.sampled_from([1.0, 3.0]))
def test_forward_loss_and_gradients_are_those_of_autograd(spec, scale, deviation):
    weights = scale * Run(spec).parameters
    run = Run(spec.replace(initialization="given", given=tuple(weights)))
    twin, train = TorchTwin(run), run.data.train
    z, a = twin.forward(train.inputs)
    loss = twin.loss(train.inputs, train.targets)
    loss.backward()
    ours = run.training_pass()
    for layer in range(len(z)):
        theirs = z[layer].detach().numpy()
        deviation("pre-activations", relative(ours.pre_activations[layer], theirs), TOLERANCE)
        theirs = a[layer].detach().numpy()
        deviation("activations", relative(ours.activations[layer], theirs), TOLERANCE)
    deviation("loss", abs(run.loss - loss.item()) / abs(loss.item()), TOLERANCE)
    check_gradients_by_tensor(run.network, run.batch_gradient(), twin.flat_gradient(), deviation)


def check_gradients_by_tensor(network: Network, ours, theirs, deviation):
    """Each tensor in units of its largest number; but where the rows' own cancel in all of it, in
    those of the whole gradient, as rounding has no smaller ones."""
    least = CANCELLED * np.abs(theirs).max()
    for kind, our_tensors, their_tensors in zip(
        ("weights", "biases"), network.views(ours), network.views(theirs), strict=True
    ):
        for our, their in zip(our_tensors, their_tensors, strict=True):
            scale = max(1.0, least / max(np.abs(their).max(), 1e-300))
            deviation(f"gradient of {kind}", relative(our, their) / scale, TOLERANCE)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(max_samples=60))
def test_a_samples_gradient_is_that_of_autograd_for_it_alone(spec, deviation):
    run = Run(spec)
    twin, train = TorchTwin(run), run.data.train
    sample = len(train) // 2
    twin.loss(train.inputs[sample : sample + 1], train.targets[sample : sample + 1]).backward()
    ours, theirs = run.sample_gradient(sample), twin.flat_gradient()
    check_gradients_by_tensor(run.network, ours, theirs, deviation)


@pytest.mark.parametrize("logit", [-1000.0, -40.0, 0.0, 40.0, 1000.0])
@pytest.mark.parametrize("target", [0.0, 1.0])
def test_bce_is_pytorchs_at_extreme_logits(logit, target):
    ours = LOSSES["bce"].forward(np.array([[logit]]), np.array([[target]]))
    tensors = [torch.tensor(value, dtype=torch.float64) for value in (logit, target)]
    theirs = torch.nn.BCEWithLogitsLoss()(*tensors)
    # PyTorch rounds losses below 1e-16 to 0; ours does not.
    assert ours.item() == pytest.approx(theirs.item(), rel=1e-12, abs=1e-16)

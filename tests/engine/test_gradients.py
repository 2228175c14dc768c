"""The network's gradients against finite differences, and check_gradients itself."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, ShapeError, Spec, check_gradients
from engine.network import Network, Workspace
from engine.ops import ACTIVATIONS
from tests.engine.specs import specs

pytestmark = pytest.mark.usefixtures("engine")

SMOOTH = [name for name, op in ACTIVATIONS.items() if not op.kinked]


def loss_along(run, direction):
    """The loss as a function of how far the parameters are moved in a direction."""
    network = Network(run.spec)
    workspace = Workspace(network, len(run.data.train))

    def loss(distance):
        network.parameters[:] = run.parameters + distance * direction
        workspace.forward(run.data.train.inputs)
        return workspace.loss(run.data.train.targets)

    return loss


@settings(max_examples=60)
@given(spec=specs(max_hidden=3, max_samples=80), data=st.data())
def test_central_differences_approach_the_gradient_to_second_order(spec, data):
    names = tuple(data.draw(st.sampled_from(SMOOTH)) for _ in spec.activations)
    run = Run(spec.replace(activations=names))
    direction = np.random.default_rng(spec.seed).normal(size=run.network.size)
    direction /= np.linalg.norm(direction)
    loss, slope = loss_along(run, direction), run.batch_gradient() @ direction
    errors = [abs((loss(h) - loss(-h)) / (2 * h) - slope) for h in (0.01, 0.005)]
    # Halving h divides the error by 4, but for terms of fourth order and rounding.
    assert errors[1] <= 0.27 * errors[0] + 1e-11 * max(1, abs(slope))


@settings(max_examples=60)
@given(spec=specs(max_hidden=3, max_samples=80))
def test_gradients_of_any_spec_pass_the_check_but_for_named_kinks(spec):
    check = check_gradients(Run(spec))
    assert check.ok, str(check)
    for name, reason in check.excluded.items():
        assert name in check.names
        assert "kink" in reason


def test_the_xor_row_of_zeros_on_the_kink_excludes_the_hidden_biases():
    check = check_gradients(Run(Spec(data="xor")))
    assert set(check.excluded) == {f"bias 1.{neuron}" for neuron in range(4)}
    assert "bias 1.0, as sample 0 is on the kink" in str(check)


def test_a_wrong_gradient_is_named_with_what_would_be_right():
    run = Run(Spec(activations=("tanh",)))
    wrong = run.batch_gradient()
    right = wrong[5]
    wrong[5] += 0.25
    check = check_gradients(run, wrong)
    assert not check.ok
    assert "1 of 17" in str(check)
    assert f"{check.names[5]}: {right + 0.25:.6g} is claimed" in str(check)
    assert f"at a rate of {right:.6g}" in str(check)


def test_a_check_changes_nothing():
    run = Run(Spec())
    run.train(2)
    before, loss = run.parameters.copy(), run.loss
    check_gradients(run)
    assert (run.parameters == before).all()
    assert run.loss == loss


def test_a_gradient_of_another_shape_is_refused():
    with pytest.raises(ShapeError, match=r"\(3,\).*\(17,\)"):
        check_gradients(Run(Spec()), [1, 2, 3])


def test_a_run_that_diverged_is_refused():
    run = Run(Spec(loss="mse", output="identity", optimizer="momentum", learning_rate=10))
    run.train(10)
    with pytest.raises(EngineError, match="diverged"):
        check_gradients(run)

"""The kernel against numpy over random Specs: each gradient, each update, whole trajectories.

Of 2,000 Specs with `--fuzz 2000`; by default of as many as there is time for in every run.
"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run, Spec
from engine.kernel import machine
from engine.network import Workspace
from tests.engine.specs import specs

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.trajectories import GREAT, UPDATES, twin
from tests.engine.wasmtime_machine import WasmtimeMachine

MACHINE = WasmtimeMachine()
APART, TOLERANCE, STEP = 1e-10, 1e-9, 1e-12
# RMSprop and Adam divide a gradient by its own size: what rounding leaves of one that cancels is a
# step like any other, which a twin with the same rounding does not show. So at random they are
# compared update by update only, and along trajectories in the Specs of LONG.
STEADY = st.sampled_from(["sgd", "momentum", "nesterov"])
LONG = [
    "data=xor&batch=all&act=tanh&lr=0.5",
    "data=xor&batch=all&act=tanh&lr=0.5&opt=adam",
    "data=xor&batch=1&act=sigmoid&opt=momentum&lr=0.1",
    "n=50&batch=all&act=relu&lr=0.1&l2=0.001",
    "n=50&batch=25&act=gelu&opt=nesterov&lr=0.01&penalty=0.1",
    "n=50&batch=all&data=hills&out=identity&loss=mse&act=tanh&opt=rmsprop&lr=0.0001",
    "n=50&batch=all&layers=2-8-8-1&act=sigmoid&opt=adamw&l2=0.01&l1=0.001&lr=0.001",
]


def kernel_run(spec: Spec) -> Run:
    machine.use(MACHINE)
    try:
        return Run(spec)
    finally:
        machine.use(None)


def as_given(run: Run) -> Spec:
    """The Spec whose start is where the run is."""
    return run.spec.replace(initialization="given", given=tuple(run.parameters.tolist()))


def relative(ours, theirs) -> float:
    """The largest difference, of the largest magnitude."""
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-300))


def test_each_gradient_and_each_update_is_numpys(request, deviation):
    @settings(max_examples=request.config.getoption("--fuzz"))
    @given(specs(max_samples=120, learning_rate=st.floats(1e-3, 1)), st.integers(0, 30))
    @np.errstate(all="ignore")
    def compare(spec, updates):
        run = kernel_run(spec)
        assert run.engine == "wasm"
        run.step(updates)
        trainer = run._trainer
        if run.diverged or not np.abs(run.parameters).max() < 1e4:
            return
        epoch, batch = divmod(run.update, run.updates_per_epoch)
        size = len(run.data.train) if spec.batch == "all" else spec.batch
        rows = run.order(epoch)[batch * size : (batch + 1) * size]
        workspace = Workspace(trainer.network, len(rows))
        workspace.forward(run.data.train.inputs[rows])
        workspace.backward(run.data.train.targets[rows])
        kind, state = type(run.optimizer), run.optimizer
        other = kind(trainer.network.weight_mask(), spec.learning_rate, spec.l1, spec.l2)
        other.state[:], other.updates = state.state, state.updates
        before, expected = Run(as_given(run)), run.parameters.copy()
        trainer.step()  # and not the run's, which looks at the whole set after an epoch
        made = trainer._gradient
        other.update(expected, made)
        apart = np.abs(made - workspace.gradient).max()
        # Of what is added up: of a sum that cancels, only rounding may be left.
        added = np.mean([np.abs(before.sample_gradient(row)) for row in rows], axis=0).max()
        deviation("the kernel's gradients", float(apart / max(added, 1e-300)), STEP)
        deviation("the kernel's updates", relative(run.parameters, expected), STEP)
        deviation("the kernel's optimizer state", float(
            np.abs(run.optimizer.state - other.state).max(initial=0.0)), STEP)

    compare()


def test_trajectories_are_numpys(request, deviation):
    compared = []

    @settings(max_examples=request.config.getoption("--fuzz") // 2)
    @given(specs(max_samples=120, learning_rate=st.floats(1e-3, 1), optimizer=STEADY))
    def compare(spec):
        compared.append(as_numpys(spec, UPDATES, deviation))

    compare()
    assert sum(compared) >= len(compared) // 2, "chaos hid what this test is there to see"


@pytest.mark.parametrize("text", LONG)
def test_a_thousand_epochs_are_numpys(text, deviation):
    spec = Spec.parse(text)
    assert as_numpys(spec, 1000 * Run(spec).updates_per_epoch, deviation)


def as_numpys(spec: Spec, updates: int, deviation) -> bool:
    """Compares the parameters after so many updates, if a twin one ulp away stays with us, after
    each epoch and in the end."""
    run, other = kernel_run(spec), kernel_run(twin(spec))
    for each in (run, other):
        each.step(updates)
    if run.diverged or not np.abs(run.parameters).max() < GREAT:
        return False
    ways = [np.vstack([each.history.parameters, each.parameters]) for each in (run, other)]
    if len(ways[0]) != len(ways[1]) or not np.abs(ways[0] - ways[1]).max() <= APART:
        return False
    numpy_run = Run(spec)
    numpy_run.step(updates)
    largest = float(np.abs(run.parameters - numpy_run.parameters).max())
    deviation("trajectories of the kernel", largest, TOLERANCE)
    return True

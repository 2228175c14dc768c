"""Whole trajectories against PyTorch, as far as a trajectory is determined at all.

Training can be chaotic: where a twin of ours, started one ulp away, does not stay with us, no other
program can be asked to.
"""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run
from engine.spec import Spec
from tests.engine.specs import specs
from tests.engine.torch_twin import TorchTwin, batches

STEPS = 200
APART = 1e-10
TOLERANCE = 1e-9
EXAMPLES = 60


def test_trajectories_of_200_steps_are_pytorchs(deviation):
    compared = []

    @settings(max_examples=EXAMPLES)
    @given(spec=specs(max_samples=120, learning_rate=st.floats(1e-3, 1)))
    def compare(spec):
        compared.append(steps_that_agree(spec, deviation))

    compare()
    enough = EXAMPLES // 2
    assert compared.count(STEPS) >= enough, "chaos hid what this test is there to see"


def steps_that_agree(spec: Spec, deviation) -> int:
    """Compares step by step while the trajectory is determined; how many steps that was."""
    run = Run(spec)
    near, twin = started_one_ulp_away(run), TorchTwin(run)
    steps = (batch for epoch in range(STEPS) for batch in batches(run, epoch))
    for step, (inputs, targets) in zip(range(STEPS), steps, strict=False):
        run.step()
        near.step()
        twin.step(inputs, targets)
        if run.diverged or not np.abs(run.parameters - near.parameters).max() <= APART:
            return step
        largest = float(np.abs(run.parameters - twin.flat_parameters()).max())
        deviation("trajectories of up to 200 steps", largest, TOLERANCE)
    return STEPS


def started_one_ulp_away(run: Run) -> Run:
    start = np.nextafter(run.parameters, np.inf)
    return Run(run.spec.replace(initialization="given", given=tuple(start)))

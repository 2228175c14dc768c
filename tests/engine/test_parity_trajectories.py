"""Whole trajectories against PyTorch, as far as a trajectory is determined at all.

Training can be chaotic: where a twin of ours, an ulp away, does not stay with us, no other program
can be asked to. The twin starts one ulp away and is moved by another before every update, because
Adam and RMSprop forget how they started, but not how each step was rounded. Distances are in units
of the largest parameter, or of 1 if that is more: unstable ones grow without bound.
"""

import numpy as np
from hypothesis import given, seed, settings
from hypothesis import strategies as st

from engine import Run
from engine.spec import Spec
from tests.engine.specs import specs
from tests.engine.torch_twin import TorchTwin, batches

STEPS = 200
APART = 1e-10
TOLERANCE = 1e-9
EXAMPLES = 50


def test_trajectories_of_200_steps_are_pytorchs(deviation):
    compared = []

    @seed(2)  # and not of this function's text, so that an edit here draws the same Specs
    @settings(max_examples=EXAMPLES)
    @given(spec=specs(max_samples=80, learning_rate=st.floats(1e-3, 0.3)))
    def compare(spec):
        compared.append(steps_that_agree(spec, deviation))

    compare()
    enough = EXAMPLES // 2
    assert compared.count(STEPS) >= enough, "chaos hid what this test is there to see"


def steps_that_agree(spec: Spec, deviation) -> int:
    """Compares step by step while the trajectory is determined; how many steps that was."""
    run, near, chance = Run(spec), Run(spec), np.random.default_rng(1)
    twin = TorchTwin(run)
    steps = (batch for epoch in range(STEPS) for batch in batches(run, epoch))
    for step, (inputs, targets) in zip(range(STEPS), steps, strict=False):
        move_by_an_ulp(near, chance)
        for each in (run, near):
            each.step()
        twin.step(inputs, targets)
        if run.diverged or not distance(run, near.parameters) <= APART:
            return step
        largest = distance(run, twin.flat_parameters())
        deviation("trajectories of up to 200 steps", largest, TOLERANCE)
    return STEPS


def move_by_an_ulp(run: Run, chance: np.random.Generator) -> None:
    toward = chance.choice([-np.inf, np.inf], size=run.parameters.shape)
    run.network.parameters[:] = np.nextafter(run.parameters, toward)
    run._trainer._evaluated = False


def distance(run: Run, parameters) -> float:
    scale = max(1.0, np.abs(run.parameters).max())
    return float(np.abs(run.parameters - parameters).max() / scale)

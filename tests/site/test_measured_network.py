"""What the lesson on building networks says in figures is what the engine gives."""

import re

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from builder.tasks import perform
from ui.lab import Lab

from engine import Run, Spec, sweep

PATH = SITE / "lessons" / "02-network.md"
TEXT = PATH.read_text(encoding="utf-8")
BLOCK = Lesson.read(PATH).labs[0]
NEAR = 3  # of 100 starts: what another machine's last digits may turn over


def says(pattern: str) -> list[float]:
    """The numbers in the text at this pattern, which has to be there just once."""
    matches = re.findall(pattern, TEXT)
    assert len(matches) == 1, pattern
    groups = matches[0] if isinstance(matches[0], tuple) else (matches[0],)
    return [float(number.replace(",", "")) for number in groups]


def run_at(epoch: int, spec: Spec = BLOCK.spec) -> Run:
    run = Run(spec)
    run.train(epoch)
    return run


def done(*steps: str) -> Run:
    lab = Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)
    perform(lab, steps)
    return lab.run


@pytest.mark.parametrize("shape", ["2-1", "2-2-1", "2-4-1", "2-8-1", "2-4-4-1", "2-8-8-1",
                                   "2-4-4-4-4-1"])
def test_as_many_starts_learn_as_the_table_says(shape: str) -> None:
    counts = says(rf"\| {shape} +\| (\d+) +\| (\d+) +\| (\d+) +\|")
    layers = tuple(map(int, shape.split("-")))
    for count, name in zip(counts, ("relu", "tanh", "sigmoid"), strict=True):
        spec = BLOCK.spec.replace(layers=layers, activations=(name,) * (len(layers) - 2))
        group = sweep(spec, range(100), epochs=1000, criterion=0.05).groups[0]
        assert 100 * group.success_rate == pytest.approx(count, abs=NEAR)


def test_the_stages_of_the_run_are_as_told() -> None:
    start, early, low, end = (
        *says(r"\*\*At the start\*\* the loss is ([\d.]+)"),
        *says(r"\*\*From epoch (\d+)\*\* all four rows"),
        *says(r"\*\*At epoch (\d+)\*\* the loss is below 0\.05"),
        *says(r"\*\*At epoch 1,000\*\* it is ([\d.]+)\."),
    )
    run = run_at(1000)
    history = run.history
    assert history.loss[0] == pytest.approx(start, abs=0.0005)
    assert history.accuracy[0] == 0.25
    assert history.epoch[history.accuracy < 1][-1] + 1 == early
    assert history.loss[int(early)] == pytest.approx(0.19, abs=0.005)
    assert history.epoch[history.loss < 0.05][0] == low
    assert run.loss == pytest.approx(end, abs=0.0005)


def test_cross_entropy_is_as_fast_as_told() -> None:
    run = run_at(1000, BLOCK.spec.replace(loss="bce"))
    assert says(r"all four rows right at epoch (\d+)\.") == [
        run.history.epoch[run.history.accuracy < 1][-1] + 1]
    (quarter,) = says(r"would be below 0\.05 at epoch (\d+)\.")
    squared = []
    for epoch in (int(quarter) - 1, int(quarter)):
        run.seek(epoch)
        squared.append(np.square(run.training_pass().prediction - run.data.train.targets).mean())
    assert squared[1] < 0.05 <= squared[0]


def test_without_activation_the_loss_ends_at_a_quarter() -> None:
    run = run_at(1000, BLOCK.spec.replace(activations=("identity", "identity")))
    assert run.loss == pytest.approx(0.25, abs=1e-4)
    assert run.history.accuracy.max() <= 0.75


def test_parameters_are_counted_as_told() -> None:
    assert says(r"\*\*(\d+) parameters\*\*") == [Run(BLOCK.spec).network.size]
    assert Run(BLOCK.spec.replace(layers=(2, 3, 3, 1))).network.size == 25


def test_the_answers_of_the_exercises_are_what_happens() -> None:
    small = done("layers 3", "neurons-1 2", "train 1000")
    assert small.loss == pytest.approx(0.13, abs=0.005)
    third = done("layers 3", "neurons-1 2", *["new-weights"] * 3, "train 1000")
    assert third.loss == pytest.approx(0.014, abs=0.0005)
    deep = done("layers 6", "activation sigmoid", "train 1000")
    assert deep.loss == pytest.approx(0.25, abs=0.001)
    task = next(task for task in Lesson.read(PATH).tasks if task.task.id == "by-hand")
    assert done(*task.solution).loss == pytest.approx(0.00004, abs=0.000006)
    assert done("train 300", "more-neurons 2").accuracy == 1
    grown = done("train 300", "add-layer")
    assert grown.loss > 4 * run_at(300).loss


def test_at_sample_0_no_weight_of_the_first_layer_has_a_gradient_but_deltas_are_there() -> None:
    run = run_at(300)
    weights, biases = run.network.views(run.sample_gradient(0))
    assert not np.any(weights[0])
    assert np.any(biases[0])

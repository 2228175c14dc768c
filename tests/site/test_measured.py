"""What the lessons say in words, and not in figures, is so too (figures: test_numerals)."""

from collections.abc import Iterator

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.measured import by_kernel
from builder.paths import SITE
from builder.readings import low
from builder.tasks import perform
from ui.lab import CORNERS, Lab
from ui.panels.line.state import Line

from engine import Run, strongest_paths, sweep

XOR, NETWORK = (Lesson.read(SITE / "lessons" / name).labs[0]
                for name in ("01-xor.md", "02-network.md"))


@pytest.fixture(scope="module", autouse=True)
def kernel() -> Iterator[None]:
    with by_kernel():
        yield


def run_at(epoch: int, spec=XOR.spec, **changes: object) -> Run:
    run = Run(spec.replace(**changes))
    run.train(epoch)
    return run


def done(*steps: str) -> Run:
    lab = Lab(NETWORK.id, NETWORK.spec, layout=NETWORK.layout)
    perform(lab, steps)
    return lab.run


def test_once_it_is_low_the_loss_rises_again_and_in_the_end_every_sample_is_right() -> None:
    run = run_at(400)
    first = int(low(run, below=0.05))
    assert run.history.loss[first + 1 : first + 20].max() > 0.05
    assert run.accuracy == 1


def test_l2_holds_weights_down_and_the_penalty_makes_them_grow() -> None:
    runs = (run_at(400, l2=0.01), run_at(400), run_at(400, penalty=0.5))
    decayed, plain, penalised = (max(np.abs(layer).max() for layer in run.weights) for run in runs)
    assert decayed < plain < penalised


def test_the_strongest_paths_are_those_of_the_text() -> None:
    first, second = strongest_paths(run_at(400), top=2)
    assert (first.neurons, second.neurons) == ((1, 1, 0), (1, 2, 0))


def test_two_units_with_the_given_weights_are_xor() -> None:
    for x1, x2, target in CORNERS:
        assert max(0, x1 + x2) - 2 * max(0, x1 + x2 - 1) == target


def test_no_line_gets_all_four_and_some_get_three() -> None:
    points = [(x1, x2) for x1, x2, _ in CORNERS]
    targets = [bool(target) for *_, target in CORNERS]
    best = 0
    for angle in range(0, 360, 3):
        for shift in np.linspace(-0.8, 0.8, 81).tolist():
            answers = Line(angle, shift).answers(points)
            right = sum(a == t for a, t in zip(answers, targets, strict=True))
            best = max(best, right)
    assert best == 3


def test_more_units_and_tanh_learn_more_often() -> None:
    def learned(**changes: object) -> float:
        spec = XOR.spec.replace(data="xor", **changes)
        return sweep(spec, range(60), epochs=300, criterion=0.05).groups[0].success_rate

    four = learned()
    assert learned(layers=(2, 2, 1)) < four < learned(layers=(2, 8, 1))
    assert four < learned(activations=("tanh",))


def test_a_layer_more_makes_the_loss_jump_and_a_wider_one_leaves_all_rows_right() -> None:
    assert done("train 300", "more-neurons 2").accuracy == 1
    assert done("train 300", "add-layer").loss > 4 * done("train 300").loss


def test_at_sample_0_no_weight_of_the_first_layer_has_a_gradient_but_deltas_are_there() -> None:
    run = run_at(300, NETWORK.spec)
    weights, biases = run.network.views(run.sample_gradient(0))
    assert not np.any(weights[0])
    assert np.any(biases[0])

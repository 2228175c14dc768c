"""Signals: each number on an edge is the product of its factors, forward and back."""

import re
import time

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab
from ui.lab.loop import Loop
from ui.panels.signals.state import MOST, Signals, Stage, edges, stage_of, stages

from engine import Run

BLOCK = Lesson.read(SITE / "lessons" / "02-network.md").labs[0]


@pytest.fixture
def lab() -> Lab:
    lab = Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)
    lab.run.train(40)
    return lab


def tags(lab: Lab) -> list[tuple[str, float]]:
    """The numbers of the signals, as drawn: letter, number in full."""
    drawn = first_paint(lab, "network")
    drawn = drawn[drawn.index('class="tags"'):]
    found = re.findall(r'<g class="tag (?!of-weight)[^>]*><rect[^>]*></rect><text[^>]*'
                       r'data-number="([^"]+)"[^>]*>([^<]*)<', drawn)
    return [(text[0] if text[0] in "zδ" else "", float(full)) for full, text in found]


def at(lab: Lab, stage: Stage) -> Lab:
    lab.of(Signals).at = stages(lab.spec.layers).index(stage)
    return lab


def test_the_way_goes_forward_through_every_layer_and_back() -> None:
    way = [(stage.kind, stage.layer) for stage in stages((2, 4, 4, 1))]
    assert way == [("input", 0), ("forward", 1), ("forward", 2), ("forward", 3), ("loss", 3),
                   ("backward", 3), ("backward", 2), ("backward", 1)]


def test_it_is_stepped_to_the_end_and_back_and_no_further(lab: Lab) -> None:
    for _ in range(20):
        act(lab, "signals-on")
    assert stage_of(lab) == Stage("backward", 1)
    for _ in range(20):
        act(lab, "signals-back")
    assert stage_of(lab) == Stage("input", 0)
    act(lab, "signals-end")
    assert stage_of(lab) is None
    assert tags(lab) == []


@pytest.mark.parametrize("sample", [1, 3])
def test_forward_an_edge_carries_weight_times_activation_and_z_is_their_sum(
    lab: Lab, sample: int
) -> None:
    act(lab, "sample", str(sample))
    act(lab, "select", "neuron:2.3")
    shown = tags(at(lab, Stage("forward", 2)))
    _, activations = lab.run.forward([lab.point])
    products = (lab.run.weights[1][3] * activations[0][0]).tolist()
    assert [number for letter, number in shown if not letter] == products
    sums = [number for letter, number in shown if letter == "z"]
    expected = lab.run.weights[1] @ activations[0][0] + lab.run.biases[1]
    assert sums == pytest.approx(expected.tolist(), rel=1e-12)


def test_backward_an_edge_carries_the_gradient_which_is_delta_times_activation(lab: Lab) -> None:
    act(lab, "select", "neuron:2.1")
    shown = tags(at(lab, Stage("backward", 2)))
    deltas = [number for letter, number in shown if letter == "δ"]
    _, activations = lab.run.forward([lab.point])
    gradients = [number for letter, number in shown if not letter]
    assert gradients == pytest.approx((deltas[1] * activations[0][0]).tolist(), rel=1e-12)
    row = lab.sample
    for source, gradient in enumerate(gradients):  # by central differences of the sample's loss
        weight, losses = lab.run.weights[1][1, source], []
        for step in (1e-6, -1e-6):
            nudged = lab.run.copy()
            nudged.set_weight(2, source, 1, weight + step)
            prediction = nudged.predict([lab.point])[0, 0]
            losses.append((prediction - lab.run.data.train.targets[row, 0]) ** 2)
        assert gradient == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-5, abs=1e-9)


def test_of_a_wide_layer_only_the_numbers_of_one_neuron_are_shown() -> None:
    layers = (2, 8, 8, 1)
    assert len(edges(layers, Stage("forward", 2), "neuron:2.5")) == MOST
    assert {target for _, target in edges(layers, Stage("forward", 2), "weight:2.3.5")} == {5}
    assert {target for _, target in edges(layers, Stage("forward", 2), "neuron:1.5")} == {0}
    assert len(edges((2, 4, 1), Stage("forward", 1), "neuron:2.0")) == 8
    assert edges(layers, Stage("loss", 3), "neuron:2.5") == []


def test_the_lit_layer_is_lit_and_signals_run_along_its_edges_only(lab: Lab) -> None:
    drawn = first_paint(at(lab, Stage("forward", 1)), "network")
    assert drawn.count("halo-lit") == 4
    assert drawn.count('class="signal forward') == 8
    assert 'class="signalling"' in drawn
    drawn = first_paint(at(lab, Stage("backward", 3)), "network")
    assert drawn.count('class="signal backward') == 4


def test_training_hides_the_signals_and_a_pause_shows_those_of_the_new_weights(lab: Lab) -> None:
    act(lab, "signals-on")
    act(lab, "signals-on")
    before = tags(lab)
    act(lab, "play")
    assert tags(lab) == []
    lab.train(0.1, time.perf_counter() + 1)
    act(lab, "pause")
    assert len(tags(lab)) == len(before)
    assert tags(lab) != before


def test_signals_that_run_go_a_layer_further_with_time_and_stop_at_the_end(lab: Lab) -> None:
    class Shown:
        shown, slow, draws = True, False, 0

        def draw(self) -> None:
            Shown.draws += 1

    loop = Loop(lab, [Shown()])
    act(lab, "signals-run")
    assert loop.busy
    seen = set()
    for frame in range(400):
        loop.frame(frame / 20)
        seen.add(stage_of(lab))
    assert seen == set(stages(lab.spec.layers))
    assert lab.motion is None
    assert not loop.busy
    assert Shown.draws == len(seen) - 1
    act(lab, "signals-run")
    assert stage_of(lab) == Stage("input", 0)


def test_a_diverged_run_has_no_signals() -> None:
    spec = BLOCK.spec.replace(learning_rate=10, output="identity",
                              activations=("identity", "identity"))
    lab = Lab("x", spec, layout=BLOCK.layout)
    lab.run.train(500)
    assert lab.run.diverged
    act(lab, "signals-on")
    assert stage_of(lab) is None
    first_paint(lab, "signals")


def test_the_equation_beside_them_ends_with_the_number_of_the_neuron(lab: Lab) -> None:
    act(lab, "select", "neuron:1.3")
    text = re.sub("<[^>]+>", "", first_paint(at(lab, Stage("forward", 1)), "signals"))
    run = Run(BLOCK.spec)
    run.train(40)
    z = float(run.forward([lab.point])[0][0][0, 3])
    assert np.isfinite(z)
    assert f"{abs(z):.4g}" in text


def test_signals_that_run_do_not_hold_up_the_way_to_an_epoch(lab: Lab) -> None:
    act(lab, "signals-run")
    lab.go_to(900)
    if lab.motion:
        lab.motion(60.0)
    assert lab.heading == 900


def test_the_way_to_an_epoch_goes_on_past_the_one_where_play_stops(lab: Lab) -> None:
    lab.epochs = 100
    lab.go_to(150)
    while lab.heading is not None:
        lab.train(0.016, time.perf_counter())  # a deadline that is past: one batch a frame
    assert lab.run.epoch == 150

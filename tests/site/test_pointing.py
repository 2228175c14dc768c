"""Linked views: what a place of a chart means, and what the views show of what is pointed at."""

import re

import numpy as np
import pytest
from ui.actions import act
from ui.draw.chart import WIDE, across, down, last_epoch
from ui.figures import VIEWS, first_paint, point
from ui.lab import Lab
from ui.panels.history.loss import frame_of
from ui.panels.history.parameters import series, top

from engine import Spec, strongest_paths

SPEC = Spec.parse("layers=2-4-1&act=tanh&data=noisy-xor&n=60&batch=10&lr=0.5&seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(80)  # on an axis of 100
    return lab


@pytest.mark.parametrize("share", [0.0, 0.123, 0.5, 0.8])
def test_a_place_of_the_loss_chart_is_an_epoch(lab: Lab, share: float) -> None:
    assert point(lab, "loss", share, 0.5) == (f"epoch:{round(100 * share)}",)


def test_beyond_the_history_is_its_last_epoch(lab: Lab) -> None:
    assert point(lab, "loss", 0.97, 0.5) == ("epoch:80",)


@pytest.mark.parametrize("name", ["weights", "biases", "weight-gradients", "bias-gradients"])
def test_a_place_on_a_curve_is_its_parameter_and_an_epoch(lab: Lab, name: str) -> None:
    act(lab, "series", name)
    _, references, table = series(lab)
    heights = down(table[60], -top(table), top(table))
    for own, height in zip(references, heights, strict=True):
        share = (height - WIDE.top) / (WIDE.foot - WIDE.top)
        found = point(lab, "parameters", 0.6, float(share))
        assert found[0] == "epoch:60"
        there = references.index(found[1:])
        assert heights[there] == pytest.approx(height, abs=1e-6), own


def test_a_place_on_the_curve_of_a_path_is_all_of_its_weights(lab: Lab) -> None:
    act(lab, "series", "paths")
    _, references, table = series(lab)
    height = down(table[80], -top(table), top(table))[0]
    found = point(lab, "parameters", 0.8, float((height - WIDE.top) / (WIDE.foot - WIDE.top)))
    assert found == ("epoch:80", *strongest_paths(lab.run, top=1)[0].references)
    assert found[1:] == references[0]


def test_far_from_every_curve_there_is_only_an_epoch(lab: Lab) -> None:
    act(lab, "series", "weights")
    assert point(lab, "parameters", 0.8, 0.01) == ("epoch:80",)


def test_an_epoch_that_is_pointed_at_has_a_line_and_its_numbers_in_every_chart(lab: Lab) -> None:
    act(lab, "select", "weight:1.1.2")
    lab.pointed = ("epoch:25",)
    history = lab.run.history
    said = first_paint(lab, "loss")
    assert "epoch 25: " in said
    assert f'data-number="{float(history.loss[25])!r}"' in said
    caption = first_paint(lab, "parameters").split("front-name")[1]
    value = float(history.parameters[25, lab.run.network.index(1, 2, 1)])
    assert "Weight x₂ → h₃ at epoch 25:" in caption
    assert f'data-number="{value!r}"' in caption
    last = last_epoch(lab)
    for view, frame in (("loss", frame_of(lab)), ("parameters", WIDE)):
        place = re.search(r'class="there" x1="([-\d.]+)"', first_paint(lab, view))
        assert place
        assert float(place[1]) == pytest.approx(float(across(np.array(25), last, frame)), abs=0.06)
    assert 'class="there" x1="-9"' not in first_paint(lab, "inspector")


def test_the_curve_that_is_pointed_at_is_in_front(lab: Lab) -> None:
    act(lab, "select", "weight:1.1.2")
    lab.pointed = ("weight:2.3.0",)
    assert "Weight h₄ → ŷ at epoch 80:" in first_paint(lab, "parameters")
    lab.pointed = ()
    assert "Weight x₂ → h₃ at epoch 80:" in first_paint(lab, "parameters")


def test_rows_marks_and_the_chooser_say_which_sample_they_are(lab: Lab) -> None:
    act(lab, "sort", "loss")
    act(lab, "page-on")
    rows = re.findall(r'<tr class="[^"]*" data-ref="sample:(\d+)".*?"Select sample (\d+)"',
                      first_paint(lab, "table"), re.DOTALL)
    assert len(rows) == 12
    assert all(one == other for one, other in rows)
    marks = re.findall(r'data-value="(\d+)" data-ref="sample:(\d+)"', first_paint(lab, "scatter"))
    assert [one for one, _ in marks] == [other for _, other in marks] == [str(i) for i in range(60)]
    act(lab, "sample", "7")
    assert 'class="sample" data-ref="sample:7"' in first_paint(lab, "sample")
    assert 'data-ref="sample:7"' in first_paint(lab, "computation")


def test_a_sample_that_is_pointed_at_has_a_ring_in_the_hidden_space(lab: Lab) -> None:
    at = VIEWS["hidden-space"].values(lab)
    lab.pointed = ("sample:12",)
    ringed = VIEWS["hidden-space"].values(lab)
    act(lab, "sample", "12")
    lab.pointed = ()
    selected = VIEWS["hidden-space"].values(lab)
    changed = [index for index, (old, new) in enumerate(zip(at, ringed, strict=True)) if old != new]
    assert len(changed) == 2
    assert [ringed[i] for i in changed] == [selected[i - 2] for i in changed]

"""The charts of loss and accuracy, and the five lines of an update in slow motion."""

import re
import time

import numpy as np
import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.draw.chart import WIDE
from ui.figures import VIEWS, first_paint
from ui.lab import Lab
from ui.lab.motion import PHASES
from ui.panels.history import charts

from engine import Spec

BLOCK = Lesson.read(SITE / "lessons" / "02-network.md").labs[0]


@pytest.fixture
def lab() -> Lab:
    return Lab(BLOCK.id, BLOCK.spec, layout=BLOCK.layout)


def test_each_chart_has_its_number_and_its_line_of_pytorch(lab: Lab) -> None:
    lab.run.train(100)
    drawn = first_paint(lab, "charts")
    assert re.findall(r'data-number="([^"]+)"', drawn) == [
        repr(lab.run.loss), repr(lab.run.accuracy)]
    assert re.findall(r"<code[^>]*>([^<]+)<", drawn) == ["loss.backward()", "optimizer.step()"]


def test_the_area_is_what_is_between_the_curve_and_the_axis(lab: Lab) -> None:
    lab.run.train(7)
    line = next(text for text in VIEWS["charts"].values(lab) if text.startswith("M") and
                text.count(" ") > 10 and not text.endswith("Z"))
    closed = charts.closed(line)
    points = np.array(re.findall(r"-?\d+", closed), dtype=int).reshape(-1, 2)
    base = 10 * WIDE.foot
    assert closed.endswith("Z")
    assert points[-2:].tolist() == [[points[-3][0], base], [points[0][0], base]]


def test_a_regression_has_no_accuracy_and_says_so() -> None:
    spec = Spec.parse("layers=2-3-1&act=tanh&loss=mse&out=identity&data=plane")
    drawn = first_paint(Lab("x", spec), "charts")
    assert ">none<" in drawn


def test_in_slow_motion_the_lines_of_an_update_are_lit_one_after_another(lab: Lab) -> None:
    act(lab, "speed", "0")
    act(lab, "play")
    lit: list[str] = []
    while lab.run.update == 0:
        now = VIEWS["loop"].values(lab)
        assert now.count("running") == 1
        line = PHASES[now.index("running")]
        if line not in lit:
            lit.append(line)
        lab.train(0.05, time.perf_counter() + 1)
    assert lit == list(PHASES)
    assert VIEWS["loop"].values(lab)[0] == "running"  # the next update begins
    act(lab, "pause")
    assert "running" not in VIEWS["loop"].values(lab)


def test_each_chart_is_lit_with_its_line(lab: Lab) -> None:
    act(lab, "speed", "0")
    act(lab, "play")
    seen = set()
    while lab.run.update == 0:
        chips = tuple(re.findall(r"<code class=\"(running|)\"", first_paint(lab, "charts")))
        seen.add((PHASES[lab.phase or 0], chips))
        lab.train(0.05, time.perf_counter() + 1)
    assert ("loss.backward()", ("running", "")) in seen
    assert ("optimizer.step()", ("", "running")) in seen
    assert ("output = model(X)", ("", "")) in seen


def test_where_updates_are_too_fast_to_be_followed_nothing_flickers(lab: Lab) -> None:
    act(lab, "play")
    lab.train(0.05, time.perf_counter() + 1)
    assert lab.phase is None


def test_a_lab_that_trains_slowly_is_drawn_when_a_line_is_lit_and_not_in_between(lab: Lab) -> None:
    act(lab, "speed", "0")
    act(lab, "play")
    drawn = [lab.train(0.02, time.perf_counter() + 1) for _ in range(90)]  # 1.8 of 2 seconds
    assert sum(drawn) == len(PHASES) - 1

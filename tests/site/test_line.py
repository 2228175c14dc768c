"""The line by hand: where it goes, and what is said of it."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.line.state import Line

from engine import Spec

SHARES = st.floats(0, 1)


@pytest.fixture
def lab() -> Lab:
    return Lab("line", Spec(layers=(2, 1), activations=(), data="xor"))


def test_the_side_that_the_angle_points_to_is_called_1() -> None:
    right_half = Line(angle=0, shift=0.0)
    assert right_half.answers([(1.0, 0.3), (0.0, 0.3), (0.5, 0.9)]) == [True, False, False]
    assert Line(angle=180, shift=0.0).answers([(1.0, 0.3), (0.0, 0.3)]) == [False, True]
    assert Line(angle=90, shift=0.4).answers([(0.0, 1.0), (0.0, 0.8)]) == [True, False]


@given(st.floats(0, 360), st.floats(-0.8, 0.8), SHARES, SHARES)
def test_a_dragged_line_goes_through_the_pointer_and_the_further_handle(
    angle: float, shift: float, x: float, y: float
) -> None:
    line = Line(angle, shift)
    start, end = line.along(-0.45), line.along(0.45)
    further = max(start, end, key=lambda handle: math.dist(handle, (x, y)))
    moved = line.moved((x, y))
    a, b = moved.normal
    for px, py in ((x, y), further):
        assert a * (px - 0.5) + b * (py - 0.5) == pytest.approx(moved.shift, abs=1e-9)


def test_sliders_and_pointer_move_the_line_and_the_verdict_follows(lab: Lab) -> None:
    act(lab, "line-angle", "225")
    act(lab, "line-shift", "-30")
    page = first_paint(lab, "line")
    assert "3 of 4 right" in page
    assert page.count(">✓<") == 3
    assert page.count(">✗<") == 1
    assert 'aria-valuetext="225°"' in page
    act(lab, "line-to", "0.1 0.9")
    assert first_paint(lab, "line") != page


@pytest.mark.parametrize("value", ["", "1", "a b", "nan nan", "1e999 0", "1 2 3", "-5 7"])
def test_a_place_that_is_none_leaves_a_line_that_can_be_drawn(lab: Lab, value: str) -> None:
    act(lab, "line-to", value)
    assert "nan" not in first_paint(lab, "line")
    assert "inf" not in first_paint(lab, "line")

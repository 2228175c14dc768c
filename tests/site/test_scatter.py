"""The picture of the data: marks, the field under them, and the line where the answer is 0.5."""

import re
from xml.etree.ElementTree import fromstring

import numpy as np
import pytest
from ui.actions import act
from ui.draw.colours import STOPS, rgba
from ui.draw.contour import contour
from ui.draw.plane import EDGE, GRID, SIZE, Area, bounds, grid, place, point_at
from ui.figures import first_paint, pixels
from ui.lab import Lab
from ui.panels.data.scatter import border

from engine import Spec

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&noise=0.1&lr=0.3&seed=11&data-seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(60)
    return lab


def test_each_sample_has_the_mark_of_its_class_at_its_place_and_noise_a_ring(lab: Lab) -> None:
    page = fromstring(re.search(r"<svg.*?</svg>", first_paint(lab, "scatter"))[0])
    marks = {int(mark.get("data-value")): mark for mark in page.iter() if mark.get("data-value")}
    train = lab.run.data.train
    for index, ((x1, x2), label) in enumerate(zip(train.points, train.targets[:, 0], strict=True)):
        mark, (x, y) = marks[index], place(x1, x2, bounds(lab))
        if label == 1:
            assert mark.tag == "circle"
            assert (float(mark.get("cx")), float(mark.get("cy"))) == pytest.approx((x, y), abs=0.01)
        else:
            assert mark.tag == "rect"
            assert float(mark.get("x")) + 4.5 == pytest.approx(x, abs=0.01)
    rings = [ring for ring in page.iter("circle") if ring.get("class") == "flipped"]
    assert len(rings) == train.flipped.sum() == 5


def test_a_place_of_the_picture_and_a_point_of_the_plane_are_one_another_s_inverse() -> None:
    for x1, x2 in ((0.0, 0.0), (-2.5, 0.3), (1.0, 2.75)):
        for area in (Area((-3.0, 3.0), (-3.0, 3.0)), Area((18.0, 90.0), (-1e4, 95_000.0))):
            x, y = place(x1, x2, area)
            assert point_at(x / SIZE, y / SIZE, area) == pytest.approx((x1, x2), abs=1e-9)


@pytest.mark.parametrize(("playing", "size"), [(False, 100), (True, 50)])
def test_each_pixel_of_the_field_has_the_colour_of_the_answer_at_its_centre(
    lab: Lab, playing: bool, size: int
) -> None:
    lab.playing = playing
    image = pixels(lab, "scatter")["field"]
    assert image.shape == (size, size, 4)
    stops = np.linspace(0, 1, len(STOPS))
    for row, column in ((0, 0), (size - 1, 3), (7, size // 2), (size // 3, size - 1)):
        point = (column + 0.5) / size, 1 - (row + 0.5) / size
        answer = float(lab.run.predict([point])[0, 0])
        colour = [np.interp(answer, stops, STOPS[:, channel]) for channel in range(3)]
        assert image[row, column, :3] == pytest.approx(colour, abs=2.5)  # one step of the table
        assert image[row, column, 3] == 255


def test_the_field_is_that_of_the_weights_of_now(lab: Lab) -> None:
    before = pixels(lab, "scatter")["field"].copy()
    lab.run.train(1)
    assert not np.array_equal(pixels(lab, "scatter")["field"], before)
    act(lab, "back")
    assert np.array_equal(pixels(lab, "scatter")["field"], before)


def test_a_neurons_picture_and_the_field_are_drawn_apart(lab: Lab) -> None:
    """They share what is evaluated, and the field is kept for the state that it was made for."""
    lab.playing = True  # both as coarse as each other
    field = pixels(lab, "scatter")["field"].copy()
    lab.run.train(30)
    pixels(lab, "inspector")
    lab.run.seek(60)
    assert np.array_equal(pixels(lab, "scatter")["field"], field)


def test_the_picture_of_an_input_is_its_features() -> None:
    lab = Lab("xor", Spec.parse("features=x2,x1^2,x1&layers=3-2-1"))
    x1, x2 = grid(bounds(lab)).T
    for index, values in enumerate((x2, x1**2, x1)):
        lab.selected = f"neuron:0.{index}"
        expected = rgba(values / np.abs(values).max()).reshape(GRID, GRID, 4)
        assert np.array_equal(pixels(lab, "inspector")["unit"], expected)


def test_on_the_border_the_network_answers_a_half(lab: Lab) -> None:
    ends = re.findall(r"[ML](\d+) (\d+)", border(lab))
    assert len(ends) > 100
    inner = SIZE - 2 * EDGE
    points = [((int(x) / 10 - EDGE) / inner, 1 - (int(y) / 10 - EDGE) / inner) for x, y in ends]
    slope = 4.0  # of the answer over a pixel of the plane, at most, in hundredths
    assert np.abs(lab.run.predict(points)[:, 0] - 0.5).max() < slope / 100


def test_the_contour_of_a_plane_is_the_straight_line_that_it_is() -> None:
    row, column = np.mgrid[0:20, 0:30]
    segments = contour(0.3 * column - 0.2 * row, 2.05)
    ends = segments.reshape(-1, 2)
    assert len(segments) > 19
    assert 0.3 * ends[:, 0] - 0.2 * ends[:, 1] == pytest.approx(np.full(len(ends), 2.05))


def test_the_contour_parts_what_is_above_from_what_is_below() -> None:
    field = np.zeros((5, 5))
    field[1, 1] = field[2, 2] = 1.0  # a saddle between them
    for row, column in ((1, 1), (2, 2)):
        near = np.abs(contour(field, 0.5) - (column, row)).sum(axis=2)
        assert np.sum(np.isclose(near, 0.5).any(axis=1)) >= 4


@pytest.mark.parametrize("field", [np.zeros((4, 4)), np.ones((4, 4)), np.full((4, 4), np.nan)])
def test_a_field_that_does_not_pass_the_level_has_no_contour(field: np.ndarray) -> None:
    assert len(contour(field, 0.5)) == 0


def test_a_dragged_point_is_shown_where_it_would_come(lab: Lab) -> None:
    act(lab, "mode", "move")
    x, y = place(*lab.point, bounds(lab))
    act(lab, "grab", f"{x / SIZE} {y / SIZE}")
    x, y = place(0.2, 0.4, bounds(lab))
    act(lab, "drag", f"{x / SIZE} {y / SIZE}")
    kind = "one" if lab.target == 1 else "zero"
    ghost = f'class="ghost {kind}" transform="translate({x:.1f} {y:.1f})"'
    assert ghost in first_paint(lab, "scatter")


def test_the_legend_says_in_words_what_marks_and_colours_mean(lab: Lab) -> None:
    legend = first_paint(lab, "scatter").partition('class="legend"')[2]
    text = re.sub(r"<[^>]*>", " ", legend)
    for words in ("disc: class 1", "square: class 0", "thin ring: flipped by noise",
                  "thick ring: selected", "line: answer ŷ = 0.5", "answer ŷ = 0", "ŷ = 1"):
        assert words in text

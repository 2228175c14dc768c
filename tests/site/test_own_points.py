"""The learner's own data: points added, moved and removed in the picture, typed, and pasted."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.concepts.graph.state import Graph
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.of_lab import now
from ui.draw.plane import SIZE, bounds, place
from ui.figures import first_paint, key
from ui.input.dragging import Dragging
from ui.input.keys import plane_action
from ui.lab import Lab
from ui.lab.own_points import as_csv, drawn_set, training_rows
from ui.page.figure import SEPARATOR, joined
from ui.panels.data.state import number
from ui.panels.parameter.actions import parameter, value_of

from engine import Run, Spec

SPEC = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&noise=0.1&lr=0.3&seed=11&data-seed=3")


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", SPEC)
    lab.run.train(3)
    return lab


def where(lab: Lab, x1: float, x2: float) -> str:
    """A point of the plane as the shares of the picture that a pointer there would give."""
    x, y = place(x1, x2, bounds(lab))
    return f"{x / SIZE} {y / SIZE}"


def use(lab: Lab) -> None:
    """Read the table in the field, and use it."""
    act(lab, "table-read")
    act(lab, "table-begin")


def spot(lab: Lab, index: int) -> tuple[float, float]:
    x1, x2, _ = training_rows(lab)[index]
    return x1, x2


def test_a_click_selects_the_nearest_point_within_reach_and_no_other(lab: Lab) -> None:
    x1, x2 = spot(lab, 17)
    act(lab, "plane", where(lab, x1 + 0.004, x2 - 0.003))
    assert lab.sample == 17
    act(lab, "sample", "4")
    act(lab, "plane", where(lab, 3.0, 3.0))
    assert lab.sample == 4
    assert lab.spec == SPEC


@pytest.mark.parametrize(("mode", "label"), [("one", 1.0), ("zero", 0.0)])
def test_a_click_adds_a_point_of_the_class_that_is_set(lab: Lab, mode: str, label: float) -> None:
    before = training_rows(lab)
    act(lab, "mode", mode)
    act(lab, "plane", where(lab, 0.3142, 0.8))
    assert training_rows(lab) == [*before, (0.31, 0.8, label)]
    assert lab.sample == 50
    assert lab.run.epoch == 0


def test_own_points_begin_with_the_weights_of_the_same_seed_and_undo_brings_the_run_back(
    lab: Lab,
) -> None:
    trained = lab.run.parameters.copy()
    act(lab, "mode", "remove")
    act(lab, "plane", where(lab, *spot(lab, 8)))
    assert np.array_equal(lab.run.parameters, Run(SPEC).parameters)
    assert len(lab.run.data.train) == 49
    act(lab, "undo")
    assert np.array_equal(lab.run.parameters, trained)
    assert lab.spec == SPEC


def test_noise_becomes_the_label_that_is_given(lab: Lab) -> None:
    flipped = lab.run.data.train.flipped
    assert flipped.sum() == 5
    labels = lab.run.data.train.targets
    act(lab, "mode", "one")
    act(lab, "plane", where(lab, 0.5, 0.5))
    assert np.array_equal(lab.run.data.train.targets[:50], labels)
    assert not lab.run.data.train.flipped.any()


def test_a_removed_point_is_gone_and_the_others_keep_their_order(lab: Lab) -> None:
    before = training_rows(lab)
    act(lab, "sample", "20")
    act(lab, "delete-point")
    assert training_rows(lab) == before[:20] + before[21:]
    assert lab.sample == 20


def test_a_drag_trains_nothing_until_the_point_is_released(lab: Lab) -> None:
    run, (x1, x2) = lab.run, spot(lab, 30)
    act(lab, "mode", "move")
    act(lab, "grab", where(lab, x1, x2))
    for step in range(10):
        act(lab, "drag", where(lab, 0.05 * step, 0.5))
        assert lab.run is run
    act(lab, "drop")
    assert spot(lab, 30) == (0.45, 0.5)
    assert lab.sample == 30
    assert len(training_rows(lab)) == 50


def test_a_drag_that_is_given_up_leaves_the_point_where_it_is(lab: Lab) -> None:
    before = training_rows(lab)
    act(lab, "mode", "move")
    act(lab, "grab", where(lab, *spot(lab, 30)))
    act(lab, "drag", where(lab, 0.1, 0.1))
    act(lab, "let-go")
    act(lab, "drop")
    assert training_rows(lab) == before


def test_a_point_is_dragged_only_in_the_mode_for_it(lab: Lab) -> None:
    act(lab, "grab", where(lab, *spot(lab, 30)))
    act(lab, "drag", where(lab, 0.1, 0.1))
    act(lab, "drop")
    assert lab.spec == SPEC


def test_two_clicks_move_a_point_where_a_drag_is_not_possible(lab: Lab) -> None:
    act(lab, "mode", "move")
    act(lab, "plane", where(lab, *spot(lab, 12)))
    assert "picked up" in first_paint(lab, "points")
    act(lab, "plane", where(lab, *spot(lab, 40)))  # there may be another point
    assert spot(lab, 12) == tuple(round(each, 2) for each in spot(lab, 40))


def test_a_point_stays_within_the_plane(lab: Lab) -> None:
    act(lab, "mode", "one")
    act(lab, "plane", "2.0 -1.0")
    assert spot(lab, 50) == (1.0, 1.0)


@pytest.mark.parametrize(("key", "shift", "by"), [
    ("ArrowRight", False, (0.01, 0.0)), ("ArrowLeft", True, (-0.1, 0.0)),
    ("ArrowUp", False, (0.0, 0.01)), ("ArrowDown", True, (0.0, -0.1)),
])
def test_arrow_keys_move_the_selected_point(
    lab: Lab, key: str, shift: bool, by: tuple[float, float]
) -> None:
    act(lab, "mode", "move")
    middle = [(abs(x1 - 0.5) + abs(x2 - 0.5), i) for i, (x1, x2, _) in
              enumerate(training_rows(lab))]
    act(lab, "sample", str(min(middle)[1]))
    x1, x2 = lab.point
    act(lab, *plane_action(key, shift) or ("", ""))
    assert lab.point == pytest.approx((x1 + by[0], x2 + by[1]), abs=1e-12)


def test_many_small_moves_of_a_point_are_undone_at_once(lab: Lab) -> None:
    act(lab, "mode", "move")
    for _ in range(12):
        act(lab, "arrow", "1 0")
    act(lab, "undo")
    assert lab.spec == SPEC
    assert lab.run.epoch == 3


def test_a_move_after_training_is_an_undo_of_its_own(lab: Lab) -> None:
    act(lab, "mode", "move")
    act(lab, "arrow", "1 0")
    once = lab.point
    lab.run.train(2)
    act(lab, "arrow", "1 0")
    act(lab, "undo")
    assert (lab.point, lab.run.epoch) == (once, 2)


def test_arrow_keys_go_from_sample_to_sample_in_the_other_modes(lab: Lab) -> None:
    act(lab, "sample", "49")
    act(lab, *plane_action("ArrowRight", False) or ("", ""))
    assert lab.sample == 0
    act(lab, *plane_action("ArrowDown", False) or ("", ""))
    assert lab.sample == 1
    assert lab.message.text.startswith("Sample 1: x₁ ")


def test_the_last_point_of_a_class_cannot_be_removed_and_the_note_says_why() -> None:
    lab = Lab("xor", Spec.parse("data=xor&batch=all"))
    act(lab, "sample", "1")
    act(lab, "delete-point")
    rows = training_rows(lab)
    act(lab, "delete-point")
    assert training_rows(lab) == rows
    assert "none of the 2 training points is of class 1" in lab.message.text
    assert lab.message.text in first_paint(lab, "points")
    act(lab, "mode", "remove")
    assert "training points" not in first_paint(lab, "points")


def test_a_typed_point_is_added_and_a_wrong_one_is_quoted_with_its_text_kept(lab: Lab) -> None:
    act(lab, "new-x1", "0,25")
    act(lab, "new-x2", "half")
    act(lab, "new-label", "0")
    act(lab, "add-point")
    assert lab.spec == SPEC
    assert "x₂ is “half”; it must be a number" in first_paint(lab, "new-point")
    act(lab, "new-x2", "0.5")
    act(lab, "add-point")
    assert training_rows(lab)[-1] == (0.25, 0.5, 0.0)
    assert "half" not in first_paint(lab, "new-point")


def test_in_a_regression_a_typed_point_has_a_value_and_else_a_class(lab: Lab) -> None:
    act(lab, "data", "plane")
    assert "Value of the new point" in first_paint(lab, "new-point")
    assert "Label of the new point" not in first_paint(lab, "new-point")
    for name, text in (("x1", "0.25"), ("x2", "0.5"), ("value", "\u2212much")):
        act(lab, f"new-{name}", text)
    act(lab, "add-point")
    assert lab.spec.data == "plane"
    assert "the value is “\u2212much”; it must be a number" in first_paint(lab, "new-point")
    act(lab, "new-value", "-0,75")
    act(lab, "add-point")
    assert training_rows(lab)[-1] == (0.25, 0.5, -0.75)
    assert lab.message.text.startswith("Added (0.25, 0.5) of value −0.75:")
    regression = key(lab, "new-point")
    act(lab, "undo")
    act(lab, "data", "xor")
    assert key(lab, "new-point") != regression
    shown = first_paint(lab, "new-point")
    assert "Label of the new point" in shown
    assert 'value="0.25"' in shown


@pytest.mark.parametrize("typed", ["", "1e7", "nan", "inf", "<b>"])
def test_no_value_that_cannot_be_used_is_taken(typed: str) -> None:
    lab = Lab("xor", Spec.parse("layers=2-4-1&data=plane&out=identity&loss=mse"))
    for name, text in (("x1", "0"), ("x2", "0"), ("value", typed)):
        act(lab, f"new-{name}", text)
    act(lab, "add-point")
    assert lab.spec.data == "plane"


def test_a_number_that_is_too_large_is_said_to_be_that(lab: Lab) -> None:
    act(lab, "new-x1", "1e7")
    act(lab, "add-point")
    assert "x₁ is “1e7”; it must be within ±1,000,000" in first_paint(lab, "new-point")


@pytest.mark.parametrize("typed", ["", "1e7", "nan", "inf", "<b>"])
def test_no_coordinate_that_cannot_be_used_is_taken(lab: Lab, typed: str) -> None:
    act(lab, "new-x1", typed)
    act(lab, "new-x2", "0")
    act(lab, "add-point")
    assert lab.spec == SPEC


def test_the_present_data_fill_the_field_and_the_text_before_comes_back(lab: Lab) -> None:
    act(lab, "table", "mine")
    act(lab, "table-fill")
    assert as_csv(lab) in first_paint(lab, "own-table")
    act(lab, "table-restore")
    assert ">\nmine</textarea>" in first_paint(lab, "own-table")


@settings(deadline=None, max_examples=40)  # a shared machine may be slow
@given(st.lists(st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)), min_size=2, max_size=20))
def test_data_that_are_filled_in_and_used_again_are_the_same_to_the_bit(
    points: list[tuple[float, float]],
) -> None:
    rows = tuple((x1, x2, float(i % 2)) for i, (x1, x2) in enumerate(points))
    first = Lab("xor", SPEC)
    second = Lab("xor", SPEC)
    act(first, "table", "\n".join(f"{x1!r},{x2!r},{y!r}" for x1, x2, y in rows))
    use(first)
    act(second, "table", as_csv(first))
    use(second)
    assert second.spec.points == first.spec.points == rows


def test_the_original_data_come_back_and_their_plane_with_them(lab: Lab) -> None:
    plane = bounds(lab)
    for _ in range(8):  # more than can be undone
        act(lab, "delete-point")
    assert bounds(lab) == plane
    act(lab, "original-data")
    assert lab.spec == SPEC


class Plane:
    """The picture as a browser's element: 400 pixels wide and high, 10 from the page's edges."""

    def __init__(self) -> None:
        self.captured: int | None = None

    left, top, width, height = 10, 10, 400, 400

    def closest(self, _selector: str) -> "Plane":
        return self

    def getBoundingClientRect(self) -> "Plane":  # noqa: N802, the browser's name
        return self

    def setPointerCapture(self, pointer: int) -> None:  # noqa: N802, the browser's name
        self.captured = pointer


class Pointer:
    def __init__(self, x: float, y: float, target: Plane, button: int = 0) -> None:
        self.target, self.clientX, self.clientY = target, x, y
        self.button, self.isPrimary, self.pointerId = button, True, 7


def test_after_undo_the_original_data_are_those_of_the_run_that_is_back() -> None:
    lab = Lab("xor", SPEC.replace(data="moons"))
    act(lab, "mode", "one")
    for data in ("circles", "noisy-xor"):
        act(lab, "data", data)
        act(lab, "plane", where(lab, 0.5, 0.5))
        act(lab, "new-weights")
        assert drawn_set(lab) == data
    for _ in range(3):
        act(lab, "undo")
    assert drawn_set(lab) == "circles"
    assert bounds(lab) == bounds(Lab("xor", SPEC.replace(data="circles")))
    act(lab, "original-data")
    assert lab.spec.data == "circles"



def test_a_pointer_that_moves_drags_from_where_it_was_pressed() -> None:
    asked: list[tuple[str, str]] = []
    dragging, plane = Dragging(lambda *what: asked.append(what)), Plane()
    dragging.down(Pointer(110, 210, plane))
    dragging.move(Pointer(112, 210, plane))
    assert not asked
    dragging.move(Pointer(210, 310, plane))
    dragging.up(Pointer(210, 310, plane))
    dragging.move(Pointer(300, 310, plane))
    assert asked == [("grab", "0.25 0.5"), ("drag", "0.5 0.75"), ("drop", "")]
    assert dragging.dragged
    assert plane.captured == 7


def test_a_press_that_does_not_move_is_a_click() -> None:
    asked: list[tuple[str, str]] = []
    dragging, plane = Dragging(lambda *what: asked.append(what)), Plane()
    dragging.down(Pointer(110, 210, plane))
    dragging.move(Pointer(111, 211, plane))
    dragging.up(Pointer(111, 211, plane))
    assert not asked
    assert not dragging.dragged


def test_a_stroke_paints_points_of_one_class_and_is_undone_at_once(lab: Lab) -> None:
    before = len(lab.run.data.train)
    act(lab, "mode", "zero")
    act(lab, "grab", "0.2 0.5")
    for step in range(1, 31):
        act(lab, "drag", f"{0.2 + step * 0.02} 0.5")
    assert len(lab.run.data.train) == before  # not before the pointer lets go
    act(lab, "drop")
    painted = lab.run.data.train.points[before:]
    assert 5 <= len(painted) <= 30
    assert (lab.run.data.train.targets[before:] == 0).all()
    gaps = np.hypot(*np.diff(painted, axis=0).T)
    assert gaps.min() >= 0.039 * np.ptp(bounds(lab))
    act(lab, "undo")
    assert len(lab.run.data.train) == before


def regression() -> Lab:
    lab = Lab("playground", SPEC)
    act(lab, "data", "plane")
    return lab


def test_in_a_regression_a_click_and_a_stroke_give_the_value_in_the_field() -> None:
    lab = regression()
    before = len(lab.run.data.train)
    act(lab, "mode", "value")
    act(lab, "new-value", "−0,35")
    act(lab, "plane", where(lab, 0.5, 0.5))
    assert training_rows(lab)[-1] == (0.5, 0.5, -0.35)
    assert lab.message.text.startswith("Added (0.5, 0.5) of value −0.35:")
    assert ">−0.35</span>" in first_paint(lab, "sample")
    assert ">−0.35</td>" in first_paint(lab, "table")
    act(lab, "plane", where(lab, -0.001, -1.0))  # a zero, whose sign is none
    assert lab.message.text.startswith("Added (0, −1) of value −0.35:")
    act(lab, "new-value", "2.5")
    act(lab, "grab", "0.2 0.5")
    for step in range(1, 11):
        act(lab, "drag", f"{0.2 + step * 0.05} 0.5")
    act(lab, "drop")
    painted = [target for _, _, target in training_rows(lab)[before + 2 :]]
    assert len(painted) > 4
    assert set(painted) == {2.5}
    assert lab.message.text.startswith(f"Painted {len(painted)} of value 2.5:")


def test_a_regression_asks_for_a_value_and_not_for_a_class_and_else_the_other_way_round() -> None:
    lab = regression()
    shown = first_paint(lab, "points")
    assert "Add class" not in shown
    assert "Value of new points" in shown
    act(lab, "mode", "one")  # of classes: not here
    act(lab, "plane", where(lab, 0.5, 0.5))
    assert lab.spec.data == "plane"
    act(lab, "mode", "value")
    regressions = key(lab, "points")
    act(lab, "data", "circles")
    assert key(lab, "points") != regressions
    shown = first_paint(lab, "points")
    assert "Add class 1" in shown
    assert "Value of new points" not in shown
    assert 'value="select" data-action="mode" autocomplete="off" checked=""' in shown
    act(lab, "plane", where(lab, 0.0, 0.0))  # selects: no class was chosen
    assert lab.spec.data == "circles"


def test_a_value_that_is_no_number_adds_nothing_and_the_note_quotes_it() -> None:
    lab = regression()
    act(lab, "mode", "value")
    act(lab, "new-value", "much")
    act(lab, "plane", where(lab, 0.5, 0.5))
    assert lab.spec.data == "plane"
    assert "the value is “much”; it must be a number" in first_paint(lab, "points")
    act(lab, "new-value", "3")
    assert "much" not in first_paint(lab, "points")

def test_a_stroke_that_is_cancelled_paints_nothing(lab: Lab) -> None:
    before = len(lab.run.data.train)
    act(lab, "mode", "one")
    act(lab, "grab", "0.2 0.5")
    act(lab, "drag", "0.5 0.5")
    act(lab, "let-go")
    act(lab, "drop")
    assert len(lab.run.data.train) == before


def test_that_the_test_points_are_left_out_is_said(lab: Lab) -> None:
    act(lab, "split", "20")
    train, test = len(lab.run.data.train), len(lab.run.data.test)
    assert (train, test) == (40, 10)
    act(lab, "mode", "one")
    act(lab, "plane", where(lab, 0.3142, 0.8))
    assert "41 points" in lab.message.text
    assert lab.message.text.endswith(
        "The 10 test points are left out: own points are all for training.")
    act(lab, "plane", where(lab, 0.7, 0.1))
    assert "left out" not in lab.message.text


def test_a_pasted_separator_of_values_stays_within_its_value(lab: Lab) -> None:
    act(lab, "table", "0,0,0\n1,1,o\x1fne")
    act(lab, "table-read")
    assert "“o\ufffdne”" in first_paint(lab, "table-preview")
    act(lab, "new-x1", "\x1f")
    act(lab, "add-point")
    assert "x₁ is “\ufffd”; it must be a number" in first_paint(lab, "new-point")


def test_values_are_joined_so_that_they_can_be_told_apart_again() -> None:
    assert joined(["a", "", "b"]).split(SEPARATOR) == ["a", "", "b"]
    assert joined(["\x1f", "b\x1fc", ""]).split(SEPARATOR) == ["\ufffd", "b\ufffdc", ""]
    assert joined(["\x1f"]) == "\ufffd"
    assert joined([]) == ""


@pytest.mark.parametrize("action", ["value", "new-value", "graph-edit w", "linear-edit x 0 0",
                                    "table"])
@pytest.mark.parametrize("typed", ["-0.25", "-0,25", "\u22120.25", "\u22120,25"])
def test_a_number_can_be_typed_alike_everywhere(lab: Lab, action: str, typed: str) -> None:
    """With a point or a comma, and with the minus sign that the page itself shows."""
    name, _, place = action.partition(" ")
    if action == "table":
        act(lab, "table", f"{typed};1;0\n1;0;1\n")
        use(lab)
        assert training_rows(lab)[0] == (-0.25, 1.0, 0.0)
        return
    act(lab, name, f"{place} {typed}".strip())
    found = {
        "value": lambda: value_of(lab.run, str(parameter(lab))),
        "new-value": lambda: number(lab, "value"),
        "graph-edit": lambda: now(lab, Graph).w,
        "linear-edit": lambda: now(lab, LinearLayer).x[0, 0],
    }[name]()
    assert found == -0.25


@pytest.fixture
def full() -> Lab:
    """A lab with as many points as it takes."""
    return Lab("xor", SPEC.replace(samples=500))


def test_a_point_too_many_says_how_many_there_may_be_and_offers_to_make_room(full: Lab) -> None:
    act(full, "mode", "one")
    act(full, "plane", where(full, 0.3142, 0.8))
    assert full.message.text == (
        "The data stay as they are: 500 points and 1 more are 501; a lab takes at most 500.")
    shown = first_paint(full, "points")
    assert full.message.text in shown
    assert "Add it, and remove the oldest point" in shown
    assert "Add it to a sample of 250 of the points" in shown
    assert full.spec.data == "noisy-xor"


@pytest.mark.parametrize(("how", "count"), [("oldest", 500), ("sample", 251)])
def test_room_is_made_for_the_point_that_found_none_and_undo_brings_the_others_back(
    full: Lab, how: str, count: int,
) -> None:
    before = training_rows(full)
    act(full, "mode", "one")
    act(full, "plane", where(full, 0.3142, 0.8))
    act(full, "make-room", how)
    rows = training_rows(full)
    assert len(rows) == count
    assert rows[-1][2] == 1.0
    assert rows[:-1] == before[1:] if how == "oldest" else set(rows[:-1]) <= set(before)
    assert full.sample == count - 1
    said = ("in place of the oldest point" if how == "oldest"
             else "to a sample of 250 of the others")
    assert full.message.text.startswith(f"Added 1 {said}: {count} points.")
    assert "make-room" not in first_paint(full, "points")
    full.undo()
    assert training_rows(full) == before


def test_a_stroke_that_finds_no_room_is_made_room_for_as_a_whole(full: Lab) -> None:
    before = training_rows(full)
    act(full, "mode", "zero")
    act(full, "grab", "0.3 0.3")
    act(full, "drag", "0.4 0.3")
    act(full, "drag", "0.5 0.3")
    act(full, "drop")
    assert "500 points and 3 more are 503" in full.message.text
    assert "Add them, and remove the 3 oldest points" in first_paint(full, "points")
    act(full, "make-room", "oldest")
    assert training_rows(full)[:-3] == before[3:]


def test_a_typed_point_that_finds_no_room_has_the_buttons_beside_it(full: Lab) -> None:
    act(full, "new-x1", "0.25")
    act(full, "new-x2", "0.5")
    act(full, "add-point")
    assert "No point was added: 500 points and 1 more" in first_paint(full, "new-point")
    assert "make-room" in first_paint(full, "new-point")
    act(full, "make-room", "oldest")
    assert training_rows(full)[-1] == (0.25, 0.5, 1.0)
    assert "No point was added" not in first_paint(full, "new-point")


def test_a_change_of_the_structure_brings_the_buttons_and_takes_them_away(full: Lab) -> None:
    before = key(full, "points"), key(full, "new-point")
    act(full, "mode", "one")
    act(full, "plane", "0.5 0.5")
    assert key(full, "points") != before[0]
    act(full, "mode", "select")
    assert (key(full, "points"), key(full, "new-point")) == before
    act(full, "make-room", "oldest")  # of a button that was pressed as it went
    assert len(training_rows(full)) == 500


def test_fewer_points_than_a_batch_are_all_of_it_as_a_lab_need_not_have_that_control() -> None:
    lab = Lab("xor", SPEC.replace(batch=5))
    act(lab, "table", "0,0,1\n1,1,0\n")
    use(lab)
    assert (len(lab.run.data.train), lab.spec.batch) == (2, "all")
    assert "The batch size is now all 2: there are fewer than 5." in lab.message.text

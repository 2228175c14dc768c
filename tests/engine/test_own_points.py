"""The learner's own points: rows, CSV, and what is said of mistakes in them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import DataError, Run, Spec, SpecErrors
from engine.data import make_dataset, parse_csv

pytestmark = pytest.mark.usefixtures("engine")

NUMBERS = st.floats(-1e6, 1e6)
ROWS = st.lists(st.tuples(NUMBERS, NUMBERS, NUMBERS), min_size=2, max_size=20)


@pytest.mark.parametrize("separator", [",", ";", "\t", ", ", " ; "])
@pytest.mark.parametrize("header", ["", "x1,x2,y\n", "\n"])
@given(rows=ROWS)
def test_a_table_parses_to_its_rows(separator, header, rows):
    text = header.replace(",", separator.strip(" "))
    text += "\n".join(separator.join(map(repr, row)) for row in rows)
    assert parse_csv(text) == tuple(rows)


def test_a_decimal_comma_is_understood_between_semicolons():
    assert parse_csv("0,5;1;0\r\n1,5;0;1\r\n") == ((0.5, 1, 0), (1.5, 0, 1))


def test_the_minus_sign_that_a_page_shows_is_understood():
    table = "x1;x2;y\n\u22120,25;1;0\n1;\u22122e\u22121;1\n"
    assert parse_csv(table) == ((-0.25, 1, 0), (1, -0.2, 1))


def test_a_byte_order_mark_and_blank_lines_are_skipped():
    assert parse_csv("\ufeffx1,x2,y\n\n0,0,0\n\n1,1,1\n\n") == ((0, 0, 0), (1, 1, 1))


@pytest.mark.parametrize(
    ("text", "row", "quoted"),
    [
        ("0,0,0\n1,0\n", 2, "'1,0' has 2 columns"),
        ("0,0,0,0\n", 1, "4 columns"),
        ("x1,x2,y\n\n0,zero,1\n", 3, "x2 is 'zero'"),
        ("0,0,0\n0,0,nan\n", 2, "y is 'nan'"),
        ("0,0,0\ninf,0,1\n", 2, "x1 is 'inf'"),
        ("0,0,0\n0,2e6,1\n", 2, "x2 is '2e6'"),
        ("0,0,0\nx1,x2,y\n", 2, "x1 is 'x1'"),
        ("0,0,0\n,1,1\n", 2, "x1 is ''"),
        ("0,0,0\n" * 501, 501, "at most 500"),
    ],
)
def test_an_error_names_the_line_and_what_is_there(text, row, quoted):
    with pytest.raises(DataError) as caught:
        parse_csv(text)
    assert caught.value.row == row
    assert f"line {row}" in str(caught.value)
    assert quoted in str(caught.value)


@pytest.mark.parametrize("text", ["", "\n\n", "x1,x2,y\n", "0,0,1\n"])
def test_a_table_with_fewer_than_two_rows_is_refused(text):
    with pytest.raises(DataError, match="at least 2"):
        parse_csv(text)


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([], "0 points; at least 2"),
        ([(0, 0, 0), (1, 1)], "row 2"),
        ([(0, 0, 0), (1, 1, "a")], "row 2"),
        ([(0, 0, 0), (float("nan"), 1, 1)], "row 2"),
        ([(0, 0, 0)] * 501, "at most 500"),
        (5, "points"),
    ],
)
def test_a_spec_refuses_points_that_are_none(points, words):
    with pytest.raises(SpecErrors, match=words):
        Spec(data="own", points=points)


def test_own_points_are_what_is_trained_on():
    rows = ((0.25, 1, 1), (-3, 2, 0), (5, 5, 1))
    train = Run(Spec(data="own", points=rows)).data.train
    assert [(*p, *t) for p, t in zip(train.points, train.targets, strict=True)] == list(rows)


def test_a_missing_class_is_named():
    with pytest.raises(DataError, match="none of the 2 training points is of class 0"):
        Run(Spec(data="own", points=((0, 0, 1), (1, 1, 1))))


def test_a_target_that_is_no_class_is_named_with_its_row():
    with pytest.raises(DataError, match=r"row 2: y is 0\.5") as caught:
        make_dataset(Spec(data="own", points=((0, 0, 1), (1, 1, 0.5), (1, 1, 0))))
    assert caught.value.row == 2


def test_targets_that_are_numbers_are_a_regression():
    points = ((0, 0, 1.5), (1, 1, -2), (2, 1, 0))
    run = Run(Spec(data="own", points=points, output="identity", loss="mse"))
    assert run.accuracy is None

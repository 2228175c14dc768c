"""Numbers as they are typed."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.typed import typed_number


@pytest.mark.parametrize(
    ("text", "number"),
    [("0.25", 0.25), ("0,25", 0.25), (" -0,25 ", -0.25), ("\u22120.25", -0.25), ("+3", 3.0),
     (".5", 0.5), ("5.", 5.0), ("1.5e\u22127", 1.5e-7), ("2E3", 2000.0), ("1e999", math.inf),
     ("-0", 0.0)],
)  # fmt: skip
def test_a_number_has_a_point_or_a_comma_and_either_minus_sign(text, number):
    assert typed_number(text) == number


@pytest.mark.parametrize(
    "text",
    ["", " ", ".", "-", "x", "nan", "inf", "1_000", "1,234.5", "1 000", "٣", "²", "--1",
     "1\x1f2", "0x10", "1e", "0" * 39 + "1.5"],
)  # fmt: skip
def test_anything_else_is_none(text):
    assert math.isnan(typed_number(text))


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_in_full_is_read_back_to_the_bit(value):
    assert typed_number(repr(value)) == value


@given(st.text())
def test_no_text_raises(text):
    typed_number(text)

"""How numbers are shown."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.words.numbers import MINUS, both, fitted, full, percent, shown


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.0, "0.000"), (1.0, "1.000"), (-0.123456, "−0.1235"), (0.00012345, "0.0001234"),
        (12345.6, "12350"), (9.99996, "10.00"), (-1.5e-7, "−1.500e−7"), (123456.0, "1.235e5"),
        (math.inf, "∞"), (-math.inf, "−∞"), (math.nan, "not a number"),
    ],
)
def test_four_significant_digits_and_a_real_minus(value: float, text: str) -> None:
    assert shown(value) == text


@given(st.floats(allow_nan=False, allow_infinity=False, width=64))
def test_what_is_shown_is_within_half_a_unit_of_its_fourth_digit(value: float) -> None:
    digits = shown(value).replace(MINUS, "-")
    # Decimal, since the rounding of the largest float64 is larger than any float64.
    assert abs(Decimal(digits) - Decimal(value)) <= abs(Decimal(value)) * Decimal("0.0005001") + (
        Decimal("5e-324")
    )
    assert "-" not in shown(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (-0.123456, "−0.1235"), (-0.0123456, "−0.0123"), (-0.00600259, "−0.0060"),
        (-0.00012345, "−0.0001"), (0.0099999, "0.01000"), (-8.3545e-14, "−8e−14"),
        (1.23456e12, "1.23e12"), (-12345.6, "−12350"), (math.nan, "n…"), (-math.inf, "−∞"),
    ],
)
def test_a_number_that_is_too_long_for_its_place_has_fewer_digits(value: float, text: str) -> None:
    assert fitted(value, 7) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_what_fits_is_within_half_a_unit_of_its_last_digit(value: float) -> None:
    text = fitted(value, 7).replace(MINUS, "-")
    assert len(text) <= 7
    number = Decimal(text)
    unit = Decimal(10) ** number.as_tuple().exponent
    if "e" not in text and "." not in text and number:
        unit *= 10 ** max(len(text.lstrip("-")) - 4, 0)
    assert abs(number - Decimal(value)) <= unit * Decimal("0.5001")


@given(st.floats(allow_nan=False))
def test_the_full_form_reads_back_to_the_same_bits(value: float) -> None:
    assert float(full(value)) == value
    assert both([value]) == [full(value), shown(value)]


def test_a_share_is_a_percentage_without_decimals() -> None:
    assert percent(0.75) == "75 %"

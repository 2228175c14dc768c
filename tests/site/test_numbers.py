"""How numbers are shown."""

import math
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.numbers import MINUS, both, full, percent, shown


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


@given(st.floats(allow_nan=False))
def test_the_full_form_reads_back_to_the_same_bits(value: float) -> None:
    assert float(full(value)) == value
    assert both([value]) == [full(value), shown(value)]


def test_a_share_is_a_percentage_without_decimals() -> None:
    assert percent(0.75) == "75 %"

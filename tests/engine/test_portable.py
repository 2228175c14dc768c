"""Portable functions against Python's mathematics, within the errors that their module states."""

import math
from statistics import NormalDist

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine import portable

ARGUMENTS = st.floats(-1e6, 1e6)


def call(function, x):
    return function(np.array([x]))[0]


@given(st.floats(1e-300, 1e300))
def test_log_is_within_2_ulp(x):
    assert abs(call(portable.log, x) - math.log(x)) <= 2 * math.ulp(math.log(x))


@given(ARGUMENTS)
def test_sin_is_within_2_ulp_or_an_ulp_of_1(x):
    assert abs(call(portable.sin, x) - math.sin(x)) <= max(2 * math.ulp(math.sin(x)), 2**-52)


@given(ARGUMENTS)
def test_cos_is_within_2_ulp_or_an_ulp_of_1(x):
    assert abs(call(portable.cos, x) - math.cos(x)) <= max(2 * math.ulp(math.cos(x)), 2**-52)


@given(st.floats(-30, 30))
def test_erf_is_within_1e_15(x):
    assert call(portable.erf, x) == pytest.approx(math.erf(x), rel=1.01e-15, abs=1e-300)


@given(st.floats(1e-300, 1, exclude_max=True))
def test_normal_quantile_is_that_of_the_standard_library(p):
    expected = NormalDist().inv_cdf(p)
    assert call(portable.normal_quantile, p) == pytest.approx(expected, rel=2e-15, abs=1e-16)


def test_no_function_changes_its_argument():
    for function in (portable.log, portable.sin, portable.cos, portable.erf):
        x = np.array([[0.25, 7.0]])
        function(x)
        assert x.tolist() == [[0.25, 7.0]]

"""Input features against Python's own mathematics."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.features import FEATURES, features_of

COORDINATES = st.floats(-100, 100)
EXPECTED = {
    "x1": lambda x1, _: x1,
    "x2": lambda _, x2: x2,
    "x1^2": lambda x1, _: x1**2,
    "x2^2": lambda _, x2: x2**2,
    "x1*x2": lambda x1, x2: x1 * x2,
    "sin-x1": lambda x1, _: math.sin(x1),
    "sin-x2": lambda _, x2: math.sin(x2),
}


@given(COORDINATES, COORDINATES, st.permutations(list(FEATURES)))
def test_each_column_is_its_feature(x1, x2, names):
    inputs = features_of(np.array([[x1, x2]]), names)
    expected = [EXPECTED[name](x1, x2) for name in names]
    assert inputs[0] == pytest.approx(expected, rel=1e-15, abs=1e-15)

"""SplitMix64 against a second implementation in Python's integers, and what is made of it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.random import Purpose, Stream, splitmix64

WORDS = st.integers(0, 2**64 - 1)


def splitmix64_of_integers(seed, count):
    """The generator as its authors write it: a state that grows, and is scattered."""
    mask, values = 2**64 - 1, []
    for _ in range(count):
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        values.append(z ^ (z >> 31))
    return values


def test_the_first_values_of_seed_1234567_are_the_published_ones():
    # As on Rosetta Code, "Pseudo-random numbers/Splitmix64".
    published = [
        6457827717110365317,
        3203168211198807973,
        9817491932198370423,
        4593380528125082431,
        16408922859458223821,
    ]
    assert splitmix64(1234567, 0, 5).tolist() == published


@given(WORDS, st.integers(0, 50))
def test_values_are_those_of_an_implementation_in_integers(key, count):
    assert splitmix64(key, 0, count).tolist() == splitmix64_of_integers(key, count)


@given(WORDS, st.integers(0, 50), st.integers(0, 20))
def test_value_i_depends_on_i_alone(key, first, count):
    assert (splitmix64(key, first, count) == splitmix64(key, 0, first + count)[first:]).all()


@given(WORDS, st.sampled_from(Purpose), st.integers(0, 30), st.integers(0, 30))
def test_a_stream_goes_on_where_it_ended(seed, purpose, a, b):
    parts, whole = Stream(seed, purpose), Stream(seed, purpose)
    assert [*parts.bits(a), *parts.bits(b)] == list(whole.bits(a + b))


def test_streams_of_different_seeds_purposes_and_parts_share_no_value():
    streams = [Stream(s, p, e) for s in range(20) for p in Purpose for e in range(20)]
    values = np.concatenate([stream.bits(5) for stream in streams])
    assert len(set(values.tolist())) == len(values)


@given(WORDS, st.integers(0, 500))
def test_a_permutation_has_every_row_once(seed, count):
    assert sorted(Stream(seed, Purpose.ORDER).permutation(count)) == list(range(count))


def test_all_orders_of_four_are_about_equally_frequent():
    counts = {}
    for seed in range(4800):
        order = tuple(Stream(seed, Purpose.ORDER).permutation(4).tolist())
        counts[order] = counts.get(order, 0) + 1
    assert len(counts) == 24
    chi_squared = sum((count - 200) ** 2 / 200 for count in counts.values())
    assert chi_squared < 49.7  # 23 degrees of freedom: exceeded by chance once in 1,000


def test_uniform_values_fill_the_unit_interval_evenly():
    values = Stream(3, Purpose.DATA).uniform(100_000)
    assert values.min() >= 0
    assert values.max() < 1
    counts = np.bincount((values * 100).astype(int), minlength=100)
    assert ((counts - 1000) ** 2 / 1000).sum() < 148.2  # 99 degrees of freedom: once in 1,000


def test_normal_values_have_the_moments_of_the_normal_distribution():
    values = Stream(5, Purpose.WEIGHTS).normal(100_000)
    moments = [np.mean(values**k) for k in range(1, 5)]
    # Within four standard errors: the variance of z^k is E z^2k - (E z^k)^2.
    for moment, mean, variance in zip(moments, (0, 1, 0, 3), (1, 2, 15, 96), strict=True):
        assert moment == pytest.approx(mean, abs=4 * np.sqrt(variance / 100_000))

"""PyTorch's chance: the same bits as PyTorch itself, and so are those that come next."""

import math
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.errors import EngineError
from engine.torch import cephes, choices, starts
from engine.torch.fused import fma32, fma64
from engine.torch.generator import Generator
from engine.torch.mersenne import Mersenne
from engine.torch.normal import normal
from engine.torch.shuffling import loader_order, random_split

SEEDS = (37, 0, 1, 42, 2147483647, 2**40 + 5, -3)
DTYPES = (np.float32, np.float64)
SIZES = (0, 1, 2, 3, 15, 16, 17, 31, 100, 1003)


@pytest.mark.parametrize("seed", [0, 1, 37, 2**32 - 1])
def test_the_words_are_those_of_numpys_mersenne_twister(seed):
    own, its = Mersenne(seed), np.random.RandomState(seed)
    for count in (1, 5, 623, 1, 624, 3000, 2):
        expected = np.frombuffer(its.bytes(4 * count), "<u4")
        np.testing.assert_array_equal(own.words(count), expected)


finite = st.floats(allow_nan=False, allow_infinity=False, min_value=-1e30, max_value=1e30)


@given(finite, finite, finite)
@settings(max_examples=300)
def test_fma64_is_the_exact_value_rounded_once(a, b, c):
    exact = Fraction(a) * Fraction(b) + Fraction(c)
    if a * b == 0 or abs(a * b) > 1e-200:  # below, the product's lost half itself is lost
        assert fma64(a, b, c) == float(exact)


@given(*[st.floats(width=32, min_value=-(2.0**50), max_value=2.0**50)] * 3)
@settings(max_examples=300)
def test_fma32_is_the_exact_value_rounded_once(a, b, c):
    exact = Fraction(a) * Fraction(b) + Fraction(c)
    found = fma32(np.float32(a), np.float32(b), np.float32(c))
    if exact == 0 or abs(exact) > 1e-30:
        ends = np.array([-np.inf, np.inf], np.float32)
        near = [found, *np.nextafter(found, ends)]
        distances = [abs(Fraction(float(x)) - exact) for x in near]
        assert distances[0] == min(distances)


def test_cephes_is_within_two_units_in_the_last_place_of_the_truth():
    x = np.linspace(1e-7, 1, 5000, dtype=np.float32)
    truth = np.log(x.astype(np.float64))
    allowed = 2 * np.spacing(np.abs(truth).astype(np.float32)) + 1e-7
    assert (np.abs(cephes.log(x) - truth) <= allowed).all()
    angle = np.linspace(0, 2 * math.pi, 5000, dtype=np.float32)
    sine, cosine = cephes.sine_and_cosine(angle)
    np.testing.assert_allclose(sine, np.sin(angle.astype(np.float64)), atol=2e-7)
    np.testing.assert_allclose(cosine, np.cos(angle.astype(np.float64)), atol=2e-7)


def check(ours, theirs, seeds=SEEDS):
    """Both draw, and then both draw a whole number: nothing may have been drawn beside."""
    torch = pytest.importorskip("torch")
    for seed in seeds:
        g = Generator(seed)
        torch.manual_seed(seed)
        mine, its = ours(g), theirs(torch)
        if not isinstance(mine, list):
            mine, its = [mine], [its]
        for a, b in zip(mine, its, strict=True):
            b = b.detach().numpy() if hasattr(b, "detach") else np.asarray(b)
            assert np.asarray(a).dtype == b.dtype
            np.testing.assert_array_equal(a, b, strict=True)
            assert np.asarray(a).tobytes() == np.ascontiguousarray(b).tobytes()
        assert g.randint(0, 1000003, 1)[0] == torch.randint(0, 1000003, (1,)).item()


def kind(torch, dtype):
    return {np.float32: torch.float32, np.float64: torch.float64}[dtype]


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", SIZES)
def test_uniform_numbers_are_pytorchs(n, dtype):
    check(lambda g: g.uniform(n, dtype=dtype), lambda t: t.rand(n, dtype=kind(t, dtype)))
    for low, high in ((-0.3, 0.7), (0.0, 1e-3), (5.0, 5.0), (-1e6, 3.0)):
        check(
            lambda g, a=low, b=high: g.uniform(n, a, b, dtype),
            lambda t, a=low, b=high: t.empty(n, dtype=kind(t, dtype)).uniform_(a, b),
        )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("n", SIZES)
def test_normal_numbers_are_pytorchs(n, dtype):
    check(lambda g: normal(g, n, dtype=dtype), lambda t: t.randn(n, dtype=kind(t, dtype)))
    for mean, std in ((2.0, 0.3), (-1.5, 10.0), (0.0, 0.02), (3.0, 0.0)):
        check(
            lambda g, m=mean, s=std: normal(g, n, m, s, dtype),
            lambda t, m=mean, s=std: t.empty(n, dtype=kind(t, dtype)).normal_(m, s),
        )


@pytest.mark.parametrize("dtype", DTYPES)
def test_the_second_normal_number_of_a_pair_waits_for_the_next_call(dtype):
    check(
        lambda g: [normal(g, n, dtype=dtype) for n in (3, 20, 4, 1)],
        lambda t: [t.randn(n, dtype=kind(t, dtype)) for n in (3, 20, 4, 1)],
    )


def test_a_new_seed_forgets_the_number_that_waits():
    g = Generator(1)
    normal(g, 1)
    g.manual_seed(2)
    np.testing.assert_array_equal(normal(g, 3), normal(Generator(2), 3))


@pytest.mark.parametrize(("low", "high"), [(0, 10), (-5, 3), (0, 32033), (-5, 2**40), (0, 2**32),
                                           (0, 1)])  # fmt: skip
def test_whole_numbers_are_pytorchs(low, high):
    check(lambda g: g.randint(low, high, 33), lambda t: t.randint(low, high, (33,)))


@pytest.mark.parametrize("n", [0, 1, 2, 10, 1000, 70000])
def test_orders_are_pytorchs(n):
    check(lambda g: g.randperm(n), lambda t: t.randperm(n), SEEDS[:3])


@pytest.mark.parametrize("dtype", DTYPES)
def test_bernoulli_dropout_and_exponential_are_pytorchs(dtype):
    p = np.linspace(0, 1, 300).astype(dtype)
    check(
        lambda g: choices.bernoulli_of(g, p).astype(dtype),
        lambda t: t.bernoulli(t.from_numpy(p)),
    )
    check(
        lambda g: choices.bernoulli(g, 300, 0.3).astype(dtype),
        lambda t: t.empty(300, dtype=kind(t, dtype)).bernoulli_(0.3),
    )
    for chance in (0.0, 0.3, 0.5, 1.0):
        x = np.linspace(-1, 2, 600).astype(dtype).reshape(20, 30)
        check(
            lambda g, x=x, c=chance: choices.dropout(g, x, c),
            lambda t, x=x, c=chance: t.nn.functional.dropout(t.from_numpy(x), c),
        )
    for rate in (1.0, 2.5):
        check(
            lambda g, r=rate: choices.exponential(g, 1000, r, dtype),
            lambda t, r=rate: t.empty(1000, dtype=kind(t, dtype)).exponential_(r),
        )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize(("count", "replacement"), [(1, True), (1, False), (20, True), (5, False)])
@pytest.mark.parametrize("rows", [(), (4,)])
def test_multinomial_is_pytorchs(dtype, count, replacement, rows):
    p = (np.arange(27 * math.prod(rows)).reshape(*rows, 27) % 7 + 1).astype(dtype)
    check(
        lambda g: [choices.multinomial(g, p, count, replacement) for _ in range(5)],
        lambda t: [t.multinomial(t.from_numpy(p), count, replacement) for _ in range(5)],
    )


LAYERS = {
    "Linear(2, 4)": (lambda g, d: list(starts.linear(g, 2, 4, dtype=d)),
                     lambda nn, d: nn.Linear(2, 4, dtype=d)),
    "Linear(8, 1) without a bias": (lambda g, d: [starts.linear(g, 8, 1, False, d)[0]],
                                    lambda nn, d: nn.Linear(8, 1, bias=False, dtype=d)),
    "Sequential 2-8-8-1": (
        lambda g, d: [p for a, b in ((2, 8), (8, 8), (8, 1))
                      for p in starts.linear(g, a, b, dtype=d)],
        lambda nn, d: nn.Sequential(nn.Linear(2, 8, dtype=d), nn.ReLU(), nn.Linear(8, 8, dtype=d),
                                    nn.ReLU(), nn.Linear(8, 1, dtype=d))),
    "Conv2d(1, 8, 3)": (lambda g, d: list(starts.layer(g, (8, 1, 3, 3), dtype=d)),
                        lambda nn, d: nn.Conv2d(1, 8, 3, dtype=d)),
    "Conv1d(4, 6, 3, groups=2)": (lambda g, d: list(starts.layer(g, (6, 2, 3), dtype=d)),
                                  lambda nn, d: nn.Conv1d(4, 6, 3, groups=2, dtype=d)),
    "RNN(3, 5)": (lambda g, d: starts.recurrent(g, 3, 5, 1, d),
                  lambda nn, d: nn.RNN(3, 5, dtype=d)),
    "GRU(3, 5)": (lambda g, d: starts.recurrent(g, 3, 5, 3, d),
                  lambda nn, d: nn.GRU(3, 5, dtype=d)),
    "LSTM(3, 5)": (lambda g, d: starts.recurrent(g, 3, 5, 4, d),
                   lambda nn, d: nn.LSTM(3, 5, dtype=d)),
    "Embedding(27, 10)": (lambda g, d: [starts.embedding(g, 27, 10, d)],
                          lambda nn, d: nn.Embedding(27, 10, dtype=d)),
}  # fmt: skip


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", LAYERS)
def test_layers_start_as_pytorchs(name, dtype):
    ours, theirs = LAYERS[name]
    check(
        lambda g: ours(g, dtype),
        lambda t: list(theirs(t.nn, kind(t, dtype)).parameters()),
    )


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("shape", [(4, 2), (64, 32), (8, 3, 3, 3)])
@pytest.mark.parametrize("name", ["kaiming_normal", "xavier_uniform", "xavier_normal"])
def test_nn_inits_are_pytorchs(name, shape, dtype):
    check(
        lambda g: getattr(starts, name)(g, shape, dtype=dtype),
        lambda t: getattr(t.nn.init, f"{name}_")(t.empty(shape, dtype=kind(t, dtype))),
    )


@pytest.mark.parametrize("own", [False, True])
def test_three_epochs_of_a_loader_have_pytorchs_order(own):
    def ours(g):
        generator = Generator(7) if own else None
        return np.array([loader_order(g, 25, generator) for _ in range(3)])

    def theirs(torch):
        generator = torch.Generator().manual_seed(7) if own else None
        data = torch.utils.data.TensorDataset(torch.arange(25))
        loader = torch.utils.data.DataLoader(data, 4, shuffle=True, generator=generator)
        return np.array([torch.cat([batch[0] for batch in loader]).tolist() for _ in range(3)])

    check(ours, theirs)


def test_random_split_is_pytorchs():
    def theirs(torch):
        parts = torch.utils.data.random_split(range(25), [15, 10])
        return [np.array(part.indices) for part in parts]

    check(lambda g: random_split(g, [15, 10]), theirs)


def test_what_cannot_be_drawn_is_refused_with_the_value():
    g = Generator(0)
    for call, words in [
        (lambda: g.uniform(3, 1.0, 0.0), "from=1.0 > to=0.0"),
        (lambda: g.randint(5, 5, 1), "from=5 >= to=5"),
        (lambda: normal(g, 3, std=-1.0), "std -1.0"),
        (lambda: choices.bernoulli(g, 3, 1.5), "p=1.5"),
        (lambda: choices.dropout(g, np.ones(3), -0.1), "-0.1"),
        (lambda: choices.multinomial(g, np.ones(3), 4), "without replacement"),
        (lambda: choices.multinomial(g, np.array([1.0, -1.0]), 1), "element < 0"),
        (lambda: choices.multinomial(g, np.zeros(3), 1), "sum of probabilities"),
        (lambda: g.manual_seed(2**64), "2^64 - 1"),
    ]:
        with pytest.raises(EngineError) as caught:
            call()
        assert words in str(caught.value)
    before = normal(Generator(0), 3)
    np.testing.assert_array_equal(normal(g.manual_seed(0), 3), before)

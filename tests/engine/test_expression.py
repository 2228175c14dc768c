"""Expression trees: the value is what the factors give, and every notation says the same."""

import math
import random
from xml.etree import ElementTree

import pytest

from engine.expression import (
    Derivative,
    Expression,
    Number,
    Symbol,
    Total,
    absolute,
    exp,
    log1p,
    maximum,
    shown,
    sign,
    sqrt,
    where,
)
from tests.engine.mathml_reader import numbers_of, value_of

W = Number(-0.31234, Symbol("w", "12", "(1)"), "weight:1.0.1")
X = Number(2.0, Symbol("x", "1"), "neuron:0.0", "activation:0.0")


def random_tree(chance: random.Random, depth: int) -> Expression:
    """A tree over every kind of node, safe to evaluate: roots and quotients of what is > 0."""
    if depth == 0:
        value = chance.choice([0.0, 1.0, -2.0, 1e-7, chance.gauss(0, 1), chance.gauss(0, 1)])
        return Number(value, Symbol("v", str(chance.randint(1, 9)), chance.choice(["", "(2)"])))
    a, b = random_tree(chance, depth - 1), random_tree(chance, depth - 1)
    return chance.choice([
        lambda: a + b, lambda: a - b, lambda: a * b, lambda: a / (absolute(b) + 1), lambda: -a,
        lambda: a**2, lambda: 2 * a, lambda: 1 - a, lambda: maximum(a, b), lambda: where(a, b, -b),
        lambda: sqrt(a**2 + 1e-8), lambda: a * (b + a) - (b - a), lambda: sign(a) * b,
        lambda: log1p(exp(-absolute(a))), lambda: Total(a, [a, b, -a]) / 3, lambda: b + (a - b),
        lambda: 1 / (1 + exp(-a)), lambda: -a * b, lambda: a * (b / (a**2 + 1)), lambda: a * -b,
    ])()  # fmt: skip


TREES = [random_tree(random.Random(seed), 1 + seed % 4) for seed in range(400)]


def test_a_reader_of_the_mathml_finds_the_value_of_the_tree():
    for tree in TREES:
        seen = value_of(tree.mathml(numbers=True))
        assert seen == pytest.approx(tree.value, rel=1e-9, abs=1e-12), tree.text(numbers=True)


def test_text_latex_and_mathml_put_parentheses_in_the_same_places():
    # Fractions and roots are drawn in two of the three, so trees without them are compared.
    flat = (W - X) * (X - W) ** 2 - (W * -X + (X - (W - X)))
    text = flat.text(numbers=True).replace(" ", "").replace("²", "^{2}")
    latex = flat.latex(numbers=True).replace(r"\left", "").replace(r"\right", "")
    assert latex.replace(r"\times", "×").replace("-", "−").replace(" ", "") == text


def test_symbols_and_numbers_are_two_forms_of_one_tree():
    tree = W * X + 0.5
    assert tree.text() == "w₁₂⁽¹⁾·x₁ + 0.5"
    assert tree.text(numbers=True) == "−0.3123 × 2 + 0.5"
    assert tree.value == -0.31234 * 2.0 + 0.5


def test_latex_of_symbols_and_numbers():
    tree = Number(0.5, Derivative(Symbol("L"), W.symbol)) / sqrt(X) + Number(1e-8, Symbol("ε"))
    assert tree.latex() == (
        r"\frac{\frac{\partial L}{\partial w_{12}^{(1)}}}{\sqrt{x_{1}}} + \epsilon"
    )
    assert tree.latex(numbers=True) == r"\frac{0.5}{\sqrt{2}} + 1 \times 10^{-8}"


def test_braces_and_delimiters_balance_in_latex():
    for tree in TREES:
        for numbers in (False, True):
            latex = tree.latex(numbers)
            assert latex.count("{") == latex.count("}"), latex
            assert latex.count(r"\left") == latex.count(r"\right"), latex


def test_mathml_is_xml_and_carries_every_number_in_full():
    for tree in TREES:
        ElementTree.fromstring(tree.mathml())
        for number, text in numbers_of(tree.mathml(numbers=True)):
            assert text == shown(number)
    assert numbers_of((W * X).mathml(numbers=True))[0][0] == W.number


def test_mathml_says_which_part_of_the_network_a_number_or_a_symbol_is():
    for numbers in (False, True):
        root = ElementTree.fromstring((W * X).mathml(numbers))
        assert [node.attrib["data-ref"] for node in root.iter() if "data-ref" in node.attrib] == [
            "weight:1.0.1",
            "neuron:0.0",
        ]
    assert 'data-quantity="activation:0.0"' in X.mathml(numbers=True)


def test_mathml_escapes_what_it_is_given():
    hostile = Number(1.0, Symbol("<b>", '"&'), '"><script>')
    for numbers in (False, True):
        root = ElementTree.fromstring(hostile.mathml(numbers))
        assert {node.tag for node in root.iter()} <= {"math", "msub", "mi", "mtext", "mn"}


@pytest.mark.parametrize(
    ("number", "text"),
    [(0.31, "0.31"), (0.3100001, "0.3100"), (1.0, "1"), (-0.0, "0"), (-2.5, "−2.5"),
     (12345.6, "1.235e4"), (1234.4, "1234"), (1e-8, "1e−8"), (0.00001234567, "1.235e−5"),
     (math.nan, "NaN"), (-math.inf, "−∞"), (99999.0, "1.000e5"), (2 / 3, "0.6667")],
)  # fmt: skip
def test_numbers_are_shown_to_four_digits_and_trailing_zeros_mean_rounded(number, text):
    assert shown(number) == text


def test_what_is_shown_is_the_number_rounded_to_four_significant_digits():
    chance = random.Random(4)
    for _ in range(500):
        number = chance.gauss(0, 1) * 10 ** chance.randint(-12, 12)
        read = float(shown(number).replace("−", "-"))
        assert abs(read - number) <= 0.5001 * 10 ** (math.floor(math.log10(abs(number))) - 3)


def test_a_sum_over_many_samples_writes_some_terms_and_adds_all():
    total = Total(X, [Number(float(i)) for i in range(1, 101)])
    assert total.value == 5050
    assert total.text(numbers=True) == "1 + 2 + 3 + 4 + 5 + 6 + … + 100"
    assert 'data-terms="100"' in total.mathml(numbers=True)
    assert total.text() == "Σₛ x₁"


def test_extreme_numbers_overflow_to_infinity_like_float64_instead_of_raising():
    assert (1 / (1 + exp(Number(1000.0)))).value == 0
    assert (Number(1e200) ** 2).value == math.inf
    assert log1p(exp(Number(-50.0))).value == pytest.approx(math.exp(-50), rel=1e-15)


def test_a_tree_cannot_be_changed():
    tree = W * X
    with pytest.raises(AttributeError):
        tree.parts = ()
    with pytest.raises(AttributeError):
        W.number = 1.0


def test_repr_shows_formula_and_value():
    assert repr(W * X) == "<Product w₁₂⁽¹⁾·x₁ = −0.6247>"
    assert repr(W) == "<Number w₁₂⁽¹⁾ = -0.31234, weight:1.0.1>"

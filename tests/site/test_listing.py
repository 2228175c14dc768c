"""The listing: each part of the module has the formula that its instructions compute."""

import re

import pytest
from ui.figures import first_paint
from ui.lab import Lab

from engine import Spec


@pytest.mark.parametrize(("batch", "divides"), [("1", False), ("4", True), ("all", True)])
def test_the_output_s_delta_is_divided_by_the_rows_where_the_module_divides(
    batch: str, divides: bool
) -> None:
    lab = Lab("xor", Spec.parse(f"layers=2-2-1&act=relu&data=xor&batch={batch}&loss=bce"))
    rows = re.findall(r"<li.*?</li>", first_paint(lab, "listing"), re.DOTALL)
    (delta,) = (row for row in rows if "δ of ŷ" in row)
    assert ("(ŷ − y) / rows" in delta) == divides
    shares = "\n".join(rows[: rows.index(delta) + 1])
    assert (re.search(r"^\s*f64\.div$", shares, re.MULTILINE) is not None) == divides


def formulas(text: str) -> str:
    page = first_paint(Lab("fast", Spec.parse(f"layers=2-2-1&act=relu&data=xor&{text}")), "listing")
    return "\n".join(re.findall(r'<span class="formula"[^>]*>(.*?)</span>', page))


@pytest.mark.parametrize(("text", "slope"), [
    ("loss=bce", "binary cross-entropy: (ŷ − y) / rows"),
    ("loss=mse", "mean squared error: 2·(ŷ − y)·(ŷ·(1 − ŷ)) / rows"),
    ("loss=mse&out=identity", "mean squared error: 2·(ŷ − y) / rows"),
    ("loss=mse&out=identity&batch=1", "mean squared error: 2·(ŷ − y)\n"),
    ("loss=bce&penalty=0.1",
     "binary cross-entropy: (ŷ − y + penalty·(4·(1 − 2·ŷ))·(ŷ·(1 − ŷ))) / rows"),
])
def test_the_output_s_delta_is_that_of_the_loss_and_the_output(text: str, slope: str) -> None:
    assert slope in formulas(f"batch=all&{text}" if "batch" not in text else text)


@pytest.mark.parametrize(("text", "rule"), [
    ("opt=sgd", "SGD, for two parameters at a time: w ← w − η·(∂L/∂w)"),
    ("opt=momentum", "v ← μ·v + (∂L/∂w); w ← w − η·v"),
    ("opt=rmsprop", "w ← w − η·(∂L/∂w) / (√s + ε)"),
    ("opt=adam", "w ← w − η·m̂ / (√v̂ + ε)"),
    ("opt=adamw&l2=0.1", "w ← w − η·λ₂·w − η·m̂ / (√v̂ + ε). Biases are without λ."),
    ("opt=sgd&l1=0.1", "g = (∂L/∂w) + λ₁·sign(w); w ← w − η·g. Biases are without λ."),
])
def test_the_step_is_the_optimizer_s(text: str, rule: str) -> None:
    assert rule in formulas(text)

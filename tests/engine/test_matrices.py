"""The matrix form: lines of numpy are executed, formulas computed; both are the engine's."""

import math
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, Spec, explain, matrix_form
from tests.engine.mathml_reader import numbers_of
from tests.engine.matrix_algebra import array, check_matrices
from tests.engine.specs import specs

pytestmark = pytest.mark.usefixtures("engine")

SMALL = {"max_hidden": 3, "max_width": 4, "max_samples": 60, "learning_rate": st.floats(1e-3, 0.5)}


@settings(max_examples=100)
@given(spec=specs(**SMALL), rows=st.sampled_from(["next", "all", 3]))
def test_formulas_and_lines_of_numpy_give_the_engines_matrices(spec, rows):
    run = Run(spec)
    run.step(2)
    assume(not run.diverged)
    check_matrices(run, rows)


def test_the_gradients_are_those_of_the_explanation():
    run = Run(Spec.parse("layers=2-3-2-1&batch=7&penalty=0.1"))
    gradients = [step for step in matrix_form(run) if step.code.startswith("g")]
    flat = np.concatenate([array(step.result).ravel() for step in gradients])
    explanation = explain(run)
    keys = explanation.sections["Gradients"]
    assert flat.tolist() == [explanation[key].value for key in keys]


def test_every_number_of_a_matrix_says_what_it_is():
    steps = {step.code.partition(" ")[0]: step for step in matrix_form(Run(Spec()), 5)}
    references = [number.reference for number in steps["z1"].expression.parts[0].parts[1].rows[1]]
    assert references == [f"weight:1.1.{target}" for target in range(4)]
    assert steps["gW2"].result.rows[0][3].reference == "weight:2.3.0"
    assert steps["gb1"].result.rows[0][3].reference == "bias:1.3"
    assert steps["d1"].result.rows[0][2].reference == "neuron:1.2"


def test_text_of_a_layer():
    run = Run(Spec.parse("layers=2-1&data=xor").replace(initialization="given", given=(1, -2, 0.5)))
    assert matrix_form(run, 3)[0].text() == (
        "Z⁽¹⁾ = X W⁽¹⁾ᵀ + b⁽¹⁾ = [1, 1] [1; −2] + [0.5] = [−0.5]"
    )


def test_mathml_is_xml_and_latex_balances():
    for step in matrix_form(Run(Spec.parse("loss=mse&penalty=0.2")), "all"):
        assert ElementTree.fromstring(step.mathml()).tag == "math"
        assert all(math.isfinite(number) for number, _ in numbers_of(step.mathml()))
        latex = step.latex()
        assert latex.count("{") == latex.count("}")
        assert latex.count(r"\begin{bmatrix}") == latex.count(r"\end{bmatrix}") > 0


def test_of_many_samples_the_first_and_the_last_are_written():
    z1 = matrix_form(Run(Spec()), "all")[0]
    assert len(z1.result.rows) == 100
    assert z1.latex().count(r"\cdots") == 2 + 4  # a row of X and one of Z


def test_what_is_not_there_is_named():
    with pytest.raises(EngineError, match="sample=100 must be from 0 to 99"):
        matrix_form(Run(Spec()), 100)

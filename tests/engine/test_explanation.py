"""Explanations: each number is the engine's, follows from the factors shown, and comes true."""

import re
import subprocess
import sys
from collections import Counter
from xml.etree import ElementTree

import numpy as np
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, Spec, explain
from engine.expression import Total
from engine.expression.nodes import Expression, Negation, Operation, Product, Quotient, Sum
from engine.optimizers import OPTIMIZERS
from tests.engine.mathml_reader import value_of
from tests.engine.specs import specs

SMALL = {"max_hidden": 3, "max_width": 4, "max_samples": 60, "learning_rate": st.floats(1e-3, 0.5)}
ROUNDING = 1e-14  # in units of the largest magnitude that a sum goes through
EXTRAS = {
    "plain": {},
    "L1": {"l1": 0.01},
    "L2": {"l2": 0.02},
    "all": {"l1": 0.01, "l2": 0.02, "penalty": 0.2},
}
XOR = "layers=2-2-1&act=relu&data=xor&batch=all&seed=3"


def with_steps(explanation):
    """All quantities, those on the way to others too."""
    for quantity in explanation:
        yield from quantity.steps
        yield quantity


def leaves(tree: Expression):
    if isinstance(tree, Operation):
        for part in tree.parts:
            yield from leaves(part)
    else:
        yield tree


def magnitude(tree: Expression) -> float:
    """How large the numbers are that the value is made of: what its rounding is measured by."""
    if isinstance(tree, Sum | Total):
        return sum(map(magnitude, tree.parts))
    if isinstance(tree, Product):
        return float(np.prod([magnitude(part) for part in tree.parts]))
    if isinstance(tree, Negation):
        return magnitude(tree.parts[0])
    if isinstance(tree, Quotient):
        return magnitude(tree.parts[0]) / abs(tree.parts[1].value)
    return abs(tree.value)


def trained(spec: Spec, updates: int) -> Run:
    run = Run(spec)
    run.step(updates)
    return run


def drawn(spec: Spec, updates: int) -> Run:
    run = trained(spec, updates)
    assume(not run.diverged)
    return run


def check_trees(explanation, what, allowed, deviation):
    for quantity in with_steps(explanation):
        scale = max(magnitude(quantity.expression), abs(quantity.value)) or 1.0
        off = abs(quantity.expression.value - quantity.value) / scale
        deviation(f"explanations: {what} from the factors shown", off, allowed)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(**SMALL), updates=st.integers(0, 3))
def test_every_number_of_a_sample_follows_from_the_factors_shown(spec, updates, deviation):
    check_trees(explain(drawn(spec, updates), 3), "a sample", ROUNDING, deviation)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(**SMALL), rows=st.sampled_from(["next", "all"]))
def test_every_number_of_a_batch_follows_from_those_of_its_samples(spec, rows, deviation):
    # A matrix product rounds a row of a batch otherwise than the row alone, and p - y shows it.
    check_trees(explain(drawn(spec, 2), rows), "a batch", 1e-12, deviation)


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=specs(**SMALL), updates=st.integers(0, 3))
def test_a_reader_of_the_page_computes_the_same_numbers(spec, updates, deviation):
    for quantity in with_steps(explain(drawn(spec, updates), 3)):
        seen = value_of(quantity.expression.mathml(numbers=True))
        scale = max(magnitude(quantity.expression), abs(quantity.value), 1e-300)
        off = abs(seen - quantity.value) / scale
        deviation("explanations: numbers read off the MathML", off, 1e-13)


@settings(max_examples=100)
@given(spec=specs(**SMALL), updates=st.integers(0, 3))
def test_a_number_is_the_same_wherever_it_is_shown(spec, updates):
    run = drawn(spec, updates)
    explanation = explain(run, 3)
    known = {quantity.key: quantity for quantity in explanation}
    for quantity in with_steps(explanation):
        for leaf in leaves(quantity.expression):
            if leaf.quantity in known:
                assert leaf.value == known[leaf.quantity].value
            if getattr(leaf.symbol, "letter", "") == "w":
                layer, source, target = map(int, leaf.reference[len("weight:") :].split("."))
                assert leaf.value == run.weights[layer - 1][target, source]


@settings(max_examples=100)
@given(spec=specs(**SMALL), updates=st.integers(0, 3))
def test_gradients_are_the_runs(spec, updates):
    run = drawn(spec, updates)
    for rows, flat in ((3, run.sample_gradient(3)), ("all", run.batch_gradient())):
        explanation = explain(run, rows)
        found = [explanation[key].value for key in explanation.sections["Gradients"]]
        assert found == flat.tolist()


def test_the_loss_of_the_training_set_is_the_runs():
    run = trained(Spec(penalty=0.2), 30)
    assert explain(run, "all")["loss"].value == run.loss


def assert_came_true(foretold, run):
    """To the bit by numpy, which is what explains; up to rounding by the kernel."""
    if run.engine == "numpy":
        assert foretold == run.parameters.tolist()
    else:
        assert foretold == pytest.approx(run.parameters, rel=1e-12, abs=1e-12)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("extras", EXTRAS)
@pytest.mark.parametrize("batch", [1, 7, "all"])
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_the_update_explained_is_what_step_then_does(optimizer, batch, extras):
    spec = Spec(optimizer=optimizer, batch=batch, samples=50, learning_rate=0.05, **EXTRAS[extras])
    run = Run(spec)
    for updates in (0, 1, 6, 3):  # 7 to a batch: the last of an epoch has one row
        run.step(updates)
        explanation = explain(run)
        foretold = [explanation[key].value for key in explanation.sections["Update"]]
        run.step()
        assert_came_true(foretold, run)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("optimizer", OPTIMIZERS)
def test_with_batch_1_in_sequential_order_the_samples_update_is_the_runs(optimizer):
    run = Run(Spec(order="sequential", optimizer=optimizer, samples=50, **EXTRAS["all"]))
    for sample in range(5):
        explanation = explain(run, sample)
        foretold = [explanation[key].value for key in explanation.sections["Update"]]
        assert "training makes next" in explanation.title
        run.step()
        assert_came_true(foretold, run)


@pytest.mark.usefixtures("engine")
def test_the_update_follows_changes_in_mid_run():
    run = trained(Spec(optimizer="adam"), 20)
    run.change(learning_rate=0.5, l2=0.1)
    run.set_weight(1, 0, 0, 2.5)
    explanation = explain(run)
    foretold = [explanation[key].value for key in explanation.sections["Update"]]
    run.step()
    assert_came_true(foretold, run)
    assert explanation["weight_update:1.0.0"].expression.parts[0].value == 2.5


@pytest.mark.usefixtures("engine")
def test_the_next_batch_is_the_one_that_training_takes():
    run = Run(Spec(batch=7, samples=50))
    rows = []
    for _ in range(run.updates_per_epoch):
        rows += explain(run).samples
        run.step()
    assert rows == run.order(0).tolist()
    assert Counter(rows) == Counter(range(50))


@pytest.mark.usefixtures("engine")
def test_an_explanation_keeps_to_the_weights_of_its_time():
    run = trained(Spec.parse(XOR + "&opt=adam"), 5)
    before, text = explain(run, 2), explain(run, 2).text()
    run.step(5)
    run.change(learning_rate=1.0)
    assert before.text() == text
    assert explain(run, 2).text() != text


@pytest.mark.parametrize(
    "spec", [XOR, XOR + "&loss=mse&penalty=0.3&opt=adam", XOR + "&out=identity&loss=mse"]
)
def test_parts_of_the_network_and_keys_are_named_as_a_page_names_them(spec):
    run = trained(Spec.parse(spec), 3)
    for rows in (2, "all"):
        explanation = explain(run, rows)
        root = ElementTree.fromstring(explanation.mathml())
        references = {node.attrib["data-ref"] for node in root.iter() if "data-ref" in node.attrib}
        weights = {f"weight:{name.split()[1]}" for name in run.network.names() if "w" in name}
        biases = {f"bias:{name.split()[1]}" for name in run.network.names() if "b" in name}
        assert weights | biases <= references
        assert references <= weights | biases | {"target"} | {
            f"neuron:{layer}.{i}" for layer, n in enumerate(run.network.layers) for i in range(n)
        }
        quantities = {n.attrib["data-quantity"] for n in root.iter() if "data-quantity" in n.attrib}
        assert quantities == {quantity.key for quantity in with_steps(explanation)}
        assert all(explanation[key].key == key for key in quantities)


def test_all_of_it_is_mathml_and_latex_that_balances():
    decayed = {"activations": ("gelu",), "optimizer": "adamw", "l1": 0.1, "l2": 0.1}
    for changes in ({}, decayed, {"layers": (2, 1), "activations": (), "loss": "mse"}):
        explanation = explain(trained(Spec.parse(XOR).replace(**changes), 3), 1)
        root = ElementTree.fromstring(explanation.mathml())
        assert root.tag == "math"
        assert len(root.findall("mtable/mtr")) == len(list(with_steps(explanation)))
        latex = explanation.latex()
        assert latex.count("{") == latex.count("}")
        relations = latex.count(" & = ") + latex.count(r" & \leftarrow ")
        assert relations == len(list(with_steps(explanation)))
        for quantity in explanation:
            assert "".join(quantity.mathml_lines()).count("<math") == len(quantity.mathml_lines())


def text_of(spec: str, key: str, given: tuple[float, ...] = (0.5, -0.25, 0.1)) -> str:
    """A number of sample 2 of XOR, x = (1, 0) and y = 1."""
    spec = Spec.parse(f"layers=2-1&data=xor&batch=all&lr=0.5&{spec}")
    return explain(Run(spec.replace(initialization="given", given=given)), 2)[key].text()


def test_text_of_a_pre_activation():
    assert text_of("", "pre_activation:1.0") == (
        "z₁⁽¹⁾ = w₁₁⁽¹⁾·x₁ + w₂₁⁽¹⁾·x₂ + b₁⁽¹⁾ = 0.5 × 1 + (−0.25) × 0 + 0.1 = 0.6"
    )


def test_text_of_the_delta_of_bce_is_a_symbolic_chain_and_then_p_minus_y():
    assert text_of("", "delta:1.0").splitlines() == [
        "δ₁⁽¹⁾ = ∂L/∂z₁⁽¹⁾ = ∂L/∂p·∂p/∂z₁⁽¹⁾ = ((1 − y) / (1 − p) − y / p)·(p·(1 − p))"
        " = p − y = 0.6457 − 1 = −0.3543",
        "    (the factors of the chain rule cancel; put in, the numbers could overflow)",
    ]


def test_the_delta_of_mse_has_the_2_over_n_that_the_paper_leaves_out_and_says_so():
    assert text_of("loss=mse", "delta:1.0") == (
        "δ₁⁽¹⁾ = ∂L/∂z₁⁽¹⁾ = ∂L/∂p·∂p/∂z₁⁽¹⁾ = −0.7087 × 0.2288 = −0.1621"
    )
    first, note = text_of("loss=mse", "activation_gradient:1.0").splitlines()
    assert first == "∂L/∂p = (2 / n)·(p − y) = (2 / 1) × (0.6457 − 1) = −0.7087"
    assert "equation 8 of arXiv:2602.09847 leaves 2/n out" in note
    batch = explain(Run(Spec.parse("loss=mse&batch=all")))
    assert "mean over a batch brings its 1/n" in batch["loss"].text()


def test_text_of_an_update_by_adamw_with_decoupled_decay():
    assert text_of("opt=adamw&l2=0.1", "weight_update:1.0.0").splitlines() == [
        "m ← β₁·m + (1 − β₁)·∂L/∂w₁₁⁽¹⁾ = 0.9 × 0 + (1 − 0.9) × (−0.3543) = −0.03543",
        "v ← β₂·v + (1 − β₂)·(∂L/∂w₁₁⁽¹⁾)² = 0.999 × 0 + (1 − 0.999) × (−0.3543)² = 0.0001256",
        "m̂ = m / (1 − β₁ᵗ) = −0.03543 / (1 − 0.9¹) = −0.3543",
        "v̂ = v / (1 − β₂ᵗ) = 0.0001256 / (1 − 0.999¹) = 0.1256",
        "w₁₁⁽¹⁾ ← w₁₁⁽¹⁾ − η·λ₂·w₁₁⁽¹⁾ − η·m̂ / (√v̂ + ε)"
        " = 0.5 − 0.5 × 0.1 × 0.5 − 0.5 × (−0.3543) / (√0.1256 + 1e−8) = 0.9750",
    ]


def test_text_of_a_gradient_of_a_batch_is_the_mean_of_its_samples():
    run = trained(Spec.parse(XOR), 3)
    text = explain(run)["bias_gradient:2.0"].text()
    assert text.startswith("∂L/∂b₁⁽²⁾ = (Σₛ ∂Lₛ/∂b₁⁽²⁾) / n = (")
    assert text.endswith(f") / 4 = {explain(run)['bias_gradient:2.0'].result.text(numbers=True)}")


def test_derived_inputs_are_explained_too():
    run = Run(Spec(layers=(3, 1), activations=(), features=("x1", "x2", "x1*x2")))
    x1, x2 = run.data.train.points[4]
    quantity = explain(run, 4)["activation:0.2"]
    assert quantity.value == x1 * x2
    assert quantity.text().startswith("a₃⁽⁰⁾ = x₁·x₂ = ")
    assert "activation:0.0" not in explain(run, 4).sections["Forward pass"]


@pytest.mark.parametrize(("bias", "target"), [(1000.0, 1), (1000.0, 0), (-1000.0, 1)])
def test_a_saturated_sigmoid_is_explained_without_overflow(bias, target):
    spec = Spec.parse("layers=2-1&data=xor&penalty=0.2").replace(
        initialization="given", given=(0.0, 0.0, bias)
    )
    explanation = explain(Run(spec), 1 if target else 0)
    p = float(bias > 0)
    assert explanation["activation:1.0"].expression.value == p
    assert explanation["delta:1.0"].expression.value == p - target
    assert explanation["loss"].value == (0.0 if p == target else 1000.0)
    assert all(np.isfinite(q.expression.value) for q in with_steps(explanation))


@pytest.mark.parametrize("sample", [-1, 4, 1.5, True, "first", None, [0, 1]])
def test_a_sample_that_is_not_there_is_named_with_what_would_be_right(sample):
    run = Run(Spec.parse(XOR))
    with pytest.raises(EngineError, match=re.escape(f"sample={sample!r}")) as error:
        explain(run, sample)
    assert re.search(r"from 0 to 3|whole number", str(error.value))


def test_numpys_integers_are_samples():
    run = Run(Spec.parse(XOR))
    assert explain(run, np.int64(2)).text() == explain(run, 2).text()


@pytest.mark.parametrize("updates", [1, 2])
def test_a_diverged_run_is_not_explained(updates):
    run = Run(Spec.parse("data=plane&out=identity&loss=mse&lr=10&batch=all&act=identity"))
    run.train(2000)
    assert run.diverged
    with pytest.raises(EngineError, match=f"diverged at update {run.update}.*seek back"):
        explain(run, updates)


@pytest.mark.parametrize(
    ("key", "right"),
    [
        ("delta:3.0", "delta goes from 'delta:2.0' to 'delta:1.1'"),
        ("weight_update:1.2.0", "weight_update goes from 'weight_update:1.0.0'"),
        ("gradient", "what there is: activation, activation_derivative, "),
        (7, "what there is: activation"),
        ("weight_update:1.0.0:m", "the steps of 'weight_update:1.0.0': none"),
        ("activation:0.0", "activation goes from 'activation:1.0'"),
    ],
)
def test_a_key_that_is_not_there_is_named_with_those_there_are(key, right):
    with pytest.raises(EngineError) as error:
        explain(Run(Spec.parse(XOR)), 0)[key]
    assert repr(key) in str(error.value)
    assert right in str(error.value)


def test_starting_the_engine_does_not_import_explanations():
    code = "import engine, sys; sys.exit('engine.explanation' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0

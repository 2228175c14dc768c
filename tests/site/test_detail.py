"""The detail: what is pointed at in the network, with its numbers in full."""

import pytest
from ui.lab import Lab
from ui.panels.inspector import detail

from engine import Spec


@pytest.fixture
def lab() -> Lab:
    lab = Lab("xor", Spec.parse("layers=2-4-1&data=noisy-xor&n=50&seed=24"))
    lab.run.train(3)
    return lab


def number(text: str) -> float:
    return float(text.replace("−", "-"))


def test_a_weight_and_a_bias_have_their_value_to_twelve_digits(lab: Lab) -> None:
    lab.pointed = ("weight:1.0.2",)
    shown, name, text = detail.values(lab)
    assert (shown, name) == ("detail there", "Weight x₁ → h₃")
    assert number(text) == pytest.approx(lab.run.weights[0][2, 0], rel=1e-11)
    lab.pointed = ("bias:2.0",)
    assert number(detail.values(lab)[2]) == pytest.approx(lab.run.biases[1][0], rel=1e-11)


def test_a_unit_has_what_it_computes_for_the_sample(lab: Lab) -> None:
    lab.pointed = ("sample:3", "neuron:1.1")
    _, name, text = detail.values(lab)
    assert name == "Neuron h₂ for sample 0"
    found = dict(each.split(" = ") for each in text.split(", "))
    pre_activations, activations = lab.run.forward([lab.point])
    assert number(found["z"]) == pytest.approx(pre_activations[0][0, 1], rel=1e-11)
    assert number(found["a"]) == pytest.approx(activations[0][0, 1], rel=1e-11, abs=1e-300)
    assert number(found["b"]) == pytest.approx(lab.run.biases[0][1], rel=1e-11)


@pytest.mark.parametrize("pointed", [(), ("sample:3",), ("neuron:1.7",), ("handle:1",)])
def test_nothing_is_said_of_what_is_no_part_of_the_network(lab: Lab, pointed) -> None:
    lab.pointed = pointed
    assert detail.values(lab) == ["detail", "", ""]

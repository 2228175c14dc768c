"""Numbers: what the page says is what the engine says in CPython, and what is shown is that."""

import numpy as np
import pytest
from playwright.sync_api import expect
from ui.lab import CORNERS
from ui.numbers import percent, shown

from engine import Run, Spec

EXACT = 1e-9


@pytest.fixture
def run(lesson) -> Run:
    """The lab's run, in CPython."""
    return Run(Spec.parse(lesson.lab.get_attribute("data-spec")))


def agree(numbers, expected) -> None:
    assert np.asarray(numbers, float) == pytest.approx(np.asarray(expected, float), abs=EXACT)


def forward(lesson, epochs: int) -> int:
    """Train for about that many epochs; how many they were."""
    if epochs < 10:
        for _ in range(epochs):
            lesson.press("Step")
        lesson.wait_epoch(epochs)
    else:
        lesson.press("Play")
        lesson.until("it has trained", lambda: lesson.number("epoch") >= epochs)
        lesson.press("Pause")
        lesson.settle()
    return int(lesson.number("epoch"))


@pytest.mark.parametrize("epochs", [0, 3, 150])
def test_weights_biases_and_gradients_are_the_engines(lesson, run, epochs):
    run.train(forward(lesson, epochs))
    found = lesson.inspect("[data-weight], [data-bias]")
    gradients = run.network.views(run.batch_gradient())
    for layer in (1, 2):
        for target, source in np.ndindex(run.weights[layer - 1].shape):
            part = f"weight:{layer}.{source}.{target}"
            agree(found[part, "weight w"], run.weights[layer - 1][target, source])
            agree(found[part, "gradient ∂L/∂w, all samples"], gradients[0][layer - 1][target, source])
        for target, bias in enumerate(run.biases[layer - 1]):
            part = f"bias:{layer}.{target}"
            agree(found[part, "bias b"], bias)
            agree(found[part, "gradient ∂L/∂b, all samples"], gradients[1][layer - 1][target])
    assert len(found) == 2 * (12 + 5)


@pytest.mark.parametrize("epochs", [0, 3, 150])
def test_loss_accuracy_predictions_and_activations_are_the_engines(lesson, run, epochs):
    run.train(forward(lesson, epochs))
    agree(lesson.number("loss"), run.loss)
    agree(lesson.number("accuracy"), run.accuracy)
    points = [corner[:2] for corner in CORNERS]
    cells = lesson.lab.locator("td.number").all()
    agree([cell.get_attribute("data-number") for cell in cells], run.predict(points)[:, 0])
    for index, point in enumerate(points):
        name = f"Sample {point[0]:.0f}, {point[1]:.0f}"
        lesson.lab.get_by_role("radio", name=name, exact=True).check()
        lesson.settle()
        pre_activations, activations = run.forward([point])
        found = lesson.inspect("[data-neuron]")
        for layer in (1, 2):
            for neuron in range((4, 1)[layer - 1]):
                part = f"neuron:{layer}.{neuron}"
                agree(found[part, "pre-activation z"], pre_activations[layer - 1][0, neuron])
                agree(found[part, "activation a"], activations[layer - 1][0, neuron])
                figure = lesson.part("neuron", f"{layer}.{neuron}").locator("[data-number]")
                assert figure.get_attribute("data-number") == found[part, "activation a"]
        assert [found[f"neuron:0.{i}", "input"] for i in (0, 1)] == [repr(x) for x in point], index


@pytest.mark.parametrize("epochs", [0, 3, 150])
def test_what_is_shown_is_the_number_rounded(lesson, epochs):
    forward(lesson, epochs)
    seen = lesson.frame.evaluate(
        """() => [...probe.lab().querySelectorAll("[data-number]")].map((element) =>
           [element.dataset.value || "", element.dataset.number, element.textContent])"""
    )
    assert len(seen) > 15
    write = {"epoch": lambda number: f"{number:,.0f}", "accuracy": percent}
    for value, number, text in seen:
        expected = write.get(value, shown)(float(number)) if number else ""
        assert text == expected
        assert repr(float(number)) == number or value == "epoch" or not number


def test_the_names_of_parts_say_their_numbers(lesson, run):
    forward(lesson, 3)
    run.train(3)
    expect(lesson.part("weight", "1.0.2")).to_have_accessible_name(
        f"Weight x₁ → h₃: {shown(run.weights[0][2, 0])}"
    )
    expect(lesson.part("bias", "2.0")).to_have_accessible_name(
        f"Bias of ŷ: {shown(run.biases[1][0])}"
    )
    activation = run.forward([(0.0, 1.0)])[1][0][0, 3]
    expect(lesson.part("neuron", "1.3")).to_have_accessible_name(f"Neuron h₄: {shown(activation)}")


def test_negative_weights_are_dashed(lesson, run):
    for target, source in np.ndindex(4, 2):
        line = lesson.part("weight", f"1.{source}.{target}").locator(".weight")
        dashes = line.evaluate("line => getComputedStyle(line).strokeDasharray")
        assert (dashes != "none") == (run.weights[0][target, source] < 0)

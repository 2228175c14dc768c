"""Every number of the lesson, read off the page and computed anew from what is shown beside it.

At epochs, samples and settings drawn with a fixed seed. Three oracles: the factors that the page
itself shows, read by an independent reader of MathML; the engine in CPython, whose numpy is not the
page's; and PyTorch, where it is installed.
"""

import random
from collections.abc import Iterator
from decimal import Decimal

import numpy as np
import pytest
from ui.words.numbers import MINUS

from engine import Run, Spec, explain
from tests.browser.opened import Opened
from tests.engine.mathml_reader import value_of

SECTIONS = ("Forward pass", "Loss", "Backward pass", "Gradients", "Update")
FORMS = """
() => [...document.querySelectorAll(".section .quantity[data-quantity]")].map((quantity) => ({
  key: quantity.dataset.quantity,
  forms: [...quantity.children].filter((child) => child.className === "form")
    .map((form) => form.firstChild.outerHTML),
}))
"""
DRAWS = random.Random(2026)
CASES = [
    {
        "epoch": DRAWS.randrange(0, 60),
        "sample": DRAWS.randrange(50),
        "seed": DRAWS.randrange(3),
        "activation": DRAWS.choice(["relu", "tanh", "sigmoid", "gelu", "leaky_relu"]),
        "rate": DRAWS.randrange(20, 90),
        "noise": DRAWS.choice([0, 10, 30]),
        "penalty": DRAWS.choice([0, 25]),
    }
    for _ in range(6)
]


def set_up(lesson: Opened, case: dict) -> None:
    """Bring the lab to a case with its own controls."""
    lesson.lab.locator(".settings details.more").evaluate("details => { details.open = true }")
    lesson.lab.get_by_label("Activation", exact=True).select_option(case["activation"])
    for name, value in (("Samples", 50), ("Noise", case["noise"]),
                        ("Confidence penalty", case["penalty"]), ("Learning rate", case["rate"])):
        lesson.slider(name).fill(str(value))
    for _ in range(case["seed"]):
        lesson.press("New weights")
    for _ in range(case["epoch"]):
        lesson.button("Step").dispatch_event("click")
    lesson.wait_epoch(case["epoch"])
    lesson.slider("Sample").fill(str(case["sample"]))
    lesson.settle()


def twin(lesson: Opened, case: dict) -> Run:
    """The same run in CPython, from what the page says of itself, with the page's very weights:
    exp and tanh may differ by an ulp between the two numpys, which training makes larger."""
    start = Spec.parse(lesson.lab.get_attribute("data-spec") or "")
    run = Run(start.replace(activations=(case["activation"],), samples=50,
                            noise=case["noise"] / 100, seed=start.seed + case["seed"]))
    rate = float(lesson.lab.get_by_label("Learning rate value", exact=True).input_value())
    run.change(learning_rate=rate, penalty=case["penalty"] / 100)
    run.train(case["epoch"])
    for place in places(lesson, "weight"):
        value = lesson.quantities("weight", place)["value w"]
        layer, source, target = map(int, place.split("."))
        assert abs(value - run.weights[layer - 1][target, source]) < 1e-5
        run.set_weight(layer, source, target, value)
    for place in places(lesson, "bias"):
        layer, index = map(int, place.split("."))
        run.set_bias(layer, index, lesson.quantities("bias", place)["value b"])
    return run


def places(lesson: Opened, kind: str) -> list[str]:
    return [part.get_attribute(f"data-{kind}") or "" for part in
            lesson.lab.locator(f"[data-{kind}]").all()]


@pytest.fixture(
    scope="module", params=CASES, ids=lambda case: f"{case['activation']}-{case['epoch']}"
)
def case(request, browser, url) -> Iterator[tuple[Opened, Run, int]]:
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    lesson = Opened(context.new_page())
    lesson.go(f"{url}xor/index.html")
    lesson.wait_ready()
    set_up(lesson, request.param)
    yield lesson, twin(lesson, request.param), request.param["sample"]
    context.close()


def open_tab(lesson: Opened, name: str) -> None:
    lesson.lab.get_by_role("tab", name=name, exact=True).click()
    lesson.settle()


def test_every_number_of_the_computation_follows_from_its_factors(case, measured) -> None:
    lesson, run, sample = case
    open_tab(lesson, "Computation")
    for section in SECTIONS:
        button = lesson.button(section)
        if button.get_attribute("aria-expanded") == "false":
            button.click()
    lesson.settle()
    shown = lesson.frame.evaluate(FORMS)
    expected = explain(run, sample)
    assert {each["key"] for each in shown} >= {key for keys in expected.sections.values()
                                               for key in keys}
    largest = 0.0
    for each in shown:
        result = value_of(plain(each["forms"][-1]))
        factors = value_of(plain(each["forms"][-2])) if len(each["forms"]) > 2 else result
        scale = max(1.0, abs(result))
        assert abs(factors - result) <= 1e-13 * scale, each["key"]
        assert abs(expected[each["key"]].value - result) <= 1e-12 * scale, each["key"]
        largest = max(largest, abs(factors - result) / scale)
    measured("computation: numbers read, largest deviation from their factors",
             f"{len(shown)}, {largest:.1e}")


def plain(form: str) -> str:
    """The formula of a form, without the sign that joins it to the one before."""
    return form.replace("<mo>=</mo>", "", 1).replace("<mo>←</mo>", "", 1)


def test_every_number_in_sight_is_rounded_as_it_says_and_is_the_engines(case) -> None:
    lesson, run, sample = case
    for tab in ("Network", "Data", "Predictions", "Parameters", "Hidden space"):
        open_tab(lesson, tab)
        pairs = lesson.frame.evaluate(
            """() => [...document.querySelectorAll("[data-lab] [data-number]")]
              .filter((node) => node.dataset.number && node.checkVisibility())
              .map((node) => [node.dataset.number, node.textContent,
                              node.matches(".network :is(text, tspan)")])"""
        )
        assert pairs
        for full, text, in_network in pairs:
            check_rounding(float(full), text, in_network)
    open_tab(lesson, "Network")
    assert lesson.number("loss") == pytest.approx(run.loss, rel=1e-12)
    assert lesson.number("accuracy") == run.accuracy
    read = [lesson.quantities("weight", place) for place in places(lesson, "weight")]
    of_sample = run.network.views(run.sample_gradient(sample))[0]
    flat = np.concatenate([layer.ravel() for layer in of_sample])
    assert [each["∂L/∂w, this sample"] for each in read] == pytest.approx(
        flat.tolist(), rel=1e-11, abs=1e-14)


def check_rounding(full: float, text: str, in_network: bool) -> None:
    """Four digits; in the network as many as there is room for, with the last one right."""
    if text.endswith("%"):
        assert abs(float(text.removesuffix(" %")) / 100 - full) <= 0.005 + 1e-9
        return
    number = Decimal(text.replace(MINUS, "-").replace(",", ""))
    error = abs(number - Decimal(full))
    if in_network and len(text) >= 5:
        assert error <= Decimal(10) ** number.as_tuple().exponent * Decimal("0.5001"), (full, text)
        assert number or not full, (full, text)
    else:
        assert error <= Decimal("0.5001e-3") * abs(Decimal(full)), (full, text)


def test_gradients_are_pytorchs(case) -> None:
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: use --parity")
    lesson, run, sample = case
    if run.spec.activations[0] not in ("relu", "tanh", "sigmoid"):
        pytest.skip("the short network below has these three")
    open_tab(lesson, "Network")
    read = {place: lesson.quantities("weight", place) for place in places(lesson, "weight")}
    x = torch.tensor(run.data.train.points[sample], dtype=torch.float64)
    y = torch.tensor(run.data.train.targets[sample], dtype=torch.float64)
    layers = [torch.zeros(shape.shape, dtype=torch.float64) for shape in run.weights]
    for place, numbers in read.items():
        layer, source, target = map(int, place.split("."))
        layers[layer - 1][target, source] = numbers["value w"]
    for layer in layers:
        layer.requires_grad_(True)
    biases = [torch.tensor(np.array(bias)) for bias in run.biases]
    hidden = getattr(torch, run.spec.activations[0])(layers[0] @ x + biases[0])
    logit = layers[1] @ hidden + biases[1]
    p = torch.sigmoid(logit)
    loss = torch.nn.functional.binary_cross_entropy_with_logits(logit, y)
    (loss + run.spec.penalty * (4 * p * (1 - p)).sum()).backward()
    for place, numbers in read.items():
        layer, source, target = map(int, place.split("."))
        expected = float(layers[layer - 1].grad[target, source])
        assert numbers["∂L/∂w, this sample"] == pytest.approx(expected, rel=1e-11, abs=1e-14)

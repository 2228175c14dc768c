"""Whatever is done, the page, its address and its code say the same: 200 random actions."""

import random
import re
from collections.abc import Callable

from playwright.sync_api import Locator
from ui.exports import link
from ui.lab import Lab
from ui.lab.scales import RATE

from engine import Spec
from tests.browser.opened import Opened

ACTIONS = 200
SEED = 20


def test_page_address_and_code_agree_after_each_of_two_hundred_actions(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.lab.get_by_text("More settings", exact=True).click()
    page.lab.get_by_role("tab", name="Code").click()
    chance, done = random.Random(SEED), []
    page.press("Step")  # an address has a state from the first change on
    for _ in range(ACTIONS):
        deed = chance.choice(DEEDS)
        done.append(deed.__name__)
        deed(page, chance)
        page.settle()
        assert_agreement(page, done)
    assert len(set(done)) == len(DEEDS)
    assert page.errors == page.console == []


def assert_agreement(page: Opened, done: list[str]) -> None:
    """What the controls show, what the address says, and what the code does."""
    shown = of_controls(page)
    page.until(f"the address says {shown} after {done[-1]}", lambda: of_address(page) == shown, 10)
    assert of_code(page) == {key: shown[key] for key in of_code(page)}, done[-5:]


def of_controls(page: Opened) -> dict[str, object]:
    # A refused rate stays in its field to be mended, so the slider says what is in force.
    rate = page.slider("Learning rate").get_attribute("aria-valuetext") or ""
    return {
        "lr": float(rate),
        "act": choice(page, "Activation").input_value(),
        "n": int(page.slider("Samples").input_value()),
        "noise": int(page.slider("Noise").input_value()) / 100,
        "penalty": int(page.slider("Confidence penalty").input_value()) / 100,
        "epoch": int(page.number("epoch")),
        "speed": int(page.slider("Speed").input_value()),
        "layers": tuple(page.lab.locator(f'[data-neuron^="{layer}."]').count()
                        for layer in range(3)),
    }


def of_address(page: Opened) -> dict[str, object]:
    lab = Lab("xor", Spec.parse(page.lab.get_attribute("data-spec") or ""))
    found = link.read(page.page.url.partition("#")[2], lab)
    assert not [each for each in found.mistakes if not each.startswith(("tab=code", "without="))]
    spec = found.spec
    return {
        "lr": spec.learning_rate, "act": spec.activations[0], "n": spec.samples,
        "noise": spec.noise, "penalty": spec.penalty, "epoch": found.epoch,
        "speed": found.speed, "layers": spec.layers,
    }


def of_code(page: Opened) -> dict[str, object]:
    code = page.lab.locator(".listing").first.text_content() or ""
    sizes = [int(size) for pair in re.findall(r"nn\.Linear\((\d+), (\d+)\)", code)
             for size in pair]
    names = {"ReLU": "relu", "Tanh": "tanh", "Sigmoid": "sigmoid", "LeakyReLU": "leaky_relu",
             "GELU": "gelu"}
    activation = re.search(r"= nn\.(ReLU|Tanh|Sigmoid|LeakyReLU|GELU)\(", code)
    rate = re.search(r"lr=([\d.e-]+)", code)
    epochs = re.search(r"^epochs = (\d+)", code, re.MULTILINE)
    assert activation
    assert rate
    assert epochs
    trained = int(epochs[1])
    return {
        "lr": float(rate[1]), "act": names[activation[1]], "layers": (*sizes[::2], sizes[-1]),
        # A program of a run that has not begun trains for 1,000 epochs.
        "epoch": 0 if trained == 1000 and page.number("epoch") == 0 else trained,
    }


def choice(page: Opened, name: str) -> Locator:
    return page.lab.get_by_role("combobox", name=name, exact=True)


# What a person may do

def step(page: Opened, _: random.Random) -> None:
    page.press("Step")


def back(page: Opened, _: random.Random) -> None:
    page.button("Back").dispatch_event("click")  # it may have nothing to undo


def play_a_moment(page: Opened, chance: random.Random) -> None:
    page.press("Play")
    page.page.wait_for_timeout(chance.randint(20, 150))
    page.press("Pause")


def reset(page: Opened, _: random.Random) -> None:
    page.press("Reset")


def new_weights(page: Opened, _: random.Random) -> None:
    page.press("New weights")


def undo(page: Opened, _: random.Random) -> None:
    page.button("Undo").dispatch_event("click")


def type_a_rate(page: Opened, chance: random.Random) -> None:
    field = page.lab.get_by_label("Learning rate value")
    field.fill(chance.choice(["0.5", "0.03", "1,5", "nonsense", "99", ""]))
    field.press("Enter")
    field.evaluate("element => element.blur()")


def slide_the_rate(page: Opened, chance: random.Random) -> None:
    page.slider("Learning rate").fill(str(chance.randint(0, RATE.last)))


def slide_the_noise(page: Opened, chance: random.Random) -> None:
    page.slider("Noise").fill(str(chance.randint(0, 50)))


def slide_the_samples(page: Opened, chance: random.Random) -> None:
    page.slider("Samples").fill(str(chance.randrange(50, 500, 10)))


def slide_the_penalty(page: Opened, chance: random.Random) -> None:
    page.slider("Confidence penalty").fill(str(chance.randint(0, 100)))


def slide_the_speed(page: Opened, chance: random.Random) -> None:
    page.slider("Speed").fill(str(chance.randint(1, 10)))


def seek(page: Opened, chance: random.Random) -> None:
    last = int(page.slider("Epoch").get_attribute("max") or "1")
    page.slider("Epoch").fill(str(chance.randint(0, last)))


def choose_an_activation(page: Opened, chance: random.Random) -> None:
    choice(page, "Activation").select_option(chance.choice(["relu", "tanh", "sigmoid", "gelu"]))


def edit_the_code(page: Opened, chance: random.Random) -> None:
    name, values = chance.choice([
        ("Learning rate in the code", ["0.2", "7", "fast"]),
        ("Epochs in the code", ["3", "12", "-1", "many"]),
        ("Neurons of hidden layer 1 in the code", ["3", "5", "9", "x"]),
    ])
    field = page.lab.get_by_label(name).first
    field.fill(chance.choice(values))
    field.press("Enter")


DEEDS: list[Callable[[Opened, random.Random], None]] = [
    step, back, play_a_moment, reset, new_weights, undo, type_a_rate, slide_the_rate,
    slide_the_noise, slide_the_samples, slide_the_penalty, slide_the_speed, seek,
    choose_an_activation, edit_the_code,
]

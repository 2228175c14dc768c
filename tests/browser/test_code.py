"""The Code panel in Chromium: the program read off the page, run by PyTorch, has the page's losses.

The runs are drawn by chance from a seed; the rule of equality is the engine's (trajectories).
"""

import json
import random

import numpy as np
import pytest
from playwright.sync_api import Download, Locator, expect

from engine import Spec
from tests.browser.opened import Opened
from tests.engine.test_pytorch_code import needs_torch, run_program, torch  # noqa: F401
from tests.engine.trajectories import EQUAL

EPOCHS = 12
START = """
from engine import Spec
from ui.page.bridge import page
page.labs[0].lab.start(Spec.parse(text), "")
page.labs[0].show()
"""


def drawn(seed: int) -> Spec:
    """A Spec of moderate rate: an unstable run would differ from itself on another machine."""
    chance = random.Random(seed)
    hidden = [chance.randint(1, 5) for _ in range(chance.randint(1, 3))]
    optimizer = chance.choice(["sgd", "momentum", "nesterov", "adam", "rmsprop"])
    choices = {
        "layers": f"2-{'-'.join(map(str, hidden))}-1",
        "act": "-".join(chance.choice(["tanh", "sigmoid", "gelu"]) for _ in hidden),
        "loss": chance.choice(["bce", "mse"]),
        "opt": optimizer,
        "lr": {"adam": 0.01, "rmsprop": 0.003}.get(optimizer, 0.03),
        "batch": chance.choice(["1", "7", "16", "all"]),
        "order": chance.choice(["shuffled", "sequential"]),
        "data": chance.choice(["noisy-xor", "circles", "moons", "gaussians"]),
        "n": chance.randint(50, 70),
        "split": chance.choice([0, 0.2]),
        "penalty": chance.choice([0, 0.1]),
        "l1": chance.choice([0, 0.001]),
        "l2": chance.choice([0, 0.01]),
        "seed": chance.randint(0, 999),
    }
    return Spec.parse("&".join(f"{key}={value}" for key, value in choices.items()))


@pytest.fixture(scope="module")
def lab(booted) -> Opened:
    opened = booted("http")
    opened.lab.get_by_role("tab", name="Code", exact=True).click()
    return opened


def begin(lab: Opened, spec: Spec) -> None:
    """A run of any Spec in the page's lab."""
    lab.frame.evaluate("""([code, text]) => {
        glassnet.python.globals.set("text", text);
        glassnet.python.runPython(code);
    }""", [START, str(spec)])
    lab.settle()


def start_with(lab: Opened, title: str) -> None:
    lab.lab.get_by_role("combobox", name="The program starts").select_option(label=title)
    lab.settle()


def field(lab: Opened, name: str) -> Locator:
    return lab.lab.get_by_role("textbox", name=f"{name} in the code", exact=True).first


def type_in(lab: Opened, name: str, text: str) -> None:
    field(lab, name).fill(text)
    field(lab, name).press("Enter")
    lab.settle()


def program(lab: Opened) -> str:
    return lab.lab.locator(".listing").text_content() or ""


def losses_on_the_page(lab: Opened, spec: Spec) -> list[float]:
    """What the page shows, epoch by epoch."""
    shown = [lab.number("loss")]
    for epoch in range(1, EPOCHS + 1):
        lab.press("Step")
        lab.wait_epoch(epoch)
        shown.append(lab.number("loss"))
    return shown


@needs_torch
@pytest.mark.parametrize("seed", range(8))
def test_the_program_on_the_page_run_by_pytorch_has_the_losses_on_the_page(lab, seed) -> None:
    spec = drawn(seed)
    begin(lab, spec)
    shown = losses_on_the_page(lab, spec)
    start_with(lab, "with the page’s first weights")
    code = program(lab)
    losses, _, _ = run_program(code)
    assert len(losses) == EPOCHS + 1
    assert np.abs(losses - shown).max() <= EQUAL

    type_in(lab, "Epochs", "5")
    lab.wait_epoch(5)
    start_with(lab, "with the weights of now")
    losses, _, _ = run_program(program(lab).replace("epochs = 1000", f"epochs = {EPOCHS - 5}"))
    assert np.abs(losses - shown[5:]).max() <= EQUAL


def saved(lab: Opened, name: str) -> tuple[str, str]:
    """The name and the text of the file that a button gives."""
    with lab.page.expect_download() as waiting:
        lab.press(name)
    download: Download = waiting.value
    return download.suggested_filename, download.path().read_text(encoding="utf-8")


@needs_torch
def test_the_files_have_the_losses_on_the_page_too(lab) -> None:
    spec = drawn(3)
    begin(lab, spec)
    shown = losses_on_the_page(lab, spec)
    start_with(lab, "with the page’s first weights")
    name, text = saved(lab, "Save .py")
    assert (name, text) == ("xor.py", program(lab))
    name, text = saved(lab, "Save numpy .py")
    assert name == "xor_numpy.py"
    assert np.abs(run_program(text)[0] - shown).max() <= EQUAL
    name, text = saved(lab, "Save .ipynb")
    assert name == "xor.ipynb"
    cells = ["".join(cell["source"]) for cell in json.loads(text)["cells"]
             if cell["cell_type"] == "code"]
    assert np.abs(run_program("\n".join(cells))[0] - shown).max() <= EQUAL


def test_numbers_edited_in_the_code_are_those_of_the_controls(lab) -> None:
    begin(lab, Spec.parse("layers=2-4-1&batch=5&seed=3"))
    type_in(lab, "Learning rate", "0.25")
    expect(lab.lab.get_by_role("textbox", name="Learning rate value")).to_have_value("0.25")
    type_in(lab, "Neurons of hidden layer 1", "6")
    assert lab.lab.locator("[data-neuron^='1.']").count() == 6
    type_in(lab, "Epochs", "40")
    lab.wait_epoch(40)
    assert "lr=0.25)" in program(lab)
    assert "nn.Linear(2, 6)" in program(lab)
    assert "\nepochs = 40\n" in program(lab)
    lab.lab.get_by_role("textbox", name="Learning rate value").fill("0.5")
    lab.page.keyboard.press("Enter")
    expect(field(lab, "Learning rate")).to_have_value("0.5")
    expect(field(lab, "Learning rate")).not_to_be_focused()


def test_a_wrong_number_is_refused_and_the_field_says_again_what_counts(lab) -> None:
    begin(lab, Spec.parse("layers=2-4-1&seed=3"))
    type_in(lab, "Learning rate", "<img src=x onerror=alert(1)>")
    refused = lab.lab.locator("[data-view=code] .refused")
    expect(refused).to_contain_text("“<img src=x onerror=a” cannot be used")
    expect(field(lab, "Learning rate")).to_have_value("0.1")
    expect(field(lab, "Learning rate")).to_be_focused()
    assert lab.foreign.count() == 0


def test_a_line_and_what_it_is_about_light_each_other(lab) -> None:
    begin(lab, Spec.parse("layers=2-3-2-1&act=tanh&seed=3"))
    lit = "[data-part][data-lit]"
    lab.lab.locator(".line", has_text="self.fc2 = nn.Linear").hover()
    places = [part.get_attribute("data-part") or "" for part in lab.lab.locator(lit).all()]
    assert len(places) == 3 * 2 + 2 + 2
    assert all(place.split(":")[1].startswith("2.") for place in places)
    lab.lab.locator(".line", has_text="optimizer.step()").hover()
    assert lab.lab.locator(lit).count() == 6 + 3 + 6 + 2 + 2 + 1
    lab.part("neuron", "1.1").hover()
    lines = [line.text_content() or "" for line in lab.lab.locator(".line[data-lit]").all()]
    assert any("self.fc1 = nn.Linear(2, 3)" in line for line in lines)
    assert not any("fc2" in line.replace("self.fc2(x", "") for line in lines if "fc1" not in line)


def test_the_lines_are_reached_by_keys_and_light_the_same(lab) -> None:
    begin(lab, Spec.parse("layers=2-3-1&act=tanh&seed=3"))
    lab.lab.locator(".line[tabindex='0']").focus()
    for _ in range(40):
        lab.page.keyboard.press("ArrowDown")
        if "nn.Linear(3, 1)" in (lab.lab.locator(".line:focus").text_content() or ""):
            break
    expect(lab.lab.locator("[data-weight^='2.'][data-lit]")).to_have_count(3)


def test_copy_puts_the_program_into_the_clipboard(lab) -> None:
    lab.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    lab.press("Copy")
    expect(lab.lab.locator("[data-view=status]")).to_contain_text("The code is in the clipboard.")
    assert lab.frame.evaluate("() => navigator.clipboard.readText()") == program(lab)


def test_where_the_clipboard_is_refused_the_text_is_offered_and_selected(booted) -> None:
    framed = booted("sandbox")
    framed.lab.get_by_role("tab", name="Code", exact=True).click()
    framed.press("Copy")
    box = framed.lab.get_by_role("textbox", name="The text to copy")
    expect(box).to_have_value(program(framed))
    box.focus()
    assert framed.frame.evaluate("() => document.getSelection().toString()") == program(framed)
    framed.press("Close the box")
    expect(box).to_have_count(0)

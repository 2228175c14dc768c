"""Save and load in Chromium: a state goes out as a file and comes back, by file or by paste."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened


@pytest.fixture(scope="module")
def lab(booted) -> Opened:
    opened = booted("http")
    opened.lab.get_by_text("Save and load").click()
    return opened


def saved(lab: Opened, name: str) -> tuple[str, Path]:
    with lab.page.expect_download() as waiting:
        lab.press(name)
    return waiting.value.suggested_filename, waiting.value.path()


def change_on_the_way(lab: Opened) -> None:
    """Three epochs, another rate, two more."""
    lab.press("Reset")
    for rate in ("0.1", "0.5"):
        lab.lab.get_by_role("textbox", name="Learning rate value").fill(rate)
        lab.page.keyboard.press("Enter")
        for _ in range(2):
            lab.press("Step")
    lab.settle()


def test_a_saved_state_picked_as_a_file_is_the_same_run(lab) -> None:
    change_on_the_way(lab)
    before = lab.numbers()
    name, path = saved(lab, "Save the state (JSON)")
    assert name == "xor.json"
    lab.press("New weights")
    assert lab.numbers() != before
    lab.lab.get_by_label("Load a state").set_input_files(path)
    lab.wait_epoch(4)
    assert lab.numbers() == before


def test_a_pasted_state_is_the_same_run(lab) -> None:
    change_on_the_way(lab)
    before = lab.numbers()
    _, path = saved(lab, "Save the state (JSON)")
    lab.press("New weights")
    lab.lab.get_by_role("textbox", name="State as text").fill(path.read_text("utf-8"))
    lab.button("Load the text").click(delay=200)  # as long as a finger is down: some frames
    lab.wait_epoch(4)
    assert lab.numbers() == before


def test_a_wrong_text_is_refused_beside_the_field_and_is_no_markup(lab) -> None:
    lab.press("Reset")
    before = lab.numbers()
    lab.lab.get_by_role("textbox", name="State as text").fill("<img src=x onerror=alert(1)>")
    lab.press("Load the text")
    expect(lab.lab.locator("[data-view=export] .refusal")).to_contain_text("it is not JSON")
    assert lab.numbers() == before
    assert lab.foreign.count() == 0


def test_the_history_and_the_data_are_files_of_full_numbers(lab) -> None:
    change_on_the_way(lab)
    name, path = saved(lab, "Save the history (CSV)")
    last = path.read_text("utf-8").splitlines()[-1].split(",")
    assert (name, float(last[0]), float(last[1])) == ("xor-history.csv", 4, lab.number("loss"))
    name, path = saved(lab, "Save the data (CSV)")
    assert (name, len(path.read_text("utf-8").splitlines())) == ("xor-data.csv", 101)


def test_the_state_has_the_weights_on_the_page(lab) -> None:
    _, path = saved(lab, "Save the state (JSON)")
    shown = lab.quantities("weight", "1.0.2")["value w"]
    assert json.loads(path.read_text("utf-8"))["weights"][0][2][0] == shown

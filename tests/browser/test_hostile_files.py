"""Files and tables that nobody means well with, one after another into one lab in Chromium."""

import json
from collections.abc import Iterator

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from playwright.sync_api import Locator, expect
from ui.actions import act
from ui.exports.state_json import MOST_CHARACTERS, state_from_json, state_to_json
from ui.lab import Lab
from ui.panels.export.state import Loading
from ui.panels.preview.state import preview_of

from tests.browser.conftest import DESKTOP
from tests.browser.opened import Opened
from tests.hostile_files import HOSTILE_TABLES, hostile_files

BLOCK = Lesson.read(SITE / "lessons" / "01-xor.md").labs[0]


@pytest.fixture(scope="module")
def shared(browser, url) -> Iterator[Opened]:
    page = Opened(browser.new_context(viewport=DESKTOP).new_page())
    page.page.on("dialog", lambda dialog: page.errors.append(dialog.message))
    page.page.set_default_timeout(60_000)  # as `expect` has: a machine may be busy for long
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    yield page
    page.page.context.close()


@pytest.fixture
def lab(shared) -> Iterator[Opened]:
    yield shared
    assert shared.errors == shared.console == []


def new_lab() -> Lab:
    return Lab(BLOCK.id, BLOCK.spec, BLOCK.tasks, BLOCK.layout)


def good_state() -> dict:
    lab = new_lab()
    lab.run.set_weight(1, 0, 2, 0.625)
    lab.run.train(3)
    return json.loads(state_to_json(lab))


def what_comes_of(text: str) -> tuple[str, int]:
    """Why a text is no state, by the Python that runs the tests, and an epoch; one of the two
    says nothing."""
    if len(text) > MOST_CHARACTERS:
        return "Nothing was loaded: the file has", 0  # which is said before it is read
    text = text.removeprefix("\ufeff")  # a browser reads a file without it
    lab = new_lab()
    act(lab, "load", text)
    if wrong := lab.of(Loading).refused:
        return wrong.text[:180], 0
    state = state_from_json(text)
    return "", state.update // lab.run.updates_per_epoch


def wait_for(found: Locator, text: str) -> None:
    found.filter(has_text=text).wait_for()


def wait_epoch(page: Opened, epoch: int) -> None:
    page.lab.locator(f'[data-value=epoch][data-number="{epoch}"]').wait_for()


def assert_it_steps(page: Opened) -> None:
    """It does so from an epoch that is drawn; "One epoch on" takes the place of what was said."""
    before = page.number("epoch")
    page.press("Step")
    wait_epoch(page, int(before) + 1)
    wait_for(page.lab.locator("[data-view=status]"), "One epoch on")


def test_every_hostile_file_is_refused_in_words_or_loaded_and_the_lab_goes_on(lab):
    lab.lab.get_by_text("Save and load").click()
    field = lab.lab.get_by_label("Load a state")
    status, refused = (lab.lab.locator(f"[data-view={name}]") for name in ("status", "export"))
    files = hostile_files(good_state())
    assert len(set(files)) >= 150
    assert_it_steps(lab)
    for text in files:
        field.set_input_files({"name": "state.json", "mimeType": "application/json",
                               "buffer": text.encode()})
        why, epoch = what_comes_of(text)
        if why:
            wait_for(status, why)
            wait_for(refused, why)
        else:
            wait_for(status, "Loaded; Undo brings the earlier run back. Epoch")
            wait_epoch(lab, epoch)
        assert lab.foreign.count() == 0
        assert_it_steps(lab)
        assert lab.errors == lab.console == [], text[:200]


def test_every_hostile_table_is_refused_in_words_or_learned_from_and_the_lab_goes_on(lab):
    lab.lab.get_by_role("tab", name="Data", exact=True).click()
    lab.lab.get_by_text("Use your own table").click()
    field = lab.lab.get_by_label("Table of points", exact=True)
    preview = lab.lab.locator("[data-view=table-preview]")
    for text in HOSTILE_TABLES:
        field.fill(text)
        oracle = new_lab()
        act(oracle, "table", field.input_value())
        act(oracle, "table-read")
        lab.press("Read this table")
        wait_for(lab.lab.locator("[data-view=status]"), oracle.message.text)
        assert lab.foreign.count() == 0
        reading = preview_of(oracle).reading
        if reading is not None and reading.usable:
            lab.press(f"Use these {len(reading.rows)} points")
            wait_epoch(lab, 0)
        else:
            lab.press("Cancel")
        expect(preview.locator("section")).to_have_count(0)
        assert lab.foreign.count() == 0
        assert_it_steps(lab)
        assert lab.errors == lab.console == [], text[:200]

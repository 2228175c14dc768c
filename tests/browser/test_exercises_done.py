"""Every exercise, done in a real browser as a learner does it: with buttons, sliders and fields.

Each on a page of its own, at the highest speed; what is waited for is an epoch, never a time.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened

Begin = Callable[[str], Opened]


@pytest.fixture
def begin(fresh: Callable[..., Opened], url: str) -> Begin:
    """begin(id): a page on which that exercise is open, and none is done."""

    def opened(id: str) -> Opened:
        page = fresh()
        page.go(f"{url}xor/embed.html")
        page.wait_ready()
        page.lab.get_by_role("tab", name="Exercises", exact=True).click()
        fold = page.lab.locator(f'[data-key="task {id}"]')
        if fold.get_attribute("aria-expanded") == "false":
            fold.click()
        expect(fold).to_have_attribute("aria-expanded", "true")
        expect(page.lab.locator(".tasks")).to_contain_text("0 of 12 exercises done.")
        page.slider("Speed").press("End")
        return page

    return opened


def train(page: Opened, epochs: int) -> None:
    """Play for that many epochs at least."""
    page.press("Play")
    page.until(f"epoch {epochs}", lambda: page.number("epoch") >= epochs)
    page.press("Pause")
    expect(page.button("Play")).to_be_visible()
    page.settle()


def anew(page: Opened, button: str) -> None:
    """Begin another run by a button."""
    page.press(button)
    page.wait_epoch(0)


def set_slider(page: Opened, name: str, value: int) -> None:
    """One of the folded sliders; each begins another run."""
    slider = page.slider(name)
    if not slider.is_visible():
        page.lab.get_by_text("More settings", exact=True).click()
    slider.fill(str(value))
    page.wait_epoch(0)


def set_rate(page: Opened, rate: str) -> None:
    field = page.lab.get_by_label("Learning rate value", exact=True)
    field.fill(rate)
    field.press("Tab")
    expect(page.slider("Learning rate")).to_have_attribute("aria-valuetext", rate)


def strongest_path(page: Opened) -> list[str]:
    """The names of the neurons on the path that the tab Parameters names as the strongest."""
    page.lab.get_by_role("tab", name="Parameters", exact=True).click()
    page.lab.get_by_label("Curves", exact=True).select_option("paths")
    caption = page.lab.locator(".front-name")
    expect(caption).to_contain_text("Path ")
    path = (caption.text_content() or "").removeprefix("Path ").split(" at epoch")[0]
    return path.split(" → ")


def expect_done(page: Opened, id: str) -> None:
    page.lab.get_by_role("tab", name="Exercises", exact=True).click()
    expect(page.lab.locator(f'[data-task="{id}"]')).to_contain_text("✓ done")


def expect_open(page: Opened, id: str) -> None:
    """Not done: the last step is still missing."""
    page.settle()
    expect(page.lab.locator(f'[data-task="{id}"]')).not_to_contain_text("✓ done")


def test_watch_a_full_run(begin: Begin) -> None:
    page = begin("watch")
    train(page, 200)
    expect_done(page, "watch")


def test_the_same_start_again(begin: Begin) -> None:
    page = begin("again")
    train(page, 100)
    anew(page, "Reset")
    expect_open(page, "again")
    train(page, 100)
    expect_done(page, "again")


def test_another_start_another_solution(begin: Begin) -> None:
    page = begin("starts")
    train(page, 200)
    for _ in range(2):
        expect_open(page, "starts")
        anew(page, "New weights")
        train(page, 200)
    expect_done(page, "starts")


def test_which_paths_matter_most(begin: Begin) -> None:
    page = begin("paths")
    train(page, 400)
    expect_open(page, "paths")
    source, hidden, _ = strongest_path(page)
    page.lab.get_by_role("button", name=f"Weight {source} → {hidden}:").dispatch_event("click")
    expect_done(page, "paths")


def test_find_a_start_that_fails(begin: Begin) -> None:
    page = begin("fails")
    for _ in range(3):
        anew(page, "New weights")
    expect_open(page, "fails")
    train(page, 300)
    expect_done(page, "fails")
    expect(page.lab.locator(".diagnosis")).to_contain_text("dead")


def test_four_learning_rates(begin: Begin) -> None:
    page = begin("rates")
    train(page, 100)
    for rate in ("0.5", "1", "2"):
        expect_open(page, "rates")
        set_rate(page, rate)
        anew(page, "Reset")
        train(page, 100)
    expect_done(page, "rates")


def test_50_samples_against_500(begin: Begin) -> None:
    page = begin("samples")
    set_slider(page, "Samples", 50)
    train(page, 100)
    expect_open(page, "samples")
    set_slider(page, "Samples", 500)
    train(page, 100)
    expect_done(page, "samples")


def test_how_much_noise(begin: Begin) -> None:
    page = begin("noise")
    for percent in (10, 20, 30):
        expect_open(page, "noise")
        set_slider(page, "Noise", percent)
        train(page, 100)
    expect_done(page, "noise")


def test_a_hypothesis(begin: Begin) -> None:
    """Whether a smaller rate learns as well, from three starts; the table counts the starts."""
    page = begin("hypothesis")
    for start in range(3):
        for rate in ("0.1", "0.05"):
            expect_open(page, "hypothesis")
            set_rate(page, rate)
            anew(page, "Reset")
            train(page, 200)
        if start < 2:
            anew(page, "New weights")
    expect_done(page, "hypothesis")
    together = page.lab.locator(".runs table").nth(1).locator("tbody tr")
    expect(together).to_have_count(2)
    for row in together.all():
        expect(row.locator("td").nth(1)).to_have_text("3")


def test_what_the_strongest_path_computes(begin: Begin) -> None:
    page = begin("unit")
    train(page, 400)
    expect_open(page, "unit")
    _, hidden, _ = strongest_path(page)
    page.lab.get_by_role("button", name=f"Neuron {hidden}:").click()
    expect_done(page, "unit")


def test_two_negative_weights(begin: Begin) -> None:
    page = begin("minus")
    page.press("It does nothing: the two signs cancel.")
    expect(page.lab.locator(".feedback")).to_contain_text("✗ Not quite.")
    expect_open(page, "minus")
    page.press("It pushes it towards 1 as x₁ grows.")
    expect_done(page, "minus")


def test_ten_starts_side_by_side(begin: Begin) -> None:
    page = begin("ten")
    train(page, 300)
    for _ in range(9):
        expect_open(page, "ten")
        anew(page, "New weights")
        train(page, 300)
    expect_done(page, "ten")
    rows = page.lab.locator(".runs table").first.locator("tbody tr")
    expect(rows).to_have_count(10)
    assert len(set(rows.locator("td:nth-child(2)").all_text_contents())) == 10

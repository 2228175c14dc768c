"""The playground in a real browser: every choice of it changes what is seen."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened, Situation

FIELD = """
(name) => {
  const canvas = document.querySelector(`canvas[data-canvas="${name}"]`);
  const copy = new OffscreenCanvas(canvas.width, canvas.height)
    .getContext("2d", { willReadFrequently: true });
  copy.drawImage(canvas, 0, 0);
  return [...copy.getImageData(0, 0, canvas.width, canvas.height).data]
    .reduce((sum, value, at) => (sum * 31 + value * (at % 7 + 1)) % 4294967291, 0);
}
"""


@pytest.fixture(scope="module")
def booted_playground(browser, url) -> Iterator[Opened]:
    page = Opened(browser.new_context(viewport={"width": 1280, "height": 800}).new_page(),
                  Situation("http", f"{url}playground/index.html", "snapshot-http", (url,)))
    page.go(page.situation.url)
    page.wait_ready()
    yield page
    page.page.context.close()


@pytest.fixture
def playground(booted_playground) -> Iterator[Opened]:
    """The lesson as its author meant it to begin."""
    page = booted_playground
    page.frame.evaluate("location.hash = ''; location.hash = 'epoch=0'")
    page.settle()
    yield page
    assert page.errors == page.console == []


def field(page: Opened, name: str = "field") -> int:
    page.settle()
    return page.frame.evaluate(FIELD, name)


def choose(page: Opened, name: str, value: str) -> None:
    page.lab.get_by_role("combobox", name=name, exact=True).select_option(value)


def test_the_network_learns_the_four_rows_and_the_picture_follows(playground):
    first, neurons = field(playground), field(playground, "units")
    playground.slider("Speed").fill("10")
    playground.press("Play")
    playground.until("all four are right", lambda: playground.number("loss") < 0.01)
    playground.press("Pause")
    assert playground.number("accuracy") == 1
    assert field(playground) != first
    assert field(playground, "units") != neurons


@pytest.mark.parametrize("data", ["noisy-xor", "circles", "gaussians", "moons", "spiral", "plane",
                                  "hills"])
def test_every_data_set_is_shown_and_learned_from(playground, data):
    choose(playground, "Data", data)
    rate = playground.lab.get_by_label("Learning rate value")
    rate.fill("0.03")  # at 0.3 targets that are numbers diverge at once
    rate.press("Enter")
    playground.settle()
    expect(playground.lab.locator('[data-view="plane"] .mark').first).to_be_visible()
    no_classes = playground.output("accuracy").inner_text() == "none"
    assert no_classes == (data in ("plane", "hills"))
    before = playground.number("loss")
    playground.press("Step")
    playground.wait_epoch(1)
    assert playground.number("loss") != before


def test_inputs_are_switched_and_have_their_names(playground):
    playground.button("x₁x₂").click()
    playground.settle()
    assert (playground.part("neuron", "0.2").get_attribute("aria-label") or "").startswith(
        "Neuron x₁x₂")
    playground.button("x₁").click()
    playground.button("x₂").click()
    playground.settle()
    expect(playground.lab.locator('[data-neuron^="0."]')).to_have_count(1)
    playground.press("Undo")
    playground.settle()
    expect(playground.lab.locator('[data-neuron^="0."]')).to_have_count(2)


def test_the_divider_shows_the_start_beside_now(playground):
    for _ in range(5):
        playground.press("Step")
    now = field(playground)
    playground.slider("Before and after").fill("50")
    assert field(playground) != now
    expect(playground.lab.locator('[data-view="plane"]')).to_contain_text("epoch 0")
    playground.slider("Before and after").fill("0")
    assert field(playground) == now


def test_two_settings_are_compared_from_one_start(playground):
    playground.press("Step")
    playground.wait_epoch(1)
    loss = playground.number("loss")
    playground.press("Pin")
    playground.press("Reset")
    playground.lab.get_by_label("Learning rate value").fill("0.1")
    playground.lab.get_by_label("Learning rate value").press("Enter")
    playground.press("Step")
    playground.wait_epoch(1)
    assert playground.number("loss") != loss
    choose(playground, "Before is", "pinned")
    now = field(playground)
    playground.slider("Before and after").fill("100")
    assert field(playground) != now
    playground.slider("Before and after").fill("0")
    playground.press("Pin")


def test_test_data_have_a_loss_of_their_own_and_hollow_marks(playground):
    choose(playground, "Data", "moons")
    playground.lab.get_by_text("More settings", exact=True).click()
    playground.slider("Test share").fill("30")
    playground.settle()
    assert playground.number("test-loss") > 0
    choose(playground, "L2", "0.01")  # a fifth read-out
    right = "element => element.getBoundingClientRect().right"
    assert (playground.button("Copy link").evaluate(right)
            <= playground.lab.locator(".panels").evaluate(right))
    for width in (390, 1280):
        playground.page.set_viewport_size({"width": width, "height": 800})
        assert playground.frame.evaluate("document.documentElement.scrollWidth") <= width
    playground.button("Test data").click()
    playground.settle()
    expect(playground.lab.locator('[data-view="plane"] .mark.test')).to_have_count(30)
    playground.button("Test data").click()


def test_a_drag_paints_points(playground):
    choose(playground, "Data", "noisy-xor")
    playground.lab.get_by_role("tab", name="Data").click()
    playground.lab.get_by_label("Add class 1", exact=True).check()
    plane = playground.lab.locator('[data-view="scatter"] [data-plane="one"]')
    plane.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = plane.bounding_box()
    assert box is not None
    mouse = playground.page.mouse
    mouse.move(box["x"] + 0.3 * box["width"], box["y"] + 0.5 * box["height"])
    mouse.down()
    mouse.move(box["x"] + 0.7 * box["width"], box["y"] + 0.5 * box["height"], steps=20)
    mouse.up()
    expect(playground.lab.locator('[data-view="status"]')).to_contain_text("Painted")
    marks = playground.lab.locator('[data-view="scatter"] .mark')
    playground.until("they are there", lambda: marks.count() > 105)


def test_a_slider_whose_move_is_refused_goes_back(playground):
    playground.frame.evaluate("location.hash = 'data=plane'")
    playground.settle()
    playground.lab.locator(".settings details.more").evaluate("fold => { fold.open = true }")
    slider = playground.slider("Confidence penalty")
    slider.fill("40")
    expect(playground.lab).to_contain_text("Nothing was changed")
    expect(slider).to_have_value("0")

"""Before Python is there: what a person does waits for it, and a metered connection is spared."""

import math
import re

from playwright.sync_api import expect
from ui.draw.plane import EDGE, SIZE
from ui.lab import Lab

from engine import Spec

SAVE_DATA = "Object.defineProperty(navigator, 'connection', { get: () => ({ saveData: true }) });"


def test_clicks_before_python_are_carried_out_after(held):
    page, arrivals = held
    page.press("Step")
    page.press("New weights")
    expect(page.button("Step")).to_have_attribute("data-queued", "")
    assert page.number("epoch") == 0
    arrivals[-1].continue_()
    page.wait_ready()
    page.settle()
    expect(page.lab.locator("[data-queued]")).to_have_count(0)
    # In the order of the clicks: the step, then the weights of the next seed.
    expect(page.lab.locator("[data-view=status]")).to_contain_text("New weights, from seed 25")
    page.press("Undo")
    page.wait_epoch(1)
    assert page.errors == page.console == []


def test_sliders_changed_before_python_count_after(held):
    page, arrivals = held
    page.slider("Learning rate").press("Home")
    page.slider("Speed").press("Home")
    page.slider("Sample").press("End")
    arrivals[-1].continue_()
    page.wait_ready()
    page.settle()
    expect(page.lab.get_by_label("Learning rate value")).to_have_value("0.01")
    expect(page.slider("Speed")).to_have_attribute("aria-valuetext", re.compile("^slow motion"))
    expect(page.lab.locator(".inspector h3")).to_contain_text("for sample 99")


def test_keys_pressed_before_python_count_after(held):
    page, arrivals = held
    page.button("Step").focus()
    page.page.keyboard.press("ArrowRight")  # a step: an arrow does nothing else to a button
    page.page.keyboard.press("Enter")  # a click, which the browser makes of it
    page.part("neuron", "0.0").focus()
    for key in ("ArrowRight", "ArrowRight", "Control+ArrowRight"):
        page.page.keyboard.press(key)
    assert page.number("epoch") == 0
    arrivals[-1].continue_()
    page.wait_ready()
    page.settle()
    page.wait_epoch(2)
    third = page.page.evaluate("() => document.activeElement.dataset.part")
    assert third == Lab("any", Spec.parse("layers=2-4-1")).parts()[2]
    expect(page.lab.locator("[data-part][aria-pressed=true]")).to_have_attribute("data-part", third)
    assert page.errors == page.console == []


def test_clicks_in_figures_before_python_are_carried_out_where_they_were(held):
    page, arrivals = held
    page.part("weight", "1.0.2").dispatch_event("click")  # a script's click is nobody's
    page.part("neuron", "2.0").click()
    figure = page.page.locator('[data-figure="line"]')
    expect(figure.locator(".verdict-of-four")).to_have_text("2 of 4 right")
    line = figure.locator("path.separator").get_attribute("d")
    field = figure.locator("[data-steer]")
    box = field.bounding_box()
    assert box is not None
    field.click(position={"x": box["width"] * 0.05, "y": box["height"] * 0.6})
    page.frame.evaluate("window.scrollTo(0, 0)")  # the place is one of the figure, not the window
    arrivals[-1].continue_()
    page.wait_ready()
    expect(page.lab.locator(".inspector h3")).to_contain_text("Neuron ŷ")
    expect(figure.locator("path.separator")).not_to_have_attribute("d", line or "")
    x1, y1, x2, y2 = map(float, re.findall(r"[-\d.]+", figure.locator("path.separator")
                                           .get_attribute("d") or ""))
    x, y = EDGE + 0.05 * (SIZE - 2 * EDGE), EDGE + 0.6 * (SIZE - 2 * EDGE)
    off = abs((x2 - x1) * (y1 - y) - (x1 - x) * (y2 - y1)) / math.hypot(x2 - x1, y2 - y1)
    assert off < 1.5
    expect(page.page.locator("[data-queued]")).to_have_count(0)
    assert page.errors == page.console == []


def test_a_learning_rate_typed_before_python_counts_after(held):
    page, arrivals = held
    field = page.lab.get_by_label("Learning rate value")
    field.fill("0.25")
    field.press("Tab")
    arrivals[-1].continue_()
    page.wait_ready()
    page.settle()
    expect(page.slider("Learning rate")).to_have_attribute("aria-valuetext", "0.25")


def test_the_arrival_is_counted_in_megabytes(held):
    page, _ = held
    text = page.lab.locator("[data-boot-text]")
    expect(text).to_have_text(re.compile(r"^Python is arriving: \d+\.\d of 1[5-7]\.\d MB$"))
    bar = page.lab.get_by_role("progressbar")
    page.until("some of it is there", lambda: float(bar.get_attribute("value") or 0) > 0.5)


def test_saving_data_python_waits_for_a_click_and_says_its_size(url, fresh, site):
    page = fresh(SAVE_DATA)
    page.go(f"{url}xor/index.html")
    offer = re.compile(r"^Press any button to fetch Python \((\d+\.\d) MB\)\.$")
    expect(page.lab.locator("[data-boot-text]")).to_have_text(offer)
    said = offer.match(page.boot_text)
    assert said
    page.settle()
    assert page.frame.locator("html").get_attribute("data-python") == "waiting"
    assert not [request for request in page.requests if "/runtime/" in request]
    page.press("Step")
    page.wait_ready()
    page.wait_epoch(1)
    fetched = [request.rsplit("/", 1)[1] for request in page.requests if "/runtime/" in request]
    size = sum((site / "runtime" / name).stat().st_size for name in fetched)
    assert abs(float(said[1]) * 1e6 - size) < 0.1e6
    assert size < 18e6

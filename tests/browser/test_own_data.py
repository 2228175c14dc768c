"""The learner's own points in a real browser: by mouse, by keys alone, by touch, and pasted."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.browser.opened import Opened

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Open = Callable[..., Opened]


def data_tab(opened: Opened, url: str) -> Opened:
    opened.go(f"{url}xor/embed.html")
    opened.wait_ready()
    opened.lab.get_by_role("tab", name="Data").click()
    return opened


def plane(opened: Opened) -> Locator:
    return opened.lab.locator("[data-plane]")


def marks(opened: Opened) -> Locator:
    return plane(opened).locator(".mark")


def choose(opened: Opened, mode: str) -> None:
    opened.lab.get_by_label(mode, exact=True).check()
    expect(plane(opened)).to_have_attribute(
        "data-plane", {"Add class 1": "one"}.get(mode, mode.lower()))


def spot(opened: Opened, across: float, down: float) -> tuple[float, float]:
    """A place of the picture, as shares of it, on the screen."""
    plane(opened).evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = plane(opened).bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def selected(opened: Opened) -> str:
    opened.settle()
    return opened.lab.locator("[data-view=sample]").text_content() or ""


def test_a_mouse_adds_a_point_drags_it_and_takes_it_away(fresh: Open, url: str) -> None:
    opened = data_tab(fresh(), url)
    choose(opened, "Add class 1")
    opened.page.mouse.click(*spot(opened, 0.5, 0.5))
    expect(marks(opened)).to_have_count(101)
    assert "x₁0.5000x₂0.5000label y1" in selected(opened)
    opened.press("Step")
    opened.wait_epoch(1)
    choose(opened, "Move")
    start, end = spot(opened, 0.5, 0.5), spot(opened, 0.915, 0.085)  # the upper right corner
    opened.page.mouse.move(*start)
    opened.page.mouse.down()
    opened.page.mouse.move(*end, steps=5)
    opened.settle()
    assert opened.number("epoch") == 1  # nothing begins anew while it is dragged
    opened.page.mouse.up()
    expect(opened.output("epoch")).to_have_attribute("data-number", "0")
    assert re.search("x₁(0.9|1.0)[0-9]*x₂(0.9|1.0)", selected(opened))
    choose(opened, "Remove")
    opened.page.mouse.click(*spot(opened, 0.915, 0.085))
    expect(marks(opened)).to_have_count(100)
    opened.press("Undo")
    expect(marks(opened)).to_have_count(101)
    assert not opened.errors


def test_keys_alone_choose_move_remove_and_type_points(fresh: Open, url: str) -> None:
    opened = data_tab(fresh(), url)
    keyboard = opened.page.keyboard
    before = selected(opened)
    plane(opened).focus()
    keyboard.press("ArrowRight")
    assert selected(opened) != before
    keyboard.press("Delete")
    expect(marks(opened)).to_have_count(99)
    expect(plane(opened)).to_be_focused()
    opened.lab.get_by_label("Select", exact=True).focus()
    for _ in range(3):
        keyboard.press("ArrowDown")
    plane(opened).focus()
    before = selected(opened)
    keyboard.press("Shift+ArrowDown")
    assert selected(opened) != before
    expect(plane(opened)).to_be_focused()
    opened.lab.get_by_text("Type a point").press("Enter")
    opened.lab.get_by_label("x1 of the new point").fill("a half")
    opened.lab.get_by_label("x2 of the new point").fill("0.5")
    keyboard.press("Enter")
    expect(opened.lab.locator("[data-view=new-point] [role=alert]")).to_contain_text("“a half”")
    expect(opened.lab.get_by_label("x1 of the new point")).to_have_value("a half")
    opened.lab.get_by_label("x1 of the new point").fill("0.25")
    keyboard.press("Enter")
    expect(marks(opened)).to_have_count(100)
    assert opened.number("epoch") == 0


def test_a_finger_drags_a_point_and_not_the_page(fresh: Open, url: str) -> None:
    opened = data_tab(fresh(**PHONE), url)
    choose(opened, "Add class 1")
    opened.page.touchscreen.tap(*spot(opened, 0.5, 0.5))
    expect(marks(opened)).to_have_count(101)
    choose(opened, "Move")
    x, y = spot(opened, 0.5, 0.5)
    scrolled = opened.page.evaluate("scrollY")
    touch = opened.page.context.new_cdp_session(opened.page)
    for kind, down in (("touchStart", 0), ("touchMove", -30), ("touchMove", -90), ("touchEnd", 0)):
        points = [] if kind == "touchEnd" else [{"x": x, "y": y + down}]
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})
    opened.settle()
    assert "x₁0.5000" in selected(opened)
    assert "x₂0.5000" not in selected(opened)
    assert opened.page.evaluate("scrollY") == scrolled
    assert opened.page.evaluate("document.documentElement.scrollWidth") == 390


def test_what_is_unfolded_stays_so_when_the_data_become_own(fresh: Open, url: str) -> None:
    opened = data_tab(fresh(), url)
    opened.lab.get_by_text("More settings", exact=True).click()
    choose(opened, "Add class 1")
    opened.page.mouse.click(*spot(opened, 0.5, 0.5))
    expect(marks(opened)).to_have_count(101)
    expect(opened.slider("Noise")).to_have_count(0)
    expect(opened.slider("Confidence penalty")).to_be_visible()

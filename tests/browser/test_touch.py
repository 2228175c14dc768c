"""A finger on a phone: it drags what can be dragged, and scrolls the page everywhere else."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opened import Opened

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
Open = Callable[..., Opened]
Point = tuple[float, float]


@pytest.fixture
def phone(fresh: Open, url: str) -> Callable[[str], Opened]:
    def open_lesson(lesson: str) -> Opened:
        page = fresh(**PHONE)
        page.go(f"{url}{lesson}/index.html")
        page.wait_ready()
        return page

    return open_lesson


def swipe(page: Opened, start: Point, by: Point) -> None:
    """A finger goes down, moves in eight steps, and leaves."""
    touch = page.page.context.new_cdp_session(page.page)

    def send(kind: str, *points: Point) -> None:
        touch.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    (x, y), (right, down) = start, by
    send("touchStart", start)
    for step in range(1, 9):
        send("touchMove", (x + right * step / 8, y + down * step / 8))
        page.probe("frames(1)")
    send("touchEnd")
    page.settle()
    page.probe("frames(3)")


def place(part: Locator, across: float, down: float) -> Point:
    """A place of a part, as shares of its box, which is brought to the middle of the screen."""
    part.evaluate("element => element.scrollIntoView({ block: 'center' })")
    box = part.bounding_box()
    assert box is not None
    return box["x"] + across * box["width"], box["y"] + down * box["height"]


def scrolled(page: Opened) -> float:
    return page.frame.evaluate("scrollY")


# Each a lesson, a figure in it, and what changes when it is steered.
PLANES = [
    ("xor", '[data-figure="line"]', ".parting .separator"),
    ("concepts", '[data-figure="optimizers"]', ".race .start"),
]
CURVES = [  # steered from side to side only
    ("concepts", '[data-figure="activations"]', ".reads"),
    ("concepts", '[data-figure="losses"]', ".view-losses"),
]
ACROSS, DOWN, UP = (120, 0), (90, 70), (70, -120)


@pytest.mark.parametrize(
    ("lesson", "figure", "shows", "by"),
    [(*each, by) for each in PLANES for by in (ACROSS, DOWN, UP)]
    + [(*each, ACROSS) for each in CURVES])
def test_a_finger_steers_and_the_page_stays(phone, lesson, figure, shows, by):
    page = phone(lesson)
    part = page.frame.locator(figure)
    start = place(part.locator("[data-steer]").first, 0.25, 0.5)
    before, at = part.locator(shows).first.evaluate("e => e.outerHTML"), scrolled(page)
    swipe(page, start, by)
    assert part.locator(shows).first.evaluate("e => e.outerHTML") != before
    assert scrolled(page) == at


@pytest.mark.parametrize(("lesson", "figure", "shows"), CURVES)
def test_a_finger_that_scrolls_over_a_curve_changes_nothing_and_a_tap_does(
    phone, lesson, figure, shows
):
    page = phone(lesson)
    part = page.frame.locator(figure)
    field = part.locator("[data-steer]").first
    before = part.locator(shows).first.inner_text()
    start = place(field, 0.25, 0.5)
    at = scrolled(page)
    swipe(page, start, (0, -160))
    assert scrolled(page) > at + 100
    assert part.locator(shows).first.inner_text() == before
    page.page.touchscreen.tap(*place(field, 0.25, 0.5))
    expect(part.locator(shows).first).not_to_have_text(before)


@pytest.mark.parametrize("lesson", ["xor", "network", "playground", "concepts", "pipeline"])
def test_a_finger_on_text_and_on_what_cannot_be_dragged_scrolls_the_page(phone, lesson):
    page = phone(lesson)
    still = [page.frame.locator("article h2").first]
    if page.lab.count():
        still.append(page.lab.locator("svg[role=group]").first)
    for part in still:
        start, at = place(part, 0.5, 0.6), scrolled(page)
        swipe(page, start, (0, -160))
        assert scrolled(page) > at + 100

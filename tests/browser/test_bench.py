"""The picture first: what of a lab can be seen, at the sizes of a laptop, of a frame, of a phone.

What is looked for lies wholly in the window, of a page that has just been opened.
"""

from collections.abc import Iterator

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from playwright.sync_api import Page, expect

from tests.browser.opened import Opened

LESSONS = [lesson.slug for path in sorted((SITE / "lessons").glob("*.md"))
           if (lesson := Lesson.read(path)).labs]
PICTURE = ('[data-view="network"]', '[data-view="plane"] canvas', '[data-view="loss"]',
           ".readouts", '[data-action="toggle"]')
SEEN = """
(selector) => {
  const box = document.querySelector(`[data-lab] ${selector}`).getBoundingClientRect();
  const fits = box.width > 0 && box.height > 0 && box.left >= 0 && box.top >= 0
    && box.right <= innerWidth + 0.5 && box.bottom <= innerHeight + 0.5;
  return fits ? "" : `${selector}: ${Math.round(box.left)} ${Math.round(box.top)} to `
    + `${Math.round(box.right)} ${Math.round(box.bottom)}`;
}
"""
COVERED = """
() => {
  const { activeElement } = document;
  const box = activeElement.getBoundingClientRect();
  const middle = (from, to, size) => (Math.max(from, 0) + Math.min(to, size)) / 2;
  const top = document.elementFromPoint(middle(box.left, box.right, innerWidth),
                                        middle(box.top, box.bottom, innerHeight));
  const over = top && top.closest(".transport");
  return !over || over.contains(activeElement) || activeElement.contains(over) ? "" :
    activeElement.dataset.action || activeElement.id || activeElement.tagName;
}
"""


@pytest.fixture(scope="module", params=LESSONS)
def embed(browser, url, request) -> Iterator[Page]:
    """A lesson's lab alone, before Python: the first paint has the layout that stays."""
    page = browser.new_context(java_script_enabled=True).new_page()
    page.goto(f"{url}{request.param}/embed.html")
    yield page
    page.context.close()


def size(page: Page, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate("scrollTo(0, 0)")


@pytest.mark.parametrize(("width", "height"), [(1280, 720), (900, 640), (900, 700), (390, 844)])
def test_the_whole_picture_is_in_sight(embed: Page, width: int, height: int) -> None:
    size(embed, width, height)
    assert [found for part in PICTURE if (found := embed.evaluate(SEEN, part))] == []


@pytest.mark.parametrize(("width", "height"), [(320, 256), (300, 200), (844, 390)])
def test_in_a_low_window_play_and_a_figure_are_in_sight(
    embed: Page, width: int, height: int
) -> None:
    size(embed, width, height)
    assert embed.evaluate(SEEN, '[data-action="toggle"]') == ""
    assert embed.evaluate(SEEN, '[data-view="network"]') == ""


@pytest.mark.parametrize(("width", "height"), [(320, 256), (300, 200), (844, 390), (390, 844)])
def test_nothing_covers_what_has_the_focus(embed: Page, width: int, height: int) -> None:
    size(embed, width, height)
    covered = set()
    embed.locator('[data-action="toggle"]').focus()
    for _ in range(18):
        embed.keyboard.press("Tab")
        covered.add(embed.evaluate(COVERED))
    assert covered - {""} == set()


@pytest.mark.parametrize("width", [320, 390, 700, 900, 1280])
def test_nothing_scrolls_sideways(embed: Page, width: int) -> None:
    size(embed, width, 700)
    assert embed.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 390, 900, 1280])
def test_the_tabs_are_one_row(embed: Page, width: int) -> None:
    size(embed, width, 700)
    tops = embed.evaluate("""() => [...document.querySelectorAll("[role=tab]")]
                                     .map((tab) => Math.round(tab.getBoundingClientRect().top))""")
    assert len(set(tops)) == 1


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_opens_on_its_title_a_sentence_the_network_and_play(browser, url, slug) -> None:
    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    page.goto(f"{url}{slug}/index.html")
    assert page.locator("h1").bounding_box()["y"] < 200
    for part in ('[data-view="network"]', '[data-action="toggle"]'):
        assert page.evaluate(SEEN, part) == ""
    page.context.close()


def test_settings_are_a_sheet_on_a_phone_and_the_picture_moves_above_it(fresh, url) -> None:
    page: Opened = fresh(viewport={"width": 390, "height": 844})
    page.go(f"{url}xor/embed.html")
    page.wait_ready()
    rate = page.lab.get_by_role("slider", name="Learning rate", exact=True)
    expect(rate).to_be_hidden()
    page.press("Settings")
    expect(rate).to_be_visible()
    expect(page.button("Settings")).to_have_attribute("aria-expanded", "true")
    page.press("Play")
    for part in PICTURE:
        assert page.frame.evaluate(SEEN, part) == ""
    page.until("it trains", lambda: page.number("epoch") > 1)
    page.press("Pause")
    page.page.keyboard.press("Escape")
    expect(rate).to_be_hidden()


def test_the_loss_curve_is_dragged_through_the_history(fresh, url) -> None:
    page: Opened = fresh()
    page.go(f"{url}xor/embed.html#epoch=100")
    page.wait_ready()
    page.wait_epoch(100)
    box = page.lab.locator('[data-view="loss"] [data-steer]').bounding_box()
    mouse = page.page.mouse
    mouse.move(box["x"] + 0.9 * box["width"], box["y"] + 20)
    mouse.down()
    for share in (0.7, 0.5, 0.3):
        mouse.move(box["x"] + share * box["width"], box["y"] + 20)
    mouse.up()
    page.settle()
    assert 25 <= page.number("epoch") <= 35
    assert page.slider("Epoch").input_value() == f"{page.number('epoch'):.0f}"

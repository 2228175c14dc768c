"""Exercises in a real browser: kept where a page may keep, answered by keys; and the line that is
drawn by hand. How each of them is done: `test_exercises_done.py`."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened

Open = Callable[..., Opened]


def exercises(opened: Opened, url: str, framed: bool = False) -> Opened:
    opened.go(url, framed)
    opened.wait_ready()
    opened.lab.get_by_role("tab", name="Exercises").click()
    return opened


def train_to_200(opened: Opened) -> None:
    opened.lab.get_by_role("slider", name="Speed").press("End")
    opened.lab.get_by_role("button", name="Play", exact=True).click()
    expect(opened.lab.locator(".runs tbody").first).to_contain_text("converged")
    opened.lab.get_by_role("button", name="Pause", exact=True).click()


def test_an_exercise_is_recognised_and_still_known_after_a_reload(fresh: Open, url: str) -> None:
    page = exercises(fresh(), f"{url}xor/index.html")
    expect(page.lab.locator(".tasks")).to_contain_text("0 of 12 exercises done.")
    train_to_200(page)
    expect(page.lab.locator('[data-task="watch"]')).to_contain_text("✓ done")
    again = exercises(page, f"{url}xor/index.html")
    expect(again.lab.locator(".tasks")).to_contain_text("1 of 12 exercises done.")


def test_where_a_page_may_keep_nothing_exercises_work_all_the_same(fresh: Open, host: str) -> None:
    page = exercises(fresh(), host, framed=True)
    train_to_200(page)
    expect(page.lab.locator('[data-task="watch"]')).to_contain_text("✓ done")


def test_a_question_is_answered_by_keys_alone_and_the_focus_stays(fresh: Open, url: str) -> None:
    page = exercises(fresh(), f"{url}xor/embed.html")
    page.lab.get_by_role("button", name="Two negative weights").press("Enter")
    hint = page.lab.locator('[data-key="hint minus"]')
    hint.press("Enter")
    expect(page.lab.locator(".tasks")).to_contain_text("Hint 1. Follow a small increase")
    expect(hint).to_be_focused()
    page.lab.get_by_role("button", name="It does nothing").press("Enter")
    expect(page.lab.locator('[data-view="status"]')).to_contain_text("✗ Not quite. They multiply")
    right = page.lab.get_by_role("button", name="It pushes it towards 1")
    right.press("Enter")
    expect(page.lab.locator('[data-task="minus"]')).to_contain_text("✓ done")
    expect(right).to_be_focused()


def test_the_line_is_moved_by_keys_and_by_the_pointer(fresh: Open, url: str) -> None:
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    figure = page.page.locator('[data-figure="line"]')
    verdict = figure.locator(".verdict-of-four")
    expect(verdict).to_have_text("2 of 4 right")
    for _ in range(15):
        figure.get_by_role("slider", name="Shift").press("ArrowLeft")
    expect(verdict).to_have_text("3 of 4 right")
    field = figure.locator("[data-steer]")
    field.scroll_into_view_if_needed()
    box, around = field.bounding_box(), figure.bounding_box()
    assert box is not None
    assert around is not None
    assert box["x"] + box["width"] / 2 == pytest.approx(around["x"] + around["width"] / 2, abs=1)
    before = figure.locator("path.separator").get_attribute("d")
    page.page.mouse.move(box["x"] + box["width"] * 0.3, box["y"] + box["height"] * 0.2)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + box["height"] * 0.5, steps=5)
    page.page.mouse.up()
    expect(figure.locator("path.separator")).not_to_have_attribute("d", before or "")

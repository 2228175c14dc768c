"""What is done in a lab is there after a reload and Back, and in two tabs, in a real browser."""

import random

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened

ROWS = "x1,x2,label\n0,0,0\n1,1,0\n0,1,1\n1,0,1\n0.4,0.1,1\n"
# In full, to the last bit; and the points.
STATE = """() => {
  const { run } = glassnet.python.pyimport("ui.page.bridge").page.labs.get(0).lab;
  return [run.update, run.loss, String(run.spec), String(run.events),
    run.parameters.tolist().toJs(), run.data.train.points.tolist().toJs()];
}"""


def state(page: Opened) -> list:
    page.settle()
    return page.frame.evaluate(STATE)


def paste(page: Opened) -> None:
    page.lab.get_by_role("tab", name="Data", exact=True).click()
    page.frame.evaluate("document.querySelectorAll('details').forEach((each) => each.open = true)")
    page.lab.locator("[data-action=table]").fill(ROWS)
    page.lab.locator("[data-action=table-read]").click()
    page.lab.locator("[data-action=table-begin]").click()
    page.wait_epoch(0)


def play(page: Opened) -> None:
    begun = page.number("epoch")
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > begun + 2)
    page.press("Pause")
    expect(page.button("Play")).to_be_visible()


def rate(page: Opened) -> None:
    field = page.lab.get_by_label("Learning rate value", exact=True)
    field.fill(str(random.Random(page.number("epoch")).randint(1, 9) / 10))
    field.press("Tab")


def nudge(page: Opened) -> None:
    page.frame.evaluate("""() => {
      const lab = glassnet.python.pyimport("ui.page.bridge").page.labs.get(0);
      lab.act("select", "weight:1.0.2");
      lab.act("value", "0.75");
    }""")


DEEDS = (paste, play, rate, nudge, lambda page: page.press("Step"))


def reloaded(page: Opened, epoch: float) -> None:
    page.page.reload()
    page.wait_ready()
    page.wait_epoch(int(epoch))


def test_ten_reloads_at_random_moments_lead_back_to_the_bit(fresh, url) -> None:
    chance = random.Random(12)
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    for _ in range(10):
        for deed in chance.sample(DEEDS, 2):
            deed(page)
        before = state(page)
        reloaded(page, page.number("epoch"))
        assert state(page) == before
    expect(page.lab.locator(".of-work")).to_contain_text("Restored as you left it")
    page.press("Begin at the lab’s own start")
    page.wait_epoch(0)
    assert page.lab.get_attribute("data-spec") in state(page)[2]
    assert page.errors == page.console == []


def test_a_run_that_plays_is_there_after_a_reload(fresh, url) -> None:
    page = fresh()
    page.go(f"{url}xor/embed.html")
    page.wait_ready()
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > 20)
    page.page.reload()
    page.wait_ready()
    page.until("it is there again", lambda: page.number("epoch") > 20)
    expect(page.button("Play")).to_be_visible()
    assert page.errors == page.console == []


def test_a_reload_right_after_pause_finds_the_work_of_an_address_that_is_a_step_behind(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    paste(page)
    page.until("the address says so", lambda: "without=points" in page.page.url)
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > 5)
    page.press("Pause")
    page.page.reload()
    page.wait_ready()
    page.until("it is there again", lambda: page.number("epoch") > 5)
    assert len(state(page)[-1]) == 5
    assert page.errors == page.console == []


def test_back_leads_to_what_was_there(fresh, url) -> None:
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    paste(page)
    page.press("Step")
    page.wait_epoch(1)
    before = state(page)
    page.until("the address says so", lambda: "without=points" in page.page.url)
    page.frame.evaluate("location.hash = 'lr%3D0.5%26seed%3D3'")
    expect(page.lab.locator("[data-view=status]")).to_contain_text("Undo brings the run before")
    page.page.go_back(wait_until="commit")
    page.wait_epoch(1)
    assert state(page) == before
    page.frame.evaluate("location.hash = 'top'")  # a place in the page is no state
    page.settle()
    assert state(page) == before


def test_two_tabs_keep_their_own_work_and_share_what_is_done(fresh, url) -> None:
    one = fresh()
    one.go(f"{url}xor/index.html")
    one.wait_ready()
    paste(one)
    one.press("Step")
    one.wait_epoch(1)
    before = state(one)
    one.frame.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    other = Opened(one.page.context.new_page())
    other.go(f"{url}xor/index.html")
    other.wait_ready()
    expect(other.lab.locator(".of-work")).to_contain_text("Your earlier work in this lab is kept.")
    assert other.number("epoch") == 0
    other.lab.get_by_role("tab", name="Exercises", exact=True).click()
    other.lab.locator('[data-key="task minus"]').click()
    other.press("It pushes it towards 1 as x₁ grows.")
    one.lab.get_by_role("tab", name="Exercises", exact=True).click()
    expect(one.lab.locator(".tasks")).to_contain_text("1 of 12 exercises done.")
    reloaded(one, 1)
    assert state(one) == before
    expect(one.lab.locator(".tasks")).to_contain_text("1 of 12 exercises done.")
    other.press("Go on with it")
    other.wait_epoch(1)
    assert state(other) == before
    assert one.errors == other.errors == []


@pytest.mark.parametrize("where", ["file", "sandbox"])
def test_work_in_a_file_is_kept_and_in_a_sandbox_it_is_said_that_it_is_not(booted, where) -> None:
    page = booted(where)
    paste(page)
    page.press("Step")
    page.wait_epoch(1)
    if where == "sandbox":
        note = page.lab.locator(".of-work")
        expect(note).to_contain_text("keeps nothing of this page: a reload would lose own points")
        expect(note.get_by_role("button", name="Save the state as a file")).to_be_visible()
        note.get_by_role("button", name="Close").click()
        return
    before = state(page)
    reloaded(page, 1)
    assert state(page) == before
    page.press("Begin at the lab’s own start")

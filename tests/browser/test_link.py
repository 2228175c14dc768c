"""The page's address: it has the state of the lab, and what is wrong in it does no harm."""

import re

import pytest
from playwright.sync_api import expect

from engine import Run, Spec
from tests.browser.opened import FOREIGN
from tests.hostile_links import hostile

LINK = ("lr=0.3&seed=3&epoch=25&tab=parameters&speed=max&noise=0.1&hide=noise,pin&theme=dark"
        "&act=tanh")
HOSTILE = """
async ([fragments, foreign]) => {
  const working = [];
  for (const fragment of fragments) {
    location.hash = "";
    location.hash = fragment;
    await probe.frames(2);
    working.push(probe.lab().querySelectorAll(foreign).length);
  }
  return working;
}
"""


def wait_for(page, key: str, value: float) -> None:
    expect(page.output(key)).to_have_attribute("data-number", str(value))


def test_a_page_opens_in_the_state_of_its_address(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html#{LINK}")
    page.wait_ready()
    wait_for(page, "epoch", 25)
    page.settle()
    oracle = Run(Spec.parse("layers=2-4-1&act=tanh&lr=0.3&batch=1&noise=0.1&seed=3&data-seed=6"))
    oracle.train(25)
    assert page.number("loss") == pytest.approx(oracle.loss, rel=1e-9)
    tab = page.lab.get_by_role("tab", name="Parameters")
    expect(tab).to_have_attribute("aria-selected", "true")
    expect(page.button("Pin")).to_be_hidden()
    expect(page.lab.locator('[data-control="noise"]')).to_be_hidden()
    expect(page.frame.locator("body")).to_have_css("background-color", "rgb(18, 22, 27)")
    expect(page.lab.locator(".notice[role=alert]")).to_have_count(0)
    assert page.errors == page.console == []


def test_before_python_the_numbers_are_marked_as_those_of_the_lab_itself(fresh, url):
    page = fresh()
    arrivals = []
    page.page.route("**/snapshot.bin.pack*", lambda route: arrivals.append(route))
    page.go(f"{url}xor/index.html#{LINK}")
    page.until("Python is asked for", lambda: bool(arrivals))
    expect(page.lab.locator(".initial")).to_be_visible()
    expect(page.lab.locator('[data-panel="parameters"]')).to_be_visible()
    expect(page.button("Pin")).to_be_hidden()
    arrivals[-1].continue_()
    page.wait_ready()
    expect(page.lab.locator(".initial")).to_be_hidden()


def test_the_address_follows_what_is_done(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.press("Step")
    page.press("Step")
    page.lab.get_by_role("tab", name="Data").click()
    page.until("the address says so", lambda: "&epoch=2&tab=data" in page.page.url)
    page.page.goto("about:blank")
    page.page.go_back()
    page.wait_ready()
    wait_for(page, "epoch", 2)
    expect(page.lab.locator('[data-panel="data"]')).to_be_visible()


def test_what_is_wrong_in_an_address_is_said_until_it_is_put_away(lesson):
    lesson.frame.evaluate("location.hash = 'lr=99&tab=<b>nowhere</b>'")
    notice = lesson.lab.locator(".notice[role=alert]")
    expect(notice).to_contain_text("lr=99: must be a number from 0.0001 to 10")
    expect(notice).to_contain_text("tab=<b>nowhere</b>: must be one of network")
    lesson.press("Close")
    expect(notice).to_have_count(0)


def test_three_hundred_hostile_addresses_leave_a_lab_that_works(fresh, url):
    page = fresh()
    page.page.on("dialog", lambda dialog: page.errors.append(dialog.message))
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    assert page.frame.evaluate(HOSTILE, [hostile(300), FOREIGN]) == [0] * 300
    page.frame.evaluate("location.hash = 'epoch=0'")
    wait_for(page, "epoch", 0)
    page.press("Step")
    page.wait_epoch(1)
    assert page.errors == page.console == []


def test_a_copied_link_leads_to_what_is_seen(fresh, url):
    page = fresh(permissions=["clipboard-read", "clipboard-write"])
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.press("Step")
    page.press("Copy link")
    expect(page.lab.locator('[data-view="status"]')).to_contain_text("Link copied.")
    copied = page.frame.evaluate("navigator.clipboard.readText()")
    loss = page.number("loss")
    other = fresh()
    other.go(copied)
    other.wait_ready()
    wait_for(other, "epoch", 1)
    other.settle()
    assert other.number("loss") == loss


def test_where_copying_is_refused_the_link_is_there_selected_for_copying(embedded):
    embedded.press("Copy link")
    box = embedded.lab.get_by_label("The text to copy")
    expect(box).to_be_focused()
    expect(box).to_have_value(re.compile("^http.*/xor/embed.html#keys=[0-9]{10}&layers="))
    whole = "box => box.selectionStart === 0 && box.selectionEnd === box.value.length"
    assert box.evaluate(whole)
    embedded.press("Close the box")

"""While Python starts, from the snapshot, the page is the reader's: it scrolls, its links lead on.

Not while it waits for the network, which is easy, but while the main thread starts Python. On a
processor slowed down that lasts long enough for a hand. Were it one task, the page would hear of
the hand when Python is ready.
"""

import pytest
from playwright.sync_api import expect

from tests.browser.opened import Opened

SLOWER = 6  # times
TURNS = 3  # of the wheel: on a busy machine a hand is slow, and Python ready after a few
# What Python's state was at each event, kept for the next page too.
WATCH = """() => {
  const note = ({ type }) => sessionStorage.setItem(type, `${sessionStorage.getItem(type) || ""} `
    + document.documentElement.dataset.python);
  addEventListener("scroll", note);
  addEventListener("click", note);
}"""
NOTED = "(type) => sessionStorage.getItem(type).trim().split(' ')"


@pytest.fixture
def starting(held) -> Opened:
    """The lesson, all of it arrived but the snapshot, which now arrives too."""
    page, arrivals = held
    page.frame.evaluate(WATCH)
    session = page.page.context.new_cdp_session(page.page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    arrivals[-1].continue_()
    return page


def test_the_wheel_scrolls_the_page_while_python_starts(starting):
    place = 0
    for _ in range(TURNS):
        starting.page.mouse.wheel(0, 100)
        starting.until("the page has scrolled",
                       lambda place=place: starting.frame.evaluate("scrollY") > place)
        place = starting.frame.evaluate("scrollY")
    starting.wait_ready()
    assert starting.boot == "snapshot-http"
    assert starting.frame.evaluate(NOTED, "scroll").count("loading") >= TURNS
    assert starting.errors == starting.console == []


def test_a_link_leads_on_while_python_starts(starting):
    starting.frame.get_by_role("link", name="Glassnet").click()
    home = starting.frame.get_by_role("heading", name="See inside a neural network")
    expect(home).to_be_visible()
    assert starting.frame.evaluate(NOTED, "click") == ["loading"]
    assert starting.errors == starting.console == []

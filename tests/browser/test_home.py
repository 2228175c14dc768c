"""The home page: a network that trains while it is seen, ways in, proofs, progress."""

import re

from playwright.sync_api import expect

SAVING = """
Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
"""


def epoch(page) -> int:
    return int(page.frame.locator("[data-figure] [data-value=epoch]").get_attribute("data-number"))


def play(page):
    return page.frame.locator("[data-figure] [data-action=toggle]")


def test_the_network_trains_as_soon_as_it_is_seen_and_can_be_paused(fresh, url):
    page = fresh()
    page.go(url)
    page.wait_ready()
    page.until("it trains", lambda: epoch(page) > 3)
    play(page).click()
    expect(play(page)).to_have_text("Play")
    paused = epoch(page)
    page.page.wait_for_timeout(500)
    assert epoch(page) == paused
    assert page.errors == page.console == []


def test_python_is_not_asked_for_before_the_network_is_seen(fresh, url):
    page = fresh(viewport={"width": 390, "height": 200})
    page.go(url)
    page.page.wait_for_timeout(1000)
    page.frame.locator("html[data-python=waiting]").wait_for(state="attached")
    assert [each for each in page.requests if "runtime/" in each] == []
    play(page).scroll_into_view_if_needed()
    page.wait_ready()
    page.until("it trains", lambda: epoch(page) > 3)


def test_out_of_sight_it_stops_and_goes_on_when_it_is_back(fresh, url):
    page = fresh()
    page.go(url)
    page.wait_ready()
    page.until("it trains", lambda: epoch(page) > 3)
    page.frame.locator("footer").scroll_into_view_if_needed()
    page.page.wait_for_timeout(300)
    left = epoch(page)
    page.page.wait_for_timeout(700)
    assert epoch(page) == left
    page.frame.locator("header.site").scroll_into_view_if_needed()
    page.until("it goes on", lambda: epoch(page) > left)


def test_with_reduced_motion_it_waits_for_play(fresh, url):
    page = fresh(reduced_motion="reduce")
    page.go(url)
    page.wait_ready()
    page.page.wait_for_timeout(500)
    assert epoch(page) == 0
    play(page).click()
    page.until("it trains", lambda: epoch(page) > 3)


def test_on_a_metered_connection_python_comes_at_a_touch_and_plays_once(fresh, url):
    page = fresh(SAVING)
    page.go(url)
    page.page.wait_for_timeout(1000)
    assert [each for each in page.requests if "runtime/" in each] == []
    assert "MB" in page.boot_text
    play(page).click()
    page.wait_ready()
    page.until("it trains", lambda: epoch(page) > 3)


def test_who_presses_play_before_python_is_there_is_not_contradicted(fresh, url):
    arrivals = []
    page = fresh()
    page.page.route("**/snapshot.bin.pack*", lambda route: arrivals.append(route))
    page.go(url)
    page.until("Python is asked for", lambda: bool(arrivals))
    play(page).click()
    arrivals[-1].continue_()
    page.wait_ready()
    page.until("it trains", lambda: epoch(page) > 3)
    expect(play(page)).to_have_text("Pause")


def test_a_card_says_what_this_browser_has_done(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html#tab=exercises")
    page.wait_ready()
    page.press("Play")
    page.until("an exercise is done", lambda: "✓" in page.lab.locator(".tasks").text_content())
    page.press("Pause")
    page.settle()
    page.go(url)
    page.wait_ready()
    cards = page.frame.locator(".cards li")
    expect(cards.nth(0).locator(".progress")).to_have_text(re.compile(r"^\d of \d+ done$"))
    expect(cards.nth(1).locator(".progress")).to_have_text(re.compile(r"^\d+ exercises$"))


def test_it_lists_what_it_has_asked_for_and_all_of_it_is_its_own(fresh, url):
    page = fresh()
    page.go(url)
    page.wait_ready()
    page.frame.locator(".asked summary").click()
    listed = page.frame.locator("[data-asked] li").all_text_contents()
    assert set(listed) >= {url, f"{url}assets/style.css", f"{url}runtime/snapshot.bin.pack"}
    assert set(page.requests) - set(listed) <= {f"{url}assets/icon.svg", f"{url}worker.js"}
    assert [each for each in listed if not each.startswith(url)] == []


def test_each_way_in_and_each_proof_leads_somewhere(fresh, url):
    page = fresh(reduced_motion="reduce")
    page.go(url)
    links = page.frame.locator(".ways a, .claims a, .cards a")
    assert links.count() >= 10
    for target in links.evaluate_all("all => all.map((link) => link.href)"):
        assert page.page.request.get(target).ok, target
    page.frame.get_by_role("link", name="Open a computation and check").click()
    page.wait_ready()
    expect(page.lab.get_by_role("tab", name="Computation")).to_have_attribute(
        "aria-selected", "true")
    page.wait_epoch(40)

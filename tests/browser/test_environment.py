"""Browsers that lack something, pages that are left too soon, files that are alone."""

import shutil
from functools import partial
from pathlib import Path
from threading import Thread

import pytest
from builder.server import Handler, Server
from playwright.sync_api import expect

NO_STORAGE = """
for (const name of ["localStorage", "sessionStorage", "indexedDB", "caches"]) {
  const get = () => { throw new DOMException(`${name} is denied`, "SecurityError"); };
  Object.defineProperty(window, name, { get });
}
"""


@pytest.mark.parametrize("feature", ["WebAssembly", "DecompressionStream", "ResizeObserver"])
def test_a_browser_that_lacks_a_feature_gets_a_readable_page(url, fresh, feature):
    page = fresh(f"delete window.{feature};")
    page.go(f"{url}xor/index.html")
    page.wait_state("unsupported")
    assert f"it lacks {feature}" in page.boot_text
    assert "Firefox 128" in page.boot_text
    expect(page.lab.locator("[data-boot-text]")).to_be_visible()
    expect(page.lab.get_by_role("button", name="Retry")).to_have_count(0)
    expect(page.frame.get_by_text("XOR means exclusive or")).to_be_visible()
    assert page.probe("texts()") == page.probe("first")["texts"]
    assert page.errors == []
    assert not [request for request in page.requests if "/runtime/" in request]


def test_storage_that_throws_changes_nothing(url, fresh):
    page = fresh(NO_STORAGE)
    page.go(f"{url}xor/index.html")
    assert page.frame.evaluate("() => { try { localStorage } catch { return 'denied' } }")
    page.wait_ready()
    page.press("Step")
    page.wait_epoch(1)
    assert page.errors == page.console == []


def test_a_page_closed_in_mid_boot_raises_no_error(held):
    page, _ = held
    assert page.frame.locator("html").get_attribute("data-python") == "loading"
    page.page.close()
    assert page.errors == page.console == []


def test_a_page_left_in_mid_boot_boots_when_one_comes_back(held):
    page, arrivals = held
    page.frame.get_by_role("link", name="Answers for teachers").click()
    expect(page.frame.get_by_role("heading", name="Answers for teachers")).to_be_visible()
    page.page.go_back(wait_until="commit")
    page.until("Python is asked for again", lambda: len(arrivals) == 2)
    arrivals[-1].continue_()
    page.wait_ready()
    page.press("Step")
    page.wait_epoch(1)
    assert page.errors == page.console == []


def test_a_page_left_and_come_back_to_works_on(url, fresh):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    page.press("Play")
    page.frame.get_by_role("link", name="Glassnet").click()
    expect(page.frame.get_by_role("heading", name="See inside a neural network")).to_be_visible()
    page.page.go_back(wait_until="commit")
    page.wait_ready()
    page.press("Step")
    expect(page.button("Play")).to_be_visible()
    assert page.errors == page.console == []


@pytest.mark.parametrize("path", ["index.html", "xor/index.html", "xor/embed.html"])
def test_a_page_without_its_files_says_to_extract_the_zip_first(extracted, tmp_path, fresh, path):
    alone = tmp_path / "alone" / path
    alone.parent.mkdir(parents=True)
    shutil.copyfile(extracted / path, alone)
    page = fresh()
    page.go(alone.as_uri())
    expect(page.frame.get_by_text("extract the zip first")).to_be_visible()
    expect(page.frame.get_by_role("heading", level=1)).to_be_attached()
    assert page.errors == []


def test_a_page_with_its_files_does_not_say_so(opened):
    expect(opened.frame.get_by_text("extract the zip first")).to_be_hidden()


def test_without_javascript_the_page_is_complete(url, browser):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{url}xor/index.html")
    expect(page.locator("[data-weight]")).to_have_count(12)
    expect(page.locator("[data-value=loss]")).to_be_visible()
    says_that_no_script_runs(page)
    context.close()


def says_that_no_script_runs(page):
    """Once, and not that something will still come; what cannot work looks so."""
    expect(page.get_by_text("No script of this page runs")).to_have_count(1)
    expect(page.get_by_text("No script of this page runs")).to_be_visible()
    expect(page.locator(".boot")).to_be_hidden()
    assert page.get_by_text("has not started").count() == 0
    play = page.get_by_role("button", name="Play", exact=True).first
    expect(play).to_have_css("cursor", "not-allowed")


@pytest.mark.parametrize("blocked", ["**/assets/boot.js*", "**/assets/*.js*"])
def test_where_scripts_are_blocked_the_page_says_so_too(url, browser, blocked):
    page = browser.new_page()
    page.route(blocked, lambda route: route.abort())
    page.goto(f"{url}xor/index.html")
    says_that_no_script_runs(page)
    page.close()


def test_where_scripts_run_nothing_says_that_they_do_not(opened):
    expect(opened.frame.get_by_text("No script of this page runs")).to_be_hidden()


class Latin(Handler):
    """A server that says of every text that it is ISO-8859-1, as some do by default."""

    def guess_type(self, path: str) -> str:
        kind = super().guess_type(path)
        return f"{kind}; charset=ISO-8859-1" if "text" in kind or "script" in kind else kind


def test_no_sign_breaks_where_a_server_says_another_encoding(site: Path, url, fresh):
    with Server(("127.0.0.1", 0), partial(Latin, directory=site)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        seen = []
        for base in (url, f"http://127.0.0.1:{server.server_address[1]}/"):
            page = fresh()
            page.go(f"{base}xor/index.html")
            page.wait_ready()
            quoted = page.frame.evaluate(
                "[...document.querySelectorAll('*')].map((each) => ['::before', '::after'].map("
                "(part) => getComputedStyle(each, part).content)).flat().join()")
            seen.append((page.frame.locator("body").inner_text(), quoted))
            page.page.context.close()
        server.shutdown()
    assert seen[0] == seen[1]
    assert "−" in seen[0][0]

"""Boot: Python takes over the page in all three situations, and nobody notices."""

import re

from tests.browser.opened import Opened
from tests.browser.servers import serving, without_wasm


def test_python_is_ready_in_the_form_that_the_situation_allows(opened, measured):
    assert opened.boot == opened.situation.boot
    marks = opened.frame.evaluate(
        "performance.getEntriesByName('python-ready').map((mark) => mark.startTime)"
    )
    assert len(marks) == 1
    assert opened.probe("ready") == 1
    measured(f"python-ready, {opened.situation.name}", f"{marks[0]:.0f} ms")


def test_the_path_of_the_folder_is_as_awkward_as_it_was_meant_to_be(extracted):
    assert all(sign in str(extracted) for sign in (" ", "#", "Ü", "数"))
    assert "%23" in extracted.as_uri()


def test_nothing_is_asked_of_another_origin(opened):
    inside = ("data:", "blob:", *opened.situation.own)
    assert len(opened.requests) > 5
    assert [url for url in opened.requests if not url.startswith(inside)] == []
    assert opened.refused == []


def test_the_console_stays_empty(opened):
    assert opened.console == []
    assert opened.errors == []


def test_the_content_security_policy_is_never_violated(opened):
    policy = opened.frame.locator("meta[http-equiv=Content-Security-Policy]")
    assert "unsafe-eval" not in policy.get_attribute("content").replace("wasm-unsafe-eval", "")
    assert opened.probe("violations") == []


def test_nothing_shifts_from_first_paint_to_python(opened, measured):
    """Chromium counts moves in a frame that it has not painted yet, which nobody can see."""
    paint = opened.frame.evaluate(
        "performance.getEntriesByName('first-contentful-paint')[0].startTime"
    )
    shifts = [shift for shift in opened.shifts if shift["startTime"] > paint]
    total = sum(shift["value"] for shift in shifts)
    measured(f"layout shift, {opened.situation.name}", f"{total:g}")
    assert shifts == []


def test_python_takes_over_the_very_markup_of_the_first_paint(opened):
    """The network alone is laid out anew, in a frame whose room for it is another one."""
    first, now = (without_contours(markup) for markup in
                  (opened.probe("first")["markup"], opened.taken_over))
    if opened.situation.framed:
        first, now = NETWORK.sub("", first), NETWORK.sub("", now)
    assert now == first


def test_the_contour_is_as_fine_as_in_the_first_paint_once_its_kernel_is_there(opened):
    """Until then it is coarser."""
    opened.restore()
    first = CONTOUR.findall(opened.probe("first")["markup"])
    assert first
    assert all(first)
    opened.until("the fine contour", lambda: CONTOUR.findall(opened.probe("markup()")) == first)


NETWORK = re.compile(r'<figure class="view-network".*?</figure>', re.DOTALL)
# How fine a heat map is, which depends on whether its kernel is there already.
FINENESS = re.compile(r'(?<=data-canvas="field") width="\d+" height="\d+"')
CONTOUR = re.compile(r'(?<=class="contour" d=")[^"]*')


def without_contours(markup: str) -> str:
    """And without how fine the heat maps are."""
    return FINENESS.sub("", CONTOUR.sub("", rounded(markup)))


def rounded(markup: str) -> str:
    """The builder's numpy and the page's may differ in the last bit of a matrix product."""
    return re.sub(r'data-number="([^"]+)"', lambda m: f'data-number="{float(m[1]):.12g}"', markup)


def test_what_the_page_draws_is_what_the_builder_painted(opened: Opened):
    """Selecting what is selected draws every view; no slot's value may differ."""
    opened.restore()
    first = opened.probe("first")
    opened.part("neuron", "1.0").click()
    assert opened.texts() == first["texts"]
    assert opened.probe("names()") == first["names"]


def test_a_folder_of_the_zip_that_somebody_serves_asks_only_for_what_it_has(extracted, fresh):
    page = fresh()
    with serving(extracted) as base:
        page.go(f"{base}xor/index.html")
        page.wait_ready()
        assert page.boot == "snapshot-bundle"
        assert page.console == page.errors == page.refused == []


def test_a_policy_that_forbids_webassembly_is_named_and_no_file_is_blamed(site, fresh):
    with serving(site, {"index.html": without_wasm}) as url:
        page = fresh()
        page.go(f"{url}xor/index.html")
        page.wait_state("failed")
        assert "a Content-Security-Policy, of the server or" in page.boot_text
        assert "'wasm-unsafe-eval'" in page.boot_text
        assert "damaged" not in page.boot_text
        assert "The page is complete without it" in page.boot_text

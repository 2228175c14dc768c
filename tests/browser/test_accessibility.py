"""Accessibility: axe-core finds nothing, and nothing scrolls sideways on a phone."""

import json

import pytest

from tests.browser.conftest import DESKTOP
from tests.browser.opened import Opened
from tests.npm_package import npm_file

PHONE = {"width": 390, "height": 844}
STILL = ["index.html", "licenses/index.html", "glossary/index.html"]
WITH_LAB = ["xor/index.html", "xor/embed.html", "network/index.html", "playground/index.html",
            "pipeline/index.html"]
# What axe says that is meant to be so:
MEANT = {
    # What is written in a part of the network is its value ("0.3965 x₁"); its name says what the
    # part is as well, in an order to be heard: "Neuron x₁: 0.3965".
    "label-content-name-mismatch": "[data-part]",
    # Browsers give a text that can be scrolled the focus themselves (Chromium since 130); another
    # tab stop for each would be in the way of all who use the keyboard.
    "scrollable-region-focusable": ".quantity, .said",
}
RUN_AXE = """
async (meant) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  const element = ({ target }) => document.querySelector(target.at(-1));
  return violations.map(({ id, nodes }) => [id, nodes.filter(
    (node) => !(meant[id] && element(node).closest(meant[id]))).map(({ target }) => target)])
    .filter(([, targets]) => targets.length).map(([id, targets]) => `${id}: ${targets.join(", ")}`);
}
"""


def findings(page: Opened) -> list[str]:
    """What axe finds at both sizes, light, dark and with the colours that a system forces."""
    # By the debugger's way, as the page's policy lets in no script from elsewhere.
    if not page.frame.evaluate("'axe' in window"):
        page.frame.evaluate(npm_file("axe-core").read_text(encoding="utf-8") + "; 0")
    found = []
    for size in (DESKTOP, PHONE):
        page.page.set_viewport_size(size)
        for scheme, forced in (("light", "none"), ("dark", "none"), ("light", "active")):
            page.page.emulate_media(color_scheme=scheme, forced_colors=forced)
            violations = page.frame.evaluate(RUN_AXE, MEANT)
            found += [f"{scheme}, forced {forced}, {size['width']} px: {each}"
                      for each in violations]
    page.page.emulate_media(color_scheme="light", forced_colors="none")
    return found


def too_wide(page: Opened) -> list[str]:
    """The elements that reach beyond a phone's screen, if the page scrolls sideways there."""
    page.page.set_viewport_size(PHONE)
    return page.frame.evaluate(
        """() => {
             const width = document.documentElement.clientWidth;
             if (document.documentElement.scrollWidth <= width) return [];
             return [...document.querySelectorAll("body *")]
               .filter((element) => element.getBoundingClientRect().right > width)
               .map((element) => `${element.nodeName} ${element.className}`).slice(0, 8);
           }"""
    )


@pytest.mark.parametrize("path", STILL)
def test_a_page_without_a_lab_is_accessible_and_fits_a_phone(fresh, url, path):
    page = fresh()
    page.go(url + path)
    assert findings(page) == []
    assert too_wide(page) == []
    assert page.console == page.errors == []


@pytest.mark.parametrize("path", WITH_LAB)
def test_a_page_with_a_lab_is_accessible_and_fits_a_phone_before_and_after_play(fresh, url, path):
    page = fresh()
    page.go(url + path)
    page.wait_ready()
    assert findings(page) == []
    assert too_wide(page) == []
    page.press("Play")
    page.until("it trains", lambda: page.number("epoch") > 20)
    page.press("Pause")
    page.settle()
    assert findings(page) == []
    assert too_wide(page) == []
    assert page.console == page.errors == []


@pytest.mark.parametrize("path", ["concepts/index.html", "concepts/embed.html"])
def test_a_page_of_figures_is_accessible_and_fits_a_phone(fresh, url, path):
    page = fresh()
    page.go(url + path)
    page.wait_ready()
    part = page.frame.locator('[data-figure="backpropagation"]')
    part.get_by_role("button", name="All the way").click()
    page.frame.locator('[data-figure="tensors"]').get_by_label(
        "Size of b in dimension −1").select_option("3")
    page.settle()
    assert findings(page) == []
    assert too_wide(page) == []
    assert page.console == page.errors == []


@pytest.mark.parametrize("tab", ["Computation", "Data", "Predictions", "Parameters",
                                 "Hidden space", "Exercises"])
def test_a_tab_is_accessible_and_fits_a_phone(lesson, tab):
    lesson.lab.get_by_role("tab", name=tab, exact=True).click()
    lesson.settle()
    assert findings(lesson) == []
    assert too_wide(lesson) == []


def test_a_page_whose_python_cannot_come_is_accessible(fresh, url):
    page = fresh("delete window.WebAssembly;")
    page.go(f"{url}xor/index.html")
    page.wait_state("unsupported")
    assert findings(page) == []
    assert too_wide(page) == []


def test_axe_would_find_something(fresh, url):
    page = fresh()
    page.go(url)
    page.frame.evaluate("document.body.append(document.createElement('img'))")
    assert "image-alt" in json.dumps(findings(page))

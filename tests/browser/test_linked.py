"""Linked views: what the pointer or the focus is on is lit in every other view."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opened import Opened

LIT = re.compile("")  # the attribute is there


def tab(lesson: Opened, name: str) -> None:
    lesson.lab.get_by_role("tab", name=name, exact=True).click()
    lesson.settle()


def lit(lesson: Opened) -> set[str]:
    """The references of all that is lit, in sight or not."""
    return set(lesson.frame.evaluate(
        """() => [...probe.lab().querySelectorAll("[data-lit]")]
             .flatMap((each) => (each.dataset.ref || each.dataset.part).split(" "))"""))


def chart_place(lesson: Opened, view: str, across: float, down: float) -> None:
    """Point at a place of a chart, given as shares of its surface."""
    surface = lesson.lab.locator(f"[data-view={view}] [data-share]")
    surface.scroll_into_view_if_needed()
    box = surface.bounding_box()
    assert box is not None
    lesson.page.mouse.move(box["x"] + across * box["width"], box["y"] + down * box["height"])
    lesson.settle()


def mark(lesson: Opened, sample: int) -> Locator:
    return lesson.lab.locator(f"[data-view=scatter] .mark[data-ref='sample:{sample}']")


def test_a_weight_lights_its_terms_in_the_formulas_and_a_term_its_weight(lesson: Opened) -> None:
    tab(lesson, "Computation")
    lesson.point_at("weight", "1.0.2")
    term = lesson.lab.locator("math [data-ref='weight:1.0.2']").first
    expect(term).to_have_attribute("data-lit", "")
    lesson.part("neuron", "0.0").hover()
    expect(term).not_to_have_attribute("data-lit", LIT)
    term.hover()
    expect(lesson.part("weight", "1.0.2")).to_have_attribute("data-lit", "")
    lesson.page.mouse.move(2, 2)
    lesson.settle()
    assert lit(lesson) == set()


def test_what_is_lit_stays_so_while_it_trains(lesson: Opened) -> None:
    """The formulas are made anew several times a second."""
    tab(lesson, "Computation")
    lesson.slider("Speed").press("End")
    lesson.press("Play")
    lesson.part("neuron", "1.1").hover()
    for _ in range(3):
        shown = lesson.lab.locator(".explained").text_content() or ""
        expect(lesson.lab.locator(".explained")).not_to_have_text(shown)
        expect(lesson.lab.locator("math [data-ref='neuron:1.1']").first).to_have_attribute(
            "data-lit", "")
    lesson.press("Pause")


def test_a_mark_lights_the_row_of_its_sample_and_a_row_its_mark(lesson: Opened) -> None:
    tab(lesson, "Data")
    row = lesson.lab.locator("tr[data-ref='sample:5']")
    mark(lesson, 5).hover(force=True)
    expect(row).to_have_attribute("data-lit", "")
    lesson.button("Select sample 7").hover()
    expect(mark(lesson, 7)).to_have_attribute("data-lit", "")
    expect(row).not_to_have_attribute("data-lit", LIT)
    lesson.button("Select sample 7").click()
    expect(lesson.lab.locator(".sample[data-ref='sample:7']")).to_have_attribute("data-lit", "")


def test_a_row_lights_what_it_shows_now_when_the_table_is_sorted_under_the_focus(
    lesson: Opened,
) -> None:
    tab(lesson, "Data")
    lesson.page.mouse.move(2, 2)  # or the page scrolls something under the pointer
    lesson.button("Select sample 0").focus()
    lesson.settle()
    assert "sample:0" in lit(lesson)
    lesson.button("x₁").evaluate("button => button.dispatchEvent(new MouseEvent('click', "
                                 "{ bubbles: true }))")
    first = lesson.lab.locator(".samples tbody tr").first
    expect(first).not_to_have_attribute("data-ref", "sample:0")
    lesson.settle()
    assert lit(lesson) == {first.get_attribute("data-ref")}


def test_the_focus_lights_too(lesson: Opened) -> None:
    tab(lesson, "Data")
    lesson.page.mouse.move(2, 2)
    lesson.slider("Sample").focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.settle()
    expect(mark(lesson, 1)).to_have_attribute("data-lit", "")
    expect(lesson.lab.locator("tr[data-ref='sample:1']")).to_have_attribute("data-lit", "")
    tab(lesson, "Computation")
    lesson.page.mouse.move(2, 2)
    lesson.part("neuron", "1.0").focus()
    lesson.page.keyboard.press("Home")
    selected = lesson.frame.evaluate("document.activeElement.dataset.part")
    lesson.settle()
    assert lit(lesson) == {selected}


def test_a_sample_of_the_hidden_space_is_lit_elsewhere_and_selected_by_a_click(
    lesson: Opened,
) -> None:
    tab(lesson, "Hidden space")
    ring = lesson.lab.locator("[data-view=hidden-space] .ring").first
    place = lesson.lab.locator("[data-view=hidden-space] [data-share]")
    lesson.slider("Sample").fill("33")
    lesson.settle()
    centre, surface = ring.bounding_box(), place.bounding_box()
    assert centre is not None
    assert surface is not None
    across = centre["x"] + centre["width"] / 2 - surface["x"]
    down = centre["y"] + centre["height"] / 2 - surface["y"]
    lesson.slider("Sample").fill("0")
    lesson.settle()
    place.scroll_into_view_if_needed()
    surface = place.bounding_box()
    assert surface is not None
    at = surface["x"] + across, surface["y"] + down
    lesson.page.mouse.move(*at)
    lesson.settle()
    (pointed,) = lit(lesson)
    lesson.page.mouse.click(*at)
    expect(lesson.lab.locator(".sample")).to_have_attribute("data-ref", pointed)
    expect(place).to_be_visible()


@pytest.mark.parametrize("view", ["loss", "parameters"])
def test_a_place_of_a_chart_lights_its_epoch_in_the_other_charts(lesson: Opened, view: str) -> None:
    for _ in range(8):
        lesson.press("Step")
    lesson.wait_epoch(8)
    tab(lesson, "Parameters")
    chart_place(lesson, view, 0.05, 0.5)
    for each in ("loss", "parameters"):
        line = lesson.lab.locator(f"[data-view={each}] line.there")
        expect(line).not_to_have_attribute("x1", "-9")
    expect(lesson.lab.locator(".front-name")).to_contain_text("at epoch 5:")
    lesson.page.mouse.down()
    lesson.page.mouse.up()
    lesson.wait_epoch(5)


def test_the_curve_of_a_weight_lights_that_weight_in_the_network(lesson: Opened) -> None:
    for _ in range(8):
        lesson.press("Step")
    lesson.wait_epoch(8)
    tab(lesson, "Parameters")
    for step in range(20):
        chart_place(lesson, "parameters", 0.07, 0.3 + 0.02 * step)
        found = {each for each in lit(lesson) if each.startswith("weight:")}
        if found:
            break
    (weight,) = found
    expect(lesson.part("weight", weight.removeprefix("weight:"))).to_have_attribute("data-lit", "")
    name = lesson.part("weight", weight.removeprefix("weight:")).get_attribute("aria-label") or ""
    expect(lesson.lab.locator(".front-name")).to_contain_text(name.split(":")[0])

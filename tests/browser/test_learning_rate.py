"""The learning rate: a slider and a field that agree, and mistakes that are answered."""

import pytest
from playwright.sync_api import expect
from ui.lab.scales import RATE


def rate_field(lesson):
    return lesson.lab.get_by_role("textbox", name="Learning rate value", exact=True)


def enter(lesson, text: str) -> None:
    rate_field(lesson).fill(text)
    rate_field(lesson).press("Enter")
    lesson.settle()


def test_slider_and_field_say_the_rate_of_the_lesson(lesson):
    expect(lesson.slider("Learning rate")).to_have_attribute("aria-valuetext", "0.1")
    expect(rate_field(lesson)).to_have_value("0.1")


def test_the_slider_is_logarithmic_and_sets_the_field(lesson):
    slider = lesson.slider("Learning rate")
    slider.press("Home")
    expect(slider).to_have_attribute("aria-valuetext", "0.01")
    expect(rate_field(lesson)).to_have_value("0.01")
    slider.press("End")
    expect(slider).to_have_attribute("aria-valuetext", "2")
    expect(rate_field(lesson)).to_have_value("2")


@pytest.mark.parametrize("key", ["ArrowRight", "ArrowLeft"])
def test_arrows_take_the_slider_from_end_to_end(lesson, key):
    slider = lesson.slider("Learning rate")
    slider.press("Home" if key == "ArrowRight" else "End")
    for _ in range(RATE.last):
        slider.press(key)
    expect(slider).to_have_attribute("aria-valuetext", "2" if key == "ArrowRight" else "0.01")


def test_a_typed_rate_moves_the_slider_and_trains(lesson):
    enter(lesson, "1.37")
    expect(lesson.slider("Learning rate")).to_have_attribute("aria-valuetext", "1.37")
    expect(lesson.slider("Learning rate")).to_have_value(str(RATE.position(1.37)))
    first = lesson.number("loss")
    lesson.press("Step")
    lesson.wait_epoch(1)
    with_large = lesson.number("loss")
    lesson.press("Back")
    enter(lesson, "0,02")
    lesson.press("Step")
    lesson.wait_epoch(1)
    assert first != with_large != lesson.number("loss")


@pytest.mark.parametrize(
    "text", ["abc", "7", "0", "-0.5", "", "1e999", "nan", "0.5x", "<b>x</b>", "٣,٣,٣"]
)
def test_a_wrong_rate_is_quoted_in_a_message_and_changes_nothing(lesson, text):
    enter(lesson, text)
    status = lesson.lab.locator("[data-view=status]")
    expect(status).to_contain_text(f"A learning rate of “{text}” cannot be used")
    expect(status).to_contain_text("from 0.01 to 2. It stays at 0.1.")
    expect(lesson.slider("Learning rate")).to_have_attribute("aria-valuetext", "0.1")
    expect(status.locator("b")).to_have_count(0)
    assert lesson.errors == []


def test_a_long_wrong_rate_is_cut_in_the_message(lesson):
    enter(lesson, "9" * 500)
    expect(lesson.lab.locator("[data-view=status]")).to_contain_text(f"“{'9' * 20}”")

"""Names and keys: everything in a lab has a name and can be done without a pointer."""

import pytest
from playwright.sync_api import expect

BUTTONS = ["Play", "Step", "Back", "Reset", "New weights", "Undo"]
SLIDERS = ["Epoch", "Learning rate", "Speed", "Sample"]
FOCUSED = """
() => {
  const element = document.activeElement;
  if (element === document.body) return "";
  return element.getAttribute("aria-label") || (element.labels && element.labels[0]
    && element.labels[0].textContent)
    || (element.getAttribute("role") === "tabpanel" ? "tabpanel" : element.textContent.trim());
}
"""


@pytest.mark.parametrize("name", BUTTONS)
def test_a_button_has_the_name_of_the_contract(lesson, name):
    expect(lesson.button(name)).to_be_visible()


@pytest.mark.parametrize("name", SLIDERS)
def test_a_slider_has_the_name_of_the_contract(lesson, name):
    expect(lesson.slider(name)).to_be_visible()


def test_every_part_of_the_network_is_a_button_with_a_name(lesson):
    places = {
        "neuron": [f"{n}.{i}" for n, width in enumerate((2, 4, 1)) for i in range(width)],
        "weight": [f"{n}.{i}.{j}" for n, (wide, high) in enumerate(((2, 4), (4, 1)), start=1)
                   for i in range(wide) for j in range(high)],
        "bias": [f"{n}.{i}" for n, width in enumerate((4, 1), start=1) for i in range(width)],
    }
    for kind, expected in places.items():
        parts = lesson.lab.locator(f"[data-{kind}]")
        assert sorted(part.get_attribute(f"data-{kind}") for part in parts.all()) == expected
        for place in expected:
            expect(lesson.part(kind, place)).to_have_role("button")
    names = lesson.probe("names()")
    assert len(set(names)) == len(names) == 24
    assert all(": " in name for name in names)


def test_tab_goes_through_the_lab_in_the_order_of_the_page(lesson):
    lesson.frame.evaluate(
        "() => document.querySelectorAll('details').forEach((fold) => { fold.open = false; })")
    lesson.slider("Sample").focus()
    seen = []
    for _ in range(19):
        seen.append(lesson.frame.evaluate(FOCUSED).split(":")[0])
        lesson.page.keyboard.press("Tab")
    expected = ["Sample", "Neuron h₁", "Epoch",
                "Play", "Step", "Back", "Reset", "New weights", "Speed", "Undo", "Pin", "Copy link",
                "Learning rate", "Learning rate value", "Activation", "More settings",
                "Network", "tabpanel", "Save and load"]
    assert seen == expected


def test_the_figure_is_one_tab_stop(lesson):
    tabbable = lesson.lab.locator("[data-part][tabindex='0']")
    expect(tabbable).to_have_count(1)
    lesson.part("weight", "2.3.0").dispatch_event("click")
    lesson.settle()
    expect(tabbable).to_have_count(1)
    expect(tabbable).to_have_attribute("data-weight", "2.3.0")


def test_arrows_home_and_end_go_through_all_parts_of_the_figure(lesson):
    lesson.part("neuron", "1.0").focus()
    lesson.page.keyboard.press("Home")
    seen = []
    for _ in range(24):
        seen.append(lesson.frame.evaluate("document.activeElement.dataset.part"))
        lesson.page.keyboard.press("ArrowRight")
    assert len(set(seen)) == 24
    assert lesson.frame.evaluate("document.activeElement.dataset.part") == seen[0]
    lesson.page.keyboard.press("End")
    assert lesson.frame.evaluate("document.activeElement.dataset.part") == seen[-1]
    lesson.page.keyboard.press("ArrowLeft")
    assert lesson.frame.evaluate("document.activeElement.dataset.part") == seen[-2]
    assert lesson.number("epoch") == 0


@pytest.mark.parametrize("key", ["Enter", " "])
def test_enter_and_space_select_the_part_that_has_the_focus(lesson, key):
    lesson.part("weight", "1.0.2").focus()
    lesson.page.keyboard.press(key)
    expect(lesson.part("weight", "1.0.2")).to_have_attribute("aria-pressed", "true")
    expect(lesson.lab.locator(".inspector h3")).to_contain_text("x₁ → h₃")
    expect(lesson.button("Play")).to_be_visible()


@pytest.mark.parametrize(
    ("kind", "place"), [("neuron", "0.1"), ("weight", "1.0.0"), ("bias", "2.0")]
)
def test_a_part_is_selected_by_a_click(lesson, kind, place):
    lesson.click_at(kind, place)
    expect(lesson.part(kind, place)).to_have_attribute("aria-pressed", "true")


def focus_lab(lesson) -> None:
    """By a click on a place of it where nothing is."""
    lesson.lab.locator(".bench").click(position={"x": 3, "y": 3})


def test_space_arrows_and_r_work_inside_the_lab(lesson):
    focus_lab(lesson)
    keyboard = lesson.page.keyboard
    keyboard.press(" ")
    expect(lesson.button("Pause")).to_be_visible()
    keyboard.press(" ")
    expect(lesson.button("Play")).to_be_visible()
    keyboard.press("r")
    lesson.wait_epoch(0)
    keyboard.press("ArrowRight")
    keyboard.press("ArrowRight")
    lesson.wait_epoch(2)
    keyboard.press("ArrowLeft")
    lesson.wait_epoch(1)
    keyboard.press("R")
    lesson.wait_epoch(0)
    assert lesson.frame.evaluate("scrollY") == 0


def test_keys_are_left_to_a_control_that_has_the_focus(lesson):
    field = lesson.lab.get_by_label("Learning rate value")
    field.focus()
    for key in (" ", "r", "R", "ArrowLeft", "ArrowRight"):
        lesson.page.keyboard.press(key)
    lesson.slider("Speed").focus()
    lesson.page.keyboard.press("ArrowRight")
    lesson.settle()
    assert lesson.number("epoch") == 0
    expect(lesson.button("Play")).to_be_visible()
    expect(lesson.slider("Speed")).to_have_value("6")


@pytest.mark.parametrize("modifier", ["Control", "Alt", "Meta"])
def test_keys_with_a_modifier_are_the_browsers(lesson, modifier):
    focus_lab(lesson)
    prevented = lesson.frame.evaluate(
        """(modifier) => {
             const flag = { Control: "ctrlKey", Alt: "altKey", Meta: "metaKey" }[modifier];
             return !probe.lab().dispatchEvent(new KeyboardEvent("keydown",
               { key: "r", bubbles: true, cancelable: true, [flag]: true }));
           }""",
        modifier,
    )
    assert not prevented


def test_keys_outside_the_lab_do_nothing(lesson):
    lesson.frame.get_by_role("link", name="Glassnet", exact=True).focus()
    for key in (" ", "ArrowRight", "r"):
        lesson.page.keyboard.press(key)
    lesson.settle()
    assert lesson.number("epoch") == 0
    expect(lesson.button("Play")).to_be_visible()

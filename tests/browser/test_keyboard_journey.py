"""The whole lesson by keys alone: no test here may use a pointer."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.opened import Opened

FOCUSED = """
() => {
  const element = document.activeElement;
  if (element.getAttribute("role") === "tabpanel") return "tabpanel";
  const label = element.labels && element.labels[0];
  return element.getAttribute("aria-label") || (label && label.textContent) || element.textContent;
}
"""
STOPS = 150  # more than a lap through the page has


class Keys:
    """A keyboard, and eyes: what has the focus."""

    def __init__(self, page: Opened) -> None:
        self.page = page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.page.keyboard.press(key)
        self.page.settle()

    @property
    def focused(self) -> str:
        return str(self.page.frame.evaluate(FOCUSED)).strip()

    def go_to(self, name: str) -> None:
        """Press Tab until what begins with this name has the focus."""
        for _ in range(STOPS):
            if self.focused.startswith(name):
                return
            self.page.page.keyboard.press("Tab")
        raise AssertionError(f"Tab does not lead to {name!r}")

    def write(self, text: str) -> None:
        self.page.page.keyboard.press("Control+a")
        self.page.page.keyboard.type(text)


def test_the_lesson_by_keys_alone(fresh: Callable[..., Opened], url: str) -> None:
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    keys = Keys(page)
    train_and_step(page, keys)
    set_the_rate(page, keys)
    select_and_walk(page, keys)
    sort_add_and_remove(page, keys)
    look_at_the_other_tabs(page, keys)
    go_back_pin_and_reset(page, keys)
    solve_an_exercise(page, keys)
    undo(page, keys)
    assert page.errors == page.console == []


def train_and_step(page: Opened, keys: Keys) -> None:
    keys.go_to("Play")
    keys.press(" ")
    expect(page.button("Pause")).to_be_focused()
    page.until("it trains", lambda: page.number("epoch") > 3)
    keys.press(" ")
    expect(page.button("Play")).to_be_focused()
    keys.press("r")
    page.wait_epoch(0)
    keys.press("ArrowRight", "ArrowRight", "ArrowRight", "ArrowLeft")
    page.wait_epoch(2)


def set_the_rate(page: Opened, keys: Keys) -> None:
    keys.go_to("Learning rate")
    keys.press("ArrowRight", "ArrowRight")
    expect(page.slider("Learning rate")).not_to_have_attribute("aria-valuetext", "0.1")
    keys.go_to("Learning rate value")
    keys.write("0.25")
    keys.press("Enter")
    expect(page.slider("Learning rate")).to_have_attribute("aria-valuetext", "0.25")
    keys.go_to("Activation")
    keys.press("ArrowDown")
    expect(page.lab.get_by_label("Activation", exact=True)).not_to_have_value("relu")
    keys.press("ArrowUp")
    expect(page.lab.get_by_label("Activation", exact=True)).to_have_value("relu")


def select_and_walk(page: Opened, keys: Keys) -> None:
    keys.go_to("Neuron h₁")
    keys.press("Home", "ArrowRight", "ArrowRight")
    weight = page.lab.locator("[data-part][aria-pressed=true]")
    expect(weight).to_be_focused()
    selected = weight.get_attribute("data-part") or ""
    assert selected.startswith("weight:")
    expect(page.lab.locator(".inspector")).to_have_attribute("data-ref", selected)
    keys.go_to("Network")
    keys.press("ArrowRight")
    assert keys.focused == "Computation"
    keys.go_to("Walk through it")
    keys.press("Enter")
    assert keys.focused == "Next"
    keys.press("Enter", "Enter")
    expect(page.lab.locator(".walk .what").first).to_have_text("Computation 3 of 58")
    expect(page.lab.locator(".edges [data-lit]").first).to_be_attached()
    keys.press("Shift+Tab", "Enter")
    expect(page.lab.locator(".walk .what").first).to_have_text("Computation 2 of 58")
    keys.go_to("End the walk")
    keys.press("Enter")
    assert keys.focused.startswith("Walk through it")
    keys.go_to("Backward pass")
    keys.press("Enter")
    expect(page.button("Backward pass")).to_have_attribute("aria-expanded", "true")
    expect(page.button("Backward pass")).to_be_focused()


def sort_add_and_remove(page: Opened, keys: Keys) -> None:
    keys.go_to("Computation")
    keys.press("ArrowRight")
    assert keys.focused == "Data"
    keys.go_to("Type a point")
    keys.press("Enter")
    keys.go_to("x1 of the new point")
    keys.write("0.5")
    keys.go_to("x2 of the new point")
    keys.write("0.25")
    keys.go_to("Add point")
    keys.press("Enter")
    marks = page.lab.locator("[data-plane] .mark")
    expect(marks).to_have_count(101)
    keys.go_to("101 training samples")
    keys.press("ArrowRight", "ArrowLeft")
    expect(page.lab.locator(".sample dl")).to_contain_text("x₁0.5000x₂0.2500")
    keys.press("Delete")
    expect(marks).to_have_count(100)
    expect(page.lab.locator("[data-plane]")).to_be_focused()
    keys.go_to("Loss")
    keys.press("Enter")
    column = page.lab.locator(".samples th").last
    expect(column).to_have_attribute("aria-sort", "ascending")
    keys.press("Enter")
    expect(column).to_have_attribute("aria-sort", "descending")
    keys.go_to("Select sample")
    keys.press("Enter")
    expect(page.lab.locator(".samples tbody tr").first).to_have_class("chosen")


def look_at_the_other_tabs(page: Opened, keys: Keys) -> None:
    keys.go_to("Data")
    for name in ("Predictions", "Parameters"):
        keys.press("ArrowRight")
        assert keys.focused == name
    keys.go_to("Curves")
    keys.press("End")
    expect(page.lab.locator(".front-name")).to_contain_text("Path ")
    keys.go_to("Parameters")
    keys.press("ArrowRight")
    assert keys.focused == "Hidden space"
    keys.go_to("Axes")
    keys.press("ArrowDown")
    expect(page.lab.get_by_label("Axes", exact=True)).to_have_value("pca")


def go_back_pin_and_reset(page: Opened, keys: Keys) -> None:
    keys.go_to("Step")
    keys.press("Enter", "Enter", "Enter")
    page.wait_epoch(3)
    keys.go_to("Epoch")
    keys.press("Home")
    page.wait_epoch(0)
    keys.press("ArrowRight")
    page.wait_epoch(1)
    keys.go_to("Pin")
    keys.press("Enter")
    expect(page.button("Pin")).to_have_attribute("aria-pressed", "true")
    keys.go_to("Reset")
    keys.press("Enter")
    page.wait_epoch(0)


def solve_an_exercise(page: Opened, keys: Keys) -> None:
    keys.go_to("Hidden space")
    for name in ("Code", "Exercises"):
        keys.press("ArrowRight")
        assert keys.focused == name
    keys.go_to("Two negative weights")
    keys.press("Enter")
    keys.go_to("Hint 1 of 1")
    keys.press("Enter")
    keys.go_to("It pushes it towards 1")
    keys.press("Enter")
    expect(page.lab.locator('[data-task="minus"]')).to_contain_text("✓ done")
    assert keys.focused.startswith("It pushes it towards 1")


def undo(page: Opened, keys: Keys) -> None:
    keys.go_to("Undo")
    keys.press("Enter")
    page.wait_epoch(1)

"""The lesson on building networks, as a person uses it: buttons, drag, keys, signals, numbers."""

from collections.abc import Iterator

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from playwright.sync_api import expect

from engine import Run, explain
from tests.browser.conftest import DESKTOP
from tests.browser.opened import Opened

SPEC = Lesson.read(SITE / "lessons" / "02-network.md").labs[0].spec


@pytest.fixture(scope="module")
def booted_network(browser, url) -> Iterator[Opened]:
    page = Opened(browser.new_context(viewport=DESKTOP).new_page())
    page.go(f"{url}network/index.html")
    page.wait_ready()
    yield page
    page.page.context.close()


@pytest.fixture
def network(booted_network, url) -> Iterator[Opened]:
    """The lab as its author made it, though other tests have used the page before."""
    page = booted_network
    page.forget()
    page.go(f"{url}network/index.html")
    page.wait_ready()
    page.lab.locator(".settings details.more").evaluate("fold => { fold.open = true }")
    page.errors.clear()
    yield page
    assert page.errors == page.console == []


def shape(page: Opened) -> str:
    page.settle()
    name = page.lab.locator(".view-network svg").get_attribute("aria-label") or ""
    return name.split(":")[0].removeprefix("Network ")


def weights(page: Opened) -> dict[str, str]:
    """The name of each weight, which ends with its number."""
    page.settle()
    return dict(page.frame.evaluate(
        """() => [...probe.lab().querySelectorAll("[data-weight]")]
                   .map((part) => [part.dataset.weight, part.getAttribute("aria-label")])"""))


def plays(page: Opened) -> None:
    before = page.number("epoch")
    page.until("it trains", lambda: page.number("epoch") > before)
    expect(page.button("Pause")).to_be_visible()


def test_buttons_add_and_remove_layers_and_neurons_while_it_trains(network):
    network.press("Play")
    plays(network)
    for name, wanted in [("Add layer", "2-4-4-4-1"),
                         ("More neurons in hidden layer 3", "2-4-4-5-1"),
                         ("Fewer neurons in hidden layer 1", "2-3-4-5-1"),
                         ("Remove layer", "2-3-4-1")]:
        network.press(name)
        assert shape(network) == wanted
        plays(network)


def test_a_slider_is_dragged_through_widths_in_one_go_while_it_trains(network):
    network.press("Play")
    plays(network)
    slider = network.slider("Neurons in hidden layer 2")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    y = box["y"] + box["height"] / 2
    mouse = network.page.mouse
    mouse.move(box["x"] + box["width"] * 3.5 / 8, y)
    mouse.down()
    for step in range(20):
        mouse.move(box["x"] + box["width"] * (3.5 + 4.5 * step / 19) / 8, y)
    mouse.up()
    assert shape(network) == "2-4-8-1"
    plays(network)
    network.slider("Layers").fill("6")
    assert shape(network) == "2-4-8-8-8-1"
    plays(network)


def handle(page: Opened, layer: int):
    return page.lab.locator(f'.view-network [data-handle="{layer}"]')


def middle(page: Opened, layer: int) -> tuple[float, float]:
    box = handle(page, layer).bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_a_handle_in_the_figure_is_dragged_up_for_more_neurons_and_down_for_fewer(network):
    network.press("Play")
    plays(network)
    x, y = middle(network, 2)
    mouse = network.page.mouse
    mouse.move(x, y)
    mouse.down()
    for step in range(12):
        mouse.move(x + step, y - 4 * (step + 1))
    network.settle()
    assert shape(network) == "2-4-6-1"
    mouse.move(x, y - 600)
    network.settle()
    assert shape(network) == "2-4-8-1"
    mouse.move(x, y + 600)
    network.settle()
    assert shape(network) == "2-4-1-1"
    mouse.up()
    mouse.move(x, y - 100)
    network.settle()
    assert shape(network) == "2-4-1-1"
    plays(network)


def test_a_finger_drags_a_handle_on_a_phone_and_the_page_stays_where_it_is(fresh, url):
    page = fresh(viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page.go(f"{url}network/index.html")
    page.wait_ready()
    handle(page, 1).scroll_into_view_if_needed()
    x, y = middle(page, 1)
    before = page.frame.evaluate("window.scrollY")
    touch = page.page.context.new_cdp_session(page.page)

    def send(kind: str, *points: tuple[float, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {
            "type": kind, "touchPoints": [{"x": x, "y": y} for x, y in points]})

    send("touchStart", (x, y))
    for step in range(1, 12):
        send("touchMove", (x, y + 6 * step))
    send("touchEnd")
    page.settle()
    assert shape(page) == "2-1-4-1"
    assert page.frame.evaluate("window.scrollY") == before


def test_arrow_keys_lead_to_the_handles_within_the_figures_one_tab_stop(network):
    keyboard = network.page.keyboard
    network.part("neuron", "1.0").focus()
    keyboard.press("End")
    expect(handle(network, 2)).to_be_focused()
    expect(handle(network, 2)).to_have_role("slider")
    expect(handle(network, 2)).to_have_accessible_name("Width of hidden layer 2")
    for _ in range(2):
        keyboard.press("ArrowUp")
        network.settle()
    assert shape(network) == "2-4-6-1"
    expect(handle(network, 2)).to_be_focused()
    expect(handle(network, 2)).to_have_attribute("aria-valuenow", "6")
    keyboard.press("ArrowLeft")
    expect(handle(network, 1)).to_be_focused()
    keyboard.press("ArrowDown")
    network.settle()
    assert shape(network) == "2-3-6-1"
    keyboard.press("ArrowLeft")
    network.settle()
    assert network.frame.evaluate("document.activeElement.dataset.part") == "neuron:3.0"
    expect(network.lab.locator(".view-network [tabindex='0']")).to_have_count(1)


def test_enter_or_a_double_click_on_a_weight_leads_to_its_field_and_escape_back(network):
    keyboard = network.page.keyboard
    part, field = network.part("weight", "1.1.2"), network.lab.locator(".parameter-value")
    part.focus()
    keyboard.press("Enter")  # selects it
    keyboard.press("Enter")
    expect(field).to_be_focused()
    keyboard.type("-0.625")
    keyboard.press("Enter")
    network.settle()
    assert weights(network)["1.1.2"] == "Weight x₂ → h₁,₃: −0.6250"
    keyboard.type("7")
    keyboard.press("Escape")
    network.settle()
    assert network.frame.evaluate("document.activeElement.dataset.part") == "weight:1.1.2"
    assert weights(network)["1.1.2"] == "Weight x₂ → h₁,₃: −0.6250"  # what was typed is given up
    expect(field).to_have_value("-0.625")
    network.lab.get_by_role("tab", name="Code", exact=True).click()
    network.part("bias", "2.0").dblclick()
    expect(network.lab.get_by_label("Value of Bias of h₂,₁")).to_be_focused()


def test_the_keyboard_reaches_all_of_it(network):
    layers = network.slider("Layers")
    layers.focus()
    layers.press("ArrowRight")
    assert shape(network) == "2-4-4-4-1"
    layers.press("Home")
    assert shape(network) == "2-1"
    layers.press("End")
    assert shape(network) == "2-4-4-4-4-1"
    expect(layers).to_be_focused()
    first = network.slider("Neurons in hidden layer 1")
    first.press("End")
    expect(first).to_be_focused()
    assert shape(network) == "2-8-4-4-4-1"
    choice = network.lab.get_by_label("Activation of hidden layer 4", exact=True)
    choice.select_option("tanh")
    expect(choice).to_have_value("tanh")
    network.button("More neurons in hidden layer 2").press("Enter")
    assert shape(network) == "2-8-5-4-4-1"


def test_what_was_learned_stays_in_sight_and_undo_brings_the_rest_back(network):
    network.press("Step")
    network.press("Step")
    network.wait_epoch(2)
    before = weights(network)
    network.press("More neurons in hidden layer 1")
    after = weights(network)
    assert {place: after[place] for place in before} == before
    assert len(after) == len(before) + 2 + 4
    network.press("Undo")
    network.wait_epoch(2)
    assert weights(network) == before


def test_a_typed_weight_is_seen_at_once_in_every_figure_and_undone(network):
    network.press("Step")
    network.wait_epoch(1)
    network.part("weight", "1.1.2").focus()
    network.page.keyboard.press("Enter")
    field = network.lab.get_by_label("Value of Weight x₂ → h₁,₃")
    was = field.get_attribute("data-number")
    field.fill("-0.625")
    field.press("Enter")
    network.settle()
    assert weights(network)["1.1.2"] == "Weight x₂ → h₁,₃: −0.6250"
    inspector = network.lab.locator(".inspector .row dd").first
    expect(inspector).to_have_attribute("data-number", "-0.625")
    expect(field).to_have_attribute("data-number", "-0.625")
    run = Run(SPEC)
    run.train(1)
    run.set_weight(1, 1, 2, -0.625)
    assert network.number("loss") == pytest.approx(run.loss, rel=1e-9)
    network.lab.get_by_role("tab", name="Computation", exact=True).click()
    network.settle()
    factor = '.computation mn[data-ref="weight:1.1.2"][data-number="-0.625"]'
    expect(network.lab.locator(factor).first).to_be_visible()
    network.press("Undo")
    network.lab.get_by_role("tab", name="Network", exact=True).click()
    network.settle()
    expect(field).to_have_attribute("data-number", was)


def test_keys_nudge_in_the_field_and_in_the_picture_and_nonsense_is_quoted(network):
    part = network.part("bias", "2.0")
    part.focus()
    network.page.keyboard.press("Enter")
    network.page.keyboard.press("+")
    network.settle()
    field = network.lab.get_by_label("Value of Bias of h₂,₁")
    expect(field).to_have_attribute("data-number", "0.1")
    field.press("Shift+ArrowDown")
    expect(field).to_have_attribute("data-number", "-0.9")
    field.fill("much")
    field.press("Enter")
    expect(network.lab.get_by_text("“much” cannot be used")).to_be_visible()
    network.settle()
    expect(field).to_have_value("much")  # to be mended
    field.press("Tab")
    expect(field).to_have_value("-0.9")


def test_typing_while_it_trains_is_not_disturbed(network):
    network.part("weight", "2.0.0").focus()
    network.page.keyboard.press("Enter")
    network.press("Play")
    plays(network)
    field = network.lab.get_by_label("Value of Weight h₁,₁ → h₂,₁")
    field.fill("")
    for key in "0.5":
        field.press(key)
        plays(network)
    expect(field).to_have_value("0.5")
    field.press("Enter")
    plays(network)


def test_signals_are_stepped_and_their_numbers_are_the_explanations(network):
    network.part("neuron", "2.1").click()
    network.settle()
    resting = tags(network)  # of the unit that is selected
    for _ in range(3):
        network.press("Next layer")
    network.settle()
    explanation = explain(Run(SPEC), 1)
    assert tags(network) == pytest.approx([
        *(part.value for part in explanation["pre_activation:2.1"].expression.parts[:4]),
        *(explanation[f"pre_activation:2.{index}"].value for index in range(4))], rel=1e-9)
    expect(network.lab.locator(".halo-lit")).to_have_count(4)
    for _ in range(4):
        network.press("Next layer")
    network.settle()
    assert tags(network) == pytest.approx([
        *(explanation[f"weight_gradient:2.{source}.1"].value for source in range(4)),
        *(explanation[f"delta:2.{index}"].value for index in range(4))], rel=1e-9, abs=1e-300)
    network.press("Previous layer")
    network.settle()
    assert len(tags(network)) == 4 + 1  # the edges into the output, and its delta
    network.press("End")
    network.settle()
    assert tags(network) == resting


def tags(page: Opened) -> list[float]:
    return [float(each) for each in page.frame.evaluate(
        """() => [...probe.lab().querySelectorAll(".tag:not(.off) text")]
                   .map((text) => text.dataset.number)""")]


@pytest.mark.parametrize("width", [1280, 390])
def test_the_signals_numbers_cover_no_name_and_no_other_number(network, width):
    network.frame.evaluate("location.hash = 'epoch=300'")
    network.wait_epoch(300)
    network.page.set_viewport_size({"width": width, "height": 844})
    for stage in range(1, 9):
        network.press("Next layer")
        network.settle()
        tags, names = (network.frame.evaluate(
            """(selector) => [...probe.lab().querySelectorAll(`.view-network ${selector}`)]
                 .map((part) => [part.textContent, part.getBoundingClientRect().toJSON()])""",
            selector) for selector in (".tag:not(.off)", "text.name"))
        assert len(names) == 2 + 4 + 4 + 1
        covered = [(f"stage {stage}", text, other) for at, (text, box) in enumerate(tags)
                   for other, its in (*names, *tags[:at]) if overlap(box, its) > 2]
        assert covered == []
    network.page.set_viewport_size(DESKTOP)


def overlap(one: dict[str, float], other: dict[str, float]) -> float:
    """By how many pixels two boxes lie over each other."""
    return min(min(one["right"], other["right"]) - max(one["left"], other["left"]),
               min(one["bottom"], other["bottom"]) - max(one["top"], other["top"]))


def test_the_panels_last_line_is_in_sight_at_rest_and_while_it_plays(network):
    panel = network.lab.locator('[data-panel="network"]')
    hidden = "panel => panel.scrollHeight - panel.clientHeight"
    assert panel.evaluate(hidden) <= 0
    network.press("Play")
    plays(network)
    network.until("the formula says of which epoch it is",
                  lambda: "At epoch" in panel.locator(".view-formula").inner_text())
    assert panel.evaluate(hidden) <= 0


def test_a_choice_that_is_refused_goes_back_to_what_the_network_has(network):
    network.lab.get_by_role("combobox", name="Loss", exact=True).select_option("bce")
    output = network.lab.get_by_role("combobox", name="Activation of the output", exact=True)
    output.select_option("identity")
    expect(network.lab.get_by_text("“identity” cannot be used")).to_be_visible()
    expect(output).to_have_value("sigmoid")


def test_names_and_biases_of_five_layers_do_not_run_into_each_other(network):
    network.press("Add layer")
    network.press("Step")
    network.wait_epoch(1)
    for width in (1280, 390):
        network.page.set_viewport_size({"width": width, "height": 844})
        texts = network.frame.evaluate(
            """() => [...probe.lab().querySelectorAll(
                 ".view-network text.name, .view-network text.bias-value")]
                 .map((part) => [part.textContent, part.getBoundingClientRect().toJSON()])""")
        assert len(texts) >= 2 + 1
        assert [(text, other) for at, (text, box) in enumerate(texts)
                for other, its in texts[:at] if overlap(box, its) > 2] == []
    network.page.set_viewport_size(DESKTOP)


def test_signals_run_by_themselves_to_the_end(network):
    network.press("Run signals")
    expect(network.button("Hold")).to_be_visible()
    expect(network.lab.get_by_text("8 of 8", exact=True)).to_be_visible()
    expect(network.button("Run signals")).to_be_visible()


def test_who_wants_no_motion_has_steps_only(fresh, url):
    page = fresh(reduced_motion="reduce")
    page.go(f"{url}network/index.html")
    page.wait_ready()
    expect(page.button("Run signals")).to_be_hidden()
    page.press("Next layer")
    page.press("Next layer")
    page.settle()
    assert len(tags(page)) == 8 + 4
    animation = page.lab.locator(".signal.forward").first.evaluate(
        "(line) => getComputedStyle(line).animationName")
    assert animation == "none"


def test_it_trains_for_a_thousand_epochs_and_stops_there(network):
    network.slider("Speed").press("End")
    network.press("Play")
    expect(network.button("Play")).to_be_visible()
    network.wait_epoch(1000)
    run = Run(SPEC)
    run.train(1000)
    assert network.number("loss") == pytest.approx(run.loss, rel=1e-6)
    assert network.number("accuracy") == 1


def test_in_slow_motion_each_line_of_an_update_is_lit_in_turn(network):
    network.frame.evaluate(
        """() => {
             window.lit = [];
             const look = () => {
               const line = probe.lab().querySelector(".loop .running");
               const text = line && line.textContent;
               if (text && window.lit.at(-1) !== text) window.lit.push(text);
               requestAnimationFrame(look);
             };
             look();
           }""")
    network.slider("Speed").press("Home")
    network.press("Play")
    network.until("an update is made", lambda: network.number("epoch") == 1)
    network.press("Pause")
    lines = ["optimizer.zero_grad()", "output = model(X)", "loss = criterion(output, y)",
             "loss.backward()", "optimizer.step()"]
    assert network.frame.evaluate("window.lit.slice(0, 5)") == lines


def test_six_layers_of_eight_train_and_every_part_keeps_its_place(network):
    network.slider("Layers").fill("6")
    for layer in range(1, 5):
        network.slider(f"Neurons in hidden layer {layer}").fill("8")
    assert shape(network) == "2-8-8-8-8-1"
    network.press("Play")
    plays(network)
    boxes = network.frame.evaluate(
        """() => [...probe.lab().querySelectorAll("[data-neuron] .ground")].map((circle) => {
             const box = circle.getBoundingClientRect();
             return [box.left, box.top, box.right, box.bottom];
           })""")
    assert len(boxes) == 2 + 4 * 8 + 1
    for at, (left, top, right, bottom) in enumerate(boxes):
        for other in boxes[:at]:
            assert right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top

"""The lesson of concepts in the page: each part answers, and shows what PyTorch computes."""

import re
from collections.abc import Iterator

import numpy as np
import pytest
from playwright.sync_api import Locator, expect

from tests.browser.conftest import DESKTOP
from tests.browser.opened import Opened

FIGURES = ("tensors", "linear", "activations", "backpropagation", "optimizers", "losses")


@pytest.fixture(scope="module")
def concepts(browser, url) -> Iterator[Opened]:
    """The lesson, as the test before left it."""
    page = Opened(browser.new_context(viewport=DESKTOP).new_page())
    page.go(f"{url}concepts/index.html")
    page.wait_ready()
    yield page
    assert page.console == page.errors == []
    page.page.context.close()


def figure(page: Opened, id: str) -> Locator:
    found = page.frame.locator(f'[data-figure="{id}"]')
    found.scroll_into_view_if_needed()
    return found


def numbers(part: Locator) -> list[float]:
    """Every number in a part of the page, in full."""
    return [float(each.get_attribute("data-number")) for each in part.locator(
        "[data-number]").all() if each.is_visible()]


def code_runs(page: Opened, id: str) -> dict:
    """The figure's code under PyTorch prints what the page says; the names it leaves behind."""
    torch_program = pytest.importorskip("tests.site.torch_program")
    shown = figure(page, id)
    page.settle()
    code, printed = (shown.locator(f".program {tag}").text_content() for tag in ("code", "samp"))
    names, output = torch_program.run(code)
    assert output == printed
    return names


def test_every_figure_is_there_before_python_and_python_changes_nothing_of_it(fresh, url):
    still = fresh("delete window.WebAssembly;")
    still.go(f"{url}concepts/index.html")
    still.wait_state("unsupported")
    live = fresh()
    live.go(f"{url}concepts/index.html")
    live.wait_ready()
    for id in FIGURES:
        figure(live, id)
        live.settle()
        texts = [page.frame.locator(f'[data-figure="{id}"]').inner_text()
                 for page in (still, live)]
        assert texts[0] == texts[1]
    assert live.console == live.errors == []
    assert live.shifts == []


def test_the_code_beside_a_figure_never_covers_its_question(concepts):
    for id in FIGURES:
        question = figure(concepts, id).locator(".questions .task")
        for down in (20, 200, 380, 560):
            question.evaluate(
                "(element, y) => scrollBy(0, element.getBoundingClientRect().top - y)", down)
            covered = question.evaluate(
                """(question) => {
                     const code = question.closest("[data-figure]").querySelector(".program");
                     const [one, other] = [question, code].map((e) => e.getBoundingClientRect());
                     return one.left < other.right && other.left < one.right
                       && one.top < other.bottom && other.top < one.bottom;
                   }""")
            assert not covered, f"{id}: its question is {down} px below the edge"


def test_a_shape_is_chosen_and_the_result_is_pytorchs(concepts):
    part = figure(concepts, "tensors")
    part.get_by_label("Size of b in dimension −2").select_option("3")
    part.get_by_label("Size of b in dimension −1").select_option("1")
    part.get_by_label("Operation").select_option("*")
    names = code_runs(concepts, "tensors")
    shown = numbers(part.get_by_role("group", name="Tensor c"))
    np.testing.assert_allclose(shown, names["c"].numpy().ravel(), rtol=1e-12)
    part.get_by_label("Size of b in dimension −2").select_option("2")
    expect(part.locator(".refused")).to_be_visible()
    expect(part.locator("samp")).to_contain_text("RuntimeError: The size of tensor a (3) must")
    part.get_by_label("Size of b in dimension −2").select_option("3")
    part.get_by_role("slider", name="Cell of c").fill("6")
    expect(part.locator(".sentence")).to_have_text("c[1, 2] = a[1, 2] × b[1, 0] = 7 × 20 = 140")


def test_a_weight_is_typed_and_the_product_is_pytorchs(concepts):
    part = figure(concepts, "linear")
    field = part.get_by_label("W, row 2, column 3")
    field.fill("1,75")
    field.press("Enter")
    field.press("Tab")
    expect(part.locator("code")).to_contain_text("[2.0, 0.5, 1.75]")
    names = code_runs(concepts, "linear")
    cells = part.locator(".crossing button")
    shown = [float(cells.nth(at).get_attribute("data-number")) for at in range(4)]
    np.testing.assert_allclose(shown, names["z"].numpy().ravel(), rtol=1e-12)
    cells.nth(3).click()
    expect(part.locator(".terms caption")).to_contain_text("z₂₂")
    part.get_by_role("button", name="Back", exact=True).click()
    expect(part.locator(".terms tr.later")).to_have_count(1)
    field.fill("many")
    field.press("Tab")
    expect(part.get_by_role("status")).to_have_text(re.compile("“many” cannot be used"))


def test_the_cells_of_a_column_stand_below_each_other(concepts):
    part = figure(concepts, "linear")
    for columns in ('input[data-of^="x "][data-of$=" 0"]',
                    'input[data-of^="weights 0 "], [data-of="bias 0 0"], button[value="0"]'):
        cells = part.locator(f".crossing :is({columns})").all()
        lefts = [cell.bounding_box()["x"] for cell in cells]
        assert len(lefts) > 1
        assert max(lefts) - min(lefts) < 3


def test_an_activation_is_chosen_and_its_slopes_are_pytorchs(concepts):
    part = figure(concepts, "activations")
    part.get_by_label("Activation").select_option("gelu")
    part.get_by_role("slider", name="z").fill("-15")
    part.get_by_role("slider", name="Depth").fill("7")
    part.get_by_role("slider", name="Weight w").fill("13")
    names = code_runs(concepts, "activations")
    value, slope = numbers(part.locator(".reads"))
    assert slope == pytest.approx(names["z"].grad.item(), rel=1e-12)
    rows = part.locator(".chain tbody tr:not(.absent)")
    shown = [numbers(rows.nth(at))[2] for at in range(rows.count())]
    np.testing.assert_allclose(shown, [each.grad.item() for each in names["sums"]], rtol=1e-12)
    part.locator("svg.plot").first.click(position={"x": 230, "y": 80})
    concepts.settle()
    assert numbers(part.locator(".reads"))[0] > value


def test_a_leaf_is_typed_and_the_gradients_flow_back_to_pytorchs(concepts):
    part = figure(concepts, "backpropagation")
    field = part.get_by_label("w", exact=True)
    field.fill("2.5")
    field.press("Tab")
    for count in range(1, 8):
        part.get_by_role("button", name="Step", exact=True).click()
        expect(part.locator(".gradient")).to_have_count(count)
    assert part.get_by_role("button", name="Step", exact=True).evaluate(
        "button => document.activeElement === button")
    names = code_runs(concepts, "backpropagation")
    found = dict(zip("LazbmwX", (0.0,) * 7, strict=True))
    for text in part.locator(".gradient").all():
        name = text.text_content().split(" = ")[0][-1]
        found[name] = float(text.locator("[data-number]").get_attribute("data-number"))
    for name in "wbx":
        assert found[name] == pytest.approx(names[name].grad.item(), rel=1e-12)
    expect(part.locator(".step-back")).to_contain_text("Step 7 of 7")


def test_a_race_plays_and_ends_where_pytorchs_optimizers_do(concepts):
    part = figure(concepts, "optimizers")
    part.get_by_role("button", name="Play", exact=True).click()
    steps = part.get_by_role("slider", name="Steps made")
    concepts.until("it races", lambda: int(steps.input_value()) > 8)
    part.get_by_role("button", name="Pause", exact=True).click()
    concepts.settle()
    part.locator("svg.race").click(position={"x": 350, "y": 60})
    expect(steps).to_have_value("0")
    steps.fill("25")
    rows = part.locator(".racers tbody tr")
    for at, optimizer in enumerate(("sgd", "momentum", "nesterov", "rmsprop", "adam", "adamw")):
        part.get_by_label("Code of").select_option(optimizer)
        names = code_runs(concepts, "optimizers")
        shown = numbers(rows.nth(at))
        np.testing.assert_allclose(shown[:2], names["position"].detach().numpy(), rtol=1e-11)
    part.get_by_role("button", name="Back", exact=True).click()
    expect(steps).to_have_value("24")


def test_the_contours_of_a_race_are_thick_enough_to_be_seen(concepts):
    levels = figure(concepts, "optimizers").locator(".levels")
    assert levels.evaluate("""(path) =>
        parseFloat(getComputedStyle(path).strokeWidth) * path.getScreenCTM().a""") > 0.9


def test_a_prediction_is_moved_and_the_loss_and_its_gradients_are_pytorchs(concepts):
    part = figure(concepts, "losses")
    for kind in ("mse", "penalty", "bce"):
        part.get_by_label("Loss", exact=True).select_option(kind)
        part.get_by_role("slider", name="Prediction p").fill("37")
        names = code_runs(concepts, "losses")
        expected = [names["loss"].item(), names["p"].grad.item(), names["z"].grad.item()]
        np.testing.assert_allclose(numbers(part.locator(".concept")), expected, rtol=1e-12)


def test_a_question_is_answered_and_all_of_them_complete_the_page(concepts):
    part = figure(concepts, "tensors")
    part.get_by_role("button", name="(4, 1)", exact=True).click()
    expect(part.locator(".feedback")).to_contain_text("✗ Not quite.")
    part.get_by_role("button", name="(4, 4)", exact=True).click()
    expect(part.locator(".feedback")).to_contain_text("✓ Right.")
    expect(part.locator(".questions h3")).to_contain_text("✓ done")


def test_the_figures_are_all_in_the_embed_and_a_host_hears_no_training(fresh, url):
    page = fresh()
    page.go(f"{url}concepts/embed.html")
    page.wait_ready()
    assert page.frame.locator("[data-figure]").count() == len(FIGURES)
    slider = figure(page, "losses").get_by_role("slider", name="Prediction p")
    slider.fill("50")
    expect(slider).to_have_attribute("aria-valuetext", "0.50")
    assert page.console == page.errors == []

"""Beyond colour and beyond the screen: forced colours, the theme in every figure, paper, narrow
screens, wide text."""

import pytest
from playwright.sync_api import expect

PATHS = ["index.html", "xor/index.html", "network/index.html", "playground/index.html",
         "concepts/index.html", "pipeline/index.html", "fast/index.html", "xor/answers.html",
         "source/index.html", "glossary/index.html"]
FIGURES = ["concepts/index.html", "xor/index.html", "index.html"]
# Every colour that is computed for an element of the page, in order.
COLOURS = """() => [...document.querySelectorAll("body, body *")].map((element) => {
  const style = getComputedStyle(element);
  return [element.className.baseVal ?? element.className, style.color, style.backgroundColor,
          style.borderTopColor, style.fill, style.stroke].join(" | ");
})"""
# WCAG 2.2, 1.4.12: what a reader's own style sheet may set.
SPACED = """* { line-height: 1.5 !important; letter-spacing: 0.12em !important;
                word-spacing: 0.16em !important; } p { margin-bottom: 2em !important; }"""
LARGE = "html { font-size: 200% !important; }"
TOO_WIDE = """() => {
  const width = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= width) return [];
  return [...document.querySelectorAll("body *")]
    .filter((element) => element.getBoundingClientRect().right > width)
    .map((element) => `${element.nodeName} ${element.className}`).slice(0, 8);
}"""


def style(page, css: str) -> None:
    page.frame.evaluate("""(css) => {
      const sheet = new CSSStyleSheet();
      sheet.replaceSync(css);
      document.adoptedStyleSheets = [sheet];
    }""", css)


def still(fresh, url, path, **options):
    """A page whose Python is on its way for ever."""
    page = fresh(**options)
    page.page.route("**/*.pack*", lambda _: None)
    page.go(url + path)
    return page


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("css", ["", SPACED])
def test_nothing_scrolls_sideways_at_320_pixels(fresh, url, path, css):
    page = still(fresh, url, path, viewport={"width": 320, "height": 640})
    style(page, css)
    assert page.frame.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("css", [SPACED, LARGE])
def test_wider_spacing_and_text_twice_as_large_do_not_scroll_sideways(fresh, url, path, css):
    page = still(fresh, url, path)
    style(page, css)
    assert page.frame.evaluate(TOO_WIDE) == []


@pytest.mark.parametrize("path", FIGURES)
@pytest.mark.parametrize(("theme", "system"), [("dark", "light"), ("light", "dark")])
def test_every_colour_follows_the_theme_whatever_the_system_says(fresh, url, path, theme, system):
    at_rest = {"reduced_motion": "reduce"}  # no colour is on its way to another
    asked = still(fresh, url, f"{path}#theme={theme}", color_scheme=system, **at_rest)
    meant = still(fresh, url, path, color_scheme=theme, **at_rest)
    found = asked.frame.evaluate(COLOURS)
    assert found == meant.frame.evaluate(COLOURS)
    meant.page.emulate_media(color_scheme=system)
    assert found != meant.frame.evaluate(COLOURS)


def colour_of(locator, name: str, pseudo: str = "") -> str:
    return locator.evaluate(
        "(element, [name, pseudo]) => getComputedStyle(element, pseudo)[name]", [name, pseudo])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_with_forced_colours_what_is_chosen_and_the_icons_can_be_seen(fresh, url, scheme):
    page = fresh(forced_colors="active", color_scheme=scheme)
    page.go(f"{url}xor/index.html")
    page.wait_ready()
    tabs = page.lab.get_by_role("tab")
    chosen = colour_of(page.lab.locator("[role=tab][aria-selected=true]"), "borderBottomColor")
    others = {colour_of(tabs.nth(place), "borderBottomColor") for place in range(1, tabs.count())}
    assert chosen not in others
    play = page.button("Play")
    assert colour_of(play, "backgroundColor", "::before") != colour_of(play, "backgroundColor")
    page.press("Pin")
    pinned, reset = page.button("Pin"), page.button("Reset")
    assert colour_of(pinned, "backgroundColor") != colour_of(reset, "backgroundColor")
    page.frame.get_by_role("button", name="Lessons").focus()
    page.page.keyboard.press("Tab")
    assert page.frame.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_with_forced_colours_a_negative_weight_is_dashed_and_the_scale_is_there(fresh, url):
    page = fresh(forced_colors="active")
    page.go(f"{url}xor/index.html#tab=data")
    page.wait_ready()
    dashes = page.lab.locator(".weight.negative").first.evaluate(
        "(line) => getComputedStyle(line).strokeDasharray")
    assert dashes != "none"
    assert "gradient" in colour_of(page.lab.locator("[data-panel=data] .bar"), "backgroundImage")


@pytest.mark.parametrize("path", ["xor/index.html", "concepts/index.html", "pipeline/index.html"])
def test_a_lesson_prints_as_a_handout_whatever_the_theme(fresh, url, path):
    page = fresh(color_scheme="dark")
    page.go(f"{url}{path}#theme=dark")
    page.wait_ready()
    dark = colour_of(page.frame.locator("body"), "color")
    page.page.emulate_media(media="print", color_scheme="dark")
    page.frame.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert colour_of(page.frame.locator("body"), "color") != dark
    folds = page.frame.locator("details.fold")
    assert folds.count() == page.frame.locator("details.fold[open]").count()
    controls = page.frame.locator(
        "button:visible:not(.answer, .term, td *, th *), [type=range]:visible, nav:visible")
    assert controls.evaluate_all("all => all.map((each) => each.outerHTML.slice(0, 80))") == []
    rooms = page.frame.locator(".exercise, .questions .task")
    for place in range(rooms.count()):
        height = float(colour_of(rooms.nth(place), "height", "::after").removesuffix("px"))
        assert height > 100
    page.frame.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.frame.locator("details.fold[open]").count() == 0


@pytest.mark.parametrize("path", ["xor/index.html", "concepts/index.html"])
def test_on_paper_nothing_is_white_on_white(fresh, url, path):
    page = fresh(color_scheme="dark")
    page.go(f"{url}{path}#theme=dark")
    page.wait_ready()
    page.page.emulate_media(media="print", color_scheme="dark")
    faint = page.frame.evaluate("""() => {
      const light = (colour) => {
        const parts = colour.match(/[\\d.]+/g).map(Number);
        return parts.length < 4 && Math.min(...parts.slice(0, 3)) > 200;
      };
      const written = [...document.querySelectorAll("article *, article svg text")].filter(
        (element) => element.checkVisibility() && [...element.childNodes].some(
          (node) => node.nodeType === 3 && node.data.trim()));
      return written.filter((element) => !element.closest(".unseen, .on-dark, .head")
        && light(element.closest("svg") ? getComputedStyle(element).fill
                                        : getComputedStyle(element).color))
        .map((element) => element.outerHTML.slice(0, 80));
    }""")
    assert faint == []


@pytest.mark.parametrize("path", ["xor/index.html", "concepts/index.html"])
def test_in_a_page_from_right_to_left_a_lab_stays_as_it_is(fresh, url, path):
    page = still(fresh, url, path)
    labs = page.frame.locator("[data-lab], [data-figure]")
    boxes = """(lab) => [...lab.querySelectorAll("button, td, th, text, svg, .label")].map(
      (element) => { const a = lab.getBoundingClientRect(), b = element.getBoundingClientRect();
                     return [b.left - a.left, b.top - a.top, b.width].map(Math.round); })"""
    before = [labs.nth(place).evaluate(boxes) for place in range(labs.count())]
    page.frame.evaluate("document.documentElement.dir = 'rtl'")
    assert [labs.nth(place).evaluate(boxes) for place in range(labs.count())] == before
    expect(page.frame.locator("h1")).to_be_visible()
    assert page.frame.evaluate(TOO_WIDE) == []

"""Pictures of figures, saved in Chromium: files that need nothing else and look as on the page."""

import base64
import re
from collections.abc import Iterator
from pathlib import Path
from xml.etree import ElementTree

import pytest
from playwright.sync_api import Page, expect

from tests.browser.opened import Opened

SVG = "{http://www.w3.org/2000/svg}"
# What an image is: its size, the alpha of its first pixel, the share of pixels with any colour.
LOOK = """async (url) => {
  const { canvas, pixels } = await drawn(url);
  let inked = 0;
  for (let i = 3; i < pixels.length; i += 4) inked += pixels[i] > 0;
  return [canvas.width, canvas.height, pixels[3], inked / (pixels.length / 4)];
}"""
# The share of squares of 6 x 6 pixels in which two images on white are not alike, the other fitted
# into the one as an SVG into its box; in squares, as a screenshot is shifted by less than a pixel.
COMPARE = """async ([one, other]) => {
  const first = await drawn(one, "white");
  const second = await drawn(other, "white", first.canvas);
  const coarse = ({ canvas }) => {
    const small = document.createElement("canvas");
    [small.width, small.height] = [canvas.width / 6, canvas.height / 6];
    const context = small.getContext("2d");
    context.imageSmoothingQuality = "high";
    context.drawImage(canvas, 0, 0, small.width, small.height);
    return context.getImageData(0, 0, small.width, small.height).data;
  };
  const [ones, others] = [coarse(first), coarse(second)];
  let unlike = 0;
  for (let i = 0; i < ones.length; i += 4) {
    unlike += [0, 1, 2].some((at) => Math.abs(ones[i + at] - others[i + at]) > 40);
  }
  return unlike / (ones.length / 4);
}"""
DRAWN = """window.drawn = async (url, ground, size) => {
  const image = new Image();
  image.src = url;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = size ? size.width : image.naturalWidth;
  canvas.height = size ? size.height : image.naturalHeight;
  const context = canvas.getContext("2d");
  if (ground) {
    context.fillStyle = ground;
    context.fillRect(0, 0, canvas.width, canvas.height);
  }
  const scale = Math.min(canvas.width / image.naturalWidth, canvas.height / image.naturalHeight);
  const [width, height] = [scale * image.naturalWidth, scale * image.naturalHeight];
  const [left, top] = [(canvas.width - width) / 2, (canvas.height - height) / 2];
  context.drawImage(image, left, top, width, height);
  return { canvas, pixels: context.getImageData(0, 0, canvas.width, canvas.height).data };
};"""
# A browser that lets nobody be recognised by what a canvas gives: it gives noise.
NOISE = """
{
  const noisy = (data) => data.map((value, at) => (at % 4 === 3 ? value : value + (at % 5)));
  const read = CanvasRenderingContext2D.prototype.getImageData;
  CanvasRenderingContext2D.prototype.getImageData = function (...area) {
    const image = read.apply(this, area);
    image.data.set(noisy(image.data));
    return image;
  };
  const file = HTMLCanvasElement.prototype.toBlob;
  HTMLCanvasElement.prototype.toBlob = function (...how) {
    const context = this.getContext("2d");
    context.putImageData(context.getImageData(0, 0, this.width, this.height), 0, 0);
    file.apply(this, how);
  };
}
"""
FIGURES = {"Network": "network", "Samples": "scatter", "Loss": "loss", "Parameters": "parameters",
           "Hidden space": "hidden-space"}


@pytest.fixture
def blank(browser) -> Iterator[Page]:
    """A page without any rules, to look at images in."""
    page = browser.new_page()
    page.add_script_tag(content=DRAWN)
    yield page
    page.close()


def unfold(lab: Opened) -> None:
    fold = lab.lab.locator("details.files")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def saved(lab: Opened, figure: str, kind: str) -> tuple[str, Path]:
    unfold(lab)
    lab.lab.get_by_role("combobox", name="Figure").select_option(label=figure)
    with lab.page.expect_download() as waiting:
        lab.press(f"Save {kind}")
    return waiting.value.suggested_filename, waiting.value.path()


def data_url(content: bytes, kind: str) -> str:
    return f"data:image/{kind};base64,{base64.b64encode(content).decode()}"


def train(lab: Opened) -> None:
    for _ in range(3):
        lab.press("Step")
    lab.wait_epoch(3)


def self_contained(text: str) -> ElementTree.Element:
    """The file, which has no script, no handler, and no address outside of it."""
    root = ElementTree.fromstring(text)
    assert root.tag == f"{SVG}svg"
    for part in root.iter():
        assert part.tag not in (f"{SVG}script", f"{SVG}foreignObject", f"{SVG}a")
        assert not [name for name in part.attrib
                    if name.startswith(("on", "data-", "aria-")) or name in ("class", "tabindex")]
        assert part.get("href", "data:image/png;").startswith("data:image/png;")
    addresses = re.findall(r"url\(\s*[\"']?([^\"')]{0,30})", root.findtext(f"{SVG}style") or "")
    assert addresses
    assert all(address.startswith("data:font/woff2;base64,") for address in addresses)
    assert "@import" not in text
    return root


@pytest.mark.parametrize("figure", FIGURES)
def test_a_saved_svg_looks_as_the_figure_does_on_the_page(lesson, blank, figure) -> None:
    train(lesson)
    _, path = saved(lesson, figure, "SVG")
    self_contained(path.read_text("utf-8"))
    view = lesson.lab.locator(f"[data-view={FIGURES[figure]}]").first
    tab = view.evaluate("view => view.closest('[data-panel]')?.dataset.panel")
    if tab:
        lesson.lab.locator(f'[role=tab][value="{tab}"]').click()
    lesson.settle()
    view.evaluate("() => document.activeElement.blur()")
    shown = view.locator("svg:not([aria-hidden])").first.screenshot()
    file = data_url(path.read_bytes(), "svg+xml")
    page = data_url(shown, "png")
    nothing = data_url(b'<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>', "svg+xml")
    unlike, ink = (blank.evaluate(COMPARE, [page, other]) for other in (file, nothing))
    assert unlike < ink / 4


def test_a_saved_svg_opens_by_itself(lesson, fresh, tmp_path) -> None:
    train(lesson)
    name, path = saved(lesson, "Network", "SVG")
    assert name == "xor-network.svg"
    copy = tmp_path / name
    copy.write_bytes(path.read_bytes())
    tab = fresh()
    tab.page.goto(copy.as_uri())
    shown = lesson.lab.locator('[data-neuron="2.0"] text[data-number]').text_content()
    assert shown
    expect(tab.page.get_by_text(shown, exact=True).first).to_be_visible()
    faces = tab.page.evaluate("[...document.fonts].map((face) => [face.family, face.status])")
    assert sorted(faces) == [["Inter", "loaded"], ["Source Serif 4", "loaded"]]
    assert [url for url in tab.requests if not url.startswith("data:")] == [copy.as_uri()]
    assert tab.errors == tab.console == []


@pytest.mark.parametrize("situation", ["http", "file"])
@pytest.mark.parametrize("figure", ["Network", "Samples"])
def test_a_saved_png_is_twice_the_figure_on_a_transparent_ground(
    booted, blank, situation, figure
) -> None:
    lab = booted(situation)
    lab.restore()
    train(lab)
    _, svg = saved(lab, figure, "SVG")
    name, path = saved(lab, figure, "PNG")
    assert name == f"xor-{figure.lower()}.png"
    root = self_contained(svg.read_text("utf-8"))
    image = data_url(path.read_bytes(), "png")
    width, height, corner, inked = blank.evaluate(LOOK, image)
    assert (width, height) == tuple(2 * int(root.get(side) or 0) for side in ("width", "height"))
    assert corner == 0
    assert 0.02 < inked < 0.9
    assert blank.evaluate(COMPARE, [image, data_url(svg.read_bytes(), "svg+xml")]) < 0.03
    assert lab.errors == lab.console == []


def test_a_frame_that_forbids_downloads_offers_the_svg_as_text(booted) -> None:
    """The browser logs each download that it refuses, which no page can prevent."""
    framed = booted("sandbox")
    unfold(framed)
    framed.press("Save SVG")
    box = framed.lab.get_by_role("textbox", name="The text of xor-network.svg")
    self_contained(box.input_value())
    framed.press("Close the box")
    framed.press("Save PNG")
    expect(framed.lab.locator("[data-view=status]")).to_contain_text("xor-network.png goes to your")
    expect(framed.lab.locator("[data-view=status]")).to_contain_text("save the SVG")
    assert framed.errors == framed.probe("violations") == []
    assert [line for line in framed.console if "sandboxed" not in line] == []
    framed.console.clear()


@pytest.mark.parametrize(("path", "id", "name"), [
    ("xor", "line", "line-plane"), ("concepts", "backpropagation", "backpropagation-graph"),
])
def test_a_figure_in_the_text_is_saved_as_it_is_now(fresh, url, blank, path, id, name) -> None:
    page = fresh()
    page.go(f"{url}{path}/index.html")
    page.wait_ready()
    figure = page.frame.locator(f'[data-figure="{id}"]')
    if id == "line":
        figure.get_by_role("slider", name="Shift").fill("20")
    else:
        figure.get_by_role("button", name="All the way").click()
    page.settle()
    svg = figure.locator("svg").first
    seen = [text for text in svg.locator("text").all_text_contents() if text]
    figure.get_by_text("Save this picture").click()
    with page.page.expect_download() as waiting:
        figure.get_by_role("button", name="Save SVG").click()
    assert waiting.value.suggested_filename == f"{name}.svg"
    root = self_contained(waiting.value.path().read_text("utf-8"))
    assert ["".join(text.itertext()) for text in root.iter(f"{SVG}text")] == seen
    assert root.findtext(f"{SVG}title") == svg.get_attribute("aria-label")
    expect(figure.locator(".view-said")).to_contain_text(f"{name}.svg goes to your downloads")
    assert (figure.locator(".view-said").bounding_box() or {})["height"] > 10
    with page.page.expect_download() as waiting:
        figure.get_by_role("button", name="Save PNG").click()
    assert waiting.value.suggested_filename == f"{name}.png"
    image = data_url(waiting.value.path().read_bytes(), "png")
    width, height, corner, inked = blank.evaluate(LOOK, image)
    assert (width, height) == tuple(2 * int(root.get(side) or 0) for side in ("width", "height"))
    assert corner == 0
    assert 0.02 < inked < 0.9
    assert page.errors == page.console == []


def test_where_canvases_give_noise_an_svg_has_the_true_pixels_and_a_png_is_refused(
    fresh, url, lesson
) -> None:
    noisy = fresh(NOISE)
    noisy.go(f"{url}xor/index.html")
    noisy.wait_ready()
    for page in (noisy, lesson):
        train(page)
    (_, theirs), (_, ours) = (saved(page, "Boundary", "SVG") for page in (noisy, lesson))
    images = re.findall(r"data:image/png;base64,[^\"]+", ours.read_text("utf-8"))
    assert images == re.findall(r"data:image/png;base64,[^\"]+", theirs.read_text("utf-8")) != []
    noisy.press("Save PNG")
    expect(noisy.lab.locator("[data-view=status]")).to_contain_text("puts noise")
    assert noisy.errors == noisy.console == []

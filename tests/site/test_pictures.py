"""Pictures: a figure as an SVG file that looks as on the page and needs nothing of it."""

import json
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from builder.labs import FigureBlock
from builder.lesson import Lesson
from builder.paths import SITE
from ui.actions import act
from ui.draw.tree import Element, walk
from ui.exports.faces import Face
from ui.exports.paint import colour_of
from ui.exports.pictures import FIGURES, figures_of
from ui.exports.seen import INHERITED, OWN, PROPERTIES, Canvas, Seen, Shown
from ui.exports.svg_file import SvgFile, svg_file
from ui.figures import VIEWS, first_paint
from ui.lab import Lab, Message
from ui.lab.layout import Layout
from ui.lab.requests import Picture
from ui.page.pictures import Pictures

from engine import Spec

SVG = "{http://www.w3.org/2000/svg}"
SPEC = Spec.parse("layers=2-3-1&act=tanh&n=50&seed=11")
USUAL = {**INHERITED, **OWN, "display": "inline", "visibility": "visible",
         "font-family": '"Inter", system-ui', "font-size": "13px"}
LATIN, GREEK, ITALIC = FACES = [
    Face("Inter", "normal", "U+0-2FF, U+2212", "@font-face { one }"),
    Face("Inter", "normal", "U+370-3FF", "@font-face { two }"),
    Face("Source Serif 4", "italic", "U+0-2FF", "@font-face { three }"),
]


def seen(tag: str, *children: Seen | str, style: dict[str, str] | None = None,
         **attributes: str) -> Seen:
    return Seen(tag, attributes, USUAL | (style or {}), children)


def file_of(*children: Seen, canvases: tuple[Canvas, ...] = (), scale: int = 1,
            **attributes: str) -> ElementTree.Element:
    svg = seen("svg", *children, viewBox="0 -10 320 160", **attributes)
    return ElementTree.fromstring(svg_file(Shown(svg, canvases), FACES, "Loss", scale).text)


def drawn(*children: Seen, scale: int = 1) -> list[ElementTree.Element]:
    """What a file has of these children."""
    return [part for part in file_of(*children, scale=scale)
            if part.tag not in (f"{SVG}title", f"{SVG}style")]


def rules(*texts: Seen) -> str:
    return file_of(*texts).findtext(f"{SVG}style") or ""


def test_a_file_has_the_size_and_the_place_of_its_figure() -> None:
    file = file_of()
    assert (file.get("width"), file.get("height")) == ("320", "160")
    assert file.get("viewBox") == "0 -10 320 160"
    assert file_of(scale=2).get("width") == "640"
    assert file_of(scale=2).get("viewBox") == "0 -10 320 160"


def test_a_file_is_called_as_its_figure_unless_that_is_how_to_use_it() -> None:
    label = {"aria-label": "Loss by epoch"}
    assert file_of(**label, role="img").findtext(f"{SVG}title") == "Loss by epoch"
    assert file_of(**label, role="group").findtext(f"{SVG}title") == "Loss"


def test_styles_are_attributes_and_said_once() -> None:
    red = {"fill": "rgb(178, 24, 43)", "font-size": "12px"}
    group, = drawn(seen("g", seen("rect", style=red, x="1"), style=red))
    assert dict(group.attrib) == {"fill": "#b2182b", "fill-opacity": "1", "font-size": "12",
                                  "font-family": '"Inter", system-ui'}
    assert dict(group[0].attrib) == {"x": "1"}


def test_a_part_that_goes_back_to_the_usual_says_so() -> None:
    inner = seen("rect", style={"fill": "rgb(0, 0, 0)"})
    group, = drawn(seen("g", inner, style={"fill": "rgb(255, 0, 0)"}))
    assert group[0].get("fill") == "#000000"


def test_opacity_is_of_each_element_and_never_inherited() -> None:
    half = {"opacity": "0.5"}
    group, = drawn(seen("g", seen("rect", style=half), seen("rect"), style=half))
    assert [group.get("opacity"), *(part.get("opacity") for part in group)] == ["0.5", "0.5", None]


@pytest.mark.parametrize(("value", "colour", "alpha"), [
    ("rgb(33, 102, 172)", "#2166ac", 1), ("rgba(0, 0, 0, 0)", "#000000", 0),
    ("rgba(255, 255, 255, 0.25)", "#ffffff", 0.25), ("none", "none", 1),
    ("color(srgb 0.5 0 1 / 0.3)", "#8000ff", 0.3), ("color(srgb 1 0.00001 1e-7)", "#ff0000", 1),
])
def test_a_computed_colour_is_one_that_every_program_knows(
    value: str, colour: str, alpha: float
) -> None:
    assert colour_of(value) == (colour, alpha)


@pytest.mark.parametrize("style", [
    {"display": "none"}, {"visibility": "hidden"}, {"opacity": "0"}, {"fill": "none"},
    {"fill": "rgba(0, 0, 0, 0)"}, {"fill-opacity": "0"},
    {"fill": "none", "stroke": "rgb(1, 1, 1)", "stroke-opacity": "0"},
    {"fill": "none", "stroke": "rgb(1, 1, 1)", "stroke-width": "0px"},
], ids=str)
def test_what_cannot_be_seen_is_left_out(style: dict[str, str]) -> None:
    assert drawn(seen("g", seen("rect", style=style))) == []
    assert len(drawn(seen("g", seen("rect")))) == 1


def test_a_thin_line_and_a_disc_without_its_fill_are_seen() -> None:
    ink = {"fill": "none", "stroke": "rgb(1, 1, 1)"}
    assert len(drawn(seen("line", style=ink | {"stroke-width": "0.5px"}))) == 1
    assert len(drawn(seen("circle", style=ink))) == 1


def test_what_only_a_page_can_use_is_left_out() -> None:
    part, = drawn(seen("rect", onclick="alert(1)", id="a", tabindex="0", role="button", x="1",
                       **{"class": "part", "data-part": "weight:1.0.2"}))
    assert dict(part.attrib) == {"x": "1", "font-size": "13", "font-family": '"Inter", system-ui'}
    assert drawn(seen("script", "alert(1)"), seen("foreignObject"), seen("a"), seen("image")) == []


def test_names_and_texts_are_no_markup() -> None:
    file = file_of(seen("g", seen("text", "<b>&"), **{"aria-label": "</title><script>"}))
    assert file.findtext(f"{SVG}g/{SVG}text") == "<b>&"
    assert file.findtext(f"{SVG}g/{SVG}title") == "</title><script>"


def test_a_clip_keeps_the_name_that_is_referred_to() -> None:
    clip, group = drawn(seen("clipPath", seen("rect", width="9"), id="xor-hidden"),
                        seen("g", seen("rect"), **{"clip-path": "url(#xor-hidden)"}))
    assert (clip.get("id"), group.get("clip-path")) == ("xor-hidden", "url(#xor-hidden)")
    assert clip[0].get("width") == "9"


def test_a_line_that_does_not_grow_with_its_figure_is_as_thick_in_a_larger_picture() -> None:
    style = {"fill": "none", "stroke": "rgb(1, 1, 1)", "stroke-width": "1.5px",
             "stroke-dasharray": "5px, 3px"}
    for own, width, dashes in (({}, "1.5", "5, 3"),
                               ({"vector-effect": "non-scaling-stroke"}, "3", "10, 6")):
        line, = drawn(seen("path", style=style | own, d="M0 0"), scale=2)
        assert (line.get("stroke-width"), line.get("stroke-dasharray")) == (width, dashes)


def test_an_inherited_width_of_such_a_line_is_said_for_its_picture() -> None:
    ink = {"stroke": "rgb(1, 1, 1)", "stroke-width": "2px"}
    path = seen("path", style=ink | {"vector-effect": "non-scaling-stroke"})
    group, = drawn(seen("g", path, style=ink), scale=2)
    assert group[0].get("stroke-width") == "4"


def test_only_the_fonts_of_the_text_are_in_the_file() -> None:
    serif = {"font-family": '"Source Serif 4", serif', "font-style": "italic"}
    assert rules(seen("rect")) == ""
    assert rules(seen("text", "w 1")) == LATIN.rule
    assert rules(seen("text", "ŷ", style=serif)) == ITALIC.rule
    assert rules(seen("text", seen("tspan", "σ"))) == GREEK.rule
    assert rules(seen("text", "b σ"), seen("text", "x", style=serif)) == "\n".join(
        face.rule for face in FACES)


def test_a_file_tells_whether_it_has_fonts() -> None:
    svg = seen("svg", seen("text", "w"), viewBox="0 0 1 1")
    assert svg_file(Shown(svg, ()), FACES, "").fonts
    assert not svg_file(Shown(svg, ()), [], "").fonts


def test_a_canvas_lies_under_the_figure_where_the_page_has_it() -> None:
    image = "data:image/png;base64,AA=="
    file = file_of(seen("rect"), canvases=(Canvas("units", image, "1"),))
    assert [part.tag for part in file] == [f"{SVG}title", f"{SVG}image", f"{SVG}rect"]
    assert file[1].attrib == {"x": "0", "y": "-10", "width": "320", "height": "160",
                              "preserveAspectRatio": "none", "opacity": "1", "href": image}
    ground, field = file_of(canvases=(Canvas("field", image, "0.8"),))[1:]
    assert ground.get("fill") == "#ffffff"
    assert [field.get(name) for name in ("x", "y", "width")] == ["32", "32", "336"]


def test_what_the_page_read_is_understood() -> None:
    values = [USUAL[name] for name in PROPERTIES]
    read = {"svg": ["svg", {"viewBox": "0 0 9 9"}, values, ["a", ["g", {}, values, []]]],
            "canvases": [["field", "1"], ["gone", "1"]]}
    shown = Shown.from_json(json.dumps(read), {"field": "data:"})
    assert shown.svg == seen("svg", "a", seen("g"), viewBox="0 0 9 9")
    assert shown.canvases == (Canvas("field", "data:", "1"),)


# The figures

def drawings(name: str, lab: Lab) -> list[Element]:
    return [part for part in walk(VIEWS[name].structure(lab))
            if part.tag == "svg" and "aria-hidden" not in dict(part.attributes)]


def test_every_figure_that_is_offered_is_an_svg_of_its_view() -> None:
    for figure in FIGURES.values():
        svg = drawings(figure.view, Lab("xor", SPEC))[figure.number]
        assert "viewBox" in dict(svg.attributes)


def test_every_large_drawing_of_a_lab_is_offered() -> None:
    """The inspector's is a line of text high; the data without an answer are in the samples."""
    lab = Lab("xor", SPEC, (), Layout(network=("loss", "loop", "charts", "inspector", "formula"),
                                      tabs=("boundary", "data", "pipeline", "parameters",
                                            "computation", "predictions", "hidden", "network")))
    offered = {(figure.view, figure.number) for figure in figures_of(lab).values()}
    assert offered == {(view, number) for view in lab.layout.views
                       if view not in ("inspector", "data")
                       for number in range(len(drawings(view, lab)))}


def test_a_lab_offers_the_figures_of_its_page() -> None:
    assert set(figures_of(Lab("xor", SPEC))) == {
        "network", "boundary", "samples", "loss", "parameters", "hidden", "no-hidden"}
    assert "hidden" not in figures_of(Lab("xor", Spec.parse("layers=2-1")))


TEXTS = [block for name in ("01-xor", "04-concepts")
         for block in Lesson.read(SITE / "lessons" / f"{name}.md").figures]


@pytest.mark.parametrize("block", TEXTS, ids=lambda block: block.view)
def test_every_drawing_of_a_figure_in_the_text_can_be_saved(block: FigureBlock) -> None:
    """Each is offered below its figure, and asked for; a figure without any offers nothing."""
    lab = Lab(block.id, block.spec, block.tasks, block.layout)
    offered = figures_of(lab)
    assert [(figure.view, figure.number) for figure in offered.values()] == [
        (block.view, number) for number in range(len(drawings(block.view, lab)))]
    assert ("save-picture" in block.layout.bench) == bool(offered)
    fold = first_paint(lab, "save-picture")
    assert ("<select" in fold) == (len(offered) > 1)
    for ending, title in (("svg", "Save SVG"), ("png", "Save PNG")):
        assert re.search(f'data-action="save-figure" value="{ending}"[^>]*>{title}<', fold)
        for name, figure in offered.items():
            act(lab, "figure", name)
            act(lab, "save-figure", ending)
            assert lab.requests.pop() == Picture(f"{block.id}-{name}.{ending}", *figure)


def test_what_came_of_saving_stands_below_the_figure_and_is_seen() -> None:
    block = next(block for block in TEXTS if block.view == "line")
    lab = Lab(block.id, block.spec, block.tasks, block.layout)
    lab.message = Message("line-plane.svg goes to your downloads.")
    assert re.search('<span class=""[^>]*>line-plane.svg goes', first_paint(lab, "said"))
    assert block.layout.bench == ("line", "save-picture", "said", "offered")


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_the_chosen_figure_is_asked_for(ending: str) -> None:
    lab = Lab("xor", SPEC)
    act(lab, "save-figure", ending)
    act(lab, "figure", "samples")
    act(lab, "save-figure", ending)
    assert lab.requests == [Picture(f"xor-network.{ending}", "network", 0, "Network"),
                            Picture(f"xor-samples.{ending}", "scatter", 0, "Samples")]


@pytest.mark.parametrize("name", ["", "graph", "<b>", "x" * 5000])
def test_a_figure_that_is_not_there_is_refused_in_words(name: str) -> None:
    lab = Lab("xor", SPEC)
    act(lab, "figure", name)
    assert "cannot be used: there is no such figure" in lab.message.text
    act(lab, "save-figure", "exe")
    assert lab.requests == []


# The page

class StubDrawings:
    def __init__(self, tab: str) -> None:
        self.tab = tab

    def item(self, number: int) -> str:
        return f"{self.tab} {number}"


class StubFigure:
    """A view in a tab; it counts how often it is drawn."""

    def __init__(self, view: str, tab: str, shown: bool) -> None:
        self.view, self.tab, self.shown = view, tab, shown
        self.element = self
        self.drawn = 0
        self.images = {"field": np.zeros((2, 2, 4), np.uint8)}

    def draw(self) -> None:
        self.drawn += 1

    def querySelectorAll(self, selector: str) -> StubDrawings:  # noqa: N802 (the browser's name)
        assert "svg" in selector
        return StubDrawings(self.tab)


class StubBrowser:
    """Sees a text in every SVG: which it is."""

    def picture(self, svg: str, properties: tuple[str, ...]) -> str:
        values = [USUAL[name] for name in properties]
        text = ["text", {}, values, [svg]]
        return json.dumps({"svg": ["svg", {"viewBox": "0 0 9 9"}, values, [text]], "canvases": []})

    def faces(self, done) -> None:
        done([["Inter", "normal", "U+0-2FF", LATIN.rule]])


@pytest.mark.parametrize(("in_front", "taken"), [("", "network"), ("network", "network"),
                                                 ("parameters", "parameters")])
def test_a_figure_in_two_tabs_is_taken_from_the_one_in_front_and_drawn_first(
    in_front: str, taken: str
) -> None:
    figures = [StubFigure("loss", tab, tab == in_front) for tab in ("network", "parameters")]
    files: list[SvgFile] = []
    pictures = Pictures(figures, StubBrowser())  # type: ignore[arg-type]
    pictures.take(Picture("xor-loss.png", "loss", 0, "Loss"), files.append)
    root = ElementTree.fromstring(files[0].text)
    assert (root.findtext(f"{SVG}text"), root.get("width")) == (f"{taken} 0", "18")
    assert root.findtext(f"{SVG}style") == LATIN.rule
    assert [figure.drawn for figure in figures] == [int(figure.tab == taken) for figure in figures]

"""A figure as an SVG file that needs nothing else: styles, fonts and images are in it.

What cannot be seen is not in it, nor what only a page can use. Its ground is transparent.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ui.draw.plane import EDGE, SIZE
from ui.draw.tree import Attributes, Content, Element, element, markup
from ui.exports.faces import Face, faces_for, texts_of
from ui.exports.paint import is_invisible, paint, scaled
from ui.exports.seen import INHERITED, OWN, Canvas, Seen, Shown

SHAPES = {"path", "line", "rect", "circle", "ellipse", "polyline", "polygon", "text"}
TAGS = SHAPES | {"svg", "g", "tspan", "clipPath"}
GEOMETRY = {"x", "y", "x1", "x2", "y1", "y2", "dx", "dy", "cx", "cy", "r", "rx", "ry", "width",
            "height", "d", "points", "transform", "clip-path", "viewBox"}
Style = dict[str, str]


@dataclass(frozen=True)
class SvgFile:
    """The text of a file, and whether it has the fonts for all its text."""

    text: str
    fonts: bool


def svg_file(shown: Shown, faces: list[Face], title: str, scale: int = 1) -> SvgFile:
    """The file; `title` names a figure whose own name is an instruction for the page. Widths of
    lines that do not grow with the figure are for a picture of this `scale`."""
    box = [float(number) for number in shown.svg.attributes["viewBox"].split()]
    width, height = (round(side * scale) for side in box[2:])
    used = faces_for(shown.svg, faces)
    style = [element("style", {}, "\n".join(face.rule for face in used))] if used else []
    label = shown.svg.attributes.get("aria-label", "")
    name = label if shown.svg.attributes.get("role") == "img" and label else title
    whole = element(
        "svg",
        {"xmlns": "http://www.w3.org/2000/svg", "role": "img", "width": width, "height": height,
         "viewBox": shown.svg.attributes["viewBox"]},
        element("title", {}, name), *style,
        *(part for canvas in shown.canvases for part in image(canvas, box)),
        *drawn_in(shown.svg, dict(INHERITED), scale))
    return SvgFile(markup(whole, []) + "\n", bool(used) or not texts_of(shown.svg))


def drawn_in(seen: Seen, around: Style, scale: int) -> Iterator[Content]:
    for child in seen.children:
        made = child if isinstance(child, str) else drawn(child, around, scale)
        if made is not None:
            yield made


def drawn(seen: Seen, around: Style, scale: int) -> Element | None:
    """An element with its styles as attributes, `around` it these; None if it is not seen."""
    if seen.tag not in TAGS or seen.style["display"] == "none" or seen.style["opacity"] == "0":
        return None
    if seen.tag in SHAPES and is_invisible(seen.style):
        return None
    inner = list(drawn_in(seen, {**around, **seen.style}, scale))
    if seen.tag in ("g", "text", "tspan") and not inner:
        return None
    if seen.tag == "clipPath":
        return element("clipPath", {"id": seen.attributes["id"]}, *inner)
    named = seen.attributes.get("aria-label")
    title = [element("title", {}, named)] if named and seen.tag == "g" else []
    return element(seen.tag, {**geometry(seen), **styles(seen.style, around, scale)},
                   *title, *inner)


def geometry(seen: Seen) -> Attributes:
    return {name: value for name, value in seen.attributes.items() if name in GEOMETRY}


def styles(style: Mapping[str, str], around: Style, scale: int) -> Attributes:
    """The properties that are not as around the element, as attributes."""
    if style["vector-effect"] == "non-scaling-stroke":
        style = scaled(style, scale)
        around = {**around, "stroke-width": "", "stroke-dasharray": "none"}
    said = {name: style[name] for name in INHERITED if style[name] != around[name]}
    said |= {name: style[name] for name, usual in OWN.items() if style[name] != usual}
    for name in ("fill", "stroke"):
        if name in said or f"{name}-opacity" in said:
            said |= paint(name, style)
    return written(said)


def written(said: Style) -> Attributes:
    """Lengths as plain numbers; the one property that is no attribute of SVG as CSS."""
    numeric = said.pop("font-variant-numeric", None)
    attributes = {name: re.sub(r"(\d)px\b", r"\1", value) for name, value in said.items()}
    return {**attributes, **({"style": f"font-variant-numeric:{numeric}"} if numeric else {})}


def image(canvas: Canvas, box: list[float]) -> list[Element]:
    """A canvas at its place: that of the plane lies within the axes, over white in the dark too."""
    inner = SIZE - 2 * EDGE
    left, top, width, height = (EDGE, EDGE, inner, inner) if canvas.name == "field" else box
    place: Attributes = {"x": left, "y": top, "width": width, "height": height}
    ground = [element("rect", {**place, "fill": "#ffffff"})] if canvas.name == "field" else []
    return [*ground, element("image", {**place, "preserveAspectRatio": "none",
                                       "opacity": canvas.opacity, "href": canvas.image})]

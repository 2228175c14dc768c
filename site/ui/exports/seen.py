"""What a browser shows of an SVG: elements with the values that its style sheets give them.

The page reads it (`picture` in patch.js), as JSON; `ui.exports.svg_file` makes a file of it.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

# What a file has to say of an element, with the values that need not be said; of the inherited
# ones, only what is not as around it is said.
INHERITED = {
    "fill": "rgb(0, 0, 0)", "fill-opacity": "1", "stroke": "none", "stroke-opacity": "1",
    "stroke-width": "1px", "stroke-dasharray": "none", "stroke-dashoffset": "0px",
    "stroke-linecap": "butt", "stroke-linejoin": "miter", "paint-order": "normal",
    "font-family": "", "font-size": "", "font-weight": "400", "font-style": "normal",
    "font-variant-numeric": "normal", "letter-spacing": "normal", "text-anchor": "start",
}
OWN = {"opacity": "1", "vector-effect": "none"}
PROPERTIES = (*INHERITED, *OWN, "display", "visibility")  # these two: whether it is there


@dataclass(frozen=True)
class Seen:
    """An element; `style` has the PROPERTIES."""

    tag: str
    attributes: Mapping[str, str]
    style: Mapping[str, str]
    children: tuple["Seen | str", ...] = ()

    @classmethod
    def of(cls, read: Any) -> Self:
        """What the page read: tag, attributes, values of PROPERTIES, children."""
        tag, attributes, values, children = read
        return cls(tag, attributes, dict(zip(PROPERTIES, values, strict=True)),
                   tuple(child if isinstance(child, str) else cls.of(child)
                         for child in children))


@dataclass(frozen=True)
class Canvas:
    """A canvas under the SVG: its `data-canvas`, its image as a `data:` URL, its opacity."""

    name: str
    image: str
    opacity: str


@dataclass(frozen=True)
class Shown:
    """A figure as the page shows it."""

    svg: Seen
    canvases: tuple[Canvas, ...]

    @classmethod
    def from_json(cls, text: str, images: Mapping[str, str]) -> Self:
        """What the page read, and of each canvas by name its image, which Python has painted."""
        read = json.loads(text)
        return cls(Seen.of(read["svg"]), tuple(
            Canvas(name, images[name], opacity) for name, opacity in read["canvases"]
            if name in images))

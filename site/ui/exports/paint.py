"""Fills and strokes as a browser computes them, and as every program that reads SVG knows them."""

import re
from collections.abc import Mapping

Style = Mapping[str, str]
NUMBER = re.compile(r"[\d.]+(?:e-?\d+)?")


def paint(name: str, style: Style) -> dict[str, str]:
    """`fill` or `stroke` without an alpha, which goes into its opacity."""
    colour, alpha = colour_of(style[name])
    opacity = alpha * float(style[f"{name}-opacity"])
    return {name: colour, f"{name}-opacity": f"{opacity:g}"}


def colour_of(value: str) -> tuple[str, float]:
    """A computed colour as #rrggbb, and its alpha: of `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)` and
    `color(srgb 0.1 0.2 0.3 / 0.5)`. What is none, such as `none`, stays as it is."""
    if not value.startswith(("rgb", "color(srgb ")):
        return value, 1.0
    most = 255 if value.startswith("color(") else 1
    red, green, blue, *alpha = (float(number) for number in NUMBER.findall(value))
    levels = (min(round(level * most), 255) for level in (red, green, blue))
    return "#" + "".join(f"{level:02x}" for level in levels), alpha[0] if alpha else 1.0


def is_invisible(style: Style) -> bool:
    """Whether a shape or text of this style leaves no trace, as the areas that take a pointer."""
    return style["visibility"] != "visible" or not (has_paint("fill", style)
                                                    or has_paint("stroke", style))


def has_paint(name: str, style: Style) -> bool:
    made = paint(name, style)
    drawn = made[name] != "none" and float(made[f"{name}-opacity"]) > 0
    return drawn and (name == "fill" or not style["stroke-width"].startswith("0px"))


def scaled(style: Style, scale: int) -> Style:
    """For a line that keeps its width whatever the size of its picture: the width in a picture of
    this scale."""
    return {**style, **{name: re.sub(NUMBER, lambda found: f"{float(found[0]) * scale:g}",
                                     style[name])
                        for name in ("stroke-width", "stroke-dasharray", "stroke-dashoffset")}}

"""Four points and a line to part them with, by hand: it never gets all four.

The line is moved by its two handles or by two sliders. Its side called 1 is shaded and says so.
"""

from ui.draw.controls import Slider
from ui.draw.plane import EDGE, SIZE, Area, place
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import CORNERS, Lab
from ui.panels.line.state import HIGH, LOW, REACH, STEPS, Line

AREA = Area((LOW, HIGH), (LOW, HIGH))
FAR = 3.0  # from the foot: beyond the plane's edge

ANGLE = Slider("line-angle", "Angle", steps=lambda _: 360, step=5,
               position=lambda lab: round(lab.of(Line).angle),
               text=lambda lab: f"{lab.of(Line).angle:.0f}°")
SHIFT = Slider("line-shift", "Shift", steps=lambda _: 100, lowest=-100, step=2,
               position=lambda lab: round(lab.of(Line).shift * STEPS),
               text=lambda lab: f"{lab.of(Line).shift:.2f}".replace("-", "−"),
               spoken=lambda lab: f"{lab.of(Line).shift:.2f} from the middle")


def structure(lab: Lab) -> Element:
    """The half plane called 1, the line with its handles, the four points with their verdicts."""
    inner = SIZE - 2 * EDGE
    field: Attributes = {"x": EDGE, "y": EDGE, "width": inner, "height": inner, "class": "hit",
                         "data-steer": "line-to"}
    points = [corner(x1, x2, target) for x1, x2, target in CORNERS]
    handles = [element("circle", {"class": "handle", "r": 9, "cx": SLOT, "cy": SLOT})
               for _ in range(2)]
    clip = element("clipPath", {"id": "line-plane"}, element(
        "rect", {"x": EDGE, "y": EDGE, "width": inner, "height": inner}))
    drawn = element("g", {"clip-path": "url(#line-plane)"},
                    element("path", {"class": "side", "d": SLOT}),
                    element("path", {"class": "separator", "d": SLOT}),
                    element("text", {"class": "side-name", "x": SLOT, "y": SLOT}, "1 here"))
    frame: Attributes = {"x": EDGE, "y": EDGE, "width": inner, "height": inner, "class": "frame"}
    svg = element("svg", {"viewBox": f"0 0 {SIZE} {SIZE}", "role": "img", "aria-label": SLOT},
                  clip, element("rect", frame), drawn, *points, *handles, element("rect", field))
    verdict = element("p", {"class": "verdict-of-four", "role": "status"}, SLOT)
    return element("div", {"class": "parting"}, svg, verdict,
                   ANGLE.element(lab), SHIFT.element(lab))


def corner(x1: float, x2: float, target: float) -> Element:
    """A disc for a 1, a square for a 0; above it what it is, beside it whether the line has it
    right."""
    x, y = place(x1, x2, AREA)
    shape = (element("circle", {"class": "mark one", "cx": x, "cy": y, "r": 9}) if target else
             element("rect", {"class": "mark zero", "x": x - 8, "y": y - 8, "width": 16,
                              "height": 16}))
    name = element("text", {"x": x, "y": y - 15, "text-anchor": "middle"},
                   f"{x1:.0f} XOR {x2:.0f} = {target:.0f}")
    mark = element("text", {"x": x + 14, "y": y + 6, "class": SLOT}, SLOT)
    return element("g", {}, shape, name, mark)


def key(lab: Lab) -> object:
    return None


def values(lab: Lab) -> list[str]:
    """Where the line is, and which points it has right."""
    line = lab.of(Line)
    a, b = line.normal
    ends = [line.along(-FAR), line.along(FAR)]
    beyond = [(x + a * FAR, y + b * FAR) for x, y in reversed(ends)]
    said = (line.foot[0] + a * 0.14, line.foot[1] + b * 0.14)
    answers = line.answers([(x1, x2) for x1, x2, _ in CORNERS])
    right = [answer == bool(target) for answer, (*_, target) in
             zip(answers, CORNERS, strict=True)]
    handles = [text for distance in (-REACH, REACH) for text in spot(*line.along(distance))]
    marks = [text for one in right
             for text in (("right", "✓") if one else ("wrong", "✗"))]
    verdict = f"{sum(right)} of 4 right"
    return [
        f"The four points of XOR and a line: {verdict}.",
        "M" + "L".join(" ".join(spot(*each)) for each in (*ends, *beyond)) + "Z",
        "M" + "L".join(" ".join(spot(*each)) for each in ends),
        *spot(*said), *marks, *handles, verdict,
        *ANGLE.values(lab), *SHIFT.values(lab),
    ]


def spot(x1: float, x2: float) -> list[str]:
    x, y = place(x1, x2, AREA)
    return [f"{x:.1f}", f"{y:.1f}"]

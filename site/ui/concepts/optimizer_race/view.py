"""Optimizers racing down a loss surface: contours, a path and a letter for each racer.

A click, or the two sliders, puts the start elsewhere. The race plays, steps, and goes back.
"""

from functools import lru_cache

import numpy as np

from engine.expression import shown as short
from engine.optimizers import OPTIMIZERS
from ui.concepts.of_lab import now
from ui.concepts.optimizer_race.state import ACROSS, LONGEST, UP, OptimizerRace
from ui.concepts.optimizer_race.surfaces import SURFACES
from ui.draw.chart import polylines
from ui.draw.contour import contour
from ui.draw.controls import Choice, Slider
from ui.draw.tree import SLOT, Attributes, Element, element, markup
from ui.lab import Lab
from ui.lab.scales import LogScale
from ui.words.numbers import both

WIDTH, HEIGHT = 480, 360  # of the picture; its whole is the surface
PER_UNIT = WIDTH / (2 * ACROSS)
GRID = 81  # points of the surface across, for the contours
SHARES = (0.0005, 0.004, 0.015, 0.04, 0.09, 0.18, 0.32, 0.5, 0.75)  # of the highest: their levels
RATES = LogScale(0.001, 1.0, 60)
STEPS = 20  # of a start's slider to 1
BEYOND = 50.0  # what lies further out is drawn as there: nobody sees it


def of(lab: Lab) -> OptimizerRace:
    return now(lab, OptimizerRace)


SURFACE = Choice("race-surface", "Surface",
                 lambda _: {name: surface.title for name, surface in SURFACES.items()},
                 lambda lab: of(lab).surface)
CODE = Choice("race-code", "Code of",
              lambda _: {name: kind.title for name, kind in OPTIMIZERS.items()},
              lambda lab: of(lab).chosen)
RATE = Slider("race-rate", "Learning rate", steps=lambda _: RATES.last,
              position=lambda lab: RATES.position(of(lab).learning_rate),
              text=lambda lab: f"{of(lab).learning_rate:g}")
STEP = Slider("race-at", "Steps made", steps=lambda _: LONGEST,
              position=lambda lab: of(lab).step,
              text=lambda lab: f"{of(lab).step} of {LONGEST}")
START_X = Slider("race-x", "Start, x", steps=lambda _: round(ACROSS * STEPS),
                 lowest=round(-ACROSS * STEPS),
                 position=lambda lab: round(of(lab).start[0] * STEPS),
                 text=lambda lab: short(of(lab).start[0]))
START_Y = Slider("race-y", "Start, y", steps=lambda _: round(UP * STEPS),
                 lowest=round(-UP * STEPS),
                 position=lambda lab: round(of(lab).start[1] * STEPS),
                 text=lambda lab: short(of(lab).start[1]))


def structure(lab: Lab) -> Element:
    """The surface with the race, its controls, and the table of the racers."""
    bar = element("div", {"class": "buttons-here", "role": "group", "aria-label": "Race"},
                  element("button", {"type": "button", "data-action": "race-toggle",
                                     "data-key": "race-toggle", "class": SLOT}, SLOT),
                  *(element("button", {"type": "button", "data-action": action,
                                       "data-key": action, "aria-disabled": SLOT}, title)
                    for action, title in (("race-step", "Step"), ("race-back", "Back"),
                                          ("race-reset", "Reset"))))
    controls = [each.element(lab) for each in (STEP, RATE, START_X, START_Y)]
    return element("div", {"class": "concept"},
                   element("div", {"class": "choices"}, SURFACE.element(lab), CODE.element(lab)),
                   picture(of(lab).surface), bar, *controls, racers())


def picture(surface: str) -> Element:
    """Contours, minima, the start, and each racer's path with its letter at the end."""
    field: Attributes = {"x": 0, "y": 0, "width": WIDTH, "height": HEIGHT, "class": "hit",
                         "data-steer": "race-to"}
    minima = [element("path", {"class": "lowest", "d": cross(x, y)})
              for x, y in SURFACES[surface].lowest]
    paths = [element("path", {"class": SLOT, "d": SLOT}) for _ in OPTIMIZERS]
    heads = [element("g", {"class": SLOT, "transform": SLOT}, element("circle", {"r": 9}),
                     element("text", {"y": 5, "text-anchor": "middle"}, kind.letter))
             for kind in OPTIMIZERS.values()]
    start = element("circle", {"class": "start", "r": 5, "cx": SLOT, "cy": SLOT})
    return element("svg", {"viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "class": "race",
                           "aria-label": SLOT},
                   element("path", {"class": "levels", "d": levels(surface),
                                    "transform": "scale(0.1)"}), *minima, *paths,
                   start, *heads, element("rect", field))


@lru_cache(maxsize=len(SURFACES))
def levels(surface: str) -> str:
    """The contours of a surface as path data, in tenths."""
    x, y = np.meshgrid(np.linspace(-ACROSS, ACROSS, GRID), np.linspace(UP, -UP, GRID * 3 // 4))
    heights = SURFACES[surface].value(x, y)
    scale = np.array([WIDTH / (x.shape[1] - 1), HEIGHT / (x.shape[0] - 1)])
    return "".join(polylines(contour(heights, share * float(heights.max())) * scale)
                   for share in SHARES)


def place(x: float, y: float) -> tuple[float, float]:
    x, y = (min(max(value, -BEYOND), BEYOND) for value in (x, y))
    return WIDTH / 2 + x * PER_UNIT, HEIGHT / 2 - y * PER_UNIT


def cross(x: float, y: float) -> str:
    across, down = place(x, y)
    return f"M{across - 6:g} {down:g}h12M{across:g} {down - 6:g}v12"


def racers() -> Element:
    """A row for each: whether it is drawn, where it is, and its loss there."""
    titles = ("racer", "x", "y", "loss")
    head = [element("th", {"scope": "col"}, title) for title in titles]
    rows = []
    for name, kind in OPTIMIZERS.items():
        toggle = element("button", {
            "type": "button", "class": f"small racer {name}", "data-action": "race-show",
            "value": name, "aria-pressed": SLOT,
        }, f"{kind.letter} · {kind.title}")
        numbers = [element("td", {"data-number": SLOT}, SLOT) for _ in range(3)]
        rows.append(element("tr", {}, element("th", {"scope": "row"}, toggle), *numbers))
    return element("table", {"class": "racers"},
                   element("caption", {}, "Press a name to draw its path or to hide it"),
                   element("thead", {}, element("tr", {}, *head)), element("tbody", {}, *rows))


def key(lab: Lab) -> object:
    return of(lab).surface


def values(lab: Lab) -> list[str]:
    race = of(lab)
    places = {name: race.path(name) for name in OPTIMIZERS}
    return [*SURFACE.values(lab), *CODE.values(lab), *picture_values(race, places),
            "primary icon-pause" if lab.motion else "primary icon-play",
            "Pause" if lab.motion else "Play",
            "true" if race.step == LONGEST else "false",
            *["true" if race.step == 0 else "false"] * 2,
            *(text for each in (STEP, RATE, START_X, START_Y) for text in each.values(lab)),
            *(text for name in OPTIMIZERS for text in row(race, name, places[name]))]


def picture_values(race: OptimizerRace, places: dict[str, np.ndarray]) -> list[str]:
    paths, heads = [], []
    for name, points in places.items():
        hidden = " hidden" * (name in race.hidden)
        drawn = [place(x, y) for x, y in points.tolist()]
        paths += [f"way {name}{hidden}",
                  "M" + "L".join(f"{across:.1f} {down:.1f}" for across, down in drawn)]
        across, down = drawn[-1]
        heads += [f"head {name}{hidden}", f"translate({across:.1f} {down:.1f})"]
    across, down = place(*race.start)
    title = SURFACES[race.surface].title
    said = f"{title} with the paths of the optimizers after {race.step} steps"
    return [said, *paths, f"{across:.1f}", f"{down:.1f}", *heads]


def row(race: OptimizerRace, name: str, points: np.ndarray) -> list[str]:
    x, y = points[-1]
    with np.errstate(over="ignore"):
        loss = float(race.loss.value(x, y))
    drawn = "false" if name in race.hidden else "true"
    return [drawn, *both((float(x), float(y), loss))]



def thumbnail() -> str:
    """A race that has been run, as a small picture."""
    race = OptimizerRace("valley", start=SURFACES["valley"].start, step=60)
    places = {name: race.path(name) for name in OPTIMIZERS}
    return markup(picture(race.surface), picture_values(race, places))

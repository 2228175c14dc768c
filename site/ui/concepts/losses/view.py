"""A loss and its two gradients against the prediction, with the point that is looked at."""

import numpy as np

from ui.concepts.losses.state import HIGHEST, LOWEST, PENALTY, LossPoint, titles_of_losses
from ui.concepts.of_lab import now
from ui.draw.controls import Choice, Slider
from ui.draw.plot import Plot, reach
from ui.draw.tree import SLOT, Element, element
from ui.lab import Lab
from ui.words.numbers import both, shown

TARGETS = 20  # steps of the slider from 0 to 1
PREDICTIONS = np.linspace(LOWEST / 4, 1 - LOWEST / 4, 201)  # of the curves
HIGHEST_LOSS, STEEPEST = 5.0, 10.0  # that is drawn: cross-entropy goes on to infinity
NAMES = ("L = ", "∂L/∂p = ", "∂L/∂z = ")


def of(lab: Lab) -> LossPoint:
    return now(lab, LossPoint)


KIND = Choice("losses-kind", "Loss", lambda _: titles_of_losses(), lambda lab: of(lab).kind)
PREDICTION = Slider("losses-prediction", "Prediction p", steps=lambda _: round(100 * HIGHEST),
                    lowest=round(100 * LOWEST),
                    position=lambda lab: round(100 * of(lab).prediction),
                    text=lambda lab: f"{of(lab).prediction:.2f}")
TARGET = Slider("losses-target", "Target y", steps=lambda _: TARGETS,
                position=lambda lab: round(TARGETS * of(lab).target),
                text=lambda lab: f"{of(lab).target:g}")


def plots(kind: str) -> tuple[Plot, Plot, Plot]:
    found = [LossPoint(kind, target=target).at(PREDICTIONS) for target in (0.0, 1.0)]
    loss = reach(np.concatenate([each.loss for each in found]), HIGHEST_LOSS)
    steep = reach(np.abs([each.by_prediction for each in found]), STEEPEST)[1]
    x, slope, steer = (0.0, 1.0), (-steep, steep), "losses-to"
    return (Plot("losses-l", "loss L", "p", x, loss, steer),
            Plot("losses-p", "∂L/∂p, by the prediction", "p", x, slope, steer),
            Plot("losses-z", "∂L/∂z, by the sum before the sigmoid", "p", x, (-1.0, 1.0), steer))


def structure(lab: Lab) -> Element:
    """Three plots over the prediction, their numbers below each, and the sliders."""
    point = of(lab)
    drawn = []
    for plot, name in zip(plots(point.kind), NAMES, strict=True):
        read = element("p", {"class": "reads"}, element("span", {"class": "formula"}, name),
                       element("span", {"data-number": SLOT}, SLOT))
        curve = element("path", {"class": "curve", "d": SLOT})
        drawn.append(element("div", {}, plot.element(curve), read))
    target = [] if point.kind == PENALTY else [TARGET.element(lab)]
    controls = element("div", {"class": "beside"}, KIND.element(lab), PREDICTION.element(lab),
                       *target)
    return element("div", {"class": "concept pair"}, controls, *drawn)


def key(lab: Lab) -> object:
    return of(lab).kind


def values(lab: Lab) -> list[str]:
    point = of(lab)
    texts = [*KIND.values(lab), *PREDICTION.values(lab)]
    texts += [] if point.kind == PENALTY else TARGET.values(lab)
    for plot, curve, here in zip(plots(point.kind), point.at(PREDICTIONS), point.here,
                                 strict=True):
        said = f"{plot.name} at p = {point.prediction:.2f}: {shown(here)}"
        first, *rest = plot.point(point.prediction, here, said)
        texts += [first, plot.path(PREDICTIONS, curve), *rest, *both([here])]
    return texts

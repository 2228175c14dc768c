"""Thumbnails: what the home page's small pictures show is what the lab's own run does."""

from xml.etree import ElementTree

import numpy as np
from builder.thumbnail import EPOCHS, THICKEST, learning
from ui.draw.tree import markup
from ui.lab import Lab
from ui.panels.network.values import thickness

from engine import Run, Spec

SPEC = Spec.parse("layers=2-3-1&act=tanh&data=xor&batch=all&lr=0.5&seed=7")


def test_a_thumbnail_goes_through_the_widths_of_the_runs_own_weights() -> None:
    picture = ElementTree.fromstring(markup(learning(Lab("xor", SPEC), "card_xor"), []))
    lines = picture.findall("path")
    states = []
    for epoch in EPOCHS:
        run = Run(SPEC)
        run.train(epoch)
        states.append([weight for layer in run.weights for weight in layer.ravel().tolist()])
    assert len(lines) == len(states[0]) == 9
    for line, weights in zip(lines, zip(*states, strict=True), strict=True):
        widths = line.find("animate[@attributeName='stroke-width']")
        assert widths is not None
        drawn = [float(width) for width in widths.get("values", "").split(";")]
        for width, weight in zip(drawn, weights, strict=True):
            assert abs(width - float(thickness(np.array(weight), THICKEST))) <= 0.005
            assert width <= THICKEST + 0.005
        assert float(line.get("stroke-width", "")) == drawn[0]


def test_a_thumbnail_moves_only_for_who_points_at_its_lesson() -> None:
    picture = ElementTree.fromstring(markup(learning(Lab("xor", SPEC), "card_xor"), []))
    moved = picture.findall(".//animate")
    assert moved
    assert {each.get("begin") for each in moved} == {"card_xor.mouseover; card_xor.focus"}
    assert {each.get("repeatCount") for each in moved} == {None}

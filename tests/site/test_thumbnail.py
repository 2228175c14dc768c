"""Thumbnails: what the home page's small pictures show is what the lab's own run does."""

import base64
from xml.etree import ElementTree

import numpy as np
from builder.card_pictures import ACROSS, LINES, SIDE, answers, instructions, steps
from builder.card_pictures import EPOCHS as AT
from builder.still import png
from builder.thumbnail import EPOCHS, THICKEST, learning
from ui.draw.plane import unit_fields
from ui.draw.tree import markup
from ui.lab import Lab
from ui.panels.network.values import thickness
from ui.panels.pipeline.state import LOOP
from ui.panels.pipeline.view import code_name

from engine import Run, Spec
from engine.kernel.listing import listing
from engine.kernel.plan import Plan

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


def test_an_answer_on_a_card_is_the_heat_map_of_the_output_unit_after_its_epochs() -> None:
    lab = Lab("playground", SPEC)
    drawn = ElementTree.fromstring(markup(answers(lab), []))
    images = [each.get("href", "").partition("base64,")[2] for each in drawn.iter("image")]
    assert len(images) == len(set(images)) == len(AT) == 3
    for epoch, image in zip(AT, images, strict=True):
        run = Lab("own", SPEC)
        run.run.train(epoch)
        shown = png(unit_fields(run, SIDE)[2, 0])
        assert base64.b64decode(image) == shown


def test_the_cards_of_a_loop_and_of_a_kernel_have_their_own_lines() -> None:
    lab = Lab("pipeline", SPEC)
    loop = [each.text for each in ElementTree.fromstring(markup(steps(lab), [])).iter("text")]
    assert loop == [code_name(line) for line in LOOP]
    lines = [each.text for each in
             ElementTree.fromstring(markup(instructions(lab), [])).iter("text")]
    listed = [line.strip() for part in listing(Plan.of(SPEC, lab.run.data)) for line in part.lines]
    assert all(line in listed for line in lines)
    assert len(lines) == LINES * ACROSS

"""The views: what they draw is stored beside this file, and every number is the run's.

After a change that is meant, look at the difference: `python3 build.py test --rewrite`.
"""

import re
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from builder.labs import LabBlock
from builder.lesson import Lesson
from builder.paths import SITE
from html5lib import HTMLParser
from ui.actions import act
from ui.draw.tree import slot_names
from ui.figures import VIEWS, first_paint, key, pixels
from ui.lab import Lab
from ui.words.numbers import MINUS, shown

from engine import Run, Spec, explain

STORED = Path(__file__).parent / "stored"
BLOCK = Lesson.read(SITE / "lessons" / "01-xor.md").labs[0]
SMALL = Spec.parse("layers=2-3-1&act=tanh&data=xor&batch=all&lr=0.5&seed=11")


def lab_at(epoch: int, spec: Spec = BLOCK.spec) -> Lab:
    lab = Lab("xor", spec)
    lab.run.train(epoch)
    return lab


@pytest.mark.parametrize("epoch", [0, 40])
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_draws_what_is_stored(name: str, epoch: int, request: pytest.FixtureRequest) -> None:
    drawn = first_paint(lab_at(epoch, SMALL), name).replace("><", ">\n<") + "\n"
    path = STORED / f"{name}-{epoch}.html"
    if request.config.getoption("--rewrite"):
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawn, encoding="utf-8")
    # The last digits of a float depend on the machine's libm; what is seen does not.
    assert rounded(drawn) == rounded(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("block", [
    block for path in sorted((SITE / "lessons").glob("*.md")) for block in Lesson.read(path).labs
], ids=lambda block: block.id)
def test_no_two_fields_of_a_lab_have_the_same_name(block: LabBlock) -> None:
    lab = Lab(block.id, block.spec, layout=block.layout)
    act(lab, "data", "hills")  # with fields for a number
    drawn = "".join(first_paint(lab, view) for view in lab.layout.views)
    named = re.findall(r'<(input|select|textarea)\b[^>]*?aria-label="([^"]+)"', drawn)
    assert named
    assert [name for name, count in Counter(named).items() if count > 1] == []


def rounded(markup: str) -> str:
    return re.sub(r'data-number="([^"]+)"', lambda m: f'data-number="{float(m[1]):.9g}"', markup)


@pytest.mark.parametrize("spec", [BLOCK.spec, SMALL, Spec.parse("layers=2-1&act=none&data=circles"),
                                  Spec.parse("layers=2-5-4-1&act=relu-sigmoid&batch=10")], ids=str)
@pytest.mark.parametrize("name", VIEWS)
def test_a_view_gives_a_value_for_each_slot_and_is_valid_html(name: str, spec: Spec) -> None:
    lab = lab_at(3, spec)
    for part in lab.parts():
        act(lab, "select", part)
        values = VIEWS[name].values(lab)
        assert len(values) == len(slot_names(VIEWS[name].structure(lab)))
        assert all("\x1f" not in value for value in values)
    HTMLParser(strict=True).parseFragment(first_paint(lab, name))
    for image in pixels(lab, name).values():
        assert image.dtype == np.uint8
        assert image.shape[2] == 4


@pytest.mark.parametrize("name", VIEWS)
def test_the_key_of_a_view_tells_when_its_structure_changes(name: str) -> None:
    """Two states with the same key must have the same structure, whatever was done."""
    lab = lab_at(2)
    known: dict[object, object] = {}
    deeds = [("step", ""), ("select", "weight:1.0.2"), ("select", "neuron:2.0"), ("sample", "7"),
             ("tab", "data"), ("sort", "loss"), ("series", "paths"), ("axes", "0-1"),
             ("samples", "60"), ("noise", "20"), ("section", "Update"), ("walk-start", ""),
             ("walk-on", ""), ("activation", "tanh"), ("penalty", "10"), ("pin", ""), ("reset", "")]
    for action, value in deeds:
        act(lab, action, value)
        structure = VIEWS[name].structure(lab)
        assert known.setdefault(key(lab, name), structure) == structure, (action, value)


def numbers(name: str, lab: Lab) -> list[tuple[str, str]]:
    """Every number of a view: in full, and as shown."""
    found = re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', first_paint(lab, name))
    assert found
    return found


@pytest.mark.parametrize("epoch", [0, 1, 57])
@pytest.mark.parametrize("name", ["network", "sample", "readouts", "inspector", "units", "table",
                                  "predictions", "parameters", "no-hidden", "computation"])
def test_what_is_shown_is_the_number_in_full_rounded(name: str, epoch: int) -> None:
    lab = lab_at(epoch)
    for full, text in numbers(name, lab):
        if text.endswith("%"):
            assert abs(float(text[:-2]) / 100 - float(full)) <= 0.005 + 1e-9
            continue
        value = float(text.replace(MINUS, "-").replace(",", ""))
        if name == "network":  # as many digits as there is room for, the last one rounded
            last = 10.0 ** -len(text.partition(".")[2])
            assert abs(value - float(full)) <= 0.5001 * last
            continue
        # Four digits; an explanation shows shorter numbers (0.31) as they are.
        assert abs(value - float(full)) <= 0.5001e-3 * abs(float(full))


@pytest.mark.parametrize("epoch", [0, 1, 57])
def test_the_network_shows_the_activations_and_biases_of_the_run(epoch: int) -> None:
    lab = lab_at(epoch)
    oracle = Run(BLOCK.spec)
    oracle.train(epoch)
    for sample in (0, 13, 99):
        act(lab, "sample", str(sample))
        point = oracle.data.train.points[sample]
        _, activations = oracle.forward([point])
        expected = list(point)
        for activation, bias in zip(activations, oracle.biases, strict=True):
            expected += [n for pair in zip(activation[0], bias, strict=True) for n in pair]
        first, second = oracle.weights  # on the edges of the selected unit, h₁
        expected += [*first[0], second[0, 0]]
        shown = [float(full) for full, _ in numbers("network", lab)]
        assert shown == [float(n) for n in expected]


@pytest.mark.parametrize("epoch", [0, 57])
def test_readouts_are_those_of_the_run(epoch: int) -> None:
    lab = lab_at(epoch)
    readouts = [float(full) for full, _ in numbers("readouts", lab)]
    assert readouts == [epoch, lab.run.loss, lab.run.accuracy]


@pytest.mark.parametrize("data", ["moons", "circles&split=0.3", "hills&out=identity&loss=mse"])
def test_no_figure_speaks_of_the_corners_of_xor_where_the_data_are_others(data: str) -> None:
    lab = lab_at(5, Spec.parse(f"layers=2-4-1&act=tanh&lr=0.03&data={data}"))
    shown = "".join(first_paint(lab, view) for view in ("predictions", "units", "hidden-space"))
    assert not re.search("corners of XOR|the four corners<|>00<|Acts like|with XOR", shown)


def test_the_inspector_shows_a_weight_its_gradients_and_its_last_update() -> None:
    lab = lab_at(20)
    lab.run.step()
    act(lab, "select", "weight:1.1.2")
    value, of_sample, of_all, update = (float(full) for full, _ in numbers("inspector", lab))
    assert value == lab.run.weights[0][2, 1]
    before = Run(BLOCK.spec)
    before.seek_update(lab.run.update - 1)
    assert update == value - before.weights[0][2, 1]
    assert of_sample == explain(lab.run, lab.sample)["weight_gradient:1.1.2"].value
    losses = []
    for step in (1e-6, -1e-6):  # the gradient by central differences of the loss
        nudged = Run(BLOCK.spec)
        nudged.seek_update(lab.run.update)
        nudged.set_weight(1, 1, 2, value + step)
        losses.append(nudged.loss)
    assert of_all == pytest.approx((losses[0] - losses[1]) / 2e-6, rel=1e-5, abs=1e-9)


def test_units_are_named_by_their_truth_table() -> None:
    from ui.panels.units.view import named, switched

    for values, name in (([0, 0, 0, 1], "AND"), ([1, 1, 1, 0], "NAND"),
                         ([0, 0, 3, 3], "x₁"), ([0.5, 0.51, 0.5, 0.5], "constant"),
                         ([0, np.nan, 1, 1], "nothing: not a finite number"),
                         ([0, 0, 0, np.inf], "nothing: not a finite number"),
                         ([-1e308, 1e308, 1e308, -1e308], "XOR"),
                         ([1e308, 1.7e308, 1.7e308, 1.7e308], "OR"),
                         ([1e17, 1e17, 1e17, 1e17 + 16], "AND")):
        unit = np.array(values, dtype=float)
        assert named(unit, switched(unit)) == name


def test_a_dead_unit_says_so() -> None:
    lab = lab_at(0)
    lab.run.set_bias(1, 2, -100.0)
    texts = VIEWS["units"].values(lab)
    assert texts[3 * 13 - 1] == "dead: 0 on every training sample"
    assert "dead" in first_paint(lab, "network")
    act(lab, "select", "neuron:1.2")
    assert "It is dead" in first_paint(lab, "inspector")


def test_a_long_history_is_drawn_with_its_extremes() -> None:
    from ui.draw.chart import COLUMNS, columns

    epochs = np.arange(10_000)
    losses = np.ones(10_000)
    losses[7_777] = 5.0
    drawn_epochs, drawn = columns(epochs, losses[:, np.newaxis], COLUMNS)
    assert len(drawn) == 2 * COLUMNS + 1
    assert drawn.max() == 5.0
    assert drawn_epochs[-1] == 9_999


def test_the_scale_of_colours_goes_from_red_through_near_white_to_blue() -> None:
    from ui.draw.colours import rgba

    low, middle, high = rgba(np.array([-5.0, 0.0, 1.0]))[:, :3].tolist()
    assert low == [178, 24, 43]
    assert high == [33, 102, 172]
    assert min(middle) > 240
    assert shown(0.0) == "0.000"


def test_while_it_plays_words_and_formula_say_of_which_epoch_they_are() -> None:
    lab = Lab("xor", Spec.parse("layers=2-4-1&data=xor&batch=all&seed=3"))
    lab.selected = "neuron:1.0"
    lab.run.train(7)
    assert "epoch" not in first_paint(lab, "formula")
    lab.play()
    assert "At epoch 7." in first_paint(lab, "formula")
    assert VIEWS["diagnosis"].values(lab)[0].startswith("At epoch 7: The loss falls")

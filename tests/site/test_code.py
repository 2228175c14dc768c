"""The Code panel: it is the program of what is on screen, and its numbers are the lab's."""

import re

import numpy as np
import pytest
from html5lib import HTMLParser
from hypothesis import given, settings
from pygments.lexers import PythonLexer
from pygments.token import STANDARD_TYPES
from ui.actions import act
from ui.figures import first_paint
from ui.input.keys import next_line
from ui.input.references import selectors
from ui.lab import Lab
from ui.panels.code.numbers import places
from ui.panels.code.program import lines, written
from ui.panels.code.tokens import tokens
from ui.words.quoting import printable

from engine import Run, Spec
from engine.pytorch import pytorch_code, pytorch_lines
from tests.engine.specs import specs

SPEC = Spec.parse("layers=2-3-1&act=tanh&batch=5&lr=0.1&n=50&penalty=0.1&l1=0.001&l2=0.01&seed=11")
STARTS = ("seed", "page", "now")
RICH = ["layers=2-3-2-1&act=relu-tanh&batch=7", "penalty=0.2&loss=mse", "opt=adamw&l2=0.1&l1=0.01",
        "opt=nesterov&split=0.2&batch=all", "init=zeros&order=sequential&batch=3",
        "data=hills&lr=0.01&out=identity&loss=mse&features=x1,sin-x2",
        "opt=rmsprop&data=xor&batch=2"]


def lab_of(spec: Spec = SPEC, epochs: int = 0, start: str = "seed") -> Lab:
    lab = Lab("xor", spec)
    lab.run.train(epochs)
    act(lab, "code-start", start)
    return lab


def listing(lab: Lab) -> str:
    """The text of the listing, as the page has it."""
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(first_paint(lab, "code"))
    found = next(each for each in tree.iter("div") if "listing" in each.get("class", ""))
    return "".join(found.itertext())


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("text", RICH)
def test_the_text_of_the_listing_is_the_program_to_the_letter(text: str, start: str) -> None:
    lab = lab_of(Spec.parse(text), 3, start)
    assert listing(lab) == written(lab, "py")
    act(lab, "code-data")
    assert listing(lab) == written(lab, "py")


def test_the_program_trains_as_many_epochs_as_the_page_has() -> None:
    assert "\nepochs = 7\n" in listing(lab_of(epochs=7))
    assert "\nepochs = 1000\n" in listing(lab_of(epochs=0))
    assert "range(8, 7 + epochs + 1)" in listing(lab_of(epochs=7, start="now"))


def test_the_first_weights_of_the_page_are_those_at_epoch_0_with_its_edits() -> None:
    lab = lab_of(start="page")
    lab.run.set_weight(1, 0, 0, 0.625)
    lab.run.train(5)
    first = Run(SPEC)
    first.set_weight(1, 0, 0, 0.625)
    assert written(lab, "py") == pytorch_code(SPEC, list(first.weights), first.biases, 5)


def test_a_change_on_the_way_is_said_where_the_program_cannot_know_it() -> None:
    lab = lab_of(epochs=4, start="page")
    assert "its losses are those of the page" in first_paint(lab, "code")
    act(lab, "code-lr", "0.5")
    assert "Something was changed on the way" in first_paint(lab, "code")


@pytest.mark.parametrize("start", STARTS)
def test_a_diverged_run_has_a_panel_too(start: str) -> None:
    lab = lab_of(Spec.parse("data=hills&out=identity&loss=mse&lr=9&layers=2-8-1"), 9, start)
    assert not np.isfinite(lab.run.parameters).all()
    assert ("The run has diverged" in first_paint(lab, "code")) == (start == "now")
    for action in ("code-copy", "code-save"):
        act(lab, action, "py")  # a file that exists, or a message that says why there is none
    assert len(lab.requests) == (0 if start == "now" else 2)
    assert ("cannot be used" in lab.message.text) == (start == "now")


# Numbers of the code

EDITS = [("lr", "0.25", "lr=0.25", "learning_rate", 0.25),
         ("batch", "7", "batch_size=7", "batch", 7),
         ("seed", "3", "manual_seed(3)", "seed", 3),
         ("penalty", "0.5", "penalty = 0.5", "penalty", 0.5),
         ("l1", "0.2", "loss + 0.2", "l1", 0.2), ("l2", "0.3", "weight_decay\": 0.3", "l2", 0.3),
         ("width-1", "6", "nn.Linear(2, 6)", "layers", (2, 6, 1))]


@pytest.mark.parametrize(("name", "typed", "written_so", "field", "value"), EDITS)
def test_an_edited_number_is_in_the_spec_and_in_the_code(name, typed, written_so, field, value):
    lab = lab_of(epochs=2)
    act(lab, f"code-{name}", typed)
    assert getattr(lab.spec, field) == value
    assert written_so in listing(lab)


WRONG = ["", "x", "0" * 19 + "1" + "0" * 30, "nan", "inf", "-1", "0", "1e99", "9" * 400, "<b>", "²",
         "\x00\x1f"]


@pytest.mark.parametrize("typed", WRONG)
@pytest.mark.parametrize("name", ["lr", "batch", "epochs", "width-1", "width-4", "seed", "l1"])
def test_a_wrong_number_is_quoted_and_changes_nothing(name: str, typed: str) -> None:
    if (name, typed) in (("seed", "0"), ("l1", "0")):
        return
    lab = lab_of(epochs=2)
    before = lab.spec, lab.run, lab.run.update, listing(lab)
    act(lab, f"code-{name}", typed)
    assert (lab.spec, lab.run, lab.run.update, listing(lab)) == before
    assert lab.message.text.startswith(f"“{printable(typed[:20])}” cannot be used: ")
    assert "Nothing was changed" in first_paint(lab, "code")
    HTMLParser(strict=True).parseFragment(first_paint(lab, "code"))


def test_a_comma_is_a_decimal_point_in_the_code_too() -> None:
    lab = lab_of()
    act(lab, "code-lr", " 0,25 ")
    assert lab.spec.learning_rate == 0.25


def test_epochs_in_the_code_go_back_in_the_history_and_train_on_frame_by_frame() -> None:
    lab = lab_of(epochs=20)
    act(lab, "code-epochs", "5")
    assert (lab.run.epoch, lab.playing) == (5, False)
    act(lab, "code-epochs", "3000")
    assert (lab.run.epoch, lab.heading) == (5, 3000)
    while lab.moving:
        lab.train(1 / 60, deadline=0.0)
    assert lab.run.epoch == 3000
    assert lab.message.text == "Epoch 3,000. Loss"


@settings(max_examples=100, deadline=None)
@given(specs())
def test_every_number_that_stands_for_a_setting_can_be_edited(spec: Spec) -> None:
    found = {}
    for line in pytorch_lines(spec):
        for place in places(line.text, spec.layers):
            found.setdefault(place.name, set()).add(line.text[place.start : place.end])
    expected = {"seed": spec.seed, "epochs": 1000, "lr": spec.learning_rate, "batch": spec.batch,
                "penalty": spec.penalty, "l1": spec.l1, "l2": spec.l2}
    expected |= {f"width-{layer}": width for layer, width in enumerate(spec.layers[1:-1], start=1)}
    never = {"batch": "all", "penalty": 0, "l1": 0, "l2": 0}
    wanted = {name for name, value in expected.items() if value != never.get(name)}
    assert found.keys() == wanted
    assert all([float(text) for text in texts] == [expected[name]] for name, texts in found.items())


# Marks

def marked(lab: Lab) -> list[str]:
    tree = HTMLParser(namespaceHTMLElements=False).parseFragment(first_paint(lab, "code"))
    return ["".join(each.itertext()).strip() for each in tree.iter("mark")]


def test_the_lines_that_a_control_changes_are_marked_and_counted() -> None:
    lab = lab_of(Spec.parse("layers=2-3-1&batch=5"), 2)
    assert marked(lab) == []
    act(lab, "rate-value", "0.5")
    assert marked(lab) == ["optimizer = optim.SGD(model.parameters(), lr=0.5)"]
    assert "changed 1 line, marked" in first_paint(lab, "code")
    act(lab, "activation", "tanh")
    assert marked(lab) == ["self.tanh = nn.Tanh()", "x = self.tanh(self.fc1(x))"]
    lab.step()
    assert len(marked(lab)) == 2  # what the epochs change is not what a control changed


def test_other_data_mark_the_lines_of_data_together() -> None:
    lab = lab_of()
    act(lab, "new-data")
    assert len(marked(lab)) == 1
    assert re.search(r"\d+ lines of data, changed", first_paint(lab, "code"))


# Colours

PLAIN = {"n", "nn", "nf", "nc", "nb", "bp", "fm", "o", "p", "w", "", "vm", "ne"}


@pytest.mark.parametrize("start", STARTS)
@pytest.mark.parametrize("text", RICH)
def test_the_tokens_are_those_of_pygments(text: str, start: str) -> None:
    for line in lines(lab_of(Spec.parse(text), 2, start)):
        ours = [kind for kind, piece in tokens(line.text) for _ in piece]
        assert "".join(piece for _, piece in tokens(line.text)) == line.text
        theirs = [STANDARD_TYPES[kind] for kind, piece in PythonLexer(stripnl=False).get_tokens(
            line.text) for _ in piece.rstrip("\n")]
        for column, (mine, other) in enumerate(zip(ours, theirs, strict=True)):
            if not (mine == "s2" and 'f"' in line.text):  # we take a formatted string as a whole
                same = mine == other or (mine == "" and other in PLAIN)
                assert same, (line.text, column, mine, other)


# References

def lit(reference: str) -> str:
    return ", ".join(selectors(reference, reference))


def test_a_line_of_a_layer_lights_its_neurons_and_all_that_leads_into_them() -> None:
    assert '[data-part^="weight:2."]' in lit("layer.2")
    assert '[data-part^="neuron:2."]' in lit("layer.2")
    assert '[data-part^="weight:1."]' not in lit("layer.2")


def test_the_line_of_the_update_lights_every_weight_and_bias() -> None:
    assert '[data-part^="weight:"]' in lit("step")
    assert '[data-part^="bias:"]' in lit("step")


@pytest.mark.parametrize("part", ["weight:2.0.1", "bias:2.1", "neuron:2.0"])
def test_a_part_of_the_network_lights_the_lines_of_its_layer(part: str) -> None:
    assert '[data-ref="layer.2"]' in lit(part)


def test_arrows_go_from_line_to_line_and_stop_at_the_ends() -> None:
    known = ["line 0", "line 1", "line 4"]
    ways = {"ArrowUp": "line 0", "ArrowDown": "line 4", "Home": "line 0", "End": "line 4",
            "a": None}
    assert {key: next_line(known, "line 1", key) for key in ways} == ways
    assert next_line(known, "line 4", "ArrowDown") == "line 4"

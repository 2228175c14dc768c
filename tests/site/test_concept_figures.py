"""The figures of the concepts: what can be asked of them, and what they show of their states."""

import re

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from html5lib import HTMLParser
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.concepts.actions import CONCEPT_ACTIONS
from ui.concepts.graph.state import Graph
from ui.concepts.linear_layer.state import LinearLayer
from ui.concepts.losses.state import LossPoint
from ui.concepts.of_lab import CONCEPTS, now
from ui.concepts.optimizer_race.actions import STEPS_A_SECOND
from ui.concepts.optimizer_race.state import LONGEST, OptimizerRace
from ui.concepts.slopes.state import Slope
from ui.concepts.tensors.state import Pair
from ui.draw.tree import Element, slot_names, walk
from ui.figures import VIEWS, first_paint, key
from ui.lab import Lab
from ui.lab.loop import Loop
from ui.lab.requests import Copy
from ui.words.numbers import MINUS

from engine import Spec

LESSON = Lesson.read(SITE / "lessons" / "04-concepts.md")
BLOCKS = {block.view: block for block in LESSON.figures}
# Values that controls send, and others.
VALUES = st.one_of(
    st.integers(-20, 250).map(str), st.floats(-2, 2).map(str),
    st.tuples(st.floats(0, 1), st.floats(0, 1)).map(lambda place: f"{place[0]} {place[1]}"),
    st.builds("{} {} {}".format, st.sampled_from("ab"), st.integers(-3, -1), st.integers(0, 4)),
    st.builds("{} {} {} {}".format, st.sampled_from(["x", "weights", "bias"]), st.integers(0, 2),
              st.integers(0, 3), st.floats(-9, 9)),
    st.builds("{} {}".format, st.sampled_from("wxby"), st.floats(-9, 9)),
    st.sampled_from(["+", "-", "*", "/", "relu", "tanh", "gelu", "adam", "sgd", "valley", "saddle",
                     "mse", "bce", "penalty", "", "nan", "inf", "<b>", "a b c d e", "__class__"]),
    st.text(max_size=12),
)
DEEDS = st.lists(st.tuples(st.sampled_from(sorted(CONCEPT_ACTIONS)), VALUES), max_size=12)


def figure(view: str) -> Lab:
    block = BLOCKS[view]
    return Lab(block.id, block.spec, block.tasks, block.layout)


def numbers(markup: str) -> list[tuple[float, str]]:
    """Every number of a page: in full, and as shown."""
    found = re.findall(r'data-number="([^"]+)"[^>]*>([^<]*)<', markup)
    return [(float(full), text.strip()) for full, text in found]


def test_the_lesson_has_all_six_concepts_each_with_code_and_a_question() -> None:
    assert set(BLOCKS) == set(CONCEPTS)
    for view, block in BLOCKS.items():
        save = ["save-picture"] * (view in ("slopes", "graph", "race", "losses"))
        assert block.layout.bench == (
            view, *save, "said", "offered", f"{view}-code", "questions")
        assert block.tasks


@given(DEEDS)
@settings(max_examples=150, deadline=None)
def test_whatever_is_asked_leaves_figures_that_can_be_drawn(deeds: list[tuple[str, str]]) -> None:
    """Valid markup, as many values as slots, and the same structure for the same key."""
    for view in CONCEPTS:
        lab = figure(view)
        known = {}
        for action, value in deeds:
            if action.startswith(view.split("-")[0]):
                act(lab, action, value)
        for name in lab.layout.bench:
            structure = VIEWS[name].structure(lab)
            assert known.setdefault((name, key(lab, name)), structure) == structure
            assert len(VIEWS[name].values(lab)) == len(slot_names(structure))
            HTMLParser(strict=True).parseFragment(first_paint(lab, name))


@given(DEEDS)
@settings(max_examples=100, deadline=None)
def test_every_number_shown_is_its_number_in_full_rounded(deeds: list[tuple[str, str]]) -> None:
    for view in CONCEPTS:
        lab = figure(view)
        for action, value in deeds:
            act(lab, action, value)
        for full, text in numbers(first_paint(lab, view)):
            value = float(text.lstrip("× ").replace(MINUS, "-").replace("∞", "inf"))
            assert value == pytest.approx(full, rel=0.5001e-3)


@pytest.mark.parametrize(("view", "action", "value", "said"), [
    ("linear-layer", "linear-edit", "weights 0 1 abc", "“abc” cannot be used: type a number"),
    ("linear-layer", "linear-edit", "x 0 0 101", "“101” cannot be used: type a number from −100"),
    ("linear-layer", "linear-edit", "x 0 0 nan", "“nan” cannot be used"),
    ("linear-layer", "linear-edit", "x 0 0 ", "“” cannot be used"),
    ("graph", "graph-edit", "w 11", "“11” cannot be used: type a number from −10 to 10"),
    ("graph", "graph-edit", "step 3", "cannot be used: it is none of the choices"),
    ("slopes", "slopes-activation", "softmax", "“softmax” cannot be used"),
    ("race", "race-surface", "hill", "“hill” cannot be used"),
    ("losses", "losses-prediction", "nan", "“nan” cannot be used"),
])
def test_what_cannot_be_used_is_quoted_and_changes_nothing(view, action, value, said) -> None:
    lab = figure(view)
    before = now(lab, CONCEPTS[view])
    act(lab, action, value)
    assert now(lab, CONCEPTS[view]) == before
    assert said in lab.message.text
    assert said.replace("<", "&lt;") in first_paint(lab, "said")


def test_what_was_refused_is_forgotten_with_the_next_good_number() -> None:
    lab = figure("graph")
    act(lab, "graph-edit", "w abc")
    act(lab, "graph-edit", "w 2,5")
    assert now(lab, Graph).w == 2.5
    assert lab.message.text == ""


def test_what_a_question_says_is_seen_once_and_heard() -> None:
    lab = figure("tensors")
    act(lab, "answer", "column 2")
    assert first_paint(lab, "questions").count("✓ Right.") == 1
    assert re.search('<span class="unseen"[^>]*>✓ Right', first_paint(lab, "said"))
    act(lab, "tensors-sign", "?")
    assert re.search('<span class=""[^>]*>“\\?” cannot be used', first_paint(lab, "said"))


def test_a_size_is_chosen_and_the_page_says_whether_the_shapes_fit() -> None:
    lab = figure("tensors")
    act(lab, "tensors-size", "b -1 3")
    assert now(lab, Pair).b == (3,)
    page = first_paint(lab, "tensors") + first_paint(lab, "tensors-code")
    assert "4 and 3 do not fit" in page
    assert "RuntimeError: The size of tensor a (4) must match the size of tensor b (3)" in page
    act(lab, "tensors-size", "b -2 3")
    act(lab, "tensors-size", "b -1 1")
    act(lab, "tensors-cell", "7")
    page = first_paint(lab, "tensors")
    assert "c[1, 3] = a[1, 3] + b[1, 0]" in page
    assert [full for full, _ in numbers(page)][-3:] == [8.0, 20.0, 28.0]


def test_a_cell_of_the_product_is_summed_up_step_by_step() -> None:
    lab = figure("linear-layer")
    act(lab, "linear-cell", "3")
    state = now(lab, LinearLayer)
    assert (state.row, state.column, state.done) == (1, 1, 4)
    for shown in (3, 2, 1, 0, 0):
        act(lab, "linear-back", "")
        assert now(lab, LinearLayer).done == shown
    assert first_paint(lab, "linear-layer").count('class="later"') == 4
    act(lab, "linear-step", "")
    assert first_paint(lab, "linear-layer").count('class="later"') == 3
    act(lab, "linear-edit", "x 1 0 -2")
    assert "(−2) × 2" not in first_paint(lab, "linear-layer")  # a leading minus needs no brackets
    assert "−2 × 2" in first_paint(lab, "linear-layer")


def test_a_pointer_in_a_plot_moves_the_point_to_where_it_is() -> None:
    lab = figure("slopes")
    act(lab, "slopes-to", f"{38 / 300} 0.5")  # the left end of the axis
    assert now(lab, Slope).z == -5
    act(lab, "slopes-to", "1 0.5")
    assert now(lab, Slope).z == 5
    lab = figure("losses")
    act(lab, "losses-to", f"{(38 + 252 / 4) / 300} 0.5")
    assert now(lab, LossPoint).prediction == 0.25


def test_gradients_come_back_one_node_at_a_time_and_stay_right_when_a_leaf_changes() -> None:
    lab = figure("graph")
    assert "∂L/∂" not in first_paint(lab, "graph")
    for count in range(1, 8):
        act(lab, "graph-step", "")
        assert first_paint(lab, "graph").count('class="gradient"') == count
    act(lab, "graph-edit", "x 0")
    shown = dict(re.findall(r'<tspan>∂L/∂(\w) = </tspan><tspan data-number="([^"]+)"',
                            first_paint(lab, "graph")))
    assert {name: float(value) for name, value in shown.items()} == now(lab, Graph).gradient
    assert float(shown["w"]) == 0
    act(lab, "graph-back", "")
    assert now(lab, Graph).arrived[-1] == "w"


class Counted:
    """A drawn view that counts."""

    shown, slow = True, False

    def __init__(self) -> None:
        self.count = 0

    def draw(self) -> None:
        self.count += 1


def test_a_race_plays_by_the_clock_and_stops_at_its_end() -> None:
    lab, drawn = figure("race"), Counted()
    loop = Loop(lab, [drawn])
    act(lab, "race-toggle", "")
    loop.frame(10.0)
    for frame in range(1, 61):
        loop.frame(10.0 + frame / 60)
    assert now(lab, OptimizerRace).step == pytest.approx(STEPS_A_SECOND, abs=1)
    assert drawn.count >= STEPS_A_SECOND - 2
    assert lab.run.update == 0  # nothing trains behind the figure
    act(lab, "race-toggle", "")
    assert lab.motion is None
    act(lab, "race-at", str(LONGEST - 1))
    act(lab, "race-toggle", "")
    loop.frame(20.0)
    loop.frame(20.1)
    assert now(lab, OptimizerRace).step == LONGEST
    assert lab.motion is None
    act(lab, "race-toggle", "")
    assert lab.motion is not None
    assert now(lab, OptimizerRace).step == 0


def test_another_start_or_surface_begins_the_race_again_and_a_rate_does_not() -> None:
    lab = figure("race")
    act(lab, "race-at", "30")
    act(lab, "race-rate", "30")
    assert now(lab, OptimizerRace).step == 30
    act(lab, "race-to", "0.75 0.25")
    assert (now(lab, OptimizerRace).start, now(lab, OptimizerRace).step) == ((1.0, 0.75), 0)
    act(lab, "race-at", "30")
    act(lab, "race-surface", "saddle")
    assert (now(lab, OptimizerRace).start, now(lab, OptimizerRace).step) == ((-1.8, 0.001), 0)
    act(lab, "race-show", "sgd")
    assert "sgd" in now(lab, OptimizerRace).hidden
    assert 'class="way sgd hidden"' in first_paint(lab, "race")


@pytest.mark.parametrize("name", CONCEPTS)
def test_the_code_of_a_concept_is_copied_to_the_letter(name: str) -> None:
    lab = Lab("figure", Spec.parse("layers=2-1&data=xor"))
    act(lab, "concept-copy", name)
    code = now(lab, CONCEPTS[name]).code
    assert lab.requests == [Copy(code, "Code copied.")]
    listing = next(part for part in walk(VIEWS[f"{name}-code"].structure(lab))
                   if part.tag == "code")
    assert text_of(listing) == code


def test_the_lines_that_the_last_change_changed_are_marked() -> None:
    lab = Lab("figure", Spec.parse("layers=2-1&data=xor"))
    assert marked(lab) == []
    act(lab, "tensors-sign", "*")
    assert marked(lab) == ["c = a * b"]
    act(lab, "tensors-size", "b -1 1")
    assert marked(lab) == ["b = 10 * torch.arange(1.0, 2.0).reshape(1)"]
    act(lab, "tensors-cell", "3")  # changes no line, so the marks stay
    assert marked(lab) == ["b = 10 * torch.arange(1.0, 2.0).reshape(1)"]


def marked(lab: Lab) -> list[str]:
    return [text_of(part) for part in walk(VIEWS["tensors-code"].structure(lab))
            if part.tag == "mark"]


def text_of(part: Element) -> str:
    return "".join(child if isinstance(child, str) else text_of(child)
                   for child in part.children)

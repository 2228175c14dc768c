"""What a host page may ask, and what it hears."""

import json

import pytest
from builder.lesson import Lesson
from builder.paths import SITE
from hypothesis import given
from hypothesis import strategies as st
from ui.actions import act
from ui.input import host_settings
from ui.input.messages import FROM_HOST, action, progress, refused, state
from ui.lab import Lab

from engine import Spec

ANYTHING = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.text(),
                     st.lists(st.integers()), st.dictionaries(st.text(), st.integers()))


@pytest.mark.parametrize("kind", sorted(FROM_HOST - {"set"}))
def test_a_message_of_the_contract_is_an_action_that_the_lab_knows(kind: str) -> None:
    assert action(1, kind) == kind
    assert act(Lab("xor", Spec.parse("data=xor&batch=all")), kind)


@given(ANYTHING, ANYTHING)
def test_anything_else_is_no_action(version: object, kind: object) -> None:
    ours = version == 1 and not isinstance(version, bool) and kind in list(FROM_HOST)
    assert action(version, kind) == (kind if ours else None)


def test_the_state_says_where_the_run_is_in_json() -> None:
    lab = Lab("xor", Spec.parse("data=xor&batch=all&seed=10"))
    act(lab, "step")
    told = json.loads(json.dumps(state(lab)))
    assert told == {"glassnet": 1, "type": "state", "lab": "xor", "playing": False, "epoch": 1,
                    "loss": lab.run.loss}


def test_a_host_is_told_what_of_its_settings_could_not_be_used_in_the_words_of_the_lab() -> None:
    lab = Lab("xor", Spec())
    lab.mistakes = host_settings.read([("lr", 99), ("colour", "red")], lab).mistakes
    told = json.loads(json.dumps(refused(lab)))
    assert told == {"glassnet": 1, "type": "refused", "lab": "xor", "errors": list(lab.mistakes)}
    assert told["errors"][0] == "lr=99: must be a number from 0.0001 to 10; the nearest is 10"


def test_an_exercise_done_is_told_with_how_many_there_are() -> None:
    block = Lesson.read(SITE / "lessons" / "01-xor.md").labs[0]
    lab = Lab(block.id, block.spec, block.tasks)
    lab.exercises.done.add("watch")
    count = len(block.tasks)
    assert progress(lab, [lab]) == {"glassnet": 1, "type": "progress", "lab": "xor", "done": 1,
                             "of": count}
    lab.exercises.done.update(task.id for task in block.tasks)
    assert progress(lab, [lab])["type"] == "complete"


def test_a_page_of_several_figures_is_complete_when_all_of_their_questions_are_done() -> None:
    figures = Lesson.read(SITE / "lessons" / "04-concepts.md").figures
    labs = [Lab(block.id, block.spec, block.tasks, block.layout) for block in figures]
    count = sum(len(block.tasks) for block in figures)
    for lab in labs:
        assert progress(lab, labs)["type"] == "progress"
        lab.exercises.done.update(lab.exercises.tasks)
    assert progress(labs[0], labs) == {"glassnet": 1, "type": "complete", "lab": labs[0].id,
                                       "done": count, "of": count}

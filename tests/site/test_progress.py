"""Progress: a card counts what was kept of its own exercises, whatever else is kept."""

import json

import pytest
from ui.progress import progress

OF_LESSON = json.dumps({"xor": ["watch", "again"], "line": ["which"]})


def test_a_card_says_how_many_exercises_of_all_its_labs_are_done() -> None:
    kept = {"xor": '["again"]', "line": '["which"]'}
    assert progress(OF_LESSON, kept.get) == "2 of 3 done"


def test_a_card_says_that_all_is_done() -> None:
    kept = {"xor": '["again", "watch"]', "line": '["which"]'}
    assert progress(OF_LESSON, kept.get) == "✓ all done"


@pytest.mark.parametrize("kept", ["", "null", "{", '["other", 3, null]', "[[[]]]", "7", '{"a": 1}',
                                  "[" * 50_000])
def test_what_is_kept_may_be_anything(kept: str) -> None:
    assert progress(OF_LESSON, lambda _: kept) == "3 exercises"


def test_an_exercise_that_is_kept_twice_counts_once() -> None:
    assert progress(OF_LESSON, {"xor": '["again", "again"]'}.get) == "1 of 3 done"

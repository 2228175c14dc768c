"""The language of goals: what it says, and that it says no more."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ui.panels.runs.log import RunLog
from ui.panels.tasks.goals import Goal, GoalError, Situation

from engine import Run, Spec, strongest_paths

SPEC = Spec.parse("layers=2-4-1&act=tanh&data=xor&batch=1&lr=0.5&seed=3")


def logged(*changes: dict, epochs: int = 100) -> RunLog:
    log = RunLog()
    for change in changes:
        run = Run(SPEC.replace(**change))
        run.train(epochs)
        log.note(run, run.diagnosis())
    return log


def met(goal: str, log: RunLog | None = None, epochs: int = 0, selected: str = "") -> bool:
    run = Run(SPEC)
    run.train(epochs)
    entries = log.entries if log else []
    return Goal.parse(goal).met(Situation(run, run.diagnosis().kinds, selected, entries))


@pytest.mark.parametrize(("goal", "not_yet", "then"), [
    ("epochs >= 300", 299, 300),
    ("loss < 0.05", 0, 600),
    ("accuracy >= 1", 0, 600),
    ("converged", 0, 600),
    ("loss < 0.05 and epochs >= 700", 600, 700),
    ("loss < 0.05 within 650 epochs", 0, 700),  # it was, though the run is far beyond
    ("not stuck and epochs > 0", 0, 1),
])
def test_a_condition_on_the_run_is_met_then_and_not_before(
    goal: str, not_yet: int, then: int
) -> None:
    assert not met(goal, epochs=not_yet)
    assert met(goal, epochs=then)


def test_what_came_too_late_does_not_count() -> None:
    assert not met("loss < 0.05 within 5 epochs", epochs=600)


def test_the_strongest_path_is_selected_by_one_of_its_weights_or_by_its_unit() -> None:
    run = Run(SPEC)
    run.train(1)
    path = strongest_paths(run)[0]
    unit = f"neuron:1.{path.neurons[1]}"
    for reference in path.references:
        assert met("weight of the strongest path selected", epochs=1, selected=reference)
        assert not met("weight of the strongest path selected", epochs=0, selected=reference)
    assert met("unit of the strongest path selected", epochs=1, selected=unit)
    assert not met("weight of the strongest path selected", epochs=1, selected=unit)
    other = f"neuron:1.{(path.neurons[1] + 1) % 4}"
    assert not met("unit of the strongest path selected", epochs=1, selected=other)


@pytest.mark.parametrize(("goal", "too_little", "enough"), [
    ("2 runs of 100 epochs alike", [{}, {"seed": 4}], [{}, {}]),
    ("3 runs of 100 epochs with different seed",
     [{}, {"seed": 4}, {"seed": 5, "learning_rate": 0.4}, {}], [{}, {"seed": 4}, {"seed": 5}]),
    ("runs of 100 epochs with lr 0.1, 0.5, 1",
     [{"learning_rate": 0.1}, {}, {"learning_rate": 1.0, "seed": 4}],
     [{"learning_rate": 0.1}, {}, {"learning_rate": 1.04}]),
    ("fair test of 100 epochs over 2 starts",
     [{}, {"seed": 4}, {"learning_rate": 0.1}, {"learning_rate": 0.1, "seed": 5}],
     [{}, {"seed": 4}, {"learning_rate": 0.1}, {"learning_rate": 0.1, "seed": 4}]),
    ("fair test of 100 epochs over 2 starts",
     [{}, {"seed": 4}, {"learning_rate": 0.1, "l2": 0.1},
      {"learning_rate": 0.1, "l2": 0.1, "seed": 4}],
     [{}, {"seed": 4}, {"activations": ("relu",)}, {"activations": ("relu",), "seed": 4}]),
])
def test_a_comparison_is_met_by_runs_that_differ_in_what_it_names_and_in_nothing_else(
    goal: str, too_little: list, enough: list
) -> None:
    assert not met(goal, logged(*too_little))
    assert not met(goal, logged(*enough, epochs=5))
    assert met(goal, logged(*enough))


@pytest.mark.parametrize(("goal", "told"), [
    ("", "'' is no goal"),
    ("loss < cheap", "'loss < cheap' is no goal; a goal is such as “loss < 0.05"),
    ("los < 0.05", "the goal has 'los', which is none of loss, accuracy, epochs"),
    ("bored", "the goal has 'bored', which is none of converged, stuck, dead, diverged"),
    ("2 runs of 9 epochs with different colour", "'colour', which is none of layers, act"),
    ("runs of 9 epochs with act 1, 2", "'act', which is none of lr, n, noise, penalty"),
    ("loss < 0.05 or stuck", "is no goal"),
    ("__import__('os').system('x')", "is no goal"),
    ("epochs > 9 and " * 20, "characters; it may have 200"),
])
def test_anything_else_is_quoted_and_refused(goal: str, told: str) -> None:
    with pytest.raises(GoalError) as caught:
        Goal.parse(goal)
    assert told in str(caught.value)


@given(st.text(max_size=250))
def test_no_text_does_more_than_be_a_goal_or_be_refused(text: str) -> None:
    try:
        goal = Goal.parse(text)
    except GoalError:
        return
    assert all(callable(each) for each in goal.conditions)


@pytest.mark.parametrize("goal", ["test-loss < 1", "test-loss > 0", "test-loss <= 0"])
def test_no_condition_on_the_test_set_is_met_without_one(goal: str) -> None:
    assert not met(goal)

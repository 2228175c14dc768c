"""The learner's runs: what is written down of each, and the tables made of them."""

import re

import numpy as np
import pytest
from ui.actions import act
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.runs.log import MOST

from engine import Run, Spec, strongest_paths

SPEC = Spec.parse("layers=2-4-1&act=tanh&data=noisy-xor&noise=0.1&batch=10&lr=0.5&seed=3")


@pytest.fixture
def lab() -> Lab:
    return Lab("xor", SPEC)


def train(lab: Lab, epochs: int) -> None:
    lab.run.train(epochs)
    lab.look()


def test_a_run_is_written_down_where_it_has_got_furthest(lab: Lab) -> None:
    act(lab, "new-data")
    assert lab.exercises.log.entries == []
    train(lab, 30)
    entry = lab.exercises.log.entries[0]
    oracle = Run(lab.spec)
    oracle.train(30)
    train_set = oracle.data.train
    right = (oracle.predict(train_set.points) >= 0.5) == (train_set.true_targets >= 0.5)
    assert (entry.epochs, entry.loss, entry.spec) == (30, oracle.loss, lab.spec)
    assert entry.right == np.mean(right)
    assert entry.path == strongest_paths(oracle, top=1)[0].neurons
    act(lab, "epoch", "10")
    assert lab.exercises.log.entries == [entry]
    act(lab, "epoch", "30")
    train(lab, 5)
    assert [each.epochs for each in lab.exercises.log.entries] == [35]


def test_a_rate_for_the_next_run_leaves_the_last_one_as_it_was(lab: Lab) -> None:
    train(lab, 20)
    before = lab.exercises.log.entries
    act(lab, "rate-value", "0.1")
    act(lab, "reset")
    assert lab.exercises.log.entries == before
    train(lab, 20)
    assert [entry.spec.learning_rate for entry in lab.exercises.log.entries] == [0.5, 0.1]
    assert not any(entry.changed for entry in lab.exercises.log.entries)


def test_a_rate_changed_on_the_way_is_told_and_the_run_does_not_count(lab: Lab) -> None:
    train(lab, 20)
    act(lab, "rate-value", "0.1")
    train(lab, 200)
    entry = lab.exercises.log.entries[0]
    assert entry.changed
    assert not entry.counts(1)
    assert "(changed on the way)" in first_paint(lab, "runs")


def test_a_run_that_is_had_back_goes_on_in_its_own_row(lab: Lab) -> None:
    train(lab, 20)
    act(lab, "new-weights")
    train(lab, 10)
    act(lab, "undo")
    train(lab, 20)
    assert [(entry.spec.seed, entry.epochs) for entry in lab.exercises.log.entries] == [
        (3, 40), (4, 10)]


def test_a_run_that_diverges_in_its_first_epoch_is_written_down_too() -> None:
    lab = Lab("x", Spec.parse("layers=2-4-1&out=identity&loss=mse&data=plane&lr=10"))
    act(lab, "step")
    assert (lab.run.diverged, lab.run.epoch) == (True, 0)
    act(lab, "new-weights")
    act(lab, "step")
    entries = lab.exercises.log.entries
    assert [(entry.ended, entry.epochs) for entry in entries] == [("diverged", 0)] * 2
    assert "diverged" in first_paint(lab, "runs")


def test_no_more_runs_are_kept_than_stated(lab: Lab) -> None:
    for _ in range(MOST + 3):
        act(lab, "step")
        act(lab, "reset")
    entries = lab.exercises.log.entries
    assert [entry.number for entry in entries] == list(range(4, MOST + 4))


def test_the_tables_show_what_differs_and_count_the_starts_of_each_setting(lab: Lab) -> None:
    for _ in range(3):
        train(lab, 40)
        act(lab, "new-weights")
    act(lab, "rate-value", "0.1")
    train(lab, 40)
    page = first_paint(lab, "runs")
    single, together = page.split("<caption>Runs that differ in their start alone")
    assert single.count('<th scope="col">Learning rate</th>') == 1
    assert "Samples" not in single
    rows = re.findall(r"<tr><td.*?</tr>", together)
    assert len(rows) == 2
    entries = lab.exercises.log.entries
    of_first = [float(number) for number in re.findall(r'data-number="([\d.e-]+)"', rows[0])]
    assert of_first[0] == 3
    assert of_first[-1] == len({entry.path for entry in entries[:3]})
    losses = [float(loss) for loss in re.findall(r'data-number="(0\.\d{6,})"', single)][::1]
    assert {entry.loss for entry in entries} <= set(losses)

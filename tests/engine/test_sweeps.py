"""A sweep trains many runs at once; each of them is the Run of its own Spec."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, Spec, SpecErrors
from engine.data import make_dataset
from engine.random import Purpose, Stream, Streams
from engine.sweeps import Group, Sweeping, SweptRun, sweep, table_3
from engine.sweeps.stack import Stack
from tests.engine.specs import specs
from tests.engine.trajectories import EQUAL, tame_losses

pytestmark = pytest.mark.usefixtures("engine")


def how_it_ends(spec, epochs, met):
    """The verdict on a single Run, reached as a person would who watches it."""
    run = Run(spec)
    while True:
        if run.diverged:
            return "diverged", run.diagnosis().findings[0].epoch
        if met(run):
            return "converged", run.epoch
        if run.epoch == epochs:
            break
        run.train(1)
    kinds = run.diagnosis().kinds
    return ("dead" if kinds[0] == "stuck" and "dead" in kinds else kinds[0]), epochs


def all_right(run):
    return run.accuracy == 1


def verdicts(swept):
    return [(run.ended, run.epoch) for run in swept.runs]


@np.errstate(all="ignore")
def stacked_losses(specs, epochs):
    """The losses (epochs + 1, R) of a stack."""
    stack = Stack(specs, [make_dataset(spec) for spec in specs])
    losses = [stack.evaluate()[0]]
    for _ in range(epochs):
        stack.train_epoch()
        losses.append(stack.evaluate()[0])
    return np.array(losses)


def test_each_run_of_a_stack_is_its_run(deviation):
    compared = []

    @settings(max_examples=40)
    @given(specs(max_hidden=3, max_samples=60, learning_rate=st.floats(1e-3, 0.5)))
    def check(spec):
        expected = tame_losses(spec)
        compared.append(len(expected))
        losses = stacked_losses([spec.replace(seed=1), spec, spec.replace(seed=2)], len(expected))
        apart = np.abs(losses[: len(expected), 1] - expected).max(initial=0)
        deviation("losses of a run in a sweep", apart, EQUAL)

    check()
    assert sum(length > 1 for length in compared) >= 30


def test_runs_of_a_stack_may_differ_in_rates_penalties_and_data():
    members = [
        Spec(samples=50, batch=10, learning_rate=0.1, l1=0.01),
        Spec(samples=50, batch=10, learning_rate=0.3, l2=0.1, seed=2),
        Spec(samples=50, batch=10, penalty=0.3, data="moons", data_seed=5),
    ]
    losses = stacked_losses(members, 20)
    for column, spec in enumerate(members):
        expected = tame_losses(spec)[:21]
        assert np.abs(losses[: len(expected), column] - expected).max() <= EQUAL


@pytest.mark.parametrize("optimizer", ["sgd", "adam"])
def test_dropping_runs_leaves_the_others_as_they_are(optimizer):
    members = [Spec(samples=50, batch=10, optimizer=optimizer, seed=seed) for seed in range(4)]
    data = [make_dataset(spec) for spec in members]
    whole, part = Stack(members, data), Stack(members, data)
    for epoch in range(6):
        if epoch == 3:
            part.keep(np.array([False, True, False, True]))
        whole.train_epoch()
        part.train_epoch()
    np.testing.assert_array_equal(part.evaluate()[0], whole.evaluate()[0][[1, 3]])


@pytest.mark.parametrize(
    "text",
    [
        "act=relu&loss=mse&lr=0.3",
        "act=relu&loss=mse&lr=0.3&batch=all",
        "act=tanh&lr=0.5&batch=2",
        "act=relu&init=zeros",
        "layers=2-1&act=none",
        "out=identity&loss=mse&lr=10&batch=all",
        "act=sigmoid&opt=adam&lr=0.03&l2=0.01",
    ],
)
def test_runs_end_as_a_single_run_does_and_at_the_same_epoch(text):
    spec = Spec.parse(f"data=xor&{text}")
    swept = sweep(spec, range(8), epochs=250)
    expected = [how_it_ends(spec.replace(seed=seed), 250, all_right) for seed in range(8)]
    assert verdicts(swept) == expected


def test_the_texts_above_end_in_every_way():
    spec = Spec.parse("data=xor&act=relu&loss=mse&lr=0.3")
    ends = {run.ended for run in sweep(spec, range(30), epochs=250).runs}
    wild = spec.replace(output="identity", learning_rate=10.0, batch="all")
    ends |= {run.ended for run in sweep(wild, range(8), epochs=250).runs}
    slow = spec.replace(learning_rate=0.001, activations=("tanh",))
    ends |= {run.ended for run in sweep(slow, range(8), epochs=120).runs}
    flat = spec.replace(layers=(2, 1), activations=())
    ends |= {run.ended for run in sweep(flat, range(2), epochs=250).runs}
    assert ends >= {"converged", "dead", "stuck", "diverged", "falling"}


def test_a_loss_can_be_the_criterion():
    spec = Spec.parse("data=hills&out=identity&loss=mse&n=50&batch=10&lr=0.03&act=tanh")
    swept = sweep(spec, range(5), epochs=120, criterion=0.04)
    expected = [
        how_it_ends(spec.replace(seed=seed), 120, lambda run: run.loss < 0.04) for seed in range(5)
    ]
    assert verdicts(swept) == expected
    assert swept.criterion == "loss below 0.04"


def test_a_grid_runs_every_combination_of_its_values():
    spec = Spec.parse("data=xor&loss=mse&act=tanh")
    grid = {"layers": [(2, 2, 1), (2, 5, 1)], "learning_rate": [0.3, 1.0]}
    swept = sweep(spec, range(3), grid=grid, epochs=60)
    assert [group.changes for group in swept.groups] == [
        {"layers": layers, "learning_rate": rate}
        for layers in grid["layers"]
        for rate in grid["learning_rate"]
    ]
    expected = [
        how_it_ends(spec.replace(**group.changes, seed=seed), 60, all_right)
        for group in swept.groups
        for seed in range(3)
    ]
    assert verdicts(swept) == expected
    assert [run.spec.seed for run in swept.runs] == [0, 1, 2] * 4


def test_a_cancelled_sweep_keeps_what_was_decided():
    spec = Spec.parse("data=xor&loss=mse&lr=0.3")
    known = [0]
    swept = sweep(
        spec,
        range(20),
        epochs=500,
        progress=lambda done, _: known.append(done),
        cancel=lambda: known[-1] >= 5,
    )
    whole = sweep(spec, range(20), epochs=500)
    assert swept.cancelled
    assert not whole.cancelled
    decided = [run for run in swept.runs if run.ended != "cancelled"]
    assert 5 <= len(decided) == known[-1] < 20
    for run, other in zip(swept.runs, whole.runs, strict=True):
        assert run in (other, SweptRun(run.spec, "cancelled", 0, run.loss, "Cancelled."))
    converged = sum(run.ended == "converged" for run in decided)
    assert swept.groups[0].success_rate == converged / len(decided)


def test_progress_counts_decided_runs_up_to_all_of_them():
    calls = []
    sweep(Spec(data="xor"), range(10), epochs=30, progress=lambda *call: calls.append(call))
    assert calls == sorted(calls)
    assert calls[-1] == (10, 10)
    assert len({done for done, _ in calls}) > 3


def test_a_sweep_can_be_advanced_in_slices_and_read_at_any_time():
    sweeping = Sweeping(Spec(data="xor", loss="mse"), range(5), epochs=30)
    assert sweeping.result().cancelled
    while not sweeping.finished:
        sweeping.advance()
    assert sweeping.result() == sweep(Spec(data="xor", loss="mse"), range(5), epochs=30)
    assert repr(sweeping) == "<sweeping: 5 of 5 runs done>"


def test_parts_of_a_large_stack_give_what_the_whole_does(monkeypatch):
    spec = Spec.parse("data=xor&loss=mse&lr=0.3")
    whole = sweep(spec, range(7), epochs=50)
    monkeypatch.setattr("engine.sweeps.sweeping.LOSSES", 8 * 51 * 2)
    assert verdicts(sweep(spec, range(7), epochs=50)) == verdicts(whole)


def test_mean_and_deviation_are_those_of_the_converged_runs():
    spec = Spec()
    ends = [("converged", 10), ("converged", 20), ("converged", 60), ("dead", 99)]
    group = Group({}, tuple(SweptRun(spec, ended, epoch, 0.0, "") for ended, epoch in ends))
    assert group.success_rate == 0.75
    assert group.mean_epochs == 30
    assert group.deviation_epochs == pytest.approx(np.std([10, 20, 60], ddof=1))
    assert str(group) == "75% of 4 converged, 30 ± 26 epochs, 1 dead"
    nobody = Group({}, group.runs[3:])
    assert math.isnan(nobody.mean_epochs)
    assert str(nobody) == "0% of 1 converged, 1 dead"


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"seeds": []}, "0 seeds at 1 points of the grid are 0 runs; there can be 1 to 10000"),
        ({"seeds": range(10_001)}, "10001 runs"),
        ({"epochs": 0}, "epochs=0 must be from 1 to 20000"),
        ({"epochs": 10**7}, "epochs=10000000 must be from 1 to 20000"),
        ({"grid": {"colour": [1]}}, "'colour' is not one of activations, batch"),
        ({"grid": {"seed": [1]}}, "seeds are given apart"),
        ({"grid": {"noise": []}}, "0 points of the grid"),
        ({"criterion": "good"}, "criterion='good': must be 'all right' or a loss above 0"),
        ({"criterion": -1}, "criterion=-1"),
        ({"criterion": math.nan}, "criterion=nan"),
    ],
)
def test_wrong_arguments_are_refused_by_name(arguments, message):
    with pytest.raises(EngineError, match=message):
        sweep(Spec(data="xor"), **arguments)


def test_wrong_seeds_and_values_are_refused_as_by_a_spec():
    with pytest.raises(SpecErrors):
        sweep(Spec(), seeds=[-1])
    with pytest.raises(SpecErrors):
        sweep(Spec(), grid={"learning_rate": [0.1, 99]})


def test_all_right_is_not_for_a_regression():
    spec = Spec(data="plane", output="identity", loss="mse")
    with pytest.raises(EngineError, match="give a loss for a regression"):
        sweep(spec, range(2))


def test_orders_of_many_seeds_are_those_of_their_streams():
    seeds = np.array([0, 7, 2**32 - 1], dtype=np.uint64)
    for count in (1, 2, 50):
        orders = Streams(seeds, Purpose.ORDER, 13).permutation(count)
        for row, seed in enumerate(seeds.tolist()):
            expected = Stream(seed, Purpose.ORDER, 13).permutation(count)
            np.testing.assert_array_equal(orders[row], expected)


def test_table_3_has_the_rows_of_the_paper_and_its_runs_are_runs():
    calls = []
    rows = table_3(starts=5, progress=lambda *call: calls.append(call))
    printed = [(row.hidden, row.activation, row.paper_success) for row in rows]
    assert printed[0] == (2, "relu", 72)
    assert len(rows) == 6
    assert calls[-1] == (60, 60)
    for group in (rows[2].per_sample, rows[2].full_batch):
        spec = group.runs[3].spec
        assert (spec.layers, spec.loss, spec.learning_rate) == ((2, 4, 1), "mse", 0.3)
        ended = (group.runs[3].ended, group.runs[3].epoch)
        assert ended == how_it_ends(spec, 2000, all_right)

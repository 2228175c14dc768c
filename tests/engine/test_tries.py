"""Counter-experiments: what a copy shows is what a run of its own shows, and no more is said."""

import math
import time

import pytest

from engine import Run, Spec
from engine.tries import Tries

pytestmark = pytest.mark.usefixtures("engine")

XOR = "data=xor&batch=all&lr=0.5&seed=11&"


def tried(run: Run) -> Tries:
    tries = Tries(run)
    while not tries.finished:
        tries.work(time.perf_counter() + 0.01)
    return tries


def of(text: str, epochs: int = 300) -> tuple[Run, Tries]:
    run = Run(Spec.parse(text))
    run.train(epochs)
    return run, tried(run)


def test_every_figure_is_that_of_a_run_of_its_own():
    run = Run(Spec.parse("layers=2-3-1&act=sigmoid&data=moons&n=50&batch=25&l2=0.05&penalty=0.1"))
    run.train(40)
    run.set_weight(1, 0, 0, 3.0)
    run.change(learning_rate=0.01)
    run.train(120)
    tries = tried(run)
    assert len(tries.results) == tries.total
    for result in tries.results:
        again = Run.recorded(result.spec, result.events)
        again.train(result.epochs)
        assert again.data_loss == result.loss, result.change.words


def test_the_run_itself_is_not_touched():
    run = Run(Spec.parse(XOR + "layers=2-1"))
    run.train(300)
    before, events = run.parameters.copy(), run.events
    tried(run)
    assert (run.parameters == before).all()
    assert (run.epoch, run.events) == (300, events)


def test_xor_without_a_hidden_layer_is_helped_by_one_and_by_nothing_else():
    _, tries = of(XOR + "layers=2-1")
    assert [each.change.words for each in tries.helping] == ["a hidden layer of 4 tanh units"]
    assert "What helped: a hidden layer of 4 tanh units, 0.00" in str(tries)
    assert "With nothing changed, 0.6931." in str(tries)


def test_where_l2_holds_a_run_dead_units_are_not_blamed():
    _, tries = of(XOR + "layers=2-4-1&l2=0.1")
    assert {each.change.words for each in tries.helping} == {"no L2 (0.1 until now)"}


def test_units_that_are_alike_are_the_cause_where_new_weights_help():
    _, tries = of(XOR + "layers=2-4-1&act=tanh&init=zeros")
    assert "new weights for the units that are alike (4)" in {
        each.change.words for each in tries.helping}


def test_no_change_is_tried_twice_where_the_same_units_are_dead_and_alike():
    run, tries = of(XOR + "layers=2-4-1&init=zeros")
    assert {"dead", "alike"} <= set(run.diagnosis().kinds)
    words = [each.change.words for each in tries.results]
    assert "new weights for the units that are dead and alike (4)" in words
    done = [(each.change.spec, each.change.edits, each.change.here) for each in tries.results]
    assert len(set(done)) == len(done)


def test_where_nothing_helps_the_cause_is_open_and_the_rates_tried_are_said():
    contradiction = ((0.0, 0.0, 0.0), (0.0, 0.0, 1.0))
    run = Run(Spec(layers=(2, 1), activations=(), data="own", points=contradiction, batch="all"))
    run.train(200)
    assert run.diagnosis().progress == "stuck"
    tries = tried(run)
    assert str(tries) == (
        f"Tried on copies: {tries.total} changes, one at a time. None of them helped: the cause is "
        "open. Learning rates from 0.01 to 1 were tried.")


def test_a_run_that_diverged_is_tried_from_the_start_down_to_the_least_rate():
    run, tries = of("layers=2-4-1&data=plane&out=identity&loss=mse&lr=10&batch=all")
    assert run.diverged
    rates = [each.change.spec.learning_rate for each in tries.results]
    assert rates == sorted(rates, reverse=True)
    assert rates[-1] == 1e-4
    assert [each.diverged for each in tries.results[:3]] == [True] * 3
    assert not any(each.change.here for each in tries.results)
    assert tries.helping[0].change.spec.learning_rate == 0.1


def test_a_copy_whose_loss_is_no_number_for_one_epoch_has_diverged_as_a_run_has():
    # Its weights stay finite, and its later losses are good ones again.
    text = ("layers=7-5-5-5-1&act=relu-identity-relu&out=sigmoid&init=xavier_uniform&opt=momentum"
            "&lr=9.982101657384034&data=spiral&n=52&split=0.46665988688508797&l1=0.003"
            "&features=x1^2,x1,x2,sin-x1,x1*x2,x2^2,sin-x2&penalty=0.3&seed=5&data-seed=5"
            "&l2=0.01&noise=6.103515625e-05&batch=all")
    _, tries = of(text, 5)
    for result in tries.results:
        again = Run.recorded(result.spec, result.events)
        again.train(result.epochs)
        assert again.diverged == result.diverged, result.change.words
    assert any(result.diverged for result in tries.results)


def test_more_epochs_are_what_helps_where_they_do():
    # On a plateau for 300 epochs, then down: patience is the only cause that needs no change.
    run, tries = of("layers=2-3-1&act=sigmoid&data=xor&batch=all&lr=2&seed=16", 300)
    assert run.diagnosis().progress == "stuck"
    longer = tries.results[0]
    assert tries.helping[0] is longer  # though others do better: it is the simplest
    assert "What helped: more epochs and nothing changed, 0.030" in str(tries)
    assert "With nothing changed," not in str(tries)  # it is no foil for the others
    before = run.data_loss
    run.train(longer.trained)
    assert run.data_loss == longer.loss < before / 10


def test_what_was_cancelled_says_how_far_it_got_and_goes_no_further():
    run = Run(Spec.parse(XOR + "layers=2-1"))
    run.train(300)
    none, some = Tries(run), Tries(run)
    while len(some.results) < 3:
        some.work(0.0)
    for tries in (none, some):
        tries.cancel()
        assert tries.finished
        assert tries.work(time.perf_counter() + 1) is False
    assert str(none) == "Tried on copies: 0 of 9 changes, one at a time. The cause is open."
    assert str(some).startswith(
        "Tried on copies: 3 of 9 changes, one at a time. None of them helped: the cause is open.")
    assert len(some.results) == 3


def test_a_penalty_is_no_part_of_the_losses_that_are_compared():
    run = Run(Spec.parse(XOR + "layers=2-1&penalty=1"))
    run.train(200)
    tries = tried(run)
    assert tries.results[0].loss < run.loss
    assert all(math.isfinite(each.loss) for each in tries.results)


def test_work_stops_at_its_deadline_and_goes_on_where_it_was():
    run = Run(Spec.parse(XOR + "layers=2-1"))
    run.train(200)
    whole, sliced = tried(run), Tries(run)
    slices = 0
    while not sliced.finished:
        sliced.work(0.0)
        slices += 1
    assert slices > sliced.total
    assert sliced.results == whole.results

"""Run: training, going back to the bit, intervening, and what it refuses."""

import math
import tracemalloc

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, ShapeError, Spec, SpecErrors
from engine.data import make_dataset
from tests.engine.specs import specs

pytestmark = pytest.mark.usefixtures("engine")

XOR = Spec.parse("layers=2-4-1&act=tanh&loss=bce&data=xor&batch=all&lr=0.5&seed=11")
DIVERGING = Spec(loss="mse", output="identity", optimizer="momentum", learning_rate=10)
SMALL = {"max_samples": 60, "max_hidden": 2, "max_width": 4}
MEGABYTE = 2**20


def assert_same_state(a, b):
    """Everything that an update depends on, and all that is recorded, to the bit."""
    assert (a.update, a.spec) == (b.update, b.spec)
    assert a.parameters.tobytes() == b.parameters.tobytes()
    assert a.optimizer.state.tobytes() == b.optimizer.state.tobytes()
    assert a.optimizer.updates == b.optimizer.updates
    assert a.last_update.tobytes() == b.last_update.tobytes()


def assert_same_history(a, b):
    for name in ("epoch", "loss", "test_loss", "accuracy", "parameters", "gradients"):
        assert getattr(a.history, name).tobytes() == getattr(b.history, name).tobytes()


def test_the_four_rows_of_xor_are_learned():
    run = Run(XOR)
    run.train(500)
    assert (run.epoch, run.accuracy) == (500, 1.0)
    assert run.loss < 0.05
    assert (run.predict([[0, 0], [0, 1], [1, 0], [1, 1]]).T > 0.5).tolist() == [[0, 1, 1, 0]]


def test_the_default_spec_learns_to_a_loss_below_5_hundredths_within_600_epochs():
    run = Run(Spec())
    run.train(600)
    assert run.history.loss.min() < 0.05


def test_reset_returns_the_same_weights():
    run = Run(Spec())
    start = run.parameters.copy()
    run.train(3)
    run.set_bias(1, 0, 5)
    run.change(learning_rate=1.0)
    run.reset()
    assert run.parameters.tobytes() == start.tobytes()
    assert (run.epoch, run.spec, run.events, len(run.history)) == (0, Spec(), (), 1)


@settings(max_examples=30)
@given(specs(**SMALL), st.integers(0, 3))
def test_an_epoch_is_its_updates(spec, epochs):
    trained, stepped = Run(spec), Run(spec)
    trained.train(epochs)
    for _ in range(epochs * stepped.updates_per_epoch):
        stepped.step()
    assert_same_state(trained, stepped)
    assert_same_history(trained, stepped)


EVENTS = st.one_of(
    st.tuples(st.just("weight"), st.floats(-2, 2)),
    st.tuples(st.just("bias"), st.floats(-2, 2)),
    st.tuples(st.just("learning_rate"), st.floats(0.001, 1)),
    st.tuples(st.just("optimizer"), st.sampled_from(["sgd", "adam", "nesterov"])),
    st.tuples(st.just("l2"), st.sampled_from([0.0, 0.01])),
)
SCHEDULES = st.lists(st.tuples(st.integers(0, 40), EVENTS), max_size=4)


def intervene(run, kind, value):
    if kind == "weight":
        run.set_weight(1, 0, 0, value)
    elif kind == "bias":
        run.set_bias(1, 0, value)
    else:
        run.change(**{kind: value})


@settings(max_examples=60)
@given(specs(**SMALL), SCHEDULES, st.lists(st.integers(0, 120), min_size=1, max_size=5))
def test_back_then_forward_equals_never_having_gone_back(spec, schedule, visits):
    straight, wandering = Run(spec), Run(spec)
    for wait, (kind, value) in schedule:
        straight.step(wait)
        wandering.step(wait)
        present = wandering.update
        for visit in visits:
            wandering.seek_update(min(visit, present))
        wandering.seek_update(present)
        for run in (straight, wandering):
            intervene(run, kind, value)
    straight.step(30)
    wandering.step(30)
    for visit in visits:
        wandering.seek_update(min(visit, straight.update))
    wandering.seek_update(straight.update)
    assert_same_state(straight, wandering)
    assert_same_history(straight, wandering)


@settings(max_examples=30)
@given(specs(**SMALL), st.integers(0, 40))
def test_a_visit_to_the_past_shows_what_was_there(spec, update):
    once, twice = Run(spec), Run(spec)
    once.step(update)
    twice.step(60)
    twice.seek_update(update)
    assert_same_state(once, twice)
    assert once.loss == twice.loss or once.diverged


@settings(max_examples=40)
@given(specs(**SMALL), SCHEDULES, st.integers(0, 60), st.integers(0, 60))
def test_a_copy_is_at_the_same_place_and_goes_its_own_way(spec, schedule, visit, on):
    run = Run(spec)
    for wait, (kind, value) in schedule:
        run.step(wait)
        intervene(run, kind, value)
    run.seek_update(visit)
    twin = run.copy()
    assert_same_state(run, twin)
    assert_same_history(run, twin)
    here, recorded = run.parameters.copy(), run.history.loss.copy()
    twin.set_bias(1, 0, 0.125)
    twin.step(on)
    assert np.array_equal(run.parameters, here, equal_nan=True)
    assert np.array_equal(run.history.loss, recorded, equal_nan=True)


def test_a_copy_knows_the_last_update_and_goes_through_the_same_future():
    run = Run(XOR)
    run.train(20)
    twin = run.copy()
    assert np.array_equal(twin.last_update, run.last_update)
    run.train(20)
    twin.train(20)
    assert_same_state(run, twin)
    assert_same_history(run, twin)


def test_what_is_done_in_the_past_forgets_the_future():
    changed, straight = Run(Spec()), Run(Spec())
    changed.train(8)
    changed.change(learning_rate=0.7)
    changed.train(4)
    changed.seek(3)
    changed.set_weight(2, 1, 0, 0.5)
    straight.train(3)
    straight.set_weight(2, 1, 0, 0.5)
    assert changed.history.last_epoch == 3
    for run in (changed, straight):
        run.train(9)
    assert_same_state(changed, straight)
    assert_same_history(changed, straight)
    assert len(changed.events) == 1


def test_training_from_the_past_goes_through_the_recorded_future_again():
    run = Run(Spec())
    run.train(4)
    run.change(learning_rate=0.3)
    run.train(2)
    expected = run.parameters.copy()
    run.seek(1)
    assert run.spec.learning_rate == 0.1
    run.train(5)
    assert run.spec.learning_rate == 0.3
    assert run.parameters.tobytes() == expected.tobytes()


def test_an_edit_changes_one_parameter_and_the_row_of_its_epoch():
    run = Run(Spec())
    run.train(2)
    before, rows = run.parameters.copy(), len(run.history)
    run.set_weight(layer=2, source=3, target=0, value=0.75)
    assert run.weights[1][0, 3] == 0.75
    assert (run.parameters != before).sum() == 1
    assert len(run.history) == rows
    assert run.history.parameters[-1].tolist() == run.parameters.tolist()
    assert run.history.loss[-1] == run.loss
    run.set_bias(layer=1, neuron=2, value=-1.5)
    assert run.biases[0][2] == -1.5
    assert (run.parameters != before).sum() == 2


def test_the_last_update_is_what_the_optimizer_did_and_no_hand():
    run = Run(Spec())
    assert not run.last_update.any()
    run.step(4)
    before = run.parameters.copy()
    run.step()
    expected = run.parameters - before
    run.set_bias(1, 0, 3.0)
    assert (run.last_update == expected).all()


def test_another_optimizer_starts_without_memory_and_the_same_keeps_its_own():
    run = Run(Spec(optimizer="adam"))
    run.step(5)
    memory = run.optimizer.state.copy()
    run.change(learning_rate=0.01)
    assert (run.optimizer.state == memory).all()
    assert run.optimizer.updates == 5
    run.change(optimizer="adamw")
    assert not run.optimizer.state.any()
    assert run.optimizer.updates == 0


@pytest.mark.parametrize("text", ["batch=1", "batch=7", "batch=100", "batch=7&order=sequential"])
def test_an_epoch_takes_every_sample_once(text):
    run = Run(Spec.parse(text))
    orders = [run.order(epoch).tolist() for epoch in range(3)]
    for order in orders:
        assert sorted(order) == list(range(100))
    assert (orders[0] == orders[1]) == ("sequential" in text)
    assert run.updates_per_epoch == math.ceil(100 / run.spec.batch)


def test_a_full_batch_is_in_order():
    assert Run(Spec(batch="all")).order(5).tolist() == list(range(100))


@settings(max_examples=30)
@given(specs(**SMALL, learning_rate=st.floats(1e-4, 0.1)))
def test_readings_are_those_of_the_predictions(spec):
    run = Run(spec)
    run.train(2)
    if run.diverged:
        return
    for part, loss, accuracy in (
        (run.data.train, run.loss, run.accuracy),
        (run.data.test, run.test_loss, run.test_accuracy),
    ):
        if not len(part):
            assert (loss, accuracy) == (None, None)
            continue
        p, y = run.predict(part.points), part.targets
        if spec.loss == "mse":
            penalty = spec.penalty * (4 * p * (1 - p)).mean()
            assert loss == pytest.approx(((p - y) ** 2).mean() + penalty, rel=1e-9)
        if p.shape[1] > 1:
            assert accuracy == (p.argmax(axis=1) == y[:, 0]).mean()
        elif run.data.classification:
            assert accuracy == ((y == 1) & (p > 0.5 + 1e-9) | (y == 0) & (p < 0.5 - 1e-9)).mean()
        else:
            assert accuracy is None


def test_regularization_is_apart_from_the_loss_and_leaves_biases_out():
    plain, run = (Run(Spec(initialization="pytorch", l1=l1, l2=2 * l1)) for l1 in (0.0, 0.1))
    weights = np.concatenate([layer.ravel() for layer in run.weights])
    expected = 0.1 * np.abs(weights).sum() + 0.1 * (weights**2).sum()
    assert run.regularization == pytest.approx(expected)
    assert plain.regularization == 0
    assert run.loss == plain.loss


def test_the_batch_gradient_is_the_mean_of_the_samples():
    run = Run(Spec(samples=50, penalty=0.3, loss="mse"))
    mean = np.mean([run.sample_gradient(i) for i in range(50)], axis=0)
    assert run.batch_gradient() == pytest.approx(mean, rel=1e-12, abs=1e-15)


def test_forward_gives_every_layer_and_predict_its_last():
    run = Run(Spec(layers=(2, 4, 3, 1)))
    points = np.random.default_rng(1).uniform(size=(3000, 2))
    z, a = run.forward(points)
    assert [layer.shape for layer in z] == [(3000, 4), (3000, 3), (3000, 1)]
    assert (a[0] == np.maximum(z[0], 0)).all()
    assert run.predict(points) == pytest.approx(a[-1], rel=1e-12)


def test_a_diverging_run_stops_and_says_so():
    run = Run(DIVERGING)
    run.train(1000)
    assert run.diverged
    stopped = run.update
    assert stopped < 1000 * run.updates_per_epoch
    run.train(5)
    run.step()
    assert run.update == stopped
    assert np.isfinite(run.history.parameters).all()


def test_a_run_that_diverged_can_go_back_and_diverges_again_at_the_same_update():
    run = Run(DIVERGING)
    run.train(1000)
    stopped = run.update
    run.seek(0)
    assert not run.diverged
    run.train(1000)
    assert (run.update, run.diverged) == (stopped, True)


def test_an_infinite_loss_of_finite_weights_is_divergence():
    run = Run(Spec(loss="mse", output="identity", layers=(2, 1), batch="all", learning_rate=1e-4))
    run.set_bias(1, 0, 1e200)
    assert run.diverged
    run.train(3)
    assert run.update == 0


@pytest.mark.parametrize(
    ("spec", "epochs"),
    [
        (Spec.parse("data=xor&batch=all&opt=adam&act=tanh"), 12_000),
        (
            Spec(
                layers=(7, 64, 64, 64, 64, 1),
                features=("x1", "x2", "x1^2", "x2^2", "x1*x2", "sin-x1", "sin-x2"),
                data="moons",
                samples=50,
                batch="all",
                optimizer="adam",
            ),
            300,
        ),
    ],
)
def test_a_long_run_stays_within_32_megabytes_and_goes_back_exactly(spec, epochs):
    data = make_dataset(spec)
    tracemalloc.start()
    run = Run(spec)
    run.data = data
    run.train(epochs // 3)
    there = run.parameters.copy()
    run.train(epochs - epochs // 3)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < 32 * MEGABYTE
    run.seek(epochs // 3)
    assert run.parameters.tobytes() == there.tobytes()


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda run: run.train(-1), "epochs=-1"),
        (lambda run: run.train(1.5), r"epochs=1\.5"),
        (lambda run: run.step(10**9), "updates=1000000000"),
        (lambda run: run.seek(-3), "epoch=-3"),
        (lambda run: run.seek("12"), "epoch='12'"),
        (lambda run: run.set_weight(0, 0, 0, 1.0), "layer=0 must be from 1 to 2"),
        (lambda run: run.set_weight(1, 2, 0, 1.0), "source=2 must be from 0 to 1"),
        (lambda run: run.set_weight(1, 0, 4, 1.0), "target=4 must be from 0 to 3"),
        (lambda run: run.set_bias(2, 1, 1.0), "neuron=1 must be from 0 to 0"),
        (lambda run: run.set_bias(1, 0, math.nan), "nan"),
        (lambda run: run.set_bias(1, 0, "big"), "'big'"),
        (lambda run: run.change(seed=3), "seed"),
        (lambda run: run.sample_gradient(100), "sample=100 must be from 0 to 99"),
    ],
)
def test_a_bad_argument_is_refused_and_changes_nothing(call, words):
    run = Run(Spec())
    with pytest.raises(EngineError, match=words):
        call(run)
    assert_same_state(run, Run(Spec()))


def test_a_change_out_of_bounds_is_refused_as_a_spec_is():
    run = Run(Spec())
    with pytest.raises(SpecErrors, match="50"):
        run.change(learning_rate=50)
    assert run.spec == Spec()


@pytest.mark.parametrize(
    ("points", "words"),
    [
        ([0, 1], r"\(2,\).*\(n, 2\)"),
        ([[0, 1, 2]], r"\(1, 3\)"),
        ([], r"\(0,\)"),
        (np.zeros((0, 2)), r"\(0, 2\)"),
        ([[0, 1], [0, math.nan]], "point 1"),
        ([[math.inf, 1]], "point 0"),
        ([[2e6, 1]], "within"),
        ([["a", "b"]], "not numbers"),
        ([[1], [1, 2]], "not numbers"),
    ],
)
def test_points_that_are_none_are_refused(points, words):
    run = Run(Spec())
    for look in (run.predict, run.forward):
        with pytest.raises(ShapeError, match=words):
            look(points)


def test_what_a_run_shows_cannot_be_written_to():
    run = Run(Spec())
    run.train(1)
    for array in (run.parameters, run.weights[0], run.biases[1], run.history.parameters):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 1.0


def test_the_repr_of_a_run_says_where_it_is():
    run = Run(Spec())
    run.train(2)
    assert "epoch 2" in repr(run)
    assert str(run.spec) in repr(run)


def test_an_edit_of_a_diverged_run_is_there_again_after_going_back():
    run = Run(DIVERGING)
    run.train(2000)
    assert run.diverged
    update, size = run.update, run.network.size
    for layer, (weights, biases) in enumerate(zip(run.weights, run.biases, strict=True), 1):
        for target in range(len(biases)):
            run.set_bias(layer, target, 0.1)
            for source in range(weights.shape[1]):
                run.set_weight(layer, source, target, 0.2)
    run.change(learning_rate=0.01, optimizer="sgd")
    assert not run.diverged
    assert len(run.events) == size + 1
    run.step(3)
    there = run.parameters.copy()
    run.seek(0)
    run.seek_update(update + 3)
    assert run.update == update + 3
    assert run.parameters.tobytes() == there.tobytes()

"""Reshaping: what stays is equal to the bit, what is new is what a new network would have."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run, Spec, SpecErrors
from engine.network import Network
from engine.reshaping import Shape, reshaped

SPEC = Spec.parse("layers=2-4-4-1&act=relu-tanh&loss=mse&data=xor&batch=all&lr=0.1&seed=5")


def trained(spec: Spec = SPEC, epochs: int = 30) -> Run:
    run = Run(spec)
    run.train(epochs)
    return run


def test_a_layer_that_grows_keeps_its_weights_and_gets_new_ones_from_the_seed() -> None:
    run = trained()
    grown = Run(reshaped(run, Shape((2, 4, 6, 1), ("relu", "tanh"), (0, 1, 2, 3))))
    fresh = Run(SPEC.replace(layers=(2, 4, 6, 1)))
    assert np.array_equal(grown.weights[0], run.weights[0])
    assert np.array_equal(grown.weights[1][:4], run.weights[1])
    assert np.array_equal(grown.weights[1][4:], fresh.weights[1][4:])
    assert np.array_equal(grown.weights[2][:, :4], run.weights[2])
    assert np.array_equal(grown.weights[2][:, 4:], fresh.weights[2][:, 4:])
    assert np.array_equal(grown.biases[1][:4], run.biases[1])
    assert np.array_equal(grown.biases[2], run.biases[2])


def test_a_layer_that_shrinks_loses_its_last_neurons() -> None:
    run = trained()
    shrunk = Run(reshaped(run, Shape((2, 4, 1, 1), ("relu", "tanh"), (0, 1, 2, 3))))
    assert np.array_equal(shrunk.weights[1], run.weights[1][:1])
    assert np.array_equal(shrunk.weights[2], run.weights[2][:, :1])


def test_a_new_layer_cuts_the_weights_that_it_comes_between_and_keeps_the_biases() -> None:
    run = trained()
    shape = Shape((2, 4, 4, 4, 1), ("relu", "tanh", "tanh"), (0, 1, 2, None, 3))
    deeper = Run(reshaped(run, shape))
    fresh = Run(SPEC.replace(layers=shape.layers, activations=shape.activations))
    assert all(np.array_equal(deeper.weights[k], run.weights[k]) for k in (0, 1))
    assert all(np.array_equal(deeper.weights[k], fresh.weights[k]) for k in (2, 3))
    assert np.array_equal(deeper.biases[2], fresh.biases[2])
    assert np.array_equal(deeper.biases[3], run.biases[2])


def test_a_layer_taken_away_joins_its_neighbours_by_new_weights() -> None:
    run = trained()
    flat = Run(reshaped(run, Shape((2, 4, 1), ("tanh",), (0, 2, 3))))
    fresh = Run(SPEC.replace(layers=(2, 4, 1), activations=("tanh",)))
    assert np.array_equal(flat.weights[0], fresh.weights[0])  # it led into the layer that went
    assert np.array_equal(flat.biases[0], run.biases[1])
    assert np.array_equal(flat.weights[1], run.weights[2])


def test_another_activation_keeps_every_number() -> None:
    run = trained()
    spec = reshaped(run, Shape(SPEC.layers, ("gelu", "tanh"), (0, 1, 2, 3)))
    assert spec.activations == ("gelu", "tanh")
    assert np.array_equal(Run(spec).parameters, run.parameters)


def test_what_has_learned_nothing_begins_as_any_network_of_its_shape() -> None:
    spec = reshaped(Run(SPEC), Shape((2, 3, 1), ("relu",), (0, 1, 3)))
    assert spec == SPEC.replace(layers=(2, 3, 1), activations=("relu",))


def test_a_weight_set_by_hand_stays_though_nothing_was_trained() -> None:
    run = Run(SPEC)
    run.set_weight(1, 0, 2, 7.5)
    deeper = Run(reshaped(run, Shape((2, 5, 4, 1), ("relu", "tanh"), (0, 1, 2, 3))))
    assert deeper.weights[0][2, 0] == 7.5


def test_the_new_run_goes_on_where_the_old_one_is_and_reset_comes_back_there() -> None:
    run = trained()
    spec = reshaped(run, Shape((2, 5, 4, 1), ("relu", "tanh"), (0, 1, 2, 3)))
    grown = Run(spec)
    start = grown.parameters.copy()
    grown.train(10)
    assert grown.epoch == 10
    assert not np.array_equal(grown.parameters, start)
    grown.reset()
    assert np.array_equal(grown.parameters, start)


def test_of_given_weights_the_new_ones_are_drawn_as_asked() -> None:
    run = trained(SPEC.replace(initialization="given", given=(0.5,) * Run(SPEC).network.size), 1)
    grown = Run(reshaped(run, Shape((2, 8, 4, 1), ("relu", "tanh"), (0, 1, 2, 3)), "xavier"))
    fresh = Run(SPEC.replace(layers=(2, 8, 4, 1), initialization="xavier"))
    assert np.array_equal(grown.weights[0][4:], fresh.weights[0][4:])


def test_of_a_diverged_network_what_is_no_number_is_drawn_anew() -> None:
    run = Run(SPEC.replace(learning_rate=10, output="identity", activations=("identity",) * 2))
    run.train(400)
    assert run.diverged
    spec = reshaped(run, Shape((2, 4, 4, 1), ("relu", "relu"), (0, 1, 2, 3)))
    assert np.isfinite(Run(spec).parameters).all()


def test_a_shape_that_no_network_has_is_refused() -> None:
    with pytest.raises(SpecErrors, match="layers"):
        reshaped(trained(), Shape((2, 400, 1), ("relu",), (0, 1, 3)))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 8), min_size=0, max_size=4),
       st.lists(st.integers(1, 8), min_size=0, max_size=4))
def test_every_number_is_the_old_one_or_the_drawn_one(had: list[int], wanted: list[int]) -> None:
    spec = SPEC.replace(layers=(2, *had, 1), activations=("tanh",) * len(had))
    run = trained(spec, 2)
    origins = (*range(min(len(had), len(wanted)) + 1), *[None] * (len(wanted) - len(had)),
               len(had) + 1)
    shape = Shape((2, *wanted, 1), ("tanh",) * len(wanted), origins)
    new = Run(reshaped(run, shape))
    fresh = Network(spec.replace(layers=shape.layers, activations=shape.activations))
    assert np.isin(new.parameters, np.concatenate([run.parameters, fresh.parameters])).all()
    if wanted == had:
        assert np.array_equal(new.parameters, run.parameters)

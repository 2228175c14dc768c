"""Fields: what is drawn over the plane is what the run answers there, by both back ends."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run, Spec
from engine.features import features_of
from engine.fields import NumpyFields, coloured, fields_of
from engine.network import Network
from tests.engine.specs import specs

PALETTE = np.arange(1024, dtype=np.uint32).astype(np.uint8).reshape(256, 4)
PALETTE[:, 1] = np.arange(256)
STATED = 1e-12  # the largest difference, of the largest magnitude

both_engines = pytest.mark.usefixtures("engine")


def plane(size: int) -> np.ndarray:
    steps = np.linspace(-3, 3, size)
    return np.stack(np.meshgrid(steps, steps), axis=-1).reshape(-1, 2)


def apart(ours, theirs) -> float:
    return float(np.abs(ours - theirs).max() / max(np.abs(theirs).max(), 1e-300))


@both_engines
def test_answers_and_activations_are_what_the_run_predicts(request, deviation):
    @settings(max_examples=request.config.getoption("--fuzz") // 4)
    @given(specs(max_samples=60), st.sampled_from([1, 2, 3, 7]))
    def check(spec, size):
        run, points = Run(spec), plane(size)
        run.step(3)
        if not np.abs(run.parameters).max() < 1e6:
            return
        expected = run.forward(points)[1]
        fields = fields_of(spec, points, PALETTE)
        every = fields.activations(run.parameters)
        deviation("neurons over the plane", apart(every, np.concatenate(expected, axis=1).T),
                  STATED)
        answers = fields.answers(run.parameters)
        np.testing.assert_array_equal(answers, every[-1])

    check()


@both_engines
@pytest.mark.parametrize("neuron", [0, 2, -1])
def test_colours_are_the_nearest_of_the_palette(neuron):
    spec, points = Spec.parse("layers=2-4-1&act=tanh&seed=5"), plane(21)
    parameters = Network(spec).parameters
    fields = fields_of(spec, points, PALETTE)
    values = fields.activations(parameters)[neuron]
    found = fields.colours(neuron, -0.5, 0.8)
    expected = [PALETTE[round(min(max((v + 0.5) * (255 / 1.3), 0), 255))] for v in values.tolist()]
    np.testing.assert_array_equal(found, expected)
    assert len(np.unique(found[:, 1])) > 20


@both_engines
def test_answers_can_be_evaluated_anew_and_what_was_given_stays():
    spec, points = Spec(), plane(4)
    fields, first, second = fields_of(spec, points, PALETTE), *(
        Network(spec.replace(seed=seed)).parameters for seed in (1, 2))
    before = fields.answers(first)
    kept, colours = before.copy(), fields.colours(-1, 0, 1)
    shown = colours.copy()
    assert not np.array_equal(fields.answers(second), before)
    fields.colours(-1, 0, 1)
    np.testing.assert_array_equal(before, kept)
    np.testing.assert_array_equal(colours, shown)


@both_engines
def test_no_answer_has_the_middle_colour_and_infinite_ones_the_ends():
    spec = Spec.parse("layers=1-1&features=x1&act=none&out=identity&loss=mse&data=plane")
    points = np.array([[-1.0, 0.0], [0.0, 0.0], [1.0, 0.0]])
    fields = fields_of(spec, points, PALETTE)
    assert fields.answers(np.array([math.inf, 0.0])).tolist()[::2] == [-math.inf, math.inf]
    assert fields.colours(-1, 0.0, 1.0)[:, 1].tolist() == [0, 128, 255]
    fields.answers(np.array([1.0, 0.0]))
    assert fields.colours(-1, 2.0, 2.0)[:, 1].tolist() == [128] * 3


@given(st.lists(st.floats(-10, 10), min_size=1))
def test_colours_keep_the_shape_and_the_order_of_values(values):
    ordered = np.sort(values)
    found = coloured(ordered[None], -1.0, 1.0, PALETTE)
    assert found.shape == (1, len(values), 4)
    assert (np.diff(found[0, :, 1].astype(int)) >= 0).all()


def test_pixels_of_both_engines_differ_by_one_entry_at_most(engine):
    """Where a value is between two entries, its last digits decide."""
    spec, points = Spec.parse("layers=2-8-8-1&act=gelu-tanh&seed=2"), plane(61)
    parameters = Network(spec).parameters
    fields = fields_of(spec, points, PALETTE)
    by_numpy = NumpyFields(spec, features_of(points, spec.features), PALETTE)
    pictures = []
    for each in (fields, by_numpy):
        each.activations(parameters)
        pictures.append(each.colours(-1, 0.2, 0.9)[:, 1].astype(int))
    differing = np.abs(pictures[0] - pictures[1])
    assert differing.max() <= 1
    assert np.count_nonzero(differing) <= 1
    assert repr(fields).startswith("<fields of 17 neurons at 3721 points")
    del engine

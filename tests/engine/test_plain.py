"""The plain loop does what the engine does."""

import numpy as np
import pytest

from engine import Run, Spec
from engine.ops.sigmoid import sigmoid
from engine.plain import layers_of, loss, update


@pytest.mark.parametrize("text", ["batch=1", "batch=7&act=tanh", "batch=all&act=sigmoid",
                                  "layers=2-5-3-1&act=tanh-relu&batch=10"])  # fmt: skip
def test_its_weights_and_loss_are_those_of_a_run(text):
    run = Run(Spec.parse(f"{text}&out=sigmoid&loss=bce&opt=sgd&lr=0.1"))
    layers, train = layers_of(run.spec), run.data.train
    size = len(train) if run.spec.batch == "all" else run.spec.batch
    for epoch in range(3):
        order = run.order(epoch)
        for start in range(0, len(train), size):
            rows = order[start : start + size]
            batch = train.inputs[rows].tolist(), train.targets[rows, 0].tolist()
            update(layers, *batch, run.spec.learning_rate)
    run.train(3)
    for layer, weights, biases in zip(layers, run.weights, run.biases, strict=True):
        assert np.abs(np.array(layer.weights) - weights).max() < 1e-12
        assert np.abs(np.array(layer.biases) - biases).max() < 1e-12
    ours = loss(layers, train.inputs.tolist(), train.targets[:, 0].tolist())
    assert ours == pytest.approx(run.loss, rel=1e-12)


@pytest.mark.parametrize(
    ("z", "answer"),
    [(-1e9, 0.0), (-710.0, 4.47628622567513e-309), (-1.0, 0.2689414213699951), (0.0, 0.5),
     (1e9, 1.0)],
)  # fmt: skip
def test_its_sigmoid_overflows_on_neither_side(z, answer):
    assert sigmoid(z) == answer


def test_its_loss_is_a_run_s_where_the_answer_rounds_to_0_or_1():
    run = Run(Spec.parse("layers=2-1&data=xor&loss=bce"))
    run.set_weight(1, 0, 0, 2000.0)
    layers, train = layers_of(run.spec), run.data.train
    layers[0].weights[0] = run.weights[0][0].tolist()
    ours = loss(layers, train.inputs.tolist(), train.targets[:, 0].tolist())
    assert ours == pytest.approx(run.loss, rel=1e-12)
    assert ours > 100


def test_an_update_says_whether_all_numbers_are_finite():
    layers = layers_of(Spec.parse("layers=2-2-1&act=relu"))
    assert update(layers, [[1.0, 2.0]], [1.0], 0.1)
    layers[0].weights[0][0] = 1e308
    assert not update(layers, [[1e6, 1e6]], [0.0], 1e9)

"""The plain loop does what the engine does."""

import numpy as np
import pytest

from engine import Run, Spec
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

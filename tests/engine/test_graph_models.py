"""A CNN, an LSTM and a GPT of one block, trained 100 steps beside PyTorch's own layers."""

import math

import numpy as np
import pytest

from engine.graph.explanation import Explanation
from engine.graph.gradient import gradient, gradients
from engine.graph.program import Program
from engine.tensor import Tensor, recording
from tests.engine.graph_models import CNN, GPT, LSTM
from tests.engine.torch_twin import relative, torch

F = torch.nn.functional
RATE = 0.1


def cnn(p, x, y):
    h = F.max_pool2d(F.conv2d(x, p["conv.weight"], p["conv.bias"]).relu(), 2)
    return F.cross_entropy(F.linear(h.flatten(1), p["fc.weight"], p["fc.bias"]), y)


def lstm(p, x, y):
    cell = torch.nn.LSTM(4, 16, batch_first=True, dtype=torch.float64)
    own = {name.removeprefix("lstm."): value for name, value in p.items() if "lstm" in name}
    states, _ = torch.func.functional_call(cell, own, (x,))
    return F.cross_entropy(F.linear(states[:, -1], p["fc.weight"], p["fc.bias"]), y)


def gpt(p, x, y):
    def norm(h, name):
        return F.layer_norm(h, (32,), p[f"{name}.weight"], p[f"{name}.bias"])

    def dense(h, name):
        return F.linear(h, p[f"{name}.weight"], p[f"{name}.bias"])

    h = F.embedding(x, p["token.weight"]) + p["place.weight"]
    q, k, v = dense(norm(h, "norm1"), "qkv").view(16, 16, 3, 2, 16).permute(2, 0, 3, 1, 4)
    z = F.scaled_dot_product_attention(q, k, v, is_causal=True)
    h = h + dense(z.transpose(1, 2).reshape(16, 16, 32), "project")
    h = h + dense(F.gelu(dense(norm(h, "norm2"), "up")), "down")
    return F.cross_entropy(dense(norm(h, "norm3"), "head").flatten(0, 1), y.flatten())


MODELS = {"cnn": (CNN(), cnn, 810), "lstm": (LSTM(), lstm, 1476), "gpt": (GPT(), gpt, 15035)}


def training(model, dtype=np.float64):
    """The parameters, and a program of one step's loss and gradients."""
    start = {name: value.astype(dtype) for name, value in model.start().items()}
    p = {name: Tensor(value, requires_grad=True, name=name) for name, value in start.items()}
    x, y = model.data()
    x = x.astype(dtype) if x.dtype.kind == "f" else x

    def step(x, y):
        loss = model.loss(p, x, y)
        return (loss, *gradient(loss, list(p.values())))

    return p, x, y, step


@pytest.mark.parametrize("name", MODELS)
def test_training_for_100_steps_is_pytorchs(name, deviation):
    model, twin, count = MODELS[name]
    p, x, y, step = training(model)
    assert sum(math.prod(shape) for shape in model.shapes.values()) == count
    theirs = {n: torch.from_numpy(t.array.copy()).requires_grad_() for n, t in p.items()}
    program = Program(step, x, y)
    tx, ty = torch.from_numpy(x), torch.from_numpy(y)
    losses = []
    for _ in range(100):
        loss, *gs = program(x, y)
        tloss = twin(theirs, tx, ty)
        tgs = torch.autograd.grad(tloss, list(theirs.values()))
        losses.append((float(loss), tloss.item()))
        with torch.no_grad():
            for t, g, mine, g2 in zip(theirs.values(), tgs, p.values(), gs, strict=True):
                t -= RATE * g
                mine.array -= RATE * g2
    ours, its = np.array(losses).T
    assert its[-1] < 0.98 * its[0]
    deviation(f"{name}: losses of 100 steps", relative(ours, its), 1e-9)
    for parameter in p:
        deviation(
            f"{name}: parameters after 100 steps",
            relative(p[parameter].array, theirs[parameter].detach().numpy()),
            1e-9,
        )


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("name", MODELS)
def test_a_programs_step_is_that_of_tensors_to_the_bit_in_either_precision(name, dtype):
    model, _, _ = MODELS[name]
    p, x, y, step = training(model, dtype)
    program = Program(step, x, y)
    for _ in range(2):
        eager = step(Tensor(x), Tensor(y))
        for a, b in zip(eager, program(x, y), strict=True):
            assert b.dtype == dtype
            np.testing.assert_array_equal(a.array, b)
        for parameter, g in zip(p.values(), eager[1:], strict=True):
            parameter.array -= dtype(RATE) * g.array


@pytest.mark.parametrize("name", MODELS)
def test_numbers_anywhere_in_a_model_are_explained_forward_and_backward(name):
    model, _, _ = MODELS[name]
    p, x, y, _ = training(model)
    with recording():
        loss = model.loss(p, Tensor(x, name="x"), Tensor(y, name="y"))
        by = gradients(loss, list(p.values()))
    explanation = Explanation([loss, *by.values()], by)
    chance = np.random.default_rng(0)
    for tensor in explanation.tensors:
        at = tuple(int(chance.integers(n)) for n in tensor.shape)
        quantity = explanation.of(tensor, at)
        scale = max(1.0, np.abs(tensor.array[np.isfinite(tensor.array)]).max(initial=0))
        if np.isfinite(tensor.array[at]):
            assert abs(quantity.expression.value - float(tensor.array[at])) <= 1e-12 * scale
    weight = next(iter(p.values()))
    gradient_of_weight = explanation.of(by[weight], (0,) * len(weight.shape))
    assert "∂L/∂" in gradient_of_weight.text()
    assert weight.name in gradient_of_weight.text()

"""Scripts of graphs run in numpy and in PyTorch, and give the numbers of the program."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.graph.gradient import gradient
from engine.graph.program import Program
from engine.graph.script import Script, script
from engine.tensor import Tensor
from tests.engine.graph_cases import CASES, seeds
from tests.engine.graph_models import CNN, GPT, LSTM


def run(kind, program, arguments):
    """What the program's script gives, of the program's inputs and then its parameters."""
    scope = {}
    exec(script(kind, program.inputs, program.outputs), scope)
    if kind == "torch":
        torch = pytest.importorskip("torch")
        arguments = [torch.from_numpy(np.array(x)) for x in arguments]
    with np.errstate(all="ignore"):
        results = scope["step"](*arguments)
    return [np.asarray(x) for x in (results if isinstance(results, tuple) else (results,))]


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("name", CASES)
@settings(max_examples=5)
@given(data=st.data(), seed=seeds)
def test_a_script_gives_results_and_gradients(kind, name, data, seed):
    ours, _, arrays = data.draw(CASES[name])

    def function(*xs):
        y = ours(*xs)
        return (y, *gradient((y * y).sum(), xs))

    program = Program(function, *arrays)
    for a, b in zip(program(*arrays), run(kind, program, arrays), strict=True):
        assert a.shape == b.shape
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("kind", ["numpy", "torch"])
@pytest.mark.parametrize("model", [CNN(), LSTM(), GPT()], ids=["cnn", "lstm", "gpt"])
def test_a_models_script_takes_its_parameters_by_their_names(kind, model):
    p = {n: Tensor(v, requires_grad=True, name=n) for n, v in model.start().items()}

    def function(x, y):
        loss = model.loss(p, x, y)
        return (loss, *gradient(loss, list(p.values())))

    x, y = model.data()
    program = Program(function, x, y)
    written = Script(kind, program.inputs, program.outputs)
    assert {node.name for node in written.parameters} == set(p)
    names = ", ".join(node.name.replace(".", "_") for node in written.parameters)
    assert f"def step(input_0, input_1, {names}):" in written.text("step")
    arguments = [x, y, *(node.array for node in written.parameters)]
    for a, b in zip(program(x, y), run(kind, program, arguments), strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-12)


def test_names_that_python_cannot_write_are_changed_and_stay_apart():
    a = Tensor([1.0], requires_grad=True, name="fc.weight")
    b = Tensor([2.0], requires_grad=True, name="fc weight")
    c = Tensor([3.0], requires_grad=True, name="lambda")
    program = Program(lambda x: x * a + b * c, np.ones(1))
    (result,) = run("numpy", program, [np.ones(1), a.array, b.array, c.array])
    assert result == [7.0]

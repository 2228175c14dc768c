"""Generated programs are run, and their losses are the Run's."""

import ast
import contextlib
import io
import json
import math
import re

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import EngineError, Run, ShapeError, Spec, SpecErrors
from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS
from engine.optimizers import OPTIMIZERS
from engine.pytorch import notebook, numpy_script, pytorch_code, pytorch_lines, source
from tests.engine.programs import apart, run_program
from tests.engine.specs import specs
from tests.engine.trajectories import EQUAL, losses_of

pytestmark = pytest.mark.usefixtures("engine")

small_specs = specs(max_hidden=3, max_samples=60, learning_rate=st.floats(1e-3, 0.5))


@pytest.fixture(scope="module")
def torch():
    """PyTorch on one thread; what a program sets of it is set back by run_program."""
    torch = pytest.importorskip("torch", reason="PyTorch is not installed: build.py test --parity")
    torch.set_num_threads(1)
    return torch


needs_torch = pytest.mark.usefixtures("torch")


EACH = [
    *[f"opt={name}&lr=0.01" for name in OPTIMIZERS],
    *[f"opt={name}&lr=0.01&l1=0.003&l2=0.02" for name in OPTIMIZERS],
    *[f"init={name}" for name in INITIALIZERS if name != "given"],
    *[f"act={name}" for name in ACTIVATIONS],
    *[
        f"batch={batch}&order={order}"
        for batch in ("1", "7", "all")
        for order in ("shuffled", "sequential")
    ],
    *["loss=mse", "loss=bce&penalty=0.2", "loss=mse&penalty=0.2", "out=identity&loss=mse"],
    "data=hills&out=identity&loss=mse&features=x1^2,sin-x2",
    "layers=2-1&act=none",
]


@pytest.mark.parametrize("text", EACH)
@needs_torch
def test_the_embedded_program_gives_the_losses_of_the_run(text, deviation):
    spec = Spec.parse(f"n=50&split=0.2&seed=5&{text}")
    deviation("losses of PyTorch programs", apart(pytorch_code, spec), EQUAL)


@pytest.mark.parametrize("text", EACH)
def test_the_numpy_script_gives_the_losses_of_the_run(text, deviation):
    spec = Spec.parse(f"n=50&split=0.2&seed=5&{text}")
    deviation("losses of numpy scripts", apart(numpy_script, spec), EQUAL)


def check_all_drawn(make, name, deviation):
    compared = []

    @settings(max_examples=40)
    @given(small_specs)
    def check(spec):
        found = apart(make, spec)
        compared.append(found)
        if found is not None:
            deviation(name, found, EQUAL)

    check()
    assert sum(found is not None for found in compared) >= 30


@needs_torch
def test_programs_of_drawn_specs_give_the_losses_of_their_runs(deviation):
    check_all_drawn(pytorch_code, "losses of PyTorch programs", deviation)


def test_numpy_scripts_of_drawn_specs_give_the_losses_of_their_runs(deviation):
    check_all_drawn(numpy_script, "losses of numpy scripts", deviation)


@pytest.mark.parametrize("make", [pytorch_code, numpy_script])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_a_program_goes_on_from_the_middle_of_an_epoch(request, make, name):
    if make is pytorch_code:
        request.getfixturevalue("torch")
    run = Run(Spec(optimizer=name, samples=50, batch=8, learning_rate=0.03, l2=0.01))
    run.step(17)
    losses, _, _ = run_program(make(run.spec, run.weights, epochs=5))
    rest = [run.loss]
    for epoch in range(3, 8):
        run.seek(epoch)
        rest.append(run.loss)
    np.testing.assert_allclose(losses, rest, rtol=0, atol=EQUAL)


@pytest.mark.parametrize("make", [pytorch_code, numpy_script])
def test_a_program_goes_on_after_edits_and_changes_by_hand(request, make):
    if make is pytorch_code:
        request.getfixturevalue("torch")
    run = Run(Spec(samples=50))
    run.train(2)
    run.set_weight(1, 0, 2, 0.75)
    run.change(optimizer="adam", learning_rate=0.02)
    run.train(1)
    losses, _, _ = run_program(make(run.spec, run.weights, epochs=3))
    np.testing.assert_allclose(losses, losses_of(run, 3), rtol=0, atol=EQUAL)


@needs_torch
def test_the_call_of_the_documentation_continues_the_run():
    text = "layers=2-4-1&act=tanh&loss=bce&data=xor&batch=all&lr=0.5&seed=3"
    run = Run(Spec.parse(text))
    run.train(500)
    run.seek(120)
    losses, _, _ = run_program(pytorch_code(run.spec, weights=run.weights))
    np.testing.assert_allclose(losses[:201], losses_of(run, 200), rtol=0, atol=EQUAL)


@needs_torch
def test_own_weights_and_biases_start_the_first_epoch():
    run = Run(Spec(initialization="pytorch", data="xor"))
    weights, biases = [w.tolist() for w in run.weights], [b.tolist() for b in run.biases]
    with_biases, _, _ = run_program(pytorch_code(run.spec, weights, biases, epochs=3))
    without, _, _ = run_program(pytorch_code(run.spec, weights, epochs=3))
    np.testing.assert_allclose(with_biases, losses_of(run, 3), rtol=0, atol=EQUAL)
    assert without[0] != with_biases[0]
    assert "fc1.bias.copy_(torch.tensor([0, 0, 0, 0]))" in pytorch_code(run.spec, weights)


def test_the_seed_starts_as_pytorch_does_and_learns(torch):
    spec = Spec(data="xor", batch="all", activations=("tanh",), learning_rate=0.5)
    losses, names, printed = run_program(pytorch_code(spec))
    assert losses[-1] < 0.05 < losses[0]
    assert names["X"].dtype == torch.float32
    assert "epoch 1000: loss 0.0" in printed
    assert "differ from the page's" in pytorch_code(spec)


@pytest.mark.parametrize("text", EACH)
@needs_torch
def test_the_seed_form_runs_for_every_spec(text):
    losses, _, _ = run_program(pytorch_code(Spec.parse(f"n=50&split=0.2&{text}"), epochs=1))
    assert len(losses) == 2
    assert np.isfinite(losses).all()


@pytest.mark.parametrize(
    "name", ["he", "he_uniform", "xavier", "xavier_uniform", "pytorch", "zeros"]
)
@needs_torch
def test_the_initialization_of_pytorch_has_the_spread_of_ours(name):
    spec = Spec(layers=(2, 64, 64, 1), initialization=name, data="xor", batch="all")
    _, names, _ = run_program(re.sub(r"for epoch .*", "for epoch in []:", pytorch_code(spec)))
    run = Run(spec)
    assert names["model"].fc2.weight.std().item() == pytest.approx(run.weights[1].std(), rel=0.05)
    theirs, ours = names["model"].fc2.bias.std().item(), run.biases[1].std()
    assert theirs == pytest.approx(ours, rel=0.3)


@needs_torch
def test_given_weights_start_the_seed_form_too():
    start = tuple(0.1 * i for i in range(17))
    spec = Spec(initialization="given", given=start, data="xor", batch="all")
    losses, _, _ = run_program(pytorch_code(spec, epochs=1))
    assert losses[0] == pytest.approx(Run(spec).loss, rel=1e-5)


@needs_torch
def test_float32_is_near_at_first_and_its_deviation_is_reported(deviation):
    for text in ("act=relu&lr=0.5", "act=tanh&lr=0.5", "act=tanh&opt=adam&lr=0.1"):
        spec = Spec.parse(f"n=50&{text}")
        code = pytorch_code(spec, Run(spec).weights, epochs=60).replace("float64", "float32")
        losses, _, _ = run_program(code)
        further = np.abs(losses - losses_of(Run(spec), 60))
        deviation(f"float32 within 60 epochs, {text}", further.max(), math.inf)
        assert further[0] < 1e-6


@pytest.mark.parametrize("with_weights", [False, True])
@needs_torch
def test_a_notebook_has_the_cells_of_the_program_and_runs(with_weights):
    run = Run(Spec(samples=50, batch=10, split=0.2))
    weights = run.weights if with_weights else None
    document = json.loads(notebook(run.spec, weights, epochs=4))
    assert (document["nbformat"], document["nbformat_minor"]) == (4, 5)
    ids = [cell["id"] for cell in document["cells"]]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-zA-Z0-9_-]{1,64}", name) for name in ids)
    assert {cell["cell_type"] for cell in document["cells"]} == {"markdown", "code"}
    names = {}
    with contextlib.redirect_stdout(io.StringIO()):
        for cell in document["cells"]:
            if cell["cell_type"] == "code":
                assert cell["outputs"] == []
                exec("".join(cell["source"]), names)
    in_one_go, _, _ = run_program(pytorch_code(run.spec, weights, epochs=4))
    assert names["losses"] == in_one_go.tolist()


def test_a_numpy_script_imports_numpy_alone():
    for name in ACTIVATIONS:
        tree = ast.parse(numpy_script(Spec(activations=(name,))))
        imported = {
            alias.name
            for node in ast.walk(tree)
            if isinstance(node, ast.Import | ast.ImportFrom)
            for alias in node.names
        }
        assert imported <= {"numpy", "math"}


@settings(max_examples=40)
@given(small_specs)
def test_lines_are_the_program_and_say_what_they_are_about(spec):
    lines = pytorch_lines(spec, Run(spec).weights)
    assert "\n".join(line.text for line in lines) + "\n" == pytorch_code(spec, Run(spec).weights)
    assert all("\n" not in line.text and len(line.text) <= 100 for line in lines)
    about = {line.about for line in lines}
    assert {f"layer.{layer}" for layer in range(1, len(spec.layers))} <= about
    assert {"criterion", "optimizer", "data", "epochs", "zero_grad", "backward", "step"} <= about
    assert all(line.about for line in lines if line.text)
    documented = set(re.findall(r"\w+", source.__doc__.split("can be about:")[1]))
    assert {word.split(".")[0] for word in about if word} <= documented


def test_a_line_with_a_layer_is_about_that_layer():
    lines = pytorch_lines(Spec(layers=(2, 4, 4, 1)))
    assert [line.about for line in lines if "nn.Linear(4, 4)" in line.text] == ["layer.2"]
    assert [line.about for line in lines if "optimizer.step()" in line.text] == ["step"]


class Hostile(float):
    """A number whose text is a program."""

    def __repr__(self):
        return "__import__('os')"

    __str__ = __repr__


CODE = "0); __import__('os').system('true'"


@pytest.mark.parametrize(
    "field", [name for name in vars(Spec()) if name not in ("given", "points")]
)
def test_no_field_of_a_spec_carries_code(field):
    with pytest.raises(SpecErrors):
        Spec(**{field: CODE})
    with pytest.raises(SpecErrors):
        Spec(**{field: (CODE,)})


def test_numbers_with_another_text_reach_the_program_as_numbers():
    points = [(Hostile(0), Hostile(1), Hostile(1)), (Hostile(1), 1, 0)]
    spec = Spec(data="own", points=points, learning_rate=0.25)
    weights = [np.zeros((4, 2)).tolist(), [[Hostile(0.5)] * 4]]
    for make in (pytorch_code, numpy_script, notebook):
        assert "__import__" not in make(spec, weights)


@pytest.mark.parametrize(
    ("weights", "biases", "message"),
    [
        ([[[1, 2]]], None, r"weights have the shapes \(1, 2\); weights of these layers"),
        ([["a"], ["b"]], None, "could not convert"),
        ([np.full((4, 2), np.nan), np.ones((1, 4))], None, "not finite"),
        ([np.ones((4, 2)), np.ones((1, 4))], [np.ones(3), np.ones(1)], r"biases .* \(4,\), \(1,\)"),
        (None, [np.ones(4), np.ones(1)], "biases without weights"),
    ],
)
def test_wrong_weights_are_refused_with_the_right_shapes(weights, biases, message):
    for make in (pytorch_code, numpy_script, notebook):
        with pytest.raises(ShapeError, match=message):
            make(Spec(), weights, biases)


@pytest.mark.parametrize("epochs", [0, -1, 10**10, "many", 1.5])
def test_absurd_epochs_are_refused(epochs):
    with pytest.raises(EngineError, match=f"epochs={epochs!r} must be"):
        pytorch_code(Spec(), epochs=epochs)


def standardised(features="x1,x2"):
    rows = tuple((20 + 3 * i, 1e7 + 2e6 * (i % 5), float(i % 3 == 0)) for i in range(12))
    spec = Spec.parse(f"layers={len(features.split(','))}-3-1&features={features}&lr=0.1&batch=4")
    return spec.replace(data="own", points=rows, scales=((36.5, 10.356), (1.4e7, 2.83e6)))


@pytest.mark.parametrize("features", ["x1,x2", "x1,x2^2,sin-x2"])
def test_a_program_standardises_the_numbers_that_were_given(features):
    spec = standardised(features)
    assert "[20, 10000000]" in numpy_script(spec)
    assert apart(numpy_script, spec) < EQUAL


@needs_torch
def test_in_pytorch_too():
    assert apart(pytorch_code, standardised()) < EQUAL

"""A row that somebody adds to a table is right in every face, and nothing else knows of it."""

import numpy as np
import pytest

from engine import Run, Spec, check_gradients, explain
from engine.kernel import machine
from engine.kernel.listing import listing
from engine.kernel.plan import Plan
from engine.pytorch import numpy_script, pytorch_code
from engine.sweeps import sweep
from tests.engine import toys
from tests.engine.matrix_algebra import check_matrices
from tests.engine.programs import apart, run_program
from tests.engine.trajectories import EQUAL

ROWS = {
    "act=swish": toys.Swish(),
    "loss=huber": toys.Huber(),
    "loss=quartic": toys.Quartic(),
    "opt=lion&lr=0.003": toys.Lion,
    "opt=lion&lr=0.003&l1=0.003&l2=0.02": toys.Lion,
    "init=lecun": toys.LeCun(),
    "layers=3-3-1&features=x1,x1-x2,x2": toys.Difference(),
}
COMMON = "layers=2-3-1&act=tanh&lr=0.1&n=50&batch=8&seed=5&split=0.2"


@pytest.fixture(params=ROWS, ids=lambda text: text.replace("&", " "))
def spec(request, monkeypatch):
    toys.add(monkeypatch, ROWS[request.param])
    return Spec.parse(request.param, default=Spec.parse(COMMON))


def test_its_text_is_read_back(spec):
    assert Spec.parse(str(spec)) == spec


def test_its_gradient_is_what_finite_differences_say(spec):
    run = Run(spec)
    run.step(3)
    check = check_gradients(run)
    assert not check.excluded
    assert check.ok, check


@pytest.mark.parametrize("rows", [3, "all"])
def test_its_explanation_comes_true(spec, rows):
    run = Run(spec)
    run.step(3)
    for quantity in explain(run, rows):
        for each in (*quantity.steps, quantity):
            assert each.expression.value == pytest.approx(each.value, rel=1e-12, abs=1e-14), each
            assert each.mathml()
            assert each.latex()


@pytest.mark.parametrize("rows", [3, "all"])
def test_its_matrix_form_comes_true(spec, rows):
    run = Run(spec)
    run.step(3)
    check_matrices(run, rows)


def test_its_pytorch_program_gives_the_losses_of_the_run(spec, deviation):
    pytest.importorskip("torch", reason="PyTorch is not installed: build.py test --parity")
    found = apart(pytorch_code, spec)
    assert found is not None
    deviation("losses of toy rows in PyTorch", found, EQUAL)
    losses, _, _ = run_program(pytorch_code(spec, epochs=2))
    assert np.isfinite(losses).all()


def test_its_pytorch_program_goes_on_from_where_the_run_is(spec):
    pytest.importorskip("torch", reason="PyTorch is not installed: build.py test --parity")
    check_goes_on(pytorch_code, spec)


def test_its_numpy_script_gives_the_losses_of_the_run(spec, deviation):
    found = apart(numpy_script, spec)
    assert found is not None
    deviation("losses of toy rows in numpy", found, EQUAL)


def test_its_numpy_script_goes_on_from_where_the_run_is(spec):
    check_goes_on(numpy_script, spec)


def check_goes_on(make, spec):
    run = Run(spec)
    run.step(7)
    losses, _, _ = run_program(make(run.spec, run.weights, epochs=3))
    here, done = run.loss, run.epoch
    rest = []
    for epoch in range(done + 1, done + 4):
        run.seek(epoch)
        rest.append(run.loss)
    assert losses == pytest.approx([here, *rest], abs=EQUAL)


def test_the_kernel_gives_its_losses(spec):
    pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
    from tests.engine.wasmtime_machine import WasmtimeMachine

    runs = [Run(spec)]
    machine.use(WasmtimeMachine())
    try:
        runs.append(Run(spec))
    finally:
        machine.use(None)
    for run in runs:
        run.train(20)
    ours, theirs = runs
    assert (ours.engine, theirs.engine) == ("numpy", "wasm")
    assert theirs.history.loss == pytest.approx(ours.history.loss, rel=1e-10)
    assert theirs.parameters == pytest.approx(ours.parameters, rel=1e-9)


def test_its_listing_and_a_sweep_are_there(spec):
    run = Run(spec)
    assert any(part.about == "optimizer" for part in listing(Plan.of(spec, run.data)))
    swept = sweep(spec, seeds=range(3), epochs=5, criterion=1e-9)
    for seed, end in enumerate(swept.runs):
        run = Run(spec.replace(seed=seed))
        run.train(5)
        assert end.loss == pytest.approx(run.loss, rel=1e-10)

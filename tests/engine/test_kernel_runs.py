"""Many runs by the kernel: each is its Run to the bit, and ends as numpy's sweep says."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run, Spec, sweep
from engine.kernel import machine
from engine.kernel.plan import Plan
from engine.kernel.runs import KernelRuns
from engine.sweeps import Sweeping
from tests.engine.specs import specs

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.wasmtime_machine import WasmtimeMachine

LOSS = 1e-9  # the parity of trajectories
SPECS = [
    ("data=xor&batch=all&act=tanh&lr=0.5", 0.05, 400),
    ("data=xor&batch=all&act=tanh&lr=0.5", "all right", 400),
    ("data=xor&act=relu&loss=mse&lr=0.3", "all right", 250),
    ("data=xor&act=sigmoid&opt=adam&lr=0.03&l2=0.01&batch=3", 0.3, 200),
    ("n=60&batch=7&act=tanh&split=0.3&penalty=0.1&init=pytorch", "all right", 60),
    ("n=60&batch=all&layers=2-8-8-1&act=gelu&opt=nesterov&lr=0.1&l1=0.001", 0.2, 80),
    ("data=hills&out=identity&loss=mse&n=50&batch=10&lr=0.03&act=tanh", 0.04, 100),
    ("data=xor&out=identity&loss=mse&lr=10&batch=all", "all right", 100),
    ("data=xor&out=identity&loss=mse&lr=10&batch=1", "all right", 100),
    ("data=xor&act=relu&init=zeros", "all right", 20),
]


@pytest.fixture
def kernel():
    machine.use(WasmtimeMachine())
    yield
    machine.use(None)


def by_kernel(spec, seeds, **options):
    machine.use(WasmtimeMachine())
    try:
        return sweep(spec, seeds, **options)
    finally:
        machine.use(None)


@pytest.mark.parametrize(("text", "criterion", "epochs"), SPECS)
def test_a_sweep_by_the_kernel_ends_as_numpys(text, criterion, epochs, deviation):
    spec, grid = Spec.parse(text), {"learning_rate": [0.05, Spec.parse(text).learning_rate]}
    options = {"grid": grid, "epochs": epochs, "criterion": criterion}
    ours, theirs = by_kernel(spec, range(12), **options), sweep(spec, range(12), **options)
    assert [(run.spec, run.ended, run.epoch) for run in ours.runs] == [
        (run.spec, run.ended, run.epoch) for run in theirs.runs
    ]
    losses = np.array([[run.loss for run in swept.runs] for swept in (ours, theirs)])
    assert (np.isfinite(losses[0]) == np.isfinite(losses[1])).all()
    tame = np.isfinite(losses[0]) & (losses[1] < 1000)
    apart = np.abs(np.subtract(*losses[:, tame])).max()
    deviation("losses of a sweep by the kernel", apart, LOSS)


@pytest.mark.parametrize(("text", "criterion", "epochs"), SPECS[:7])
def test_a_run_of_a_sweep_is_the_run_to_the_bit(kernel, text, criterion, epochs):
    swept = sweep(Spec.parse(text), range(4), epochs=epochs, criterion=criterion)
    for each in swept.runs:
        run = Run(each.spec)
        run.train(each.epoch)
        assert run.loss == each.loss


def test_runs_of_random_specs_are_their_runs_to_the_bit(request, kernel):
    @settings(max_examples=request.config.getoption("--fuzz") // 4)
    @given(specs(max_samples=80), st.integers(1, 6))
    @np.errstate(all="ignore")
    def check(spec, epochs):
        (swept,) = sweep(spec, [spec.seed], epochs=epochs, criterion=1e-12).runs
        run = Run(spec)
        run.train(epochs)
        if run.diverged:
            assert swept.ended == "diverged"
        else:
            assert (swept.epoch, swept.loss) == (epochs, run.loss)

    check()


def test_the_criterion_is_met_for_the_first_time(kernel):
    (swept,) = sweep(Spec.parse(SPECS[0][0]), [1], epochs=400, criterion=0.05).runs
    run = Run(swept.spec)
    run.train(swept.epoch)
    assert (run.history.loss[:-1] >= 0.05).all()
    assert run.history.loss[-1] < 0.05


def test_a_slice_ends_within_a_run_and_the_next_goes_on(kernel):
    spec = Spec.parse("layers=2-8-8-8-1&act=tanh&n=500&batch=1&lr=0.01")
    sweeping = Sweeping(spec, [1, 2], epochs=30, criterion=1e-9)
    slices = 0
    while not sweeping.finished:
        sweeping.advance()
        slices += 1
    assert slices >= 6
    assert [run.epoch for run in sweeping.result().runs] == [30, 30]


def test_runs_know_how_many_are_done():
    spec = Spec(data="xor")
    data = Run(spec).data
    seeds = np.arange(3, dtype=np.uint64)
    runs = KernelRuns(spec, data, seeds, 40, np.inf, 0.0, WasmtimeMachine())
    assert repr(runs) == "<3 runs, 0 of them done>"
    runs.advance()
    assert repr(runs) == "<3 runs, 3 of them done>"
    assert runs.ended(2) == (0, pytest.approx(Run(spec.replace(seed=2)).loss), True)
    assert Plan.of(spec, data).shape.train == 4

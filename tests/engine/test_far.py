"""Runs that have been trained for hours: what they can do there, and where they end."""

import numpy as np
import pytest

from engine import EngineError, Run, Spec
from engine.kernel import machine
from engine.spec_keys import MAX_EPOCHS
from engine.timeline import LONGEST
from tests.far_run import move_on

SPECS = [Spec.parse(f"layers=2-3-1&n=50&data=circles&lr=0.01&{rest}") for rest in (
    "batch=1&opt=adam", "batch=7&opt=momentum", "batch=all&opt=adamw",
    "batch=5&order=sequential&opt=sgd")]


def far(spec: Spec, epoch: int) -> Run:
    run = Run(spec)
    run.train(3)
    move_on(run, epoch)
    return run


@pytest.mark.parametrize("spec", SPECS)
def test_far_on_a_run_goes_back_and_on_to_the_bit(spec: Spec) -> None:
    run = far(spec, 1_500_000_000)
    assert run.epoch == 1_500_000_002
    there = run.parameters.copy()
    run.seek_update(run.update - 1)
    assert not np.array_equal(run.parameters, there)
    run.step()
    assert np.array_equal(run.parameters, there)
    run.seek(1_500_000_001)
    run.train(1)
    assert np.array_equal(run.parameters, there)


@pytest.mark.parametrize("spec", SPECS)
def test_a_run_ends_after_its_last_epoch(spec: Spec) -> None:
    run = far(spec, MAX_EPOCHS - 3)
    assert not run.ended
    run.train(5)
    assert (run.epoch, run.update, run.ended) == (MAX_EPOCHS, run.end, True)
    last = run.parameters.copy()
    run.step()
    assert np.array_equal(run.parameters, last)
    assert run.history.last_epoch == MAX_EPOCHS
    with pytest.raises(EngineError, match=f"epoch={MAX_EPOCHS + 1} must be from 0 to {MAX_EPOCHS}"):
        run.seek(MAX_EPOCHS + 1)
    run.seek(MAX_EPOCHS - 1)
    assert not run.ended


@pytest.fixture
def kernel():
    """kernel(spec, epoch): such a run, by a kernel."""
    pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
    from tests.engine.wasmtime_machine import WasmtimeMachine

    def by_kernel(spec: Spec, epoch: int) -> Run:
        machine.use(WasmtimeMachine())
        run = far(spec, epoch)
        assert run.engine == "wasm"
        return run

    yield by_kernel
    machine.use(None)


# Updates that 32 bits cannot hold: they would be 0 and 2^31 again, where Adam has other powers.
AROUND_32_BITS = [(Spec.parse("layers=2-3-1&n=64&batch=1&opt=adam&lr=0.01"), 2**power)
                  for power in (25, 26)]


@pytest.mark.parametrize(
    ("spec", "epoch"), [*((spec, MAX_EPOCHS - 2) for spec in SPECS), *AROUND_32_BITS]
)
def test_a_kernel_has_the_same_numbers_far_on(kernel, spec: Spec, epoch: int) -> None:
    by_numpy, by_kernel = far(spec, epoch), kernel(spec, epoch)
    assert by_kernel.history.epoch.tolist() == by_numpy.history.epoch.tolist()
    np.testing.assert_allclose(by_kernel.parameters, by_numpy.parameters, rtol=1e-9)
    for run in (by_numpy, by_kernel):
        run.seek_update(run.update - 1)
    np.testing.assert_allclose(by_kernel.parameters, by_numpy.parameters, rtol=1e-9)


def test_one_call_goes_only_so_far_beyond_what_is_known() -> None:
    run = Run(SPECS[0])
    with pytest.raises(EngineError, match=f"update={LONGEST + 50} must be from 0 to {LONGEST}"):
        run.seek(LONGEST // 50 + 1)
    run.train(2)
    run.seek(0)
    with pytest.raises(EngineError, match=f"from 0 to {LONGEST + 100}"):
        run.seek_update(LONGEST + 101)
    run.seek(2)


def test_a_known_epoch_ahead_is_reached_from_the_nearest_checkpoint(monkeypatch) -> None:
    run = Run(SPECS[0])
    run.train(40)
    run.step(7)
    there = run.parameters.copy()
    run.seek(0)
    made = []
    step = run._trainer.step
    monkeypatch.setattr(run._trainer, "step", lambda: made.append(1) or step())
    run.seek_update(2007)
    assert np.array_equal(run.parameters, there)
    assert 0 < len(made) < 100

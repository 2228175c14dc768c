"""Handover: a kernel whose module comes late gives the bits of one that was there at once."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine import Run, Spec
from engine.fields import coloured, fields_of
from engine.kernel import machine
from engine.kernel.epochs import module_of
from engine.kernel.fields import fields_module
from engine.kernel.runs import runs_module
from engine.sweeps import Sweeping, sweep
from tests.engine.specs import specs
from tests.engine.test_run import EVENTS, SMALL, assert_same_history, assert_same_state

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.wasmtime_machine import Late, WasmtimeMachine


@pytest.fixture(autouse=True)
def nothing_known():
    """As in a page that has just begun; numpy is in use again afterwards."""
    forget()
    yield
    machine.use(None)


def forget():
    module_of._written.clear()
    module_of._begun.clear()


def intervene(run, event):
    kind, value = event
    if kind == "weight":
        run.set_weight(1, 0, 0, value)
    elif kind == "bias":
        run.set_bias(run.network.depth, 0, value)
    else:
        run.change(**{kind: value})


ACTIONS = st.lists(
    st.one_of(
        st.tuples(st.just("step"), st.integers(0, 15)),
        st.tuples(st.just("train"), st.integers(0, 4)),
        st.tuples(st.just("seek"), st.integers(0, 40)),
        st.tuples(st.just("reset"), st.none()),
        st.tuples(st.just("copy"), st.none()),
        EVENTS,
    ),
    max_size=8,
)


def act(run, action):
    name, value = action
    if name == "copy":
        return run.copy()
    if name == "reset":
        run.reset()
    elif name == "seek":
        run.seek_update(value)
    elif name in ("step", "train"):
        getattr(run, name)(value)
    else:
        intervene(run, action)
    return run


def after(run, actions, slices=0):
    """The run after some actions, between which it gets so many slices for its kernel."""
    for action in actions:
        run = act(run, action)
        for _ in range(slices):
            run.prepare(deadline=0.0)
    return run


def prepared(run):
    while run.waiting:
        run.prepare(deadline=0.0)
    return run


@settings(max_examples=200)
@given(specs(**SMALL), ACTIONS, st.integers(0, 8), st.integers(0, 3))
def test_a_late_kernel_gives_the_bits_of_one_that_was_there_at_once(spec, actions, late, slices):
    machine.use(WasmtimeMachine())
    expected = after(Run(spec), actions)
    forget()
    machine.use(Late(late))
    run = prepared(after(Run(spec), actions, slices))
    assert (run.engine, expected.engine) == ("wasm", "wasm")
    for update in (run.update, run.update + 7, 5):
        for each in (run, expected):
            each.seek_update(update)
        assert_same_state(run, expected)
        assert_same_history(run, expected)


def test_numpy_trains_until_the_kernel_is_there():
    machine.use(Late(3))
    run = Run(Spec())
    for _ in range(50):
        assert (run.engine, run.waiting) == ("numpy", True)
        run.train(1)
        if run.prepare(deadline=0.0):
            break
    assert (run.engine, run.waiting) == ("wasm", False)
    assert len(run.history) == run.epoch + 1 > 4


def test_a_run_of_a_known_module_waits_for_nothing():
    machine.use(Late(2))
    prepared(Run(Spec()))
    run = Run(Spec(seed=4, learning_rate=0.3))
    assert (run.engine, run.waiting) == ("wasm", False)


def test_another_optimizer_in_mid_run_is_trained_by_numpy_until_its_module_is_there():
    machine.use(Late(2))
    run = prepared(Run(Spec()))
    run.train(3)
    run.change(optimizer="adam")
    assert (run.engine, run.waiting) == ("numpy", True)
    run.train(2)
    prepared(run)
    assert (run.engine, run.epoch, run.spec.optimizer) == ("wasm", 5, "adam")


def test_what_was_done_in_a_slice_is_not_done_again_in_the_next():
    machine.use(Late(0))
    first, second = Run(Spec()), Run(Spec())
    slices = 0
    while first.waiting and second.waiting:  # both write one module
        first.prepare(deadline=0.0)
        second.set_bias(1, 0, slices / 100)  # which begins anew, but not with the module
        second.prepare(deadline=0.0)
        slices += 1
    assert slices < 15


def test_a_module_that_a_late_machine_refuses_leaves_the_run_to_numpy():
    machine.use(Late(1, refused=True))
    run, expected = Run(Spec()), Run(Spec())
    run.train(2)
    prepared(run)
    expected.train(2)
    assert (run.engine, run.waiting, machine.machine_in_use()) == ("numpy", False, None)
    assert_same_state(run, expected)


def test_fields_are_numpys_until_their_module_is_there():
    run, points = Run(Spec.parse("layers=2-4-1")), np.linspace(-1, 1, 18).reshape(9, 2)
    palette = np.arange(1024, dtype=np.uint32).astype(np.uint8).reshape(256, 4)
    fields_module._written.clear()
    machine.use(Late(2))
    fields = fields_of(run.spec, points, palette)
    early = fields.answers(run.parameters)
    assert fields.waiting
    while not fields.prepare(deadline=0.0):
        assert fields.waiting
    # What was evaluated last stays what the colours are of.
    np.testing.assert_array_equal(fields.colours(-1, 0, 1), coloured(early, 0, 1, palette))
    assert not fields.waiting
    assert np.abs(fields.answers(run.parameters) - early).max() < 1e-14
    assert fields_of(run.spec, points, palette).answers(run.parameters).tobytes() == (
        fields.answers(run.parameters).tobytes())


def test_a_sweep_waits_in_slices_for_its_module():
    runs_module._written.clear()
    machine.use(Late(3))
    sweeping = Sweeping(Spec.parse("data=xor&batch=all"), seeds=range(3), epochs=5)
    slices = 0
    while not sweeping.finished:
        sweeping.advance()
        slices += 1
    assert slices > 6
    machine.use(WasmtimeMachine())
    at_once = sweep(Spec.parse("data=xor&batch=all"), seeds=range(3), epochs=5)
    losses = [[each.loss for each in group.runs] for group in sweeping.result().groups]
    assert losses == [[each.loss for each in group.runs] for group in at_once.groups]

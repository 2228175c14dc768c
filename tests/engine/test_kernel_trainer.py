"""What is the kernel's own: which engine trains, what is compiled, what is in the block."""

import numpy as np
import pytest

from engine import Run, Spec
from engine.kernel import machine
from engine.kernel.epochs import module_of
from engine.kernel.layout import Layout
from engine.kernel.plan import Plan

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.wasmtime_machine import WasmtimeMachine


@pytest.fixture
def loaded():
    """The modules that are loaded while the kernel is in use, in order."""
    codes = []

    class Counting(WasmtimeMachine):
        def load(self, code, block):
            codes.append(code)
            return super().load(code, block)

    machine.use(Counting())
    yield codes
    machine.use(None)


def test_a_run_says_what_trains_it(loaded):
    assert Run(Spec()).engine == "wasm"
    machine.use(None)
    assert Run(Spec()).engine == "numpy"


class Refusing(WasmtimeMachine):
    """A machine that runs so many modules, and refuses another one."""

    def __init__(self, most):
        self.most, self.known = most, set()

    def load(self, code, block):
        if code not in self.known and len(self.known) == self.most:
            raise machine.MachineError("no more modules")
        self.known.add(code)
        return super().load(code, block)


@pytest.fixture
def refusing():
    """refusing(most): such a machine is in use."""
    yield lambda most: machine.use(Refusing(most))
    machine.use(None)


def test_a_machine_that_fails_is_left_for_numpy(refusing):
    refusing(0)
    run = Run(Spec())
    run.train(3)
    assert (run.engine, run.epoch, machine.machine_in_use()) == ("numpy", 3, None)


def test_a_module_refused_in_mid_run_is_left_for_numpy_from_there_on(refusing):
    expected = Run(Spec())
    refusing(1)
    run = Run(Spec())
    for each in (run, expected):
        each.step(7)  # in the middle of an epoch, whose order has to be the same
        each.change(optimizer="adam")
        each.train(2)
    assert run.engine == "numpy"
    assert np.abs(run.parameters - expected.parameters).max() < 1e-12
    assert run.history.epoch.tolist() == expected.history.epoch.tolist()


def test_a_slider_compiles_nothing_and_another_optimizer_does(loaded):
    run = Run(Spec(l2=0.1))
    run.change(learning_rate=0.3, l2=0.2)
    Run(Spec(seed=5, data_seed=9, l2=0.3))
    assert len(set(loaded)) == 1
    run.change(optimizer="adam")
    assert len(set(loaded)) == 2


def test_a_plan_is_written_once():
    plan = Plan.of(Spec(), Run(Spec()).data)
    assert module_of(plan) is module_of(Plan.of(Spec(seed=3), Run(Spec()).data))


@pytest.mark.parametrize("text", ["", "layers=2-8-8-8-1&n=250", "data=xor&batch=all", "split=0.3"])
def test_the_parts_of_a_block_do_not_overlap(text):
    spec = Spec.parse(text)
    layout = Layout(Plan.of(spec, Run(spec).data).shape)
    places = [v for v in vars(layout).values() if isinstance(v, int) and v is not layout.size]
    starts = [layout.head, layout.parameters, layout.gradient, layout.state, layout.before,
              layout.l1, layout.l2, layout.settings, layout.powers, layout.columns,
              layout.shuffled, layout.order, layout.sums, *layout.neurons, *layout.deltas,
              layout.history, layout.size]  # fmt: skip
    assert starts == sorted(set(starts))
    assert set(places) - {layout.padded, layout.column, layout.history_rows} <= set(starts)


def test_the_kernel_shuffles_as_numpy_does(loaded):
    run = Run(Spec(batch=100, learning_rate=1e-4))
    run.step()
    layout, trainer = Layout(Plan.of(run.spec, run.data).shape), run._trainer
    column = trainer._block.array[layout.shuffled :][: len(run.data.train)]
    expected = run.data.train.inputs[run.order(0), 0]
    assert np.array_equal(column, expected)


@pytest.mark.parametrize(
    "text",
    ["", "batch=7&split=0.3", "batch=7&order=sequential&opt=adam", "batch=10&n=50", "batch=all"],
)
def test_updates_of_several_epochs_in_one_call_are_those_of_single_steps(loaded, text):
    spec = Spec.parse(text)
    trainer, single = Run(spec)._trainer, Run(spec)._trainer
    update = 3 * trainer.updates_per_epoch + trainer.updates_per_epoch // 2
    for until in (2, update, update + 1):  # from the middle of an epoch on, too
        assert trainer.run_to(until)
        while single.update < until:
            assert single.step()
        assert trainer.update == until
        assert np.array_equal(trainer.network.parameters, single.network.parameters)

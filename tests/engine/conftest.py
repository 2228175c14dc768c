"""Fixtures of the engine's tests: the same examples in each run, and a table of deviations."""

import pytest
from hypothesis import settings

from engine.kernel import machine

# The same examples in every run, so that a failure is the fault of a change and never of chance.
settings.register_profile("engine", derandomize=True, deadline=None, database=None)
settings.load_profile("engine")

LARGEST = pytest.StashKey[dict[str, tuple[float, float]]]()


@pytest.fixture(scope="module", params=["numpy", "wasm"])
def engine(request):
    """Every Run of a module's tests is trained by numpy, and then again by the kernel."""
    if request.param == "wasm":
        pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
        from tests.engine.wasmtime_machine import WasmtimeMachine

        machine.use(WasmtimeMachine())
    yield request.param
    machine.use(None)


@pytest.fixture
def deviation(request):
    """deviation(name, value, allowed): asserts it, and remembers the largest for the summary."""
    table = request.config.stash.setdefault(LARGEST, {})

    def check(name, value, allowed):
        table[name] = (max(value, table.get(name, (0.0, 0.0))[0]), allowed)
        assert value <= allowed, f"{name}: {value:.3g} is more than {allowed:g}"

    return check


def pytest_terminal_summary(terminalreporter, config):
    table = config.stash.get(LARGEST, {})
    if table:
        terminalreporter.section("largest deviations")
    for name, (value, allowed) in sorted(table.items()):
        terminalreporter.write_line(f"{value:9.2e} of {allowed:g}  {name}")

"""The race: it ends, and says how, whatever becomes of the numbers."""

import math
import time
from collections.abc import Iterator

import pytest
from ui.figures import first_paint
from ui.lab import Lab
from ui.panels.speed_race.state import COMPARED, Race

from engine import Spec
from engine.kernel import machine

FAR = ((1e6, 1e6, 1.0), (1e6, -1e6, 0.0), (-1e6, 1e6, 0.0), (-1e6, -1e6, 1.0))
SPEC = Spec.parse("layers=2-8-8-8-8-1&act=relu&loss=bce&batch=all&lr=10&seed=1")


@pytest.fixture(params=["numpy", "wasm"])
def racers(request: pytest.FixtureRequest) -> Iterator[int]:
    """How many race: two without a machine for the kernel, three with one."""
    if request.param == "wasm":
        pytest.importorskip("wasmtime")
        from tests.engine.wasmtime_machine import WasmtimeMachine

        machine.use(WasmtimeMachine())
    yield {"numpy": 2, "wasm": 3}[request.param]
    machine.use(None)


def raced(lab: Lab) -> Race:
    lab.start_race()
    assert lab.race is not None
    while lab.race.running:
        lab.race.go(time.perf_counter() + 0.02)
    return lab.race


def test_a_race_whose_numbers_overflow_is_over_and_says_so(racers: int) -> None:
    lab = Lab("race", SPEC.replace(data="own", points=FAR))
    race = raced(lab)
    assert len(race.racers) == racers
    assert [racer.diverged for racer in race.racers] == [True] * racers
    lab.run.train(1000)
    assert lab.run.diverged
    assert {racer.updates for racer in race.racers} == {lab.run.update}
    assert "Over. Diverged, with numbers that are no longer finite: A Python loop, numpy" in (
        first_paint(lab, "contest"))


def test_a_race_far_out_where_e_to_the_minus_z_overflows_ends_with_equal_losses(
    racers: int,
) -> None:
    lab = Lab("race", SPEC.replace(data="own", points=FAR, batch=1))
    losses = [racer.loss for racer in raced(lab).racers]
    lab.run.train(COMPARED)
    assert len(losses) == racers
    assert all(loss is not None and math.isclose(loss, lab.run.loss, rel_tol=1e-9)
               for loss in losses)
    assert "Over." in first_paint(lab, "contest")

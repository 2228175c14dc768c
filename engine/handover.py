"""Handover: how a kernel takes over a run that numpy trains until the module is there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from engine.kernel.machine import Machine
from engine.kernel.writer import finished

if TYPE_CHECKING:
    from engine.run import Run


class Handover:
    """The modules that a run needs are made, and then all that it did is done again by them, from
    its start: so a seed gives the same numbers to the bit however late the kernel came. That takes
    a small part of the time that numpy needed, and is done in slices too.
    """

    def __init__(self, run: Run, machine: Machine) -> None:
        self.successor: Run | None = None  # once it is where the run is
        self._steps = self._go(run, machine)

    def __repr__(self) -> str:
        return f"<handover to {self.successor or 'a kernel that is not there yet'}>"

    def advance(self, deadline: float) -> bool:
        """Goes on up to a deadline (of time.perf_counter), a step at least; whether that was all.

        Raises MachineError for a module that the machine does not run.
        """
        return finished(self._steps, deadline)

    def _go(self, run: Run, machine: Machine) -> Iterator[bool]:
        """Step by step; yields whether there is something to do."""
        # Here, as it needs all of the assembler.
        from engine.kernel.epochs import module_of
        from engine.kernel.plan import Plan

        changed = (event.spec for event in run.events if event.spec)
        for plan in dict.fromkeys(Plan.of(spec, run.data) for spec in (run.initial_spec, *changed)):
            yield from module_of.prepare(plan, machine)
        again = run.again()
        yield True
        while again.update < run.furthest and not again.diverged:
            again.step(min(run.furthest - again.update, again.updates_at_once))
            if again.update < run.furthest:
                yield True
        again.seek_update(run.update)
        if again.engine != "numpy":  # as it is where a machine refuses a module
            self.successor = again

"""Writer: writes modules for plans, at once or in parts between which others get their turn.

    @Writer
    def module_of(plan): ...; yield; ...; return module

    module_of(plan)                         # its bytes, written once
    module_of.load(plan, machine, block)    # its functions; an error, if not at once
    steps = module_of.prepare(plan, machine)
    finished(steps, deadline)               # goes on with what it takes until it no longer would
"""

from __future__ import annotations

import time
from collections.abc import Callable, Generator, Hashable, Iterator
from typing import Generic, TypeVar

from engine.kernel.machine import Block, Exports, Machine, NotReadyError

P = TypeVar("P", bound=Hashable)
V = TypeVar("V")
KEPT = 64  # modules of a kind


class Writer(Generic[P]):
    """`write(plan)` gives the bytes of a module; where it yields, the rest can wait."""

    def __init__(self, write: Callable[[P], Generator[None, None, bytes]]) -> None:
        self._write = write
        self._written: dict[P, bytes] = {}
        self._begun: dict[P, Iterator[None]] = {}
        self.__doc__ = write.__doc__

    def __repr__(self) -> str:
        return f"<writer of {self._write.__name__}, {len(self._written)} written>"

    def __call__(self, plan: P) -> bytes:
        """The module for a plan, however long it takes to write."""
        for _ in self._parts(plan):
            pass
        return self._written[plan]

    def anew(self, plan: P) -> bytes:
        """The same, written even if it is known: to see what that takes."""
        writing = self._write(plan)
        while True:
            try:
                next(writing)
            except StopIteration as end:
                return bytes(end.value)

    def load(self, plan: P, machine: Machine, block: Block) -> Exports:
        """The functions of the module; raises as `check` and the machine do."""
        self.check(plan, machine)
        return machine.load(self(plan), block)

    def check(self, plan: P, machine: Machine) -> None:
        """Raises NotReadyError if the module is not there and the machine has frames to keep."""
        known = self._written.get(plan)
        if not machine.at_once and (known is None or not machine.ready(known)):
            raise NotReadyError(f"the module for {plan} is not there yet")

    def prepare(self, plan: P, machine: Machine) -> Iterator[bool]:
        """Writes the module, a part at a time, and waits for the machine to compile it: yields
        whether there is something to do."""
        for _ in self._parts(plan):
            yield True
        while not machine.ready(self(plan)):
            yield False

    def _parts(self, plan: P) -> Iterator[None]:
        """Goes on with a module where anyone who began it has left off."""
        if plan in self._written:
            return
        _forget_oldest(self._begun)
        for _ in self._begun.setdefault(plan, self._keep(plan)):
            yield  # and not `yield from`, which would end what others may go on with

    def _keep(self, plan: P) -> Iterator[None]:
        try:
            self._written[plan] = yield from self._write(plan)
        finally:
            self._begun.pop(plan, None)
        _forget_oldest(self._written)


def _forget_oldest(known: dict[P, V]) -> None:
    while len(known) > KEPT:
        del known[next(iter(known))]


def finished(steps: Iterator[bool], deadline: float) -> bool:
    """Makes steps up to a deadline (of time.perf_counter), one at least, or up to one that says
    False, as it has to wait; whether there are no more."""
    while (busy := next(steps, None)) is not None:
        if not busy or time.perf_counter() >= deadline:
            return False
    return True

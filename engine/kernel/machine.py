"""Machine: what runs a module of WebAssembly. It comes from outside: a browser's page, or a test.

    use(machine)      # from now on, runs are trained by it

The engine itself knows neither browsers nor WebAssembly's run-times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import EngineError

T = TypeVar("T")
Exports = Mapping[str, Callable[..., int]]


@dataclass(frozen=True)
class Block:
    """Memory that numpy and modules share: `array` (n,) of float64, all 0 at first, which for
    modules begins at `address`, in bytes, of `memory`, the machine's own."""

    array: NDArray[np.float64]
    address: int
    memory: object = None


class MachineError(EngineError):
    """A module that a machine does not run."""


class Machine(Protocol):
    """What has to be there to run a kernel. Both raise MachineError where they cannot."""

    def block(self, size: int) -> Block:
        """New memory for so many float64, for as long as its array is used."""

    def load(self, code: bytes, block: Block) -> Exports:
        """The functions of a module, which imports the block's memory as `env.memory`."""


_machine: Machine | None = None


def use(machine: Machine | None) -> None:
    """Trains all runs that begin from now on by this machine; by numpy, if it is None."""
    global _machine
    _machine = machine


def machine_in_use() -> Machine | None:
    """The machine that `use` was given last."""
    return _machine


def by_machine(make: Callable[[Machine], T], otherwise: Callable[[], T]) -> T:
    """What `make` gives with the machine in use; `otherwise`, if there is none or it fails, and is
    then in use no more."""
    if _machine is not None:
        try:
            return make(_machine)
        except MachineError:
            use(None)
    return otherwise()

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


class NotReadyError(MachineError):
    """A module that a machine will run, but not at once."""


class Machine(Protocol):
    """What has to be there to run a kernel. `block` and `load` raise MachineError where they
    cannot.

    `at_once` says that callers wait for a module while it is written and compiled. A page has
    frames to keep: it compiles aside what it is asked for by `ready`, and is asked again.
    """

    at_once: bool

    def block(self, size: int) -> Block:
        """New memory for so many float64, for as long as its array is used."""

    def load(self, code: bytes, block: Block) -> Exports:
        """The functions of a module, which imports the block's memory as `env.memory`."""

    def ready(self, code: bytes) -> bool:
        """Whether `load` would answer at once; if not, the module is being compiled from now on.
        True too of one that could not be: `load` says why."""


_machine: Machine | None = None


def use(machine: Machine | None) -> None:
    """Trains all runs that begin from now on by this machine; by numpy, if it is None."""
    global _machine
    _machine = machine


def machine_in_use() -> Machine | None:
    """The machine that `use` was given last."""
    return _machine


def by_machine(make: Callable[[Machine], T], otherwise: Callable[[], T]) -> T:
    """What `make` gives with the machine in use; `otherwise`, if there is none, if a module is not
    there yet, or if the machine fails, which is then in use no more."""
    if _machine is not None:
        try:
            return make(_machine)
        except NotReadyError:
            pass
        except MachineError:
            use(None)
    return otherwise()

"""Machines for CPython: the builder's, and one that has its modules late."""

from builder.wasmtime_machine import WasmtimeMachine

from engine.kernel.machine import MachineError

__all__ = ["Late", "WasmtimeMachine"]


class Late(WasmtimeMachine):
    """A machine that has a module after it was asked for it so many times."""

    at_once = False

    def __init__(self, late=1, refused=False):
        self.late, self.refused, self.asked = late, refused, {}

    def ready(self, code):
        self.asked[code] = self.asked.get(code, -1) + 1
        return self.asked[code] >= self.late

    def load(self, code, block):
        if self.refused:
            raise MachineError("no modules here")
        return super().load(code, block)

"""WasmtimeMachine: a Machine for CPython, with the run-time `wasmtime`."""

import ctypes
import functools

import numpy as np
import wasmtime

from engine.kernel.machine import Block, MachineError

PAGE = 65536
ENGINE = wasmtime.Engine()


@functools.lru_cache(maxsize=64)
def compiled(code: bytes) -> wasmtime.Module:
    return wasmtime.Module(ENGINE, code)


class WasmtimeMachine:
    """Each block is a memory with a store of its own, which lives as long as the block's array."""

    at_once = True

    def ready(self, code: bytes) -> bool:
        return True

    def block(self, size: int) -> Block:
        store = wasmtime.Store(ENGINE)
        pages = -(-8 * size // PAGE)
        memory = wasmtime.Memory(store, wasmtime.MemoryType(wasmtime.Limits(pages, pages)))
        start = ctypes.addressof(memory.data_ptr(store).contents)
        cells = (ctypes.c_double * size).from_address(start)
        cells.keep = (store, memory)
        return Block(np.frombuffer(cells), 0, (store, memory))

    def load(self, code: bytes, block: Block) -> dict:
        store, memory = block.memory
        exports = wasmtime.Instance(store, compiled(code), [memory]).exports(store)
        return {name: functools.partial(function, store) for name, function in exports.items()}


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

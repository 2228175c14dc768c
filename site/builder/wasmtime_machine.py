"""WasmtimeMachine: a Machine for CPython, with the run-time `wasmtime`: the very kernels that train
in a page, to the bit."""

import ctypes
import functools
from typing import Any

import numpy as np
import wasmtime

from engine.kernel.machine import Block

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
        cells: Any = (ctypes.c_double * size).from_address(start)
        cells.keep = (store, memory)
        return Block(np.frombuffer(cells), 0, (store, memory))

    def load(self, code: bytes, block: Block) -> dict[str, Any]:
        memory: Any = block.memory
        store, cells = memory
        exports: Any = wasmtime.Instance(store, compiled(code), [cells]).exports(store)
        return {name: functools.partial(function, store) for name, function in exports.items()}

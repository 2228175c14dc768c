"""PageMachine: runs the engine's kernels in a page, in the very memory that Python is in."""

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.kernel.machine import Block, Exports, MachineError

LINE = 64  # bytes
Js = Any  # an object of the browser


class PageMachine:
    """`js` is the browser's world, `memory` Pyodide's WebAssembly.Memory, `to_js` hands bytes over.

    An array stays where it is when that memory grows, and instances see it grow.
    """

    def __init__(self, js: Js, memory: Js, to_js: Callable[[Any], Js]) -> None:
        self._js, self._to_js = js, to_js
        environment = js.Object.fromEntries(to_js([["memory", memory]]))
        self._imports = js.Object.fromEntries(to_js([["env", environment]]))
        self._loaded: dict[bytes, Exports] = {}

    def block(self, size: int) -> Block:
        """Memory of Python's own, from where a line of the processor's cache begins."""
        whole = np.zeros(size + LINE // 8)
        skipped = -whole.ctypes.data % LINE // 8
        array = whole[skipped : skipped + size]
        return Block(array, array.ctypes.data)

    def load(self, code: bytes, block: Block) -> Exports:
        """Compiles a module once: an instance knows no block, so all runs of a plan share it."""
        del block
        if code not in self._loaded:
            try:
                self._loaded[code] = self._exports(code)
            except Exception as error:  # no SIMD, a policy of the page's, no memory left
                raise MachineError(f"this browser does not run the module: {error}") from error
        return self._loaded[code]

    def _exports(self, code: bytes) -> Exports:
        module = self._js.WebAssembly.Module.new(self._to_js(code))
        exports = self._js.WebAssembly.Instance.new(module, self._imports).exports
        return {name: getattr(exports, name) for name in self._js.Object.keys(exports)}

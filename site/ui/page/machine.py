"""PageMachine: runs the engine's kernels in a page, in the very memory that Python is in."""

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from engine.kernel.machine import Block, Exports, MachineError

LINE = 64  # bytes
Js = Any  # an object of the browser
OfBytes = Callable[[Js], Js]


class PageMachine:
    """`js` is the browser's world, `memory` Pyodide's WebAssembly.Memory, `to_js` hands bytes over.

    Modules are compiled aside while frames go on, but for those that the page has compiled before:
    `known(bytes)` gives such a WebAssembly.Module. If `known` is None, callers wait instead.

    An array stays where it is when that memory grows, and instances see it grow.
    """

    def __init__(
        self, js: Js, memory: Js, to_js: Callable[[Any], Js], known: OfBytes | None
    ) -> None:
        self._js, self._to_js, self._known = js, to_js, known
        self.at_once = known is None
        environment = js.Object.fromEntries(to_js([["memory", memory]]))
        self._imports = js.Object.fromEntries(to_js([["env", environment]]))
        self._asked: set[bytes] = set()
        self._compiling: set[bytes] = set()
        self._modules: dict[bytes, Js] = {}
        self._loaded: dict[bytes, Exports] = {}

    def block(self, size: int) -> Block:
        """Memory of Python's own, from where a line of the processor's cache begins."""
        whole = np.zeros(size + LINE // 8)
        skipped = -whole.ctypes.data % LINE // 8
        array = whole[skipped : skipped + size]
        return Block(array, array.ctypes.data)

    def ready(self, code: bytes) -> bool:
        """Whether the module is compiled, or cannot be; else it will be."""
        if self._known and code not in self._asked:
            self._asked.add(code)
            module = self._known(self._to_js(code))
            if module:
                self._modules[code] = module
            else:
                self._compiling.add(code)
                promise = self._js.WebAssembly.compile(self._to_js(code))
                promise.then(partial(self._keep, code), partial(self._give_up, code))
        return code not in self._compiling

    def _keep(self, code: bytes, module: Js) -> None:
        self._modules[code] = module
        self._compiling.discard(code)

    def _give_up(self, code: bytes, _error: Js) -> None:
        self._compiling.discard(code)  # `load` will meet the same error

    def load(self, code: bytes, block: Block) -> Exports:
        """Makes an instance once: it knows no block, so all runs of a plan share it."""
        del block
        if code not in self._loaded:
            try:
                self._loaded[code] = self._exports(code)
            except Exception as error:  # no SIMD, a policy of the page's, no memory left
                raise MachineError(f"this browser does not run the module: {error}") from error
        return self._loaded[code]

    def _exports(self, code: bytes) -> Exports:
        webassembly = self._js.WebAssembly
        module = self._modules.get(code) or webassembly.Module.new(self._to_js(code))
        exports = webassembly.Instance.new(module, self._imports).exports
        return {name: getattr(exports, name) for name in self._js.Object.keys(exports)}

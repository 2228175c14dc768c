"""Module: functions put together into the bytes of a WebAssembly module.

    module = Module()
    module.add("square", f)
    module.bytes()

It imports one memory, `env.memory`, in which its caller has put what it works on.
"""

from __future__ import annotations

from engine.kernel.encoding import name, section, unsigned, vector
from engine.kernel.function import Function
from engine.kernel.opcodes import OPCODES
from engine.kernel.value import Kind, Value

MAGIC_AND_VERSION = b"\0asm\1\0\0\0"
TYPES, IMPORTS, FUNCTIONS, GLOBALS, EXPORTS, CODE = 1, 2, 3, 6, 7, 10
FUNCTION_TYPE, FUNCTION_EXPORT, MEMORY_IMPORT = b"\x60", b"\x00", b"\x02"
CONSTANT_VECTOR = b"\x7b\x00"  # the type of a global: v128, and that nothing writes to it


class Module:
    """Functions in order: the first has index 0, by which others call it."""

    def __init__(self) -> None:
        self.functions: list[Function] = []
        self._constants: list[bytes] = []
        self._exports: list[bytes] = []

    def __repr__(self) -> str:
        return f"<module of {len(self.functions)} functions, {len(self._exports)} exported>"

    def add(self, function: Function, export: str | None = None) -> int:
        """Adds a function, under a name for those outside if one is given; its index."""
        index = len(self.functions)
        self.functions.append(function)
        if export:
            self._exports.append(name(export) + FUNCTION_EXPORT + unsigned(index))
        return index

    def add_constant(self, value: Value) -> None:
        """Adds a constant of two lanes, as the next global."""
        self._constants.append(CONSTANT_VECTOR + value.code + OPCODES["end"])

    def bytes(self) -> bytes:
        """The module in the binary format."""
        types = list(dict.fromkeys(_type(f.signature) for f in self.functions))
        used = [unsigned(types.index(_type(f.signature))) for f in self.functions]
        # Any size of memory will do: 0 pages and no upper limit.
        memory = name("env") + name("memory") + MEMORY_IMPORT + b"\x00" + unsigned(0)
        return b"".join(
            [
                MAGIC_AND_VERSION,
                section(TYPES, vector(types)),
                section(IMPORTS, vector([memory])),
                section(FUNCTIONS, vector(used)),
                section(GLOBALS, vector(self._constants)),
                section(EXPORTS, vector(self._exports)),
                section(CODE, vector([f.code() for f in self.functions])),
            ]
        )


def _type(signature: tuple[tuple[Kind, ...], tuple[Kind, ...]]) -> bytes:
    parameters, results = ([kind.type for kind in part] for part in signature)
    return FUNCTION_TYPE + vector(parameters) + vector(results)

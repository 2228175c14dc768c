"""Function: a WebAssembly function as it is written: statements, locals, loops.

    f = Function((F64,), (F64,))
    x = f.parameters[0]
    square = f.let(x * x)
    f.give(square * square)
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby

from engine.kernel.encoding import unsigned, vector
from engine.kernel.opcodes import OPCODES
from engine.kernel.value import F64, F64X2, I32, VECTORS, Kind, Value

VOID = b"\x40"  # the type of a block that leaves nothing on the stack


class Function:
    """A function's parameters, results and, growing line by line, its body.

    `parameters` are Values; what `let` and `variable` give are too, and `set` writes to them.
    """

    def __init__(self, parameters: tuple[Kind, ...], results: tuple[Kind, ...] = ()) -> None:
        self.signature = (parameters, results)
        self.parameters = [_local(i, kind) for i, kind in enumerate(parameters)]
        self._locals: list[Kind] = []
        self._body = bytearray()
        self.marks: list[tuple[int, str]] = []

    def __repr__(self) -> str:
        kinds, results = (", ".join(k.name for k in part) for part in self.signature)
        return f"<function ({kinds}) -> ({results}), {len(self._body)} bytes>"

    def code(self) -> bytes:
        """The function as the module's code section has it: size, locals, body."""
        runs = [
            unsigned(len(list(run))) + type_ for type_, run in groupby(k.type for k in self._locals)
        ]
        body = vector(runs) + bytes(self._body) + OPCODES["end"]
        return unsigned(len(body)) + body

    @property
    def body(self) -> bytes:
        """Its instructions, without the last `end`."""
        return bytes(self._body)

    def mark(self, about: str) -> None:
        """Says what is written from here on: for the listing, and of no effect."""
        self.marks.append((len(self._body), about))

    # Locals

    def variable(self, kind: Kind) -> Value:
        """A new local, 0 at the start of the function."""
        self._locals.append(kind)
        return _local(len(self.parameters) + len(self._locals) - 1, kind)

    def set(self, variable: Value, value: Value) -> None:
        """Writes to a local."""
        self._body += value.code + OPCODES["local.set"] + variable.code[1:]

    def let(self, value: Value) -> Value:
        """Computes a value now and keeps it in a local, to be used any number of times."""
        kept = self.variable(value.kind)
        self.set(kept, value)
        return kept

    # Memory

    def store(self, address: Value, offset: int, value: Value) -> None:
        """Writes a value to memory, `offset` bytes after `address`."""
        kind = "v128" if value.kind in VECTORS else value.kind.name
        code = OPCODES[f"{kind}.store"] + _place(offset)
        self._body += address.code + value.code + code

    # Control

    def do(self, value: Value) -> None:
        """Runs code that leaves nothing on the stack."""
        self._body += value.code

    def give(self, *values: Value) -> None:
        """Returns them; or, as the last line of a function, is what it returns."""
        self._body += b"".join(value.code for value in values) + OPCODES["return"]

    @contextmanager
    def when(self, condition: Value) -> Iterator[None]:
        """What follows within is done if the condition (i32) is not 0."""
        self._body += condition.code + OPCODES["if"] + VOID
        yield
        self._body += OPCODES["end"]

    @contextmanager
    def repeat_while(self, condition: Value) -> Iterator[None]:
        """What follows within is done once, and again as long as the condition (i32) holds."""
        self._body += OPCODES["loop"] + VOID
        yield
        self._body += condition.code + OPCODES["br_if"] + unsigned(0) + OPCODES["end"]

    @contextmanager
    def count(self, end: Value, step: int = 1) -> Iterator[Value]:
        """Counts a new i32 local from 0 up to below `end`, by steps; at least once."""
        at = self.variable(I32)
        self.set(at, Value(OPCODES["i32.const"] + b"\x00", I32))
        self._body += OPCODES["loop"] + VOID
        yield at
        self.set(at, at + step)
        self._body += (at < end).code + OPCODES["br_if"] + unsigned(0) + OPCODES["end"]


def load(kind: Kind, address: Value, offset: int) -> Value:
    """What is in memory `offset` bytes after `address`."""
    name = "v128" if kind in VECTORS else kind.name
    return Value(address.code + OPCODES[f"{name}.load"] + _place(offset), kind)


def load_number(kind: Kind, address: Value, offset: int) -> Value:
    """The float64 in memory there; for f64x2, in both lanes."""
    if kind is F64:
        return load(F64, address, offset)
    return Value(address.code + OPCODES["v128.load64_splat"] + _place(offset), F64X2)


def _place(offset: int) -> bytes:
    # The alignment is a hint, as a power of 2; 4 bytes are right for every kind of value.
    return b"\x02" + unsigned(offset)


def _local(index: int, kind: Kind) -> Value:
    return Value(OPCODES["local.get"] + unsigned(index), kind)

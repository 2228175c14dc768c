"""Listing: a module's functions as text to read, an instruction a line, in the parts that they were
written in. Instructions are named as in WebAssembly's text format.

    for part in listing(plan):
        part.about, part.lines
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from engine.kernel.encoding import unsigned
from engine.kernel.epochs import functions_of
from engine.kernel.function import Function
from engine.kernel.opcodes import OPCODES
from engine.kernel.plan import Plan

NAMES = {code: name for name, code in OPCODES.items()}
VECTOR_PREFIX = 0xFD
OPENING, CLOSING = ("block", "loop", "if"), "end"
WHOLE = ("local.get", "local.set", "global.get", "call", "br", "br_if")
SIGNED = ("i32.const", "i64.const")


@dataclass(frozen=True)
class Part:
    """Some instructions of a function that stand together: the function's name, what they are for
    (as `Function.mark` was told), and a text for each, indented as blocks are."""

    function: str
    about: str
    lines: tuple[str, ...]


def listing(plan: Plan) -> list[Part]:
    """The functions that an update is made by, in parts."""
    return [part for name, f in functions_of(plan).items() for part in parts_of(name, f)]


def parts_of(name: str, f: Function) -> Iterator[Part]:
    """A function's parts, in order; those without an instruction are left out."""
    marks = [(0, "begin"), *f.marks, (len(f.body), "")]
    lines = list(_lines(f.body))
    for (start, about), (end, _) in pairwise(marks):
        part = tuple(text for at, text in lines if start <= at < end)
        if part:
            yield Part(name, about, part)


def _lines(body: bytes) -> Iterator[tuple[int, str]]:
    """Where each instruction begins, and its text."""
    at, depth = 0, 0
    while at < len(body):
        start = at
        name, at = _name(body, at)
        operands, at = _operands(name, body, at)
        if name == CLOSING:
            depth -= 1
        yield start, "  " * depth + " ".join([name, *operands])
        if name in OPENING:
            depth += 1


def _name(body: bytes, at: int) -> tuple[str, int]:
    end = at + 1
    if body[at] == VECTOR_PREFIX:
        number, end = _unsigned(body, at + 1)
        return NAMES[body[at : at + 1] + unsigned(number)], end
    return NAMES[body[at:end]], end


def _operands(name: str, body: bytes, at: int) -> tuple[list[str], int]:
    """What follows the opcode: as texts, and where it ends."""
    if name in WHOLE:
        number, at = _unsigned(body, at)
        return [str(number)], at
    if name in SIGNED:
        number, at = _signed(body, at)
        return [str(number)], at
    if name == "f64.const":
        return [repr(struct.unpack_from("<d", body, at)[0])], at + 8
    if name == "v128.const":
        return [f"f64x2 {' '.join(map(repr, struct.unpack_from('<dd', body, at)))}"], at + 16
    if ".load" in name or ".store" in name:
        _, at = _unsigned(body, at)  # the alignment, which is only a hint
        offset, at = _unsigned(body, at)
        return [f"offset={offset}"], at
    if name.endswith("_lane"):
        return [str(body[at])], at + 1
    if name == "i8x16.shuffle":
        return [" ".join(map(str, body[at : at + 16]))], at + 16
    return [], at + (name in OPENING)  # these have the type of what they leave


def _unsigned(body: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = body[at]
        value |= (byte & 0x7F) << shift
        at, shift = at + 1, shift + 7
        if byte < 0x80:
            return value, at


def _signed(body: bytes, at: int) -> tuple[int, int]:
    value, end = _unsigned(body, at)
    bits = 7 * (end - at)
    return value - (1 << bits) if value >> (bits - 1) else value, end

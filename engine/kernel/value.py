"""Value: an expression, as the instructions that leave its value on WebAssembly's stack.

    z = bias + weight * x          # three values give a fourth: their code, then the instructions
    where(z > 0, z, 0.01 * z)

The same lines serve one number (f64) and two at once (f64x2, where lanes are rows of a batch): the
kind of a value chooses the instruction. A value used twice is computed twice; `Function.let` keeps
it in a local.
"""

from __future__ import annotations

from typing import NamedTuple

from engine.kernel.encoding import double, signed, unsigned
from engine.kernel.opcodes import OPCODES


class Kind(NamedTuple):
    """What a value is: the name that its instructions begin with, and its type in a signature."""

    name: str
    type: bytes


I32 = Kind("i32", b"\x7f")
I64 = Kind("i64", b"\x7e")
F64 = Kind("f64", b"\x7c")
F64X2 = Kind("f64x2", b"\x7b")
I64X2 = Kind("i64x2", b"\x7b")
MASK = Kind("mask", b"\x7b")  # all bits of a lane set, or none: what comparing f64x2 gives
VECTORS = (F64X2, I64X2, MASK)


class Value:
    """Code that leaves one value of `kind`. Operators give the code of the result."""

    __slots__ = ("code", "kind")

    def __init__(self, code: bytes, kind: Kind) -> None:
        self.code = code
        self.kind = kind

    def __repr__(self) -> str:
        return f"<{self.kind.name} by {len(self.code)} bytes of code>"

    def _with(self, operation: str, other: Value | float, result: Kind | None = None) -> Value:
        if not isinstance(other, Value):
            other = constant(other, self.kind)
        code = OPCODES[f"{self.kind.name}.{operation}"]
        return Value(self.code + other.code + code, result or self.kind)

    def __add__(self, other: Value | float) -> Value:
        return self._with("add", other)

    def __sub__(self, other: Value | float) -> Value:
        return self._with("sub", other)

    def __mul__(self, other: Value | float) -> Value:
        return self._with("mul", other)

    def __truediv__(self, other: Value | float) -> Value:
        return self._with("div", other)

    def __radd__(self, other: float) -> Value:
        return constant(other, self.kind) + self

    def __rsub__(self, other: float) -> Value:
        return constant(other, self.kind) - self

    def __rmul__(self, other: float) -> Value:
        return constant(other, self.kind) * self

    def __rtruediv__(self, other: float) -> Value:
        return constant(other, self.kind) / self

    def __neg__(self) -> Value:
        return Value(self.code + OPCODES[f"{self.kind.name}.neg"], self.kind)

    def __and__(self, other: Value | float) -> Value:
        return self._with("and", other)

    def __xor__(self, other: Value | float) -> Value:
        return self._with("xor", other)

    def __lshift__(self, bits: int) -> Value:
        return self._shifted("shl", bits)

    def __rshift__(self, bits: int) -> Value:
        """Keeps the sign."""
        return self._shifted("shr", bits)

    def shifted_right(self, bits: int) -> Value:
        """Fills with zeros."""
        return self._shifted("shr_u", bits)

    def _shifted(self, operation: str, bits: int) -> Value:
        # A vector's lanes are shifted by an i32, a number by one of its own kind.
        count = constant(bits, I32 if self.kind in VECTORS else self.kind)
        return self._with(operation, count)

    def __lt__(self, other: Value | float) -> Value:
        return self._with("lt", other, self._truth)

    def __gt__(self, other: Value | float) -> Value:
        return self._with("gt", other, self._truth)

    def __ge__(self, other: Value | float) -> Value:
        return self._with("ge", other, self._truth)

    def equals(self, other: Value | float) -> Value:
        """Where they are equal."""
        return self._with("eq", other, self._truth)

    @property
    def _truth(self) -> Kind:
        return MASK if self.kind is F64X2 else I32


def constant(value: float, kind: Kind) -> Value:
    """A number; in a vector, the same in both lanes."""
    if kind is F64:
        return Value(OPCODES["f64.const"] + double(value), F64)
    if kind is F64X2:
        return pair(value, value)
    if kind is I64X2:
        lane = (int(value) % 2**64).to_bytes(8, "little")
        return Value(OPCODES["v128.const"] + lane + lane, I64X2)
    return Value(OPCODES[f"{kind.name}.const"] + signed(int(value)), kind)


def global_(index: int, kind: Kind) -> Value:
    """A constant that the module keeps as its global of that index."""
    return Value(OPCODES["global.get"] + unsigned(index), kind)


def pair(first: float, second: float) -> Value:
    """Two numbers, one in each lane."""
    return Value(OPCODES["v128.const"] + double(first) + double(second), F64X2)


def where(condition: Value, yes: Value | float, no: Value | float) -> Value:
    """`yes` where the condition holds, else `no`; both are computed. Two plain numbers are f64."""
    kind = F64X2 if condition.kind is MASK else F64
    for value in (yes, no):
        if isinstance(value, Value):
            kind = value.kind
    first, second = (v if isinstance(v, Value) else constant(v, kind) for v in (yes, no))
    choose = OPCODES["v128.bitselect" if condition.kind is MASK else "select"]
    return Value(first.code + second.code + condition.code + choose, kind)


def at_least(x: Value, bound: float) -> Value:
    """x, but no less than `bound`; NaN stays NaN. For f64, x is computed twice."""
    if x.kind is F64X2:
        return x._with("pmax", bound)
    return where(x < bound, bound, x)


def at_most(x: Value, bound: float) -> Value:
    """x, but no more than `bound`; NaN stays NaN. For f64, x is computed twice."""
    if x.kind is F64X2:
        return x._with("pmin", bound)
    return where(x > bound, bound, x)


def absolute(x: Value) -> Value:
    """|x|."""
    return Value(x.code + OPCODES[f"{x.kind.name}.abs"], x.kind)


def sqrt(x: Value) -> Value:
    """The square root, exactly rounded."""
    return Value(x.code + OPCODES[f"{x.kind.name}.sqrt"], x.kind)


def splat(x: Value) -> Value:
    """An f64 in both lanes."""
    return Value(x.code + OPCODES["f64x2.splat"], F64X2)


def both_lanes(first: Value, second: Value) -> Value:
    """Two f64, one in each lane."""
    code = splat(first).code + second.code + OPCODES["f64x2.replace_lane"] + b"\x01"
    return Value(code, F64X2)


def lane(x: Value, index: int) -> Value:
    """One lane of an f64x2 or i64x2."""
    kind = F64 if x.kind is F64X2 else I64
    return Value(x.code + OPCODES[f"{x.kind.name}.extract_lane"] + bytes([index]), kind)


def lanes_summed(x: Value, y: Value) -> Value:
    """Of two f64x2 in locals, the sum of x's lanes and that of y's."""
    low, high = (bytes([*range(at, at + 8), *range(at + 16, at + 24)]) for at in (0, 8))
    both, shuffle = x.code + y.code, OPCODES["i8x16.shuffle"]
    return Value(both + shuffle + low, F64X2) + Value(both + shuffle + high, F64X2)


def bits(x: Value) -> Value:
    """The bits of an f64 or f64x2, as whole numbers."""
    if x.kind is F64X2:
        return Value(x.code, I64X2)
    return Value(x.code + OPCODES["i64.reinterpret_f64"], I64)


def from_bits(x: Value) -> Value:
    """The f64 or f64x2 of those bits."""
    if x.kind is I64X2:
        return Value(x.code, F64X2)
    return Value(x.code + OPCODES["f64.reinterpret_i64"], F64)


def with_sign(x: Value, sign: Value) -> Value:
    """x, which is not negative, with the sign of another."""
    if x.kind is F64:
        return Value(x.code + sign.code + OPCODES["f64.copysign"], F64)
    minus = pair(-0.0, -0.0)
    code = x.code + sign.code + minus.code + OPCODES["v128.and"] + OPCODES["v128.or"]
    return Value(code, F64X2)


def converted(x: Value, to: Kind) -> Value:
    """An i32 as f64 or i64, an i64's lower half as i32."""
    verb = {F64: "convert", I64: "extend", I32: "wrap"}[to]
    return Value(x.code + OPCODES[f"{to.name}.{verb}_{x.kind.name}"], to)


def call(index: int, arguments: tuple[Value, ...], result: Kind) -> Value:
    """What function `index` of the module gives for the arguments."""
    code = b"".join(argument.code for argument in arguments)
    return Value(code + OPCODES["call"] + unsigned(index), result)

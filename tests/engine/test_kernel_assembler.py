"""The assembler: what it writes is WebAssembly, and does what its lines say."""

import math
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.kernel import encoding, value
from engine.kernel.function import Function, load, load_number
from engine.kernel.module import Module
from engine.kernel.value import F64, F64X2, I32, I64, Kind, constant, lane, pair, where

pytest.importorskip("wasmtime", reason="wasmtime runs the kernel outside a browser")
from tests.engine.wasmtime_machine import WasmtimeMachine

FLOATS = st.floats(allow_nan=False)
SMALL = st.integers(-(2**30), 2**30)


def decoded(code: bytes, signed: bool) -> int:
    """LEB128 read as the specification defines it, digit by digit in base 128."""
    digits = [byte % 128 for byte in code]
    assert all(byte >= 128 for byte in code[:-1])
    assert code[-1] < 128
    number = sum(digit * 128**place for place, digit in enumerate(digits))
    return number - 128 ** len(code) if signed and digits[-1] >= 64 else number


def run(parameters: tuple[Kind, ...], result: Kind, write, *arguments):
    """What a function gives that `write` writes the body of, of its parameters."""
    f = Function(parameters, (result,))
    f.give(write(f, *f.parameters))
    return exports_of(f)["it"](*arguments)


def exports_of(f: Function, block=None):
    module, machine = Module(), WasmtimeMachine()
    module.add(f, "it")
    return machine.load(module.bytes(), block or machine.block(1))


@given(st.integers(0, 2**32 - 1))
def test_unsigned_numbers_are_read_back(number):
    assert decoded(encoding.unsigned(number), signed=False) == number


@given(st.integers(-(2**63), 2**63 - 1))
def test_signed_numbers_are_read_back(number):
    code = encoding.signed(number)
    assert decoded(code, signed=True) == number
    assert len(code) == max(1, -(-((number if number >= 0 else ~number).bit_length() + 1) // 7))


def test_a_name_is_its_length_in_bytes_and_utf_8():
    assert encoding.name("é") == b"\x02\xc3\xa9"


@given(FLOATS, FLOATS)
def test_arithmetic_is_that_of_python(x, y):
    f64 = (F64, F64)
    assert run(f64, F64, lambda f, a, b: a + b, x, y) == x + y
    assert run(f64, F64, lambda f, a, b: a - b * 2.0, x, y) == pytest.approx(x - y * 2, nan_ok=True)
    assert run(f64, F64, lambda f, a, b: where(a > b, a, b), x, y) == max(x, y)
    assert run(f64, I32, lambda f, a, b: a < b, x, y) == (x < y)


@given(FLOATS, FLOATS)
def test_two_lanes_are_one_number_twice(x, y):
    def both(f, a, b):
        one = value.splat(a)
        less = where(one > value.splat(b), one * 0.5, -one)
        pairs = f.let(less + pair(0.0, 1.0))
        return lane(pairs, 1) - lane(pairs, 0)

    less = x * 0.5 if x > y else -x
    expected = (less + 1.0) - less
    assert run((F64, F64), F64, both, x, y) == pytest.approx(expected, nan_ok=True)


@given(SMALL, SMALL)
def test_whole_numbers_wrap_and_shift(x, y):
    assert run((I32, I32), I32, lambda f, a, b: a - b, x, y) == x - y
    assert run((I32, I32), I32, lambda f, a, b: (a >> 3) + (b & 7), x, y) == (x >> 3) + (y & 7)
    shifted = run((I64,), I64, lambda f, a: a.shifted_right(5), x)
    assert shifted == (x % 2**64) >> 5


@given(st.floats())
def test_bits_go_out_and_come_back(x):
    there = run((F64,), I64, lambda f, a: value.bits(a), x)
    assert there == struct.unpack("<q", struct.pack("<d", x))[0]
    back = run((F64,), F64, lambda f, a: value.from_bits(value.bits(a)), x)
    assert back == x or math.isnan(x)


@given(st.floats(-1e6, 1e6), st.sampled_from([-3.0, -0.0, 0.0, 2.0]))
def test_bounds_and_signs(x, sign):
    assert run((F64,), F64, lambda f, a: value.at_least(a, 2.0), x) == max(x, 2.0)
    assert run((F64,), F64, lambda f, a: value.at_most(a, 2.0), x) == min(x, 2.0)
    signed = run(
        (F64, F64), F64, lambda f, a, b: value.with_sign(value.absolute(a), b), x, sign
    )
    assert signed == math.copysign(x, sign)


def test_nan_stays_nan_within_bounds():
    for kind, take in ((F64, lambda v: v), (F64X2, lambda v: lane(v, 1))):
        def bounded(f, a, kind=kind, take=take):
            x = f.let(a if kind is F64 else value.splat(a))
            return take(value.at_least(f.let(value.at_most(x, 1.0)), -1.0))

        assert math.isnan(run((F64,), F64, bounded, math.nan))


def test_a_loop_sums_what_is_in_memory_and_writes_it_back():
    machine = WasmtimeMachine()
    block = machine.block(12)
    block.array[:] = range(12)
    f = Function((I32,))
    total = f.variable(F64X2)
    with f.count(constant(80, I32), 16) as at:
        f.set(total, total + load(F64X2, f.parameters[0] + at, 0))
    f.store(f.parameters[0], 80, total)
    exports_of(f, block)["it"](0)
    assert block.array.tolist() == [*range(10), 0 + 2 + 4 + 6 + 8, 1 + 3 + 5 + 7 + 9]


def test_a_number_is_loaded_into_every_lane():
    machine = WasmtimeMachine()
    block = machine.block(4)
    block.array[1] = 2.5
    f = Function((I32,))
    f.store(f.parameters[0], 16, load_number(F64X2, f.parameters[0], 8))
    exports_of(f, block)["it"](0)
    assert block.array.tolist() == [0.0, 2.5, 2.5, 2.5]


def test_a_condition_decides_and_give_leaves_at_once():
    def sign(f, a):
        with f.when(a < 0):
            f.give(constant(-1, I32))
        return constant(1, I32)

    assert [run((F64,), I32, sign, x) for x in (-2.0, 3.0)] == [-1, 1]


def test_functions_of_one_type_share_it():
    module = Module()
    for name in ("first", "second"):
        f = Function((F64,), (F64,))
        f.give(f.parameters[0])
        module.add(f, name)
    assert module.bytes().count(b"\x60\x01\x7c\x01\x7c") == 1
    exports = WasmtimeMachine().load(module.bytes(), WasmtimeMachine().block(1))
    assert sorted(exports) == ["first", "second"]

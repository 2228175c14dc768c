"""Opcodes: the instructions that the kernel uses, by their names in the specification.

WebAssembly Core Specification, 5.4, "Instructions". Those on vectors of two float64 (`v128`) have
the prefix 0xFD.
"""

from __future__ import annotations

from engine.kernel.encoding import unsigned

_PLAIN = {
    "block": 0x02, "loop": 0x03, "if": 0x04, "else": 0x05, "end": 0x0B, "br": 0x0C, "br_if": 0x0D,
    "return": 0x0F, "call": 0x10, "select": 0x1B, "local.get": 0x20, "local.set": 0x21,
    "global.get": 0x23,
    "i32.load": 0x28, "i64.load": 0x29, "f64.load": 0x2B,
    "i32.store": 0x36, "f64.store": 0x39,
    "i32.const": 0x41, "i64.const": 0x42, "f64.const": 0x44,
    "i32.eqz": 0x45, "i32.eq": 0x46, "i32.ne": 0x47,
    "i32.lt": 0x48, "i32.gt": 0x4A, "i32.le": 0x4C, "i32.ge": 0x4E,
    "f64.eq": 0x61, "f64.ne": 0x62, "f64.lt": 0x63, "f64.gt": 0x64, "f64.le": 0x65, "f64.ge": 0x66,
    "i32.add": 0x6A, "i32.sub": 0x6B, "i32.mul": 0x6C, "i32.and": 0x71, "i32.shl": 0x74,
    "i32.shr": 0x75,
    "i64.add": 0x7C, "i64.sub": 0x7D, "i64.mul": 0x7E, "i64.and": 0x83, "i64.or": 0x84,
    "i64.xor": 0x85, "i64.shl": 0x86, "i64.shr": 0x87, "i64.shr_u": 0x88,
    "f64.abs": 0x99, "f64.neg": 0x9A, "f64.sqrt": 0x9F,
    "f64.add": 0xA0, "f64.sub": 0xA1, "f64.mul": 0xA2, "f64.div": 0xA3, "f64.copysign": 0xA6,
    "i32.wrap_i64": 0xA7, "i64.extend_i32": 0xAC, "f64.convert_i32": 0xB7,
    "i64.reinterpret_f64": 0xBD, "f64.reinterpret_i64": 0xBF,
}  # fmt: skip
_VECTOR = {
    "v128.load": 0x00, "v128.load64_splat": 0x0A, "v128.store": 0x0B, "v128.const": 0x0C,
    "i8x16.shuffle": 0x0D, "f64x2.splat": 0x14, "i64x2.extract_lane": 0x1D,
    "f64x2.extract_lane": 0x21, "f64x2.replace_lane": 0x22,
    "f64x2.eq": 0x47, "f64x2.ne": 0x48, "f64x2.lt": 0x49, "f64x2.gt": 0x4A, "f64x2.le": 0x4B,
    "f64x2.ge": 0x4C,
    "v128.and": 0x4E, "v128.or": 0x50, "v128.xor": 0x51, "v128.bitselect": 0x52,
    "i64x2.shl": 0xCB, "i64x2.shr": 0xCC, "i64x2.add": 0xCE, "i64x2.sub": 0xD1,
    "f64x2.abs": 0xEC, "f64x2.neg": 0xED, "f64x2.sqrt": 0xEF,
    "f64x2.add": 0xF0, "f64x2.sub": 0xF1, "f64x2.mul": 0xF2, "f64x2.div": 0xF3,
    "f64x2.pmin": 0xF6, "f64x2.pmax": 0xF7,
}  # fmt: skip

# Comparisons and shifts of whole numbers are the signed ones, where nothing else is said.
OPCODES: dict[str, bytes] = {name: bytes([code]) for name, code in _PLAIN.items()} | {
    name: b"\xfd" + unsigned(code) for name, code in _VECTOR.items()
}

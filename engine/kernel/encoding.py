"""Encoding: numbers, names and lists as WebAssembly's binary format writes them.

WebAssembly Core Specification, part 5, "Binary Format". Whole numbers are LEB128: seven bits to a
byte, the lowest first, the eighth bit set on all but the last byte.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache


@lru_cache(maxsize=4096)
def unsigned(value: int) -> bytes:
    """A whole number from 0, as unsigned LEB128."""
    encoded = bytearray()
    while value >= 0x80:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value)
    return bytes(encoded)


@lru_cache(maxsize=4096)
def signed(value: int) -> bytes:
    """A whole number as signed LEB128: it ends where bit 6 of the last byte tells the sign."""
    encoded = bytearray()
    while not -0x40 <= value < 0x40:
        encoded.append(value & 0x7F | 0x80)
        value >>= 7
    encoded.append(value & 0x7F)
    return bytes(encoded)


def double(value: float) -> bytes:
    """A float64: its 8 bytes, the lowest first. (In a cache, -0.0 would be found as 0.0.)"""
    return struct.pack("<d", value)


def name(text: str) -> bytes:
    """A name: the length of its UTF-8, and that."""
    encoded = text.encode()
    return unsigned(len(encoded)) + encoded


def vector(items: Sequence[bytes]) -> bytes:
    """A list: how many, and one after another."""
    return unsigned(len(items)) + b"".join(items)


def section(number: int, content: bytes) -> bytes:
    """A section of a module: its number, its length, its content."""
    return bytes([number]) + unsigned(len(content)) + content

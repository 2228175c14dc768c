"""Pixels as a PNG file, by Python: what is read back from a canvas may be noise, where a browser
takes that for a way to recognise people.

    png(pixels)         bytes, of an array (height, width, 4) of RGBA
    data_url(pixels)
"""

import binascii
import struct
import zlib
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray


def png(pixels: NDArray[np.uint8]) -> bytes:
    height, width, _ = pixels.shape
    rows = np.ascontiguousarray(pixels, dtype=np.uint8).reshape(height, 4 * width)
    unfiltered = np.hstack([np.zeros((height, 1), np.uint8), rows])  # 0: each row as it is
    header = struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)  # 8 bits each of RGBA
    return b"\x89PNG\r\n\x1a\n" + b"".join([
        chunk(b"IHDR", header), chunk(b"IDAT", zlib.compress(unfiltered.tobytes(), 9)),
        chunk(b"IEND", b"")])


def placed(
    images: NDArray[np.uint8], across: float, down: float,
    places: Iterable[tuple[float, float, float]],
) -> NDArray[np.uint8]:
    """Square images, one below the other, each at its place (left, top, side) in one of `across` by
    `down`; two pixels for each."""
    size = images.shape[1]
    whole = np.zeros((round(2 * down), round(2 * across), 4), np.uint8)
    for at, place in enumerate(places):
        left, top, side = (round(2 * length) for length in place)
        nearest = np.arange(side) * size // side
        tile = images[at * size : (at + 1) * size][nearest][:, nearest]
        part = whole[top : top + side, left : left + side]
        part[:] = tile[: part.shape[0], : part.shape[1]]
    return whole


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(
        ">I", binascii.crc32(kind + content))


def data_url(pixels: NDArray[np.uint8]) -> str:
    return "data:image/png;base64," + binascii.b2a_base64(png(pixels), newline=False).decode()

"""PNG files by Python: what a decoder of another make reads is what was written."""

import base64
import struct
import zlib

import numpy as np
import pytest
from ui.exports.png import data_url, png


def decoded(content: bytes) -> np.ndarray:
    """A reader of unfiltered RGBA files, chunk by chunk, with their checksums."""
    assert content[:8] == b"\x89PNG\r\n\x1a\n"
    at, chunks = 8, {}
    while at < len(content):
        (length,) = struct.unpack(">I", content[at : at + 4])
        kind, body = content[at + 4 : at + 8], content[at + 8 : at + 8 + length]
        (checksum,) = struct.unpack(">I", content[at + 8 + length : at + 12 + length])
        assert checksum == zlib.crc32(kind + body)
        chunks[kind] = body
        at += 12 + length
    width, height, depth, colour = struct.unpack(">IIBB", chunks[b"IHDR"][:10])
    assert (depth, colour, list(chunks)) == (8, 6, [b"IHDR", b"IDAT", b"IEND"])
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, 1 + 4 * width)
    assert not rows[:, 0].any()
    return rows[:, 1:].reshape(height, width, 4)


@pytest.mark.parametrize("shape", [(1, 1), (3, 7), (50, 50), (200, 1)])
def test_a_file_has_the_pixels_that_it_was_made_of(shape: tuple[int, int]) -> None:
    pixels = np.random.default_rng(1).integers(0, 256, (*shape, 4), dtype=np.uint8)
    np.testing.assert_array_equal(decoded(png(pixels)), pixels)
    np.testing.assert_array_equal(decoded(png(pixels[:, ::-1])), pixels[:, ::-1])


def test_the_address_holds_the_file() -> None:
    pixels = np.full((2, 2, 4), 7, np.uint8)
    kind, _, text = data_url(pixels).partition(",")
    assert kind == "data:image/png;base64"
    assert base64.b64decode(text) == png(pixels)

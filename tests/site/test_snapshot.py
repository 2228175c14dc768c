"""The image of a memory snapshot: what of the memory is in it, and what tells that it fits."""

import hashlib

import numpy as np
import pytest
from builder.errors import BuildError
from builder.snapshot import BLOCK, image, runs, untouched

HEAD = bytes(4) + (16).to_bytes(4, "little") + bytes(8)  # of Pyodide's own snapshots


def memory(*changes: tuple[int, int], size: int = 64 * BLOCK) -> bytes:
    content = bytearray(np.arange(size, dtype=np.uint8))
    for place, value in changes:
        content[place] = value
    return bytes(content)


def test_the_image_has_the_blocks_that_changed_and_no_others() -> None:
    fresh, taken = memory(), memory((0, 7), (5 * BLOCK + 3, 7), (6 * BLOCK, 7), (-1 % 64, 9))
    made = image(HEAD + taken, fresh, {"/a.so": b"abcde"})
    rest = made.content[32:]
    assert made.content[:32] == hashlib.sha256(rest).digest()
    assert made.plan["identity"] == made.content[:32].hex()
    libraries_end = made.plan["head"] + 8  # five bytes, padded
    assert rest[made.plan["head"] : libraries_end] == b"abcde\0\0\0"
    table = np.frombuffer(rest, "<u4", made.plan["runs"] // 4, libraries_end).reshape(-1, 2)
    restored, at = bytearray(fresh), libraries_end + made.plan["runs"]
    for start, length in table.tolist():
        restored[start : start + length] = rest[at : at + length]
        at += length
    assert bytes(restored) == taken
    assert at == len(rest)
    assert table.tolist() == [[0, BLOCK], [5 * BLOCK, 2 * BLOCK]]


def test_the_sum_tells_whether_memory_outside_the_runs_is_another() -> None:
    fresh, taken = memory(), memory((5 * BLOCK, 7))
    starts, ends = runs(np.frombuffer(taken, np.uint8), np.frombuffer(fresh, np.uint8))
    expected = untouched(taken, starts, ends)
    assert untouched(fresh, starts, ends) == expected
    assert untouched(memory((9 * BLOCK, 7)), starts, ends) != expected


def test_memory_that_has_grown_begins_as_zeros() -> None:
    taken = memory(size=65 * BLOCK)
    made = image(HEAD + taken, memory(), {})
    assert made.plan["memory"] == len(taken)


def test_memory_that_has_grown_too_much_is_refused_with_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("builder.snapshot.MOST_MEMORY", 64 * BLOCK)
    with pytest.raises(BuildError, match="Import less in the engine and the UI"):
        image(HEAD + memory(size=65 * BLOCK), memory(), {})

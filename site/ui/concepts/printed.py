"""What PyTorch's print says of a tensor, in pieces, so that a page knows each number in it.

    text(tensor(np.array([[1.0, 2.5]])))      # "tensor([[1.0000, 2.5000]])"

The rules are those of `torch.set_printoptions()` as it is by default, for float64 as the default
type: four decimals, or none where all are whole; powers of ten where sizes differ much; columns of
one width; lines of 80 characters.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LINE = 80
LARGEST, SMALLEST, SPREAD = 1e8, 1e-4, 1000.0  # beyond these, powers of ten


@dataclass(frozen=True)
class Piece:
    """A part of a text; with the number that it stands for, if it does."""

    text: str
    number: float | None = None


Printed = tuple[Piece, ...]


def text(pieces: Printed) -> str:
    return "".join(piece.text for piece in pieces)


def plain(words: str) -> Printed:
    return (Piece(words),)


def size(shape: tuple[int, ...]) -> Printed:
    """A shape: torch.Size([3, 4])."""
    return plain(f"torch.Size([{', '.join(map(str, shape))}])")


def tensor(values: Array) -> Printed:
    """A tensor without a gradient."""
    opening = "tensor("
    style = Style(values)
    return (Piece(opening), *nested(values, len(opening), style), Piece(")"))


class Style:
    """How all numbers of a tensor are written, which depends on them all."""

    def __init__(self, values: Array) -> None:
        counted = values[np.isfinite(values) & (values != 0)]
        sizes = np.abs(counted)
        self.whole = bool(np.all(counted == np.ceil(counted)))
        with np.errstate(over="ignore"):
            self.powers = bool(len(counted)) and bool(
                sizes.max() / sizes.min() > SPREAD
                or sizes.max() > LARGEST or sizes.min() < SMALLEST)
        self.width = max((len(self.write(value)) for value in counted.tolist()), default=1)

    def write(self, value: float) -> str:
        if self.powers:
            return f"{value:.4e}"
        if self.whole:
            return f"{value:.0f}." if math.isfinite(value) else f"{value:.0f}"
        return f"{value:.4f}"


def nested(values: Array, indent: int, style: Style) -> Printed:
    """Numbers in brackets within brackets; a line begins `indent` + 1 characters in."""
    if values.ndim == 0:
        return (Piece(style.write(float(values)), float(values)),)
    margin = " " * (indent + 1)
    if values.ndim == 1:
        in_a_line = max(1, (LINE - indent) // (style.width + 2))
        parts: list[Printed] = [
            (Piece(style.write(value).rjust(style.width), value),) for value in values.tolist()]
        gaps = [f",\n{margin}" if at % in_a_line == 0 else ", " for at in range(len(parts))]
    else:
        parts = [nested(row, indent + 1, style) for row in values]
        gaps = ["," + "\n" * (values.ndim - 1) + margin] * len(parts)
    pieces = [piece for gap, part in zip(gaps, parts, strict=True) for piece in (Piece(gap), *part)]
    return (Piece("["), *pieces[1:], Piece("]"))


def lines(*rows: Printed) -> Printed:
    """What several prints write, one below the other."""
    return tuple(piece for row in rows for piece in (*row, Piece("\n")))


def words(*parts: Printed) -> Printed:
    """What one print of several things writes."""
    return tuple(piece for part in parts for piece in (Piece(" "), *part))[1:]

"""Where the parts of the network are: computed from its layers and the box that it is given.

    places = places_of((2, 4, 1), 700, 420)
    places.unit(1, 0), places.column(1).side, places.edge(1, 0, 2).path

A unit is a square. Its name, value and bias stand below it, as many of them as there is room for.
An edge is level until it is past the labels beside it, and bends in the gutter between two columns,
where nothing else is: so no edge touches a label or a square, whatever the layers and the weights.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

SMALLEST_BOX = 80
STEP = 20  # boxes are multiples of it, so that not every pixel of a window asks for another picture
MARGIN = 0.105  # of the width, beside the centres of the first and of the last column
TOP, FOOT, HANDLE = 4, 18, 22  # above, below where a column has its label there, under a handle
LINE, GAP = 17, 7  # the height of a line of a label, and between it and the next square
LARGEST, LEAST_LABELLED = 118, 32  # sides of squares; smaller ones have no label below
PORTS = 0.8  # of a square's side, at which edges begin and end
LEVEL = 3  # pixels that an edge is level for beyond a label
DIGIT, LETTER, QUIET = 8.2, 8.4, 7.7  # widths of a figure, of a name's letter, of a bias's figure
LONGEST, SHORT, SHORTEST = 7, 6, 5  # characters of a number: −0.1235, −0.124, −0.12

Rect = tuple[float, float, float, float]  # left, top, right, bottom


@dataclass(frozen=True)
class Column:
    """A layer: its centre, the side of its squares, from centre to centre of them, how many.

    `letters` are those of its longest name, 0 where no name has room below its square; `value` and
    `bias` the most characters of the numbers there, 0 for none; `stacked` says that the bias has a
    line of its own; `foot` that one label stands below the whole column.
    """

    x: float
    side: float
    pitch: float
    count: int
    letters: int = 0
    value: int = 0
    bias: int = 0
    stacked: bool = False
    foot: bool = False

    @property
    def height(self) -> int:
        """Of a label."""
        return LINE * (1 + self.stacked) + 2 if self.letters else 0

    @property
    def first(self) -> float:
        """The width of the name and the number, as long as it may be."""
        return self.letters * LETTER + (5 + self.value * DIGIT if self.value else 0)

    @property
    def width(self) -> float:
        """Of a label."""
        bias = 10 + self.bias * QUIET if self.bias else 0
        return max(self.first, bias) if self.stacked else self.first + (bias and 8 + bias)

    @property
    def left(self) -> float:
        """Where its labels begin."""
        return self.x - self.width / 2

    @property
    def bias_left(self) -> float:
        """Where the bias begins."""
        own = 10 + self.bias * QUIET
        return self.x - own / 2 if self.stacked else self.left + self.width - own

    @property
    def overhang(self) -> float:
        """How far labels reach beyond their squares."""
        return max((self.width - self.side) / 2, 0.0) if self.letters else 0.0


@dataclass(frozen=True)
class Curve:
    """An edge: level from x0 to x1, a bend to x2, level to x3; from height y0 to y3."""

    x0: float
    x1: float
    x2: float
    x3: float
    y0: float
    y3: float

    @property
    def path(self) -> str:
        middle = (self.x1 + self.x2) / 2
        return (f"M{self.x0:.1f} {self.y0:.1f}H{self.x1:.1f}C{middle:.1f} {self.y0:.1f} "
                f"{middle:.1f} {self.y3:.1f} {self.x2:.1f} {self.y3:.1f}H{self.x3:.1f}")

    def at(self, share: float) -> tuple[float, float]:
        """A place of the bend."""
        middle, rest = (self.x1 + self.x2) / 2, 1 - share
        inner = 3 * rest * share
        x = rest**3 * self.x1 + inner * middle + share**3 * self.x2
        return x, self.y0 + (self.y3 - self.y0) * (inner * share + share**3)


@dataclass(frozen=True)
class Places:
    """The places of a network in a box of this width and height."""

    width: int
    height: int
    top: float
    columns: tuple[Column, ...]

    def unit(self, layer: int, index: int) -> tuple[float, float]:
        """The centre of a unit's square."""
        column = self.columns[layer]
        below = column.height
        foot = FOOT if column.foot else 0
        middle = self.top + (self.height - self.top - foot) / 2
        return column.x, middle + (index - (column.count - 1) / 2) * column.pitch - below / 2

    def square(self, layer: int, index: int) -> Rect:
        (x, y), half = self.unit(layer, index), self.columns[layer].side / 2
        return x - half, y - half, x + half, y + half

    def label(self, layer: int, index: int) -> Rect | None:
        """The place of a unit's label, if it has one."""
        column = self.columns[layer]
        if not column.letters:
            return None
        foot = self.square(layer, index)[3]
        return column.left, foot + 2, column.left + column.width, foot + column.height

    def edge(self, layer: int, source: int, target: int) -> Curve:
        """The edge into unit `target` of a layer, from unit `source` of the one before."""
        start, end = self.columns[layer - 1], self.columns[layer]
        (x0, y0), (x3, y3) = self.unit(layer - 1, source), self.unit(layer, target)
        x0, x3 = x0 + start.side / 2, x3 - end.side / 2
        return Curve(x0, x0 + start.overhang + LEVEL, x3 - end.overhang - LEVEL, x3,
                     y0 + port(target, end.count, start.side),
                     y3 + port(source, start.count, end.side))

    @property
    def thickest(self) -> float:
        """The width of the heaviest edge."""
        return min(max(0.14 * min(column.side for column in self.columns), 3.0), 11.0)

    @property
    def edges(self) -> int:
        counts = [column.count for column in self.columns]
        return sum(a * b for a, b in pairwise(counts))

    def obstacles(self) -> Iterator[Rect]:
        """Everything that a number on an edge must not cover."""
        for layer, column in enumerate(self.columns):
            for index in range(column.count):
                yield self.square(layer, index)
                label = self.label(layer, index)
                if label:
                    yield label


def port(index: int, count: int, side: float) -> float:
    """Where one of `count` edges meets a square, from its middle."""
    if count == 1:
        return 0.0
    return (index - (count - 1) / 2) * min(PORTS * side / (count - 1), 16.0)


def box_of(width: float, height: float) -> tuple[int, int]:
    """The box that is drawn for, in an element of this size."""
    across, down = (max(int(side) // STEP * STEP, SMALLEST_BOX) for side in (width, height))
    return min(across, 2400), min(down, 1600)


@lru_cache(maxsize=64)
def places_of(layers: tuple[int, ...], width: int, height: int,
              letters: int = 2, handles: bool = False) -> Places:
    """`letters` are those of the longest name of an input, `handles` whether there is one above
    each hidden column."""
    top = TOP + (HANDLE if handles else 0)
    last = len(layers) - 1
    between, inner = (1 - 2 * MARGIN) * width / last, height - top
    side = side_of(max(layers[1:-1], default=1), inner, 0.44 * between)
    sides = [side] * len(layers)
    sides[0] = min(side_of(layers[0], inner, 0.56 * between), max(side, 62.0))
    sides[last] = min(side_of(layers[last], inner, 0.6 * between), max(1.25 * side, 84.0))
    columns = [
        bare(width * MARGIN + layer * between, max(min(each, 1.8 * MARGIN * width), 8.0), count,
             inner, letters if layer == 0 else 1 if layer == last else 2 if last == 2 else 4)
        for layer, (each, count) in enumerate(zip(sides, layers, strict=True))]
    return Places(width, height, top, tuple(
        labelled(columns, layer, width) for layer in range(len(layers))))


def side_of(count: int, inner: float, most: float) -> float:
    """The side of so many squares in a column: with labels below where there is room for them."""
    side = inner / count - LINE - 2 - GAP
    if side < LEAST_LABELLED:
        side = (inner - FOOT) / count - GAP
    return min(side, most, LARGEST)


def bare(x: float, side: float, count: int, inner: float, letters: int) -> Column:
    """A column with names below its squares; or with a foot."""
    if inner / count - side >= LINE + 2 + GAP - 0.2:
        return Column(x, round(side, 1), inner / count, count, letters)
    return Column(x, round(side, 1), (inner - FOOT) / count, count, foot=True)


def labelled(columns: list[Column], layer: int, width: int) -> Column:
    """The column with as long a label below each square as the gutters beside it allow."""
    own = columns[layer]
    if not own.letters:
        return own
    near = columns[max(layer - 1, 0) : layer + 2]
    free = min(room(own, other) for other in near if other is not own)
    most = min(own.side + 2 * free, 2 * min(own.x, width - own.x) - 4)
    fitting = (each for each in labels(own, is_input=layer == 0) if each.width <= most)
    return next(fitting, replace(own, letters=0))


def room(one: Column, other: Column) -> float:
    """How far a label may reach into the gutter between two columns."""
    gap = abs(other.x - one.x) - (one.side + other.side) / 2
    return max((gap - max(36.0, 0.42 * gap)) / 2 - LEVEL, 0.0)


def labels(own: Column, is_input: bool) -> Iterator[Column]:
    """The labels that there may be, the longest first. First goes the bias, then digits."""
    stacks = own.pitch - own.side >= 2 * LINE + 2 + GAP
    if not is_input:
        yield replace(own, value=LONGEST, bias=LONGEST)
        if stacks:
            yield replace(own, value=LONGEST, bias=LONGEST, stacked=True)
        yield replace(own, value=SHORT, bias=SHORT)
    yield replace(own, value=LONGEST)
    if stacks and not is_input:
        yield replace(own, value=SHORT, bias=SHORT, stacked=True)
    for value in (SHORT, SHORTEST, 0):
        yield replace(own, value=value)

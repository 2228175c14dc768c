"""A sample of too many rows: the same for the same seed, with each class in its share."""

from __future__ import annotations

from collections.abc import Sequence

from engine.random import Purpose, Stream


def sample(targets: Sequence[float], size: int, seed: int) -> list[int]:
    """`size` of the rows, in their order. Two classes keep their shares, and at least a row each;
    other targets are drawn from together."""
    groups: dict[float, list[int]] = {}
    classes = set(targets) <= {0.0, 1.0}
    for row, target in enumerate(targets):
        groups.setdefault(target if classes else 0.0, []).append(row)
    chance = Stream(seed, Purpose.SAMPLE)
    chosen: list[int] = []
    sizes = _sizes({target: len(rows) for target, rows in groups.items()}, size)
    for target, rows in sorted(groups.items()):
        order = chance.permutation(len(rows))[: sizes[target]]
        chosen += [rows[place] for place in order.tolist()]
    return sorted(chosen)


def _sizes(counts: dict[float, int], size: int) -> dict[float, int]:
    """How many of each group: its share, rounded, and at least one."""
    if len(counts) == 1:
        return dict.fromkeys(counts, size)
    total = sum(counts.values())
    ones = min(max(round(size * counts[1.0] / total), 1), size - 1)
    return {1.0: ones, 0.0: size - ones}

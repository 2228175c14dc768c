"""Where the network's parts are: whatever its layers and its box, nothing lies over a label."""

from itertools import combinations, pairwise

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.panels.network.places import HANDLE, Places, Rect, box_of, places_of
from ui.panels.network.tags import HEIGHT, tag_places, width_of

shapes = st.builds(lambda inputs, hidden: (inputs, *hidden, 1), st.integers(1, 7),
                   st.lists(st.integers(1, 8), max_size=4))
drawn = st.builds(places_of, shapes, st.integers(10, 70).map(lambda n: 20 * n),
                  st.integers(7, 40).map(lambda n: 20 * n), st.integers(1, 6), st.booleans())


def meet(one: Rect, other: Rect, slack: float = 0.01) -> bool:
    return (one[0] < other[2] - slack and other[0] < one[2] - slack
            and one[1] < other[3] - slack and other[1] < one[3] - slack)


def units(at: Places) -> list[tuple[int, int]]:
    return [(layer, index) for layer, column in enumerate(at.columns)
            for index in range(column.count)]


def labels(at: Places) -> list[Rect]:
    return [label for unit in units(at) if (label := at.label(*unit))]


def all_edges(at: Places) -> list[tuple[int, int, int]]:
    return [(layer, source, target) for layer in range(1, len(at.columns))
            for target in range(at.columns[layer].count)
            for source in range(at.columns[layer - 1].count)]


@settings(max_examples=300, deadline=None)
@given(drawn)
def test_squares_and_labels_are_inside_and_apart(at: Places) -> None:
    parts = [*(at.square(*unit) for unit in units(at)), *labels(at)]
    for left, top, right, bottom in parts:
        assert left >= -0.01
        assert right <= at.width + 0.01
        assert top >= at.top - 4
        assert bottom <= at.height + 0.01
    assert [pair for pair in combinations(parts, 2) if meet(*pair)] == []


@settings(max_examples=150, deadline=None)
@given(drawn)
def test_no_edge_of_any_weight_touches_a_label_or_another_unit(at: Places) -> None:
    shares = np.linspace(0, 1, 25)
    half = at.thickest / 2
    obstacles = [*labels(at), *(at.square(*unit) for unit in units(at))]
    for edge in all_edges(at):
        curve = at.edge(*edge)
        assert curve.x0 < curve.x1 <= curve.x2 < curve.x3
        spots = [(curve.x0, curve.y0), (curve.x1, curve.y0), *map(curve.at, shares.tolist()),
                 (curve.x2, curve.y3), (curve.x3, curve.y3)]
        for (x, y), (to_x, to_y) in pairwise(spots):
            box = x, min(y, to_y) - half, to_x, max(y, to_y) + half
            assert not any(meet(box, obstacle) for obstacle in obstacles)


@settings(max_examples=100, deadline=None)
@given(drawn, st.data())
def test_the_numbers_on_edges_cover_no_unit_no_label_and_no_other_number(
    at: Places, data: st.DataObject
) -> None:
    chosen = data.draw(st.lists(st.sampled_from(all_edges(at)), max_size=8, unique=True))
    characters, found = tag_places(at, tuple(chosen))
    half = width_of("0" * characters) / 2
    tags = [(x - half, y - HEIGHT / 2, x + half, y + HEIGHT / 2)
            for x, y in (spot for spot in found if spot)]
    assert [pair for pair in combinations(tags, 2) if meet(*pair)] == []
    assert not any(meet(tag, other) for tag in tags for other in at.obstacles())


def test_the_network_uses_the_room_that_it_has() -> None:
    """Where there is height, it is used; two units are as large as eight are small."""
    few, many = places_of((2, 2, 1), 700, 420), places_of((2, 8, 8, 8, 8, 1), 700, 420)
    assert few.columns[1].side == 118
    assert 38 <= many.columns[1].side <= 49
    top, bottom = many.square(1, 0)[1], many.square(1, 7)[3]
    assert bottom - top > 0.9 * 420


def test_there_is_room_above_for_handles() -> None:
    at = places_of((2, 8, 1), 700, 420, handles=True)
    assert min(at.square(*unit)[1] for unit in units(at)) >= HANDLE


def test_a_box_is_a_multiple_of_its_step_and_never_too_small_or_too_large() -> None:
    assert box_of(709.5, 428) == (700, 420)
    assert box_of(0, 12) == (80, 80)
    assert box_of(1e9, 1e9) == (2400, 1600)

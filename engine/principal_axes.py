"""The directions in which points spread most, without LAPACK, which a page would have to fetch.

Jacobi's method (C. G. J. Jacobi 1846) on the matrix of all products of two columns: rotations in
the plane of two columns make that product zero, until all are. Pairs without a column in common
are rotated together, by one product of matrices.
"""

from functools import cache

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

MOST_SWEEPS = 20  # over all pairs; about 5 are needed
NEGLIGIBLE = 1e-13  # of the largest spread


def principal_axes(centred: Array) -> Array:
    """For centred points (n, units) the directions as columns (units, units), the widest first."""
    largest = np.abs(centred).max(initial=0.0)
    scaled = centred / largest if largest > 0 else centred  # squares would overflow
    units = centred.shape[1]
    even = units + units % 2  # all columns in pairs: the one that is added is zero, and stays so
    products = np.zeros((even, even))
    products[:units, :units] = scaled.T @ scaled
    axes = np.eye(even)
    for _ in range(MOST_SWEEPS):
        for first, second in _rounds(even):
            turn = _rotation(products, first, second)
            products = turn.T @ products @ turn
            axes = axes @ turn
        spread = products.diagonal()
        if np.abs(products - np.diag(spread)).max() <= NEGLIGIBLE * spread.max():
            break
    return axes[:units, :units][:, np.argsort(-products.diagonal()[:units], kind="stable")]


@cache
def _rounds(count: int) -> list[tuple[NDArray[np.intp], NDArray[np.intp]]]:
    """All pairs of an even number of columns, in rounds in which each column is in one pair: as in
    a tournament, one stays and the others go round."""
    places = list(range(count))
    rounds = []
    for _ in range(count - 1):
        half = count // 2
        rounds.append((np.array(places[:half]), np.array(places[half:][::-1])))
        places[1:] = places[-1:] + places[1:-1]
    return rounds


def _rotation(products: Array, first: NDArray[np.intp], second: NDArray[np.intp]) -> Array:
    """What makes the products of these pairs zero, by at most an eighth of a turn each."""
    ends = products.diagonal()
    apart = ends[second] - ends[first]
    twice = 2 * products[first, second]
    angle = 0.5 * np.arctan2(np.where(apart < 0, -twice, twice), np.abs(apart))
    turn = np.zeros_like(products)
    turn[first, first] = turn[second, second] = np.cos(angle)
    turn[first, second] = sine = np.sin(angle)
    turn[second, first] = -sine
    return turn

"""Features: what the network sees of a point (x1, x2). Only this table names them.

To add one, write its file beside `product.py` and its row here.
"""

from collections.abc import Sequence

import numpy as np

from engine.features.coordinates import X1, X2
from engine.features.feature import Array, Feature
from engine.features.product import Product
from engine.features.sines import SinX1, SinX2
from engine.features.squares import X1Squared, X2Squared

FEATURES: dict[str, Feature] = {
    row.name: row
    for row in (X1(), X2(), X1Squared(), X2Squared(), Product(), SinX1(), SinX2())
}
COORDINATES = (X1.name, X2.name)  # as features, the point as it is


def features_of(points: Array, names: Sequence[str]) -> Array:
    """The inputs (n, len(names)) of points (n, 2), a column for each feature, in C order."""
    x1, x2 = points[:, 0], points[:, 1]
    inputs = np.empty((len(points), len(names)))
    for column, name in enumerate(names):
        inputs[:, column] = FEATURES[name].column(x1, x2)
    return inputs


__all__ = ["COORDINATES", "FEATURES", "Feature", "features_of"]

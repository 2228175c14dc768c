"""Data: the table of data sets, and the Dataset of a Spec.

    make_dataset(spec)      -> Dataset with .train and .test
    check_points(rows)      -> rows for Spec(data="own", points=rows)
    DATA_SETS["moons"]      -> how a set is drawn and where its points lie
"""

from engine.data.dataset import Dataset, Samples, given_points, make_dataset, row_counts
from engine.data.own import MAX_COORDINATE, MAX_POINTS, check_points, check_scales
from engine.data.table import DATA_SETS, OWN

__all__ = [
    "DATA_SETS",
    "MAX_COORDINATE",
    "MAX_POINTS",
    "OWN",
    "Dataset",
    "Samples",
    "check_points",
    "check_scales",
    "given_points",
    "make_dataset",
    "row_counts",
]

"""Data: the table of data sets, and the Dataset of a Spec.

    make_dataset(spec)      -> Dataset with .train and .test
    parse_csv(text)         -> rows for Spec(data="own", points=rows)
    DATA_SETS["moons"]      -> how a set is drawn and where its points lie
"""

from engine.data.dataset import Dataset, Samples, make_dataset, row_counts
from engine.data.own import MAX_COORDINATE, check_points, parse_csv
from engine.data.table import DATA_SETS, OWN

__all__ = [
    "DATA_SETS",
    "MAX_COORDINATE",
    "OWN",
    "Dataset",
    "Samples",
    "check_points",
    "make_dataset",
    "parse_csv",
    "row_counts",
]

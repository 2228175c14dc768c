"""The history of a run and its data as CSV: numbers in full, a header that names the columns."""

import math
from collections.abc import Iterable

from engine import Spec
from engine.data import Samples, given_points
from ui.lab import Lab


def history_csv(lab: Lab) -> str:
    """A row for each epoch that the history has: the measures, then every weight and bias."""
    history, layers = lab.run.history, lab.spec.layers
    names = ["epoch", "loss", "test_loss", "accuracy"]
    for layer in range(1, len(layers)):
        names += [f"weight {layer}.{source}.{target}" for target in range(layers[layer])
                  for source in range(layers[layer - 1])]
        names += [f"bias {layer}.{index}" for index in range(layers[layer])]
    rows = zip(history.epoch.tolist(), history.loss.tolist(), history.test_loss.tolist(),
               history.accuracy.tolist(), history.parameters.tolist(), strict=True)
    return table(names, ((epoch, *measures, *parameters)
                         for epoch, *measures, parameters in rows))


def data_csv(lab: Lab) -> str:
    """The points with their labels, as they were given, noise included; where some are kept for the
    test, which set each is of."""
    data = lab.run.data
    rows = [(*row, "train") for row in rows_of(lab.spec, data.train)]
    if not len(data.test):
        return table(["x1", "x2", "label"], (row[:3] for row in rows))
    rows += [(*row, "test") for row in rows_of(lab.spec, data.test)]
    return table(["x1", "x2", "label", "set"], rows)


def rows_of(spec: Spec, samples: Samples) -> list[tuple[float, float, float]]:
    table = zip(given_points(spec, samples).tolist(), samples.targets[:, 0].tolist(), strict=True)
    return [(x1, x2, label) for (x1, x2), label in table]


def table(names: list[str], rows: Iterable[Iterable[float | str]]) -> str:
    """Names and rows, joined; what there is not (a test loss without a test) is empty."""
    lines = [",".join(names), *(",".join(map(cell, row)) for row in rows)]
    return "\n".join(lines) + "\n"


def cell(value: float | str) -> str:
    if isinstance(value, str):
        return value
    return "" if math.isnan(value) else repr(value).removesuffix(".0")

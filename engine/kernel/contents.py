"""Contents: what numpy writes into a run's block: its data and its settings."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from engine.kernel.layout import Layout
from engine.optimizers import OPTIMIZERS
from engine.powers import power_tables

if TYPE_CHECKING:
    from engine.data import Dataset
    from engine.spec import Spec

Array = NDArray[np.float64]


def write_data(block: Array, layout: Layout, data: Dataset) -> None:
    """The columns of inputs and targets: training rows, then test rows if the layout has any."""
    parts = [(data.train, 0), (data.test, len(data.train))]
    for samples, first in parts if layout.shape.test else parts[:1]:
        table = np.column_stack([samples.inputs, samples.targets])
        for number, column in enumerate(table.T):
            place = layout.columns + number * layout.column + first
            block[place : place + len(column)] = column


def write_settings(block: Array, layout: Layout, spec: Spec, weight_mask: Array) -> None:
    """Learning rate, penalty, what decays each weight, and the powers that the optimizer needs."""
    block[layout.settings : layout.settings + 2] = spec.learning_rate, spec.penalty
    for place, strength in ((layout.l1, spec.l1), (layout.l2, spec.l2)):
        block[place : place + len(weight_mask)] = strength * weight_mask
    if bases := OPTIMIZERS[spec.optimizer].bases:
        tables = power_tables(bases).ravel()
        block[layout.powers : layout.powers + len(tables)] = tables

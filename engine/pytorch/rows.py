"""The rows and their input features, as tensors of PyTorch or arrays of numpy."""

from dataclasses import dataclass

import numpy as np

from engine.data import Dataset, Samples, given_points
from engine.data.own import Scales
from engine.features import COORDINATES, FEATURES
from engine.pytorch.literals import array
from engine.pytorch.source import Line, Section, lines
from engine.spec import Spec
from engine.tasks import Task


@dataclass(frozen=True)
class Library:
    """How a library spells an array, and columns put side by side."""

    name: str
    array: str
    columns: str
    labels: str = ""  # the number of each row's class, where the loss takes that


NUMPY = Library("np", "np.array({}, dtype=float)", "np.hstack([{}])")


def torch_library(dtype: str) -> Library:
    """PyTorch, its tensors in `dtype`."""
    columns, labels = "torch.hstack([{}])", "torch.tensor({}, dtype=torch.long)"
    return Library("torch", f"torch.tensor({{}}, dtype=torch.{dtype})", columns, labels)


def data(spec: Spec, rows: Dataset, library: Library) -> Section:
    """X (n, inputs) and y: (n, outputs), or (n,) where it is the numbers of classes. X_test and
    y_test where there is a split."""
    program: list[Line] = []
    around = "{}"
    if spec.scales is not None:
        program += _standardised(spec.scales, library)
        around = "standardised({})"
    with_features = spec.features != COORDINATES
    if with_features:
        columns = ", ".join(FEATURES[name].source.format(library.name) for name in spec.features)
        program += lines(
            "features",
            "def features(x):\n"
            "    x1, x2 = x[:, :1], x[:, 1:]\n"
            f"    return {library.columns.format(columns)}\n\n",
        )
        around = f"features({around})"
    words = f"The {len(rows.train)} rows to learn from"
    program += _arrays("", spec, rows.train, library, around, rows.task)
    if len(rows.test):
        words += f", and {len(rows.test)} kept aside to test on"
        program += _arrays("_test", spec, rows.test, library, around, rows.task)
    return Section("The data", words + ".", tuple(program))


def _standardised(scales: Scales, library: Library) -> tuple[Line, ...]:
    """A function that makes of the inputs, as they were given, what the network sees."""
    means, deviations = (library.array.format(array(each)) for each in np.array(scales).T)
    return lines("data", "def standardised(x):  # mean 0 and standard deviation 1\n"
                         f"    return (x - {means}) / {deviations}\n\n")


def _arrays(
    suffix: str, spec: Spec, samples: Samples, library: Library, around: str, task: Task
) -> tuple[Line, ...]:
    """The inputs `around` which functions stand, and the targets."""
    x = around.format(library.array.format(array(given_points(spec, samples))))
    if task.one_hot and library.labels:
        y = library.labels.format(array(samples.targets[:, 0]))
    else:
        y = library.array.format(array(task.encoded(samples.targets, spec.layers[-1])))
    return lines("data", f"X{suffix} = {x}\ny{suffix} = {y}")

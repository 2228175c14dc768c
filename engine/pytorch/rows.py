"""The rows and their input features, as tensors of PyTorch or arrays of numpy."""

from dataclasses import dataclass

from engine.data import Dataset, Samples
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
    with_features = spec.features != COORDINATES
    if with_features:
        columns = ", ".join(FEATURES[name].source.format(library.name) for name in spec.features)
        program += lines(
            "features",
            "def features(x):\n"
            "    x1, x2 = x[:, :1], x[:, 1:]\n"
            f"    return {library.columns.format(columns)}\n\n",
        )
    words = f"The {len(rows.train)} rows to learn from"
    outputs = spec.layers[-1]
    program += _arrays("", rows.train, library, with_features, rows.task, outputs)
    if len(rows.test):
        words += f", and {len(rows.test)} kept aside to test on"
        program += _arrays("_test", rows.test, library, with_features, rows.task, outputs)
    return Section("The data", words + ".", tuple(program))


def _arrays(
    suffix: str, samples: Samples, library: Library, with_features: bool, task: Task, outputs: int
) -> tuple[Line, ...]:
    x = library.array.format(array(samples.points))
    if task.one_hot and library.labels:
        y = library.labels.format(array(samples.targets[:, 0]))
    else:
        y = library.array.format(array(task.encoded(samples.targets, outputs)))
    x = f"features({x})" if with_features else x
    return lines("data", f"X{suffix} = {x}\ny{suffix} = {y}")

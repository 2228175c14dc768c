"""The programs, put together from their sections."""

from collections.abc import Sequence

from numpy.typing import ArrayLike

from engine.data import make_dataset
from engine.errors import ShapeError, within
from engine.network import Network
from engine.ops import layer_ops
from engine.pytorch import loop, model, numpy_network, numpy_training, objective
from engine.pytorch.cells import notebook_json
from engine.pytorch.order import page_order
from engine.pytorch.rows import NUMPY, data, torch_library
from engine.pytorch.source import Line, Section, lines, listing, text
from engine.pytorch.start import Start, start_from
from engine.spec import Spec
from engine.spec_keys import MAX_EPOCHS

Arrays = Sequence[ArrayLike]


def pytorch_code(
    spec: Spec, weights: Arrays | None = None, biases: Arrays | None = None, epochs: int = 1000
) -> str:
    """A PyTorch program that trains this Spec for so many epochs.

    Without `weights` it starts as PyTorch does from `spec.seed`, in float32; its losses differ
    from the page's. With `run.weights` it goes on from that moment in the page's own order of rows
    and in float64, and its losses are the Run's, as far as rounding allows: those weights know
    their biases, their epoch and what the optimizer remembers. Weights that are not a Run's, a list
    of arrays (out, in), start epoch 1 with `biases`, a list of arrays (out,), or with biases of 0.

    Raises ShapeError for arrays that do not fit the layers or are not finite, EngineError for
    absurd epochs.
    """
    return text(pytorch_lines(spec, weights, biases, epochs))


def pytorch_lines(
    spec: Spec, weights: Arrays | None = None, biases: Arrays | None = None, epochs: int = 1000
) -> tuple[Line, ...]:
    """The lines of `pytorch_code`, each with what it is about (see engine.pytorch.source)."""
    return listing(_torch_sections(spec, weights, biases, epochs))


def notebook(
    spec: Spec, weights: Arrays | None = None, biases: Arrays | None = None, epochs: int = 1000
) -> str:
    """The program of `pytorch_code` as the text of a Jupyter notebook (.ipynb, nbformat 4.5)."""
    title = f"A network of {'-'.join(map(str, spec.layers))} neurons in PyTorch"
    return notebook_json(title, _torch_sections(spec, weights, biases, epochs))


def numpy_script(
    spec: Spec, weights: Arrays | None = None, biases: Arrays | None = None, epochs: int = 1000
) -> str:
    """A program with every formula of this Spec written out in numpy, which gives the Run's losses.

    Without `weights` it starts as the Run does; else as `pytorch_code`, with the same errors.
    """
    _check(weights, biases, epochs)
    rows = make_dataset(spec)
    n = len(rows.train)
    if weights is None:
        network = Network(spec)
        start = Start(network.weights, network.biases)
    else:
        start = start_from(spec, weights, biases, n)
    sections = [
        _numpy_imports(spec),
        data(spec, rows, NUMPY),
        numpy_network.parameters(start),
        numpy_network.functions(spec),
        numpy_network.forward(spec),
        numpy_network.backward(spec),
        numpy_training.optimizer(spec, start),
        *_order(spec, n),
        numpy_training.training_loop(spec, start, epochs, rows),
    ]
    return text(listing(sections))


def _torch_sections(
    spec: Spec, weights: Arrays | None, biases: Arrays | None, epochs: int
) -> list[Section]:
    _check(weights, biases, epochs)
    rows = make_dataset(spec)
    n = len(rows.train)
    start = None if weights is None else start_from(spec, weights, biases, n)
    embedded = start
    if start is None and spec.given is not None:
        network = Network(spec)
        embedded = Start(network.weights, network.biases)
    return [
        _torch_imports(spec, start),
        model.network_class(spec, embedded),
        model.instance(embedded),
        objective.criterion(spec),
        objective.optimizer(spec, start),
        data(spec, rows, torch_library("float64" if start else "float32")),
        *(_order(spec, n) if start else []),
        loop.training_loop(spec, start, epochs, rows),
    ]


def _check(weights: Arrays | None, biases: Arrays | None, epochs: int) -> None:
    within(epochs, 1, MAX_EPOCHS, "epochs")
    if weights is None and biases is not None:
        raise ShapeError("biases without weights: give both, or neither")


def _torch_imports(spec: Spec, start: Start | None) -> Section:
    rows = ["import torch", "import torch.nn as nn", "import torch.optim as optim"]
    if spec.batch != "all":
        rows.append("from torch.utils.data import DataLoader, TensorDataset")
    program = [*lines("imports", "\n".join(rows)), Line("")]
    if start:
        words = "The page's weights and order, in its float64: its losses, but for rounding."
        program += lines("seed", f"# {words}\ntorch.set_default_dtype(torch.float64)")
    else:
        words = "PyTorch's own start and order from this seed: its losses differ from the page's."
        program += lines("seed", f"# {words}\ntorch.manual_seed({spec.seed})")
    return Section("PyTorch", words, tuple(program))


def _numpy_imports(spec: Spec) -> Section:
    ops = layer_ops((*spec.activations, spec.output))
    uses_math = any("math." in op.numpy_source + op.numpy_slope for op in ops)
    standard = ["import math", ""] if uses_math else []
    words = "The page's network, every formula written out: its losses, but for rounding."
    program = lines("imports", "\n".join([f"# {words}", *standard, "import numpy as np"]))
    return Section("numpy", words, program)


def _order(spec: Spec, n: int) -> list[Section]:
    shuffled = spec.order == "shuffled" and spec.batch != "all"
    return [page_order(spec.seed, n)] if shuffled else []

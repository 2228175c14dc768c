"""Optimizer and training loop of one Spec, written out in numpy."""

from engine.data import Dataset
from engine.optimizers import OPTIMIZERS
from engine.pytorch.literals import array, number
from engine.pytorch.loop import NOW_AND_THEN, epoch_loop
from engine.pytorch.order import rest_of_epoch
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec


def optimizer(spec: Spec, start: Start) -> Section:
    """The optimizer's state, and `step(gradients)`."""
    lr = number(spec.learning_rate)
    kind = OPTIMIZERS[spec.optimizer]
    rows = _state(kind.numpy_state, start)
    counts = any("updates" in row for row in kind.numpy_step)
    if counts:
        rows.append(f"updates = {start.updates}")
    rows += [*([""] * 2 if rows else []), "def step(gradients):"]
    rows.append('    """One update of every parameter, in place."""')
    if counts:
        rows += ["    global updates", "    updates += 1"]
    rows.append("    for i, gradient in enumerate(gradients):")
    rows.append("        parameter = parameters[i]")
    if kind.decoupled_decay and spec.l2:
        rows.append("        if parameter.ndim == 2:  # weights decay, biases do not")
        rows.append(f"            parameter *= 1 - {lr} * {number(spec.l2)}")
    rows += [f"        {row.format(lr=lr)}" for row in kind.numpy_step]
    words = "What is done with a gradient, as PyTorch does it."
    return Section("The optimizer", words, lines("step", "\n".join(rows)))


def _state(names: tuple[str, ...], start: Start) -> list[str]:
    """The arrays that the optimizer keeps, one for each parameter: zeros, or what the Run has."""
    if not start.updates:
        return [f"{name} = [np.zeros_like(p) for p in parameters]" for name in names]
    if not names:
        return []
    rows = ["def like_parameters(flat):", "    ends = np.cumsum([p.size for p in parameters])[:-1]"]
    rows.append("    pairs = zip(parameters, np.split(np.array(flat, dtype=float), ends))")
    rows += ["    return [part.reshape(p.shape) for p, part in pairs]", "", ""]
    flats = zip(names, start.state, strict=True)
    return rows + [f"{name} = like_parameters({array(flat)})" for name, flat in flats]


def training_loop(spec: Spec, start: Start, epochs: int, data: Dataset) -> Section:
    """The loop, which keeps `losses` as the PyTorch program does and prints ten of them."""
    program = [
        *lines("epochs", f"epochs = {epochs}"),
        *lines("report", "losses = [criterion(forward(X)[-1], y)]  # over every training row"),
        *lines("epochs", epoch_loop(start.epochs_done)),
        *_updates(spec, start),
        *lines("report", "    z = forward(X)[-1]\n    losses.append(criterion(z, y))"),
        *lines("report", f"    if {NOW_AND_THEN}:"),
        *lines("report", "\n".join(f"        {row}" for row in _print(spec, data))),
    ]
    words = "Forward, backward, step: once for each batch, again in each epoch."
    return Section("The training loop", words, tuple(program))


def _updates(spec: Spec, start: Start) -> tuple[Line, ...]:
    if spec.batch == "all":
        return lines("step", "    step(gradients(X, y))")
    order = "page_order(epoch)" if spec.order == "shuffled" else "list(range(len(X)))"
    program = lines("order", f"    order = {order}")
    program += rest_of_epoch(start)
    program += lines("batch", f"    for first in range(0, len(order), {spec.batch}):")
    program += lines("batch", f"        batch = order[first:first + {spec.batch}]")
    return program + lines("step", "        step(gradients(X[batch], y[batch]))")


def _print(spec: Spec, data: Dataset) -> list[str]:
    rows, facts = [], "epoch {epoch}: loss {losses[-1]:.6f}"
    if data.classification:
        rows.append(f"accuracy = np.mean({data.task.numpy_right(f'{spec.output}(z)')})")
        facts += ", accuracy {accuracy:.0%}"
    rows.append(f'print(f"{facts}")')
    if len(data.test):
        rows.append("test_loss = criterion(forward(X_test)[-1], y_test)")
        rows.append('print(f"    test loss {test_loss:.6f}")')
    return rows

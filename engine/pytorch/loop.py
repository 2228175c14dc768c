"""The batches and the training loop, as PyTorch source."""

from engine.data import Dataset
from engine.ops import LOSSES, OUTPUTS
from engine.pytorch.literals import number
from engine.pytorch.order import rest_of_epoch
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec

NOW_AND_THEN = "epoch % max(1, epochs // 10) == 0"  # when a program reports: ten times


def training_loop(spec: Spec, start: Start | None, epochs: int, rows: Dataset) -> Section:
    """The loop over epochs and batches, which keeps `losses` and prints ten of them.

    `losses[0]` is the loss at the start, `losses[e]` after e epochs, over all training rows.
    """
    first = start.epochs_done if start else 0
    whole = spec.batch == "all"
    n = len(rows.train)
    program = [
        *(() if whole else _dataset(spec, start)),
        *lines("epochs", f"epochs = {epochs}"),
        *lines("report", "losses = [criterion(model(X), y).item()]  # over every training row"),
        *lines("epochs", epoch_loop(first)),
        *(_update(spec, "X", "y", 4) if whole else _batches(spec, start, n)),
        *_report(spec, rows),
    ]
    words = "Forward, loss, backward, step: once for each batch, again in each epoch."
    return Section("The training loop", words, tuple(program))


def epoch_loop(done: int) -> str:
    """The head of the loop over `epochs` epochs, after so many that the page has done."""
    last = f"{done} + epochs" if done else "epochs"
    return f"for epoch in range({done + 1}, {last} + 1):"


def _dataset(spec: Spec, start: Start | None) -> tuple[Line, ...]:
    if _lists_its_order(spec, start):
        return lines("batch", "rows = TensorDataset(X, y)")
    shuffle = spec.order == "shuffled"
    options = f"batch_size={spec.batch}, shuffle={shuffle}"
    return lines("batch", f"loader = DataLoader(TensorDataset(X, y), {options})")


def _batches(spec: Spec, start: Start | None, n: int) -> list[Line]:
    """The loop over a DataLoader, and what precedes it where the order is a list for each epoch."""
    program: list[Line] = []
    loader = "loader"
    if start and _lists_its_order(spec, start):
        order = "page_order(epoch)" if spec.order == "shuffled" else f"list(range({n}))"
        program += lines("order", f"    order = {order}")
        program += rest_of_epoch(start)
        loader = f"DataLoader(rows, batch_size={spec.batch}, sampler=order)"
    program += lines("batch", f"    for inputs, targets in {loader}:")
    program += _update(spec, "inputs", "targets", 8)
    return program


def _lists_its_order(spec: Spec, start: Start | None) -> bool:
    return start is not None and (spec.order == "shuffled" or start.rows_done > 0)


def _update(spec: Spec, inputs: str, targets: str, indent: int) -> tuple[Line, ...]:
    steps = [
        ("zero_grad", "optimizer.zero_grad()"),
        ("forward", f"output = model({inputs})"),
        ("loss", f"loss = criterion(output, {targets})"),
        ("backward", "loss.backward()"),
        ("step", "optimizer.step()"),
    ]
    if spec.l1:
        term = f"loss = loss + {number(spec.l1)} * sum(w.abs().sum() for w in weights)"
        steps.insert(3, ("loss", term))
    return tuple(Line(" " * indent + text, about) for about, text in steps)


def _report(spec: Spec, data: Dataset) -> tuple[Line, ...]:
    """Keep the loss of each epoch; print it, the test loss and the accuracy now and then."""
    rows, facts = [], "epoch {epoch}: loss {losses[-1]:.6f}"
    if data.classification:
        on_logits, call = LOSSES[spec.loss].on_logits, OUTPUTS[spec.output].torch_call
        p = call.format("output") if on_logits else "output"
        rows.append(f"accuracy = {data.task.torch_right('output', p)}.float().mean().item()")
        facts += ", accuracy {accuracy:.0%}"
    rows.append(f'print(f"{facts}")')
    if len(data.test):
        rows.append("test_loss = criterion(model(X_test), y_test).item()")
        rows.append('print(f"    test loss {test_loss:.6f}")')
    body = "\n".join(f"            {row}" for row in rows)
    return lines(
        "report",
        "    with torch.no_grad():\n"
        "        output = model(X)\n"
        "        losses.append(criterion(output, y).item())\n"
        f"        if {NOW_AND_THEN}:\n{body}",
    )

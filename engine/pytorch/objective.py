"""What is made smaller and how: the loss and the optimizer, as PyTorch source."""

from engine.ops import CONFIDENCE_PENALTY, LOSSES, OUTPUTS
from engine.optimizers import OPTIMIZERS, Optimizer
from engine.pytorch.literals import array, number
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec


def criterion(spec: Spec) -> Section:
    """The loss, with the confidence penalty as an explicit term."""
    op, output = LOSSES[spec.loss], OUTPUTS[spec.output]
    if not spec.penalty:
        program = lines("criterion", f"criterion = {op.torch_module}")
    else:
        x, p = "p", ""  # what the network gives is the prediction
        if op.on_logits:
            x, p = "output", f"    p = {output.torch_call.format('output')}\n"
        program = lines(
            "criterion", f"{op.name} = {op.torch_module}\n\n\ndef criterion({x}, target):"
        )
        program += lines(
            "penalty",
            f"{p}    penalty = {number(spec.penalty)} * {CONFIDENCE_PENALTY.torch_call.format('p')}"
            f"  # {CONFIDENCE_PENALTY.torch_note}\n"
            f"    return {op.name}({x}, target) + penalty",
        )
    if op.torch_note:
        program = (Line(f"# {op.torch_note}", "criterion"), *program)
    return Section("The loss", "How wrong the network is, as one number to make smaller.", program)


def optimizer(spec: Spec, start: Start | None) -> Section:
    """The optimizer; weight decay by parameter groups, because biases do not decay."""
    kind = OPTIMIZERS[spec.optimizer]
    options = [f"lr={number(spec.learning_rate)}"]
    options += [kind.torch_options] if kind.torch_options else []
    depth = len(spec.layers) - 1
    rows = [*kind.torch_source.split("\n"), "", ""] if kind.torch_source else []
    if spec.l1 or spec.l2:
        rows.append(f"weights = [{_all_layers('weight', depth)}]")
    if spec.l2:
        rows.append(f"biases = [{_all_layers('bias', depth)}]")
        groups = [
            f'    {{"params": weights, "weight_decay": {number(spec.l2)}}},',
            '    {"params": biases, "weight_decay": 0},',
        ]
        parameters = "\n".join(["[", *groups, "]"])
    else:
        parameters = "model.parameters()"
        if kind.decoupled_decay:
            options.append("weight_decay=0")
    arguments = ", ".join([parameters, *options])
    rows.append(f"optimizer = {kind.torch_class}({arguments})")
    if start and start.updates and kind.torch_state:
        rows += _state(kind, start)
    return Section(
        "The optimizer",
        "How a gradient changes the weights.",
        lines("optimizer", "\n".join(rows)),
    )


def _all_layers(kind: str, depth: int) -> str:
    return ", ".join(f"model.fc{layer}.{kind}" for layer in range(1, depth + 1))


def _state(kind: type[Optimizer], start: Start) -> list[str]:
    """The state of the Run's optimizer, put into PyTorch's."""
    rows = ["# What the page's optimizer remembers of its updates:", "memory = {"]
    for name, flat in zip(kind.torch_state, start.state, strict=True):
        rows.append(f'    "{name}": torch.tensor({array(flat, indent=4)}),')
    rows += ["}", "sizes = [parameter.numel() for parameter in model.parameters()]"]
    rows.append("for name, flat in memory.items():")
    rows.append("    for parameter, part in zip(model.parameters(), flat.split(sizes)):")
    rows.append("        optimizer.state[parameter][name] = part.view_as(parameter).clone()")
    if kind.torch_counts:
        rows.append("for parameter in model.parameters():")
        step = f"torch.tensor({number(start.updates)}.0)"
        rows.append(f'    optimizer.state[parameter]["step"] = {step}')
    return rows

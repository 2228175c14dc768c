"""What is made smaller and how: the loss and the optimizer, as PyTorch source."""

from engine.ops import LOSSES
from engine.optimizers import MOMENTUM
from engine.pytorch.literals import array, number
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec

# Per optimizer: its class, the options that make it ours, and PyTorch's names for what it keeps of
# each parameter, in the order of Optimizer.state.
OPTIMIZERS: dict[str, tuple[str, dict[str, str], tuple[str, ...]]] = {
    "sgd": ("SGD", {}, ()),
    "momentum": ("SGD", {"momentum": number(MOMENTUM)}, ("momentum_buffer",)),
    "nesterov": (
        "SGD",
        {"momentum": number(MOMENTUM), "nesterov": "True"},
        ("momentum_buffer",),
    ),
    "rmsprop": ("RMSprop", {}, ("square_avg",)),
    "adam": ("Adam", {}, ("exp_avg", "exp_avg_sq")),
    "adamw": ("AdamW", {}, ("exp_avg", "exp_avg_sq")),
}


def criterion(spec: Spec) -> Section:
    """The loss, with the confidence penalty as an explicit term."""
    module, on_logits = LOSSES[spec.loss].torch_module, LOSSES[spec.loss].on_logits
    if not spec.penalty:
        program = lines("criterion", f"criterion = {module}")
    else:
        # BCE takes logits, MSE the prediction itself.
        output, p = ("output", "    p = torch.sigmoid(output)\n") if on_logits else ("p", "")
        program = lines(
            "criterion", f"{spec.loss} = {module}\n\n\ndef criterion({output}, target):"
        )
        program += lines(
            "penalty",
            f"{p}    penalty = {number(spec.penalty)} * (4 * p * (1 - p)).mean()"
            "  # pushes p towards 0 or 1\n"
            f"    return {spec.loss}({output}, target) + penalty",
        )
    if on_logits:
        why = "# Sigmoid and logarithm in one: finite and exact at any logit, unlike nn.BCELoss."
        program = (Line(why, "criterion"), *program)
    return Section("The loss", "How wrong the network is, as one number to make smaller.", program)


def optimizer(spec: Spec, start: Start | None) -> Section:
    """The optimizer; weight decay by parameter groups, because biases do not decay."""
    name, options, memory = OPTIMIZERS[spec.optimizer]
    options = {"lr": number(spec.learning_rate), **options}
    depth = len(spec.layers) - 1
    rows = []
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
        if spec.optimizer == "adamw":
            options["weight_decay"] = "0"
    arguments = ", ".join([parameters, *(f"{key}={value}" for key, value in options.items())])
    rows.append(f"optimizer = optim.{name}({arguments})")
    if start and start.updates and memory:
        rows += _remember(memory, start)
    return Section(
        "The optimizer",
        "How a gradient changes the weights.",
        lines("optimizer", "\n".join(rows)),
    )


def _all_layers(kind: str, depth: int) -> str:
    return ", ".join(f"model.fc{layer}.{kind}" for layer in range(1, depth + 1))


def _remember(names: tuple[str, ...], start: Start) -> list[str]:
    """What the optimizer of the Run keeps of its updates, put into PyTorch's."""
    rows = ["# What the page's optimizer remembers of its updates:", "memory = {"]
    for name, flat in zip(names, start.memory, strict=True):
        rows.append(f'    "{name}": torch.tensor({array(flat, indent=4)}),')
    rows += ["}", "sizes = [parameter.numel() for parameter in model.parameters()]"]
    rows.append("for name, flat in memory.items():")
    rows.append("    for parameter, part in zip(model.parameters(), flat.split(sizes)):")
    rows.append("        optimizer.state[parameter][name] = part.view_as(parameter).clone()")
    if names != ("momentum_buffer",):
        rows.append("for parameter in model.parameters():")
        step = f"torch.tensor({number(start.updates)}.0)"
        rows.append(f'    optimizer.state[parameter]["step"] = {step}')
    return rows

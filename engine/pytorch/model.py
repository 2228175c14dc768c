"""The class of the network and the numbers it starts from, as PyTorch source."""

from itertools import pairwise

from engine.initializers import INITIALIZERS
from engine.ops import ACTIVATIONS, LOSSES, OUTPUTS
from engine.pytorch.literals import array
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec


def network_class(spec: Spec, embedded: Start | None) -> Section:
    """`class Net(nn.Module)`: one nn.Linear per layer; nn.init unless weights are given."""
    depth = len(spec.layers) - 1
    program = [*lines("class", "class Net(nn.Module):\n    def __init__(self):")]
    program += lines("class", "        super().__init__()")
    for layer, (fan_in, fan_out) in enumerate(pairwise(spec.layers), start=1):
        text = f"        self.fc{layer} = nn.Linear({fan_in}, {fan_out})"
        program.append(Line(text, f"layer.{layer}"))
    for name in dict.fromkeys(spec.activations):
        program += lines("activation", f"        self.{name} = {ACTIVATIONS[name].torch_module}")
    if embedded is None:
        program += _initialization(spec.initialization, depth)
    return Section("The network", _words(spec), (*program, *_forward(spec)))


def _initialization(name: str, depth: int) -> tuple[Line, ...]:
    row = INITIALIZERS[name]
    calls = (row.torch_weights.format("layer.weight"), row.torch_biases.format("layer.bias"))
    if not any(calls):
        return ()
    layers = ", ".join(f"self.fc{layer}" for layer in range(1, depth + 1))
    body = "".join(f"\n            {call}" for call in calls if call)
    return lines("init", f"        for layer in [{layers}]:{body}")


def _forward(spec: Spec) -> list[Line]:
    depth = len(spec.layers) - 1
    program = [Line(""), Line("    def forward(self, x):", "class")]
    for layer, name in enumerate(spec.activations, start=1):
        program += lines(f"layer.{layer}", f"        x = self.{name}(self.fc{layer}(x))")
    last = f"self.fc{depth}(x)"
    loss = LOSSES[spec.loss]
    if loss.on_logits:
        text = f"        return {last}  # {loss.torch_output_note}"
    else:
        text = f"        return {OUTPUTS[spec.output].torch_call.format(last)}"
    program += lines(f"layer.{depth}", text)
    return program


def instance(embedded: Start | None) -> Section:
    """`model = Net()`, with the embedded weights and biases, if any, to the last bit."""
    program = [Line("model = Net()", "class")]
    if embedded is None:
        return Section("One such network", "It starts as its `__init__` leaves it.", tuple(program))
    program.append(Line("with torch.no_grad():", "init"))
    for layer, pair in enumerate(zip(embedded.weights, embedded.biases, strict=True), start=1):
        for name, values in zip(("weight", "bias"), pair, strict=True):
            literal = array(values, indent=4)
            row = f"    model.fc{layer}.{name}.copy_(torch.tensor({literal}))"
            program += lines(f"layer.{layer}", row)
    words = "It starts with these weights and biases, given to the last bit."
    return Section("One such network", words, tuple(program))


def _words(spec: Spec) -> str:
    sizes = " → ".join(map(str, spec.layers))
    return f"The layers {sizes} as an `nn.Module`: what it has, and how a row flows through it."

"""Forward and backward pass of one Spec, written out in numpy layer by layer."""

from engine.ops import CONFIDENCE_PENALTY, LOSSES, layer_ops
from engine.optimizers import OPTIMIZERS
from engine.pytorch.literals import array, number
from engine.pytorch.source import Line, Section, lines
from engine.pytorch.start import Start
from engine.spec import Spec


def parameters(start: Start) -> Section:
    """W1 (out, in), b1 (out,), W2, b2 ...: arrays that training changes in place."""
    program: list[Line] = []
    for layer, (weight, bias) in enumerate(zip(start.weights, start.biases, strict=True), 1):
        program += lines(
            f"layer.{layer}",
            f"W{layer} = np.array({array(weight)}, dtype=float)\n"
            f"b{layer} = np.array({array(bias)}, dtype=float)",
        )
    names = [f"{kind}{layer}" for layer in range(1, len(start.weights) + 1) for kind in "Wb"]
    program += lines("class", f"parameters = [{', '.join(names)}]")
    words = "Every weight and bias as the page has it, to the last bit."
    return Section("The weights", words, tuple(program))


def functions(spec: Spec) -> Section:
    """The activations and their derivatives, those in use, and the loss."""
    loss = LOSSES[spec.loss]
    ops = dict(zip((names := (*spec.activations, spec.output)), layer_ops(names), strict=True))
    through_output = spec.penalty or not loss.on_logits  # or from the loss to z in one step
    slopes = {*spec.activations, *((spec.output,) if through_output else ())}
    program: list[Line] = []
    for name, op in ops.items():
        for source in (op.numpy_source, op.numpy_slope) if name in slopes else (op.numpy_source,):
            program += [*lines("activation", source), Line(""), Line("")]
    rows = [
        "def criterion(z, y):",
        '    """The loss of pre-activations z of the output, as the mean over rows (n, 1)."""',
    ]
    if through_output:
        rows.append(f"    p = {spec.output}(z)")
    if spec.penalty:
        rows.append(f"    penalty = {number(spec.penalty)} * {CONFIDENCE_PENALTY.numpy_call}")
    rows.append(f"    return {loss.numpy_call}{' + penalty' if spec.penalty else ''}")
    program += lines("criterion", "\n".join(rows))
    words = "Each activation with its derivative, and the loss."
    return Section("Activations and loss", words, tuple(program))


def forward(spec: Spec) -> Section:
    """`forward(x)`: z and a of every layer."""
    depth = len(spec.layers) - 1
    program = [
        Line("def forward(x):", "forward"),
        Line('    """z and a of each hidden layer, and z of the output, for rows x."""', "forward"),
    ]
    below = "x"
    for layer, name in enumerate(spec.activations, start=1):
        text = f"    z{layer} = {below} @ W{layer}.T + b{layer}\n    a{layer} = {name}(z{layer})"
        program += lines(f"layer.{layer}", text)
        below = f"a{layer}"
    program += lines(f"layer.{depth}", f"    z{depth} = {below} @ W{depth}.T + b{depth}")
    program += lines("forward", f"    return {_values(depth)}")
    return Section("Forward", "From the rows to the output, layer by layer.", tuple(program))


def backward(spec: Spec) -> Section:
    """`gradients(x, y)`: the derivative of the loss for every parameter."""
    depth = len(spec.layers) - 1
    program = [
        Line("def gradients(x, y):", "backward"),
        Line(
            '    """The derivatives of the loss by every parameter: the chain rule."""', "backward"
        ),
        Line(f"    {_values(depth)} = forward(x)", "forward"),
    ]
    program += _output_delta(spec, depth)
    for layer in range(depth - 1, 0, -1):
        slope = f"{spec.activations[layer - 1]}_slope(z{layer})"
        text = f"    d{layer} = d{layer + 1} @ W{layer + 1} * {slope}"
        program += lines(f"layer.{layer}", text)
    program += lines("backward", "    return [")
    for layer in range(1, depth + 1):
        below = "x" if layer == 1 else f"a{layer - 1}"
        text = f"        d{layer}.T @ {below}{_regularization(spec, layer)}, d{layer}.sum(axis=0),"
        program += lines(f"layer.{layer}", text)
    program += lines("backward", "    ]")
    words = "From the loss back: d1, d2, ... are its derivatives by z1, z2, ..."
    return Section("Backward", words, tuple(program))


def _output_delta(spec: Spec, depth: int) -> tuple[Line, ...]:
    """The derivative of the loss for z of the output; of a loss on logits, the slope is in it."""
    loss, slope = LOSSES[spec.loss], f" * {spec.output}_slope(z{depth})"
    own = "" if loss.on_logits else slope
    rows = [f"p = {spec.output}(z{depth})", f"d{depth} = {loss.numpy_gradient} / len(x){own}"]
    if spec.penalty:
        penalty = CONFIDENCE_PENALTY.numpy_gradient.format(f"{number(spec.penalty)} / len(x)")
        rows.append(f"d{depth} += {penalty}{slope}")
    return lines(f"layer.{depth}", "\n".join(f"    {row}" for row in rows))


def _regularization(spec: Spec, layer: int) -> str:
    l1 = f" + {number(spec.l1)} * np.sign(W{layer})" if spec.l1 else ""
    decays_apart = OPTIMIZERS[spec.optimizer].decoupled_decay
    l2 = f" + {number(spec.l2)} * W{layer}" if spec.l2 and not decays_apart else ""
    return l1 + l2


def _values(depth: int) -> str:
    hidden = "".join(f"z{layer}, a{layer}, " for layer in range(1, depth))
    return f"{hidden}z{depth}" if hidden else "(z1,)"

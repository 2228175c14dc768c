"""Operations: each one once, with all its faces; these tables are all that names them.

To add an activation, write its file beside `relu.py` and its row here.
"""

from collections.abc import Sequence

from engine.ops.activation import Activation
from engine.ops.bce import BCE
from engine.ops.confidence_penalty import ConfidencePenalty
from engine.ops.cross_entropy import CrossEntropy
from engine.ops.gelu import GELU
from engine.ops.identity import Identity
from engine.ops.leaky_relu import LeakyReLU
from engine.ops.linear import Linear
from engine.ops.loss import Loss
from engine.ops.mse import MSE
from engine.ops.relu import ReLU
from engine.ops.sigmoid import Sigmoid
from engine.ops.softmax import Softmax
from engine.ops.tanh import Tanh

ACTIVATIONS: dict[str, Activation] = {
    op.name: op for op in (ReLU(), LeakyReLU(), Sigmoid(), Tanh(), GELU(), Identity())
}
OUTPUTS: dict[str, Activation] = {
    op.name: op for op in (*ACTIVATIONS.values(), Softmax()) if op.tasks
}
LOSSES: dict[str, Loss] = {op.name: op for op in (BCE(), MSE(), CrossEntropy())}
LINEAR = Linear()
CONFIDENCE_PENALTY = ConfidencePenalty()



def layer_ops(names: Sequence[str]) -> list[Activation]:
    """The activations of all layers, by name, the output's the last."""
    *hidden, output = names
    return [*(ACTIVATIONS[name] for name in hidden), OUTPUTS[output]]


__all__ = [
    "ACTIVATIONS",
    "CONFIDENCE_PENALTY",
    "LINEAR",
    "LOSSES",
    "OUTPUTS",
    "Activation",
    "Loss",
    "layer_ops",
]

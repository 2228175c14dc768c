"""Operations: each one once, with all its faces; these tables are all that names them.

To add an activation, write its file beside `relu.py` and its row here.
"""

from engine.ops.activation import Activation
from engine.ops.bce import BCE
from engine.ops.confidence_penalty import ConfidencePenalty
from engine.ops.gelu import GELU
from engine.ops.identity import Identity
from engine.ops.leaky_relu import LeakyReLU
from engine.ops.linear import Linear
from engine.ops.loss import Loss
from engine.ops.mse import MSE
from engine.ops.relu import ReLU
from engine.ops.sigmoid import Sigmoid
from engine.ops.tanh import Tanh

ACTIVATIONS: dict[str, Activation] = {
    op.name: op for op in (ReLU(), LeakyReLU(), Sigmoid(), Tanh(), GELU(), Identity())
}
OUTPUTS: dict[str, Activation] = {name: ACTIVATIONS[name] for name in ("sigmoid", "identity")}
LOSSES: dict[str, Loss] = {op.name: op for op in (BCE(), MSE())}
LINEAR = Linear()
CONFIDENCE_PENALTY = ConfidencePenalty()

__all__ = [
    "ACTIVATIONS",
    "CONFIDENCE_PENALTY",
    "LINEAR",
    "LOSSES",
    "OUTPUTS",
    "Activation",
    "Loss",
]

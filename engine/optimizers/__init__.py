"""Optimizers: how a gradient changes the parameters. A file each; only this table names them.

To add one, write its file beside `momentum.py` and its row here.
"""

from engine.optimizers.adam import Adam
from engine.optimizers.adamw import AdamW
from engine.optimizers.momentum import Momentum
from engine.optimizers.nesterov import Nesterov
from engine.optimizers.optimizer import Optimizer
from engine.optimizers.rmsprop import RMSprop
from engine.optimizers.sgd import SGD

OPTIMIZERS: dict[str, type[Optimizer]] = {
    kind.name: kind for kind in (SGD, Momentum, Nesterov, RMSprop, Adam, AdamW)
}

__all__ = ["OPTIMIZERS", "Optimizer"]

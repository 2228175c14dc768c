"""BCE, binary cross-entropy: -y log p - (1 - y) log(1 - p), from the logit z of p = sigmoid(z)."""

from __future__ import annotations

import numpy as np

from engine.ops.loss import Array, Loss

ZERO = np.zeros(())


class BCE(Loss):
    name = "bce"
    title = "Binary cross-entropy"
    on_logits = True
    torch_module = "nn.BCEWithLogitsLoss()"

    def forward(self, x: Array, targets: Array) -> Array:
        """max(z, 0) - y z + log(1 + e^-|z|): the same value, and no logarithm of 0 at any z."""
        loss = np.abs(x)
        np.negative(loss, loss)
        np.exp(loss, loss)
        np.log1p(loss, loss)
        loss += np.maximum(x, ZERO)
        loss -= targets * x
        return loss

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:  # noqa: ARG002
        """p - y, by z: the factors p (1 - p) of the chain rule cancel, and so cannot overflow."""
        np.subtract(p, targets, out)

"""Loss: what the op of a loss has to have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Loss:
    """The loss of each sample, with all its faces; the loss of a batch is their mean.

    Arrays are (n, 1). `x` is the prediction, or, if `on_logits`, the pre-activation of the output.
    """

    name: ClassVar[str]  # in a Spec
    title: ClassVar[str]  # on a page
    on_logits: ClassVar[bool]
    torch_module: ClassVar[str]  # takes logits if on_logits

    def forward(self, x: Array, targets: Array) -> Array:
        """The loss of each sample (n, 1)."""
        raise NotImplementedError

    def gradient(self, x: Array, p: Array, targets: Array, out: Array) -> None:
        """Writes the derivative of each sample's loss by x; p is the prediction."""
        raise NotImplementedError

    def __repr__(self) -> str:
        return f"<loss {self.title}>"

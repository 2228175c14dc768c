"""Initializers: how weights and biases start. A file each; only this table names them.

To add one, write its file beside `xavier.py` and its row here.
"""

from engine.initializers.given import Given
from engine.initializers.he import He
from engine.initializers.he_uniform import HeUniform
from engine.initializers.initializer import Initializer
from engine.initializers.torch_linear import TorchLinear
from engine.initializers.xavier import Xavier
from engine.initializers.xavier_uniform import XavierUniform
from engine.initializers.zeros import Zeros

GIVEN = Given.name
INITIALIZERS: dict[str, Initializer] = {
    row.name: row
    for row in (He(), HeUniform(), Xavier(), XavierUniform(), TorchLinear(), Zeros(), Given())
}

__all__ = ["GIVEN", "INITIALIZERS", "Initializer"]

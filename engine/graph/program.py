"""Program: a traced graph with its buffers planned, to be run again and again.

    program = Program(lambda x, y: loss(x, y), x, y)    traced once, for these shapes
    loss, = program(x, y)                               numpy arrays; the next run overwrites them

A run allocates no result: each op writes into a buffer that was planned, and a buffer is used again
once nothing needs what is in it. Ops that only look at memory in another way (reshape, permute,
slices, windows) are no step at all. Tensors that the function closes over are its parameters: read
where they are, so a change in place counts in the next run.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from engine.errors import ShapeError
from engine.graph.node import Node
from engine.graph.op import Array
from engine.graph.plan import Plan


class Program:
    """`function`, called once with nodes of the examples' shapes and dtypes, as a list of steps."""

    def __init__(self, function: Callable[..., Any], *examples: Any) -> None:
        arrays = [np.asarray(getattr(x, "array", x)) for x in examples]
        self.inputs = [Node(x.shape, x.dtype, name=f"input {i}") for i, x in enumerate(arrays)]
        outputs = function(*self.inputs)
        self.outputs: tuple[Node, ...] = (
            tuple(outputs) if isinstance(outputs, tuple | list) else (outputs,)
        )
        self._plan = Plan(self.inputs, self.outputs)
        self._into = [self._plan.arrays[node] for node in self.inputs]
        self._results = [self._plan.arrays[node] for node in self.outputs]

    def __call__(self, *inputs: Any) -> list[Array]:
        """Raises ShapeError if an input has another shape than its example."""
        if len(inputs) != len(self._into):
            raise ShapeError(f"the program has {len(self._into)} inputs, not {len(inputs)}")
        for i, (into, x) in enumerate(zip(self._into, inputs, strict=True)):
            array = getattr(x, "array", x)
            if np.shape(array) != into.shape:
                raise ShapeError(
                    f"input {i} has shape {list(np.shape(array))}; the program was made for "
                    f"{list(into.shape)}"
                )
            into[...] = array
        with np.errstate(all="ignore"):  # an overflow has the right limit, or is the caller's
            for step in self._plan.steps:
                step()
        return self._results

    @property
    def bytes(self) -> int:
        """How much memory the buffers take."""
        return self._plan.bytes

    def __repr__(self) -> str:
        return f"<program of {len(self._plan.steps)} steps in {self.bytes:,} bytes>"

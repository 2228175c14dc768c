"""Node: a place in a graph, made by an op from other nodes."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, ClassVar

import numpy as np

from engine.graph.op import Array, DType, Op, Shape
from engine.graph.operators import Operators


class Node(Operators):
    """The result of `op` of `inputs`, with a shape and a dtype and, as it is traced, no numbers.

    A leaf has no op: an input, or a constant, which has an `array`.
    """

    traced: ClassVar[bool] = True
    __slots__ = ("array", "dtype", "inputs", "name", "op", "shape")

    def __init__(
        self,
        shape: Shape,
        dtype: DType,
        op: Op | None = None,
        inputs: tuple[Node, ...] = (),
        name: str = "",
        array: Array | None = None,
    ) -> None:
        self.shape, self.dtype = shape, dtype
        self.op, self.inputs = op, inputs
        self.name, self.array = name, array

    def constant(self, value: Any, dtype: DType | None = None) -> Node:
        array = np.asarray(value, dtype)
        return Node(array.shape, array.dtype, array=array)

    def apply(self, op: Op, inputs: tuple[Node, ...]) -> Node:
        shape = op.shape(*(x.shape for x in inputs))
        return Node(shape, op.dtype(*(x.dtype for x in inputs)), op, inputs)

    def __repr__(self) -> str:
        made = f" = {self.op!r}" if self.op else ""
        return f"<node {self.name or list(self.shape)} {self.dtype}{made}>"


def ordered(outputs: Iterable[Node]) -> list[Node]:
    """All nodes that the outputs are made from, each after its inputs."""
    order: list[Node] = []
    seen: set[int] = set()
    waiting = [(node, False) for node in reversed(list(outputs))]
    while waiting:
        node, inputs_done = waiting.pop()
        if inputs_done:
            order.append(node)
        elif id(node) not in seen:
            seen.add(id(node))
            waiting.append((node, True))
            waiting += [(x, False) for x in reversed(node.inputs) if id(x) not in seen]
    return order

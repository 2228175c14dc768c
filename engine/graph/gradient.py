"""The gradient of a node: more nodes, made by the `vjp` of each op, from the result backwards.

Reverse-mode differentiation: the gradient by a node is the sum of what each of its users sends
back. As `vjp` is written in operations, gradients of gradients are nothing new.
"""

from __future__ import annotations

from collections.abc import Sequence

from engine.errors import ShapeError
from engine.graph.node import Node, ordered
from engine.graph.ops.broadcasting import expand


def gradient(y: Node, xs: Sequence[Node], seed: Node | None = None) -> list[Node]:
    """dy/dx for each of `xs`, in its shape; 0 where y does not depend on x.

    `seed` is the gradient by y, 1 unless given; y has to be a single number without it.
    Raises ShapeError for a seed of another shape.
    """
    by_node = gradients(y, xs, seed)
    return [
        by_node[x] if x in by_node else expand(x.constant(0.0, x.dtype), x.shape) for x in xs
    ]  # fmt: skip


def gradients(y: Node, xs: Sequence[Node], seed: Node | None = None) -> dict[Node, Node]:
    """The gradient by every node between `xs` and y; for an explanation, which names them all."""
    order = _between(y, xs)
    sent: dict[Node, Node] = {}
    if not order:
        return sent
    sent[y] = _first(y, seed)
    on_the_way = set(order)
    for node in reversed(order):
        if node not in sent or node.op is None:
            continue
        for i, x in enumerate(node.inputs):
            if x in on_the_way:
                g = node.op.vjp(i, sent[node], node, *node.inputs)
                if g is not None:
                    sent[x] = sent[x] + g if x in sent else g
    return sent


def _first(y: Node, seed: Node | None) -> Node:
    if seed is None:
        if y.shape and any(size != 1 for size in y.shape):
            raise ShapeError("grad can be implicitly created only for scalar outputs")
        return expand(y.constant(1.0, y.dtype), y.shape)
    if seed.shape != y.shape:
        raise ShapeError(
            f"Mismatch in shape: grad_output[0] has a shape of {list(seed.shape)} and output[0] "
            f"has a shape of {list(y.shape)}."
        )
    return seed


def _between(y: Node, xs: Sequence[Node]) -> list[Node]:
    """The nodes that depend on one of `xs` and can be differentiated, up to y, in order."""
    wanted = {x for x in xs if x.dtype.kind == "f"}
    found: dict[Node, None] = {}
    for node in ordered([y]):
        depends = node.op is not None and node.op.differentiable and any(
            x in found for x in node.inputs
        )  # fmt: skip
        if node.dtype.kind == "f" and (node in wanted or depends):
            found[node] = None
    return list(found) if y in found else []

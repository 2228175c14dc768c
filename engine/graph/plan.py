"""Plan: the order of a graph's steps, and for each result the memory it is written to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from engine.graph.node import Node, ordered
from engine.graph.op import Array


class Block:
    """A piece of memory that results take turns in."""

    def __init__(self, size: int) -> None:
        self.memory = np.empty(size, np.uint8)
        self.users = 0  # results, views among them, that are still needed

    def array(self, node: Node) -> Array:
        """The memory as an array for the result of a node."""
        used = _bytes(node)
        return self.memory[:used].view(node.dtype).reshape(node.shape)


class Plan:
    """`arrays` has the buffer of each node, `steps` what a run calls, in order.

    Liveness: a result is needed until its last user has run. A block whose results are all past
    that serves another result, of the same size if there is one, else the smallest that is large
    enough. An op that may work in place takes over the block of an input that dies with it. What a
    graph computes twice, as gradients do, is one step; what is made of constants alone is none.
    """

    def __init__(self, inputs: Sequence[Node], outputs: Sequence[Node]) -> None:
        self.arrays: dict[Node, Array] = {}
        self.steps: list[Callable[[], Any]] = []
        self._constants: set[Node] = set()
        self._block: dict[Node, Block] = {}
        self._blocks: list[Block] = []
        self._free: list[Block] = []
        self._same = _duplicates(ordered((*inputs, *outputs)))
        order = [node for node, first in self._same.items() if node is first]
        self._uses = dict.fromkeys(order, 0)
        for node in order:
            for x in set(self._inputs(node)):
                self._uses[x] += 1
        for node in (*inputs, *outputs):
            self._uses[self._same[node]] += 1  # by whoever runs the program: never freed
        for node in inputs:
            self.arrays[node] = np.empty(node.shape, node.dtype)
        for node in order:
            self._place(node)
        for node in outputs:
            self.arrays[node] = self.arrays[self._same[node]]

    @property
    def bytes(self) -> int:
        return sum(block.memory.size for block in self._blocks)

    def _place(self, node: Node) -> None:
        if node in self.arrays:  # an input of the program
            return
        if node.array is not None:
            self.arrays[node] = node.array
            if type(node) is Node:  # a number or array of the traced function, not a parameter
                self._constants.add(node)
            return
        if node.op is None:
            raise ValueError(f"{node!r} is not an input of the program")
        inputs = self._inputs(node)
        xs = tuple(self.arrays[x] for x in inputs)
        view = node.op.view(*xs)
        if all(x in self._constants for x in inputs) and not node.op.drawn:
            self._compute(node, xs, view)
            return
        if view is not None:
            self.arrays[node] = view
            if inputs[0] in self._block:
                self._take(node, self._block[inputs[0]])
        else:
            block = self._in_place(node) or self._found(_bytes(node))
            self._take(node, block)
            self.arrays[node] = block.array(node)
            self.steps.append(node.op.bound(xs, self.arrays[node]))
        for x in set(inputs):
            self._release(x)

    def _compute(self, node: Node, xs: tuple[Array, ...], view: Array | None) -> None:
        """What is made of constants alone is one: computed here, and no step of a run."""
        assert node.op is not None
        self._constants.add(node)
        self.arrays[node] = np.empty(node.shape, node.dtype) if view is None else view
        if view is None:
            with np.errstate(all="ignore"):
                node.op.forward(*xs, out=self.arrays[node])

    def _inputs(self, node: Node) -> tuple[Node, ...]:
        """What has to be computed before; a node that has its numbers needs nothing."""
        return () if node.array is not None else tuple(self._same[x] for x in node.inputs)

    def _take(self, node: Node, block: Block) -> None:
        self._block[node] = block
        block.users += 1

    def _release(self, node: Node) -> None:
        """One user of the result has run."""
        self._uses[node] -= 1
        if self._uses[node] == 0 and node in self._block:
            block = self._block[node]
            block.users -= 1
            if block.users == 0:
                self._free.append(block)

    def _in_place(self, node: Node) -> Block | None:
        """The block of an input that nothing needs after this step, if the op may write there."""
        assert node.op is not None
        if not node.op.in_place:
            return None
        for x in self._inputs(node):
            block = self._block.get(x)
            if (
                block is not None
                and block.users == 1
                and self._uses[x] == 1
                and x.dtype == node.dtype
                and self.arrays[x].shape == node.shape
                and self.arrays[x].flags.c_contiguous
                and _start(self.arrays[x]) == _start(block.memory)
            ):
                return block
        return None

    def _found(self, size: int) -> Block:
        """A free block, or a new one."""
        fitting = [block for block in self._free if block.memory.size >= size]
        if fitting:
            block = min(fitting, key=lambda block: block.memory.size)
            self._free.remove(block)
            return block
        self._blocks.append(Block(size))
        return self._blocks[-1]


def _duplicates(order: Sequence[Node]) -> dict[Node, Node]:
    """For each node the first that has the same op of the same inputs, or is the same number."""
    first: dict[Any, Node] = {}
    same: dict[Node, Node] = {}
    for node in order:
        key: Any = node
        if type(node) is Node and node.array is not None and not node.shape:
            key = (node.dtype, node.array.tobytes())
        elif node.array is None and node.op is not None and not node.op.drawn:
            key = (node.op, *(same[x] for x in node.inputs))
        same[node] = first.setdefault(key, node)
    return same


def _start(array: Array) -> int:
    return int(array.__array_interface__["data"][0])


def _bytes(node: Node) -> int:
    return int(np.prod(node.shape, dtype=np.int64)) * node.dtype.itemsize

"""Script: a graph as the source of a function, in PyTorch or in numpy, one line for each op.

    print(script("torch", inputs, outputs))

    import torch
    import torch.nn.functional as F

    def step(x, fc_weight, fc_bias):
        v1 = F.linear(x, fc_weight, fc_bias)
        return v1

Gradients are nodes, so a backward pass is written like a forward one.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Sequence

import numpy as np

from engine.graph.node import Node, ordered
from engine.graph.op import Op

IMPORTS = {
    "torch": "import itertools\n\nimport torch\nimport torch.nn.functional as F",
    "numpy": "import math\n\nimport numpy as np",
}
INFIX = re.compile(r"\{0\} \S+ \{1\}")  # what takes a Python number as it takes an array


def script(
    kind: str, inputs: Sequence[Node], outputs: Sequence[Node], name: str = "step"
) -> str:
    """`kind` is "torch" or "numpy". The function takes the inputs, then the graph's parameters.

    It returns the outputs: one as it is, several as a tuple. Arrays that the graph holds as
    constants stand in the source.
    """
    return Script(kind, inputs, outputs).text(name)


class Script:
    """The names of a graph's nodes, and the lines that make them."""

    def __init__(self, kind: str, inputs: Sequence[Node], outputs: Sequence[Node]) -> None:
        self.kind = kind
        self.outputs = outputs
        self.parameters: list[Node] = []
        self.lines: list[str] = []
        self._names: dict[Node, str] = {}
        self._count: dict[str, int] = {}
        self._helpers: dict[str, None] = {}
        for node in inputs:
            self._name(node, "x")
        order = ordered(outputs)
        for node in order:
            if node.op is None and node not in self._names and not _constant(node):
                self.parameters.append(node)
                self._name(node, "p")
        for node in order:
            if node.op is not None and node not in self._names:
                self._write(node, node.op)
        for node in outputs:
            self._known(node)
        self._arguments = [self._names[node] for node in (*inputs, *self.parameters)]

    def text(self, name: str) -> str:
        results = ", ".join(self._names[node] for node in self.outputs)
        body = [*self.lines, f"return {results}"]
        function = f"def {name}({', '.join(self._arguments)}):\n    " + "\n    ".join(body)
        return "\n\n\n".join([IMPORTS[self.kind], *self._helpers, function]) + "\n"

    def _write(self, node: Node, op: Op) -> None:
        """The line that makes the node, after those of the constants that it needs."""
        if helper := getattr(op, f"{self.kind}_helper"):
            self._helpers[helper] = None
        source = op.spelled(getattr(op, self.kind), *self._operands(node, op))
        self.lines.append(f"{self._name(node, 'v')} = {source}")

    def _operands(self, node: Node, op: Op) -> list[str]:
        plain = INFIX.fullmatch(getattr(op, self.kind)) and not all(map(_number, node.inputs))
        return [
            _python(x) if plain and _number(x) else self._known(x) for x in node.inputs
        ]  # fmt: skip

    def _known(self, node: Node) -> str:
        """The node's name; a constant gets its line when it is first needed."""
        if node not in self._names:
            literal = self._literal(node)
            self.lines.append(f"{self._name(node, 'c')} = {literal}")
        return self._names[node]

    def _literal(self, node: Node) -> str:
        """An array of constants."""
        assert node.array is not None
        values = re.sub(r"\b(inf|nan)\b", r"float('\1')", repr(node.array.tolist()))
        if self.kind == "torch":
            return f"torch.tensor({values}, dtype=torch.{node.dtype})"
        return f"np.array({values}, dtype=np.dtype('{node.dtype}'))"

    def _name(self, node: Node, letter: str) -> str:
        """A name for it that no other node has: its own as Python can write it, or v1, v2, ..."""
        own = re.sub(r"\W+", "_", node.name).strip("_")
        if not own or own[0].isdigit():
            self._count[letter] = self._count.get(letter, 0) + 1
            own = f"{letter}{self._count[letter]}"
        taken = {*self._names.values(), "torch", "np", "F", "math", "itertools"}
        while own in taken or keyword.iskeyword(own):
            own += "_"
        self._names[node] = own
        return own


def _constant(node: Node) -> bool:
    return type(node) is Node and node.array is not None


def _number(node: Node) -> bool:
    return _constant(node) and not node.shape


def _python(node: Node) -> str:
    """A constant as Python writes it."""
    assert node.array is not None
    value = node.array.item()
    return repr(value) if np.isfinite(value) else f"float('{value}')"

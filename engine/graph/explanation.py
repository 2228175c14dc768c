"""Explanation: any element of any tensor of a graph, with the factors that make it.

    with recording():
        loss = model(x)
        by = gradients(loss, [w])
    explanation = Explanation([loss, *by.values()], by)
    explanation.of(loss, ()).text()             L = (v⁽²⁾₀ + v⁽²⁾₁) / 2 = (0.3 + 0.5) / 2 = 0.4
    explanation["3:0,1"]                        the quantity that a factor names as its own

An element that an op has only moved (reshape, a slice, a window, padding) is shown as the one that
it came from, by its own name.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from engine.errors import EngineError
from engine.explanation.quantity import Quantity
from engine.expression import Derivative, Expression, Number, Symbol
from engine.graph.node import ordered
from engine.graph.op import At, Shape
from engine.tensor import Tensor


class Explanation:
    """The numbers of `outputs` and of all that they were made from.

    `gradients`, if given, is the gradient of `outputs[0]` by each tensor, so that they are named
    ∂L/∂w. Tensors with a name keep it; others are v⁽¹⁾, v⁽²⁾, ... in the order of their making,
    and leaves c⁽¹⁾, c⁽²⁾, ...
    """

    def __init__(
        self, outputs: Sequence[Tensor], gradients: dict[Tensor, Tensor] | None = None
    ) -> None:
        self.tensors: list[Tensor] = [x for x in ordered(outputs) if isinstance(x, Tensor)]
        self._number = {tensor: i for i, tensor in enumerate(self.tensors)}
        self._names: dict[Tensor, Symbol] = {}
        self._by: dict[Tensor, Tensor] = {}
        made = leaves = 0
        for tensor in self.tensors:
            if tensor.op is not None and not tensor.name:
                made += 1
                self._names[tensor] = Symbol("v", superscript=f"({made})")
            elif not tensor.name:
                leaves += 1
                self._names[tensor] = Symbol("c", superscript=f"({leaves})")
            else:
                self._names[tensor] = Symbol(tensor.name)
        self._loss = self._names[outputs[0]] = Symbol(outputs[0].name or "L")
        for by, tensor in (gradients or {}).items():
            self._by.setdefault(tensor, by)

    def __getitem__(self, key: str) -> Quantity:
        """The quantity of a key "tensor:i,j,...". Raises EngineError if there is none."""
        number, _, place = str(key).partition(":")
        try:
            tensor = self.tensors[int(number)]
            at = tuple(map(int, place.split(","))) if place else ()
        except (ValueError, IndexError):
            raise EngineError(
                f"{key!r} is not in this explanation; keys go from '0:...' to "
                f"'{len(self.tensors) - 1}:...', with the place of the element after the colon"
            ) from None
        return self.of(tensor, at)

    def of(self, tensor: Tensor, at: At) -> Quantity:
        """One element. Raises EngineError if it is no tensor or no place of this graph."""
        self._check(tensor, at)
        return Quantity(
            key=self.key(tensor, at),
            title=f"{self._title(tensor)}, element {list(at)}" if at else self._title(tensor),
            result=self.element(tensor, at),
            expression=self._expression(tensor, at),
        )

    def key(self, tensor: Tensor, at: At) -> str:
        return f"{self._number[tensor]}:{','.join(map(str, at))}"

    def element(self, tensor: Tensor, at: At) -> Number:
        """The number with its symbol, and the key of what explains it."""
        if tensor.op is None and not tensor.name and not tensor.shape:
            return Number(float(tensor.array))  # a number in the text of the program
        key = self.key(tensor, at) if tensor.op is not None else ""
        return Number(float(tensor.array[at]), self._symbol(tensor, at), quantity=key)

    def _symbol(self, tensor: Tensor, at: At) -> Symbol | Derivative:
        if tensor in self._by and self._by[tensor].shape == tensor.shape:
            by = self._symbol(self._by[tensor], at)
            if isinstance(by, Symbol):
                return Derivative(self._loss, by)
        name = self._names[tensor]
        return Symbol(name.letter, ",".join(map(str, at)), name.superscript)

    def _expression(self, tensor: Tensor, at: At) -> Expression:
        op = tensor.op
        if op is None or op.drawn:
            return self.element(tensor, at)
        if op.source(at, *(x.shape for x in tensor.inputs)) is not None:
            return self.origin(tensor, at)
        return op.formula(at, *(Reader(self, x) for x in inputs(tensor)))

    def origin(self, tensor: Tensor, at: At) -> Number:
        """The element that was moved to this place, or the number that was put there."""
        while tensor.op is not None:
            found = tensor.op.source(at, *(x.shape for x in tensor.inputs))
            if found is None:
                break
            if isinstance(found, float | int):
                return Number(float(found))
            i, at = found
            tensor = inputs(tensor)[i]
        return self.element(tensor, at)

    def _title(self, tensor: Tensor) -> str:
        if tensor.op is None:
            return tensor.name or "a constant"
        return type(tensor.op).__name__

    def _check(self, tensor: Tensor, at: At) -> None:
        if tensor not in self._number:
            raise EngineError(f"{tensor!r} is not in this explanation")
        if len(at) != len(tensor.shape) or any(
            not 0 <= i < size for i, size in zip(at, tensor.shape, strict=True)
        ):
            raise EngineError(f"{list(at)} is no place in a tensor of shape {list(tensor.shape)}")

    def __repr__(self) -> str:
        return f"<explanation of {sum(x.array.size for x in self.tensors)} numbers>"


def inputs(tensor: Tensor) -> list[Tensor]:
    """What a tensor was made from: tensors too."""
    return [x for x in tensor.inputs if isinstance(x, Tensor)]


@dataclass(frozen=True)
class Reader:
    """The elements of an input, for a formula."""

    explanation: Explanation
    tensor: Tensor

    @property
    def shape(self) -> Shape:
        return self.tensor.shape

    def __getitem__(self, at: At) -> Number:
        return self.explanation.origin(self.tensor, at)

"""Expressions: a number together with the factors that make it, as an immutable tree.

    w = Number(0.31, Symbol("w", "11", "(1)"), "weight:1.0.0")
    x = Number(2.0, Symbol("x", "1"), "neuron:0.0")
    tree = w * x + 0.5
    tree.value                    1.12, computed from the leaves, left to right, in float64
    tree.text()                   w₁₁⁽¹⁾·x₁ + 0.5
    tree.text(numbers=True)       0.31 × 2 + 0.5
    tree.mathml(), tree.latex()   the same two forms as presentation MathML and as LaTeX

Leaves are `Number`s, `+ - * / **` join them, and `exp`, `log1p`, `sqrt`, `where`, ... apply
functions, so that the formula of an operation reads like its numpy.

nodes      the leaves and arithmetic           notation   parentheses, digits, plain text
functions  exp, log1p, where, sums of samples  markup     MathML and LaTeX
symbols    w with its indices, dL/dw           names      the symbols of a network
"""

from engine.expression.functions import (
    Function,
    Total,
    absolute,
    erf,
    exp,
    log,
    log1p,
    maximum,
    sign,
    sin,
    sqrt,
    tanh,
    where,
)
from engine.expression.nodes import Expression, Number, Product, Sum, Value
from engine.expression.notation import shown
from engine.expression.symbols import Derivative, Symbol

__all__ = [
    "Derivative",
    "Expression",
    "Function",
    "Number",
    "Product",
    "Sum",
    "Symbol",
    "Total",
    "Value",
    "absolute",
    "erf",
    "exp",
    "log",
    "log1p",
    "maximum",
    "shown",
    "sign",
    "sin",
    "sqrt",
    "tanh",
    "where",
]

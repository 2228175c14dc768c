"""Arithmetic that a lesson may ask for: numbers, names, + - * / **, and a few functions.

    evaluate("round(100 * late.loss) / 2", lambda name, reading: 0.007)

It is parsed by Python, and can do no more than the table of nodes below.
"""

import ast
import math
import operator
from collections.abc import Callable

LONGEST = 200  # characters
FUNCTIONS: dict[str, Callable[..., float]] = {
    "abs": abs, "exp": math.exp, "log": math.log, "max": max, "min": min, "round": round,
    "sqrt": math.sqrt,
}
OPERATORS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add, ast.Sub: operator.sub, ast.Mult: operator.mul,
    ast.Div: operator.truediv, ast.Pow: math.pow,
}
Lookup = Callable[[str, str], float]


class ExpressionError(ValueError):
    """What is wrong with an expression, for its author."""


def evaluate(text: str, look_up: Lookup) -> float:
    """Its value; `look_up(name, reading)` gives what `name.reading` is. Raises ExpressionError."""
    if len(text) > LONGEST:
        raise ExpressionError(f"the expression has {len(text)} characters; it may have {LONGEST}")
    try:
        value = value_of(ast.parse(text, mode="eval").body, look_up)
    except (ArithmeticError, SyntaxError, TypeError, ValueError, RecursionError) as error:
        raise ExpressionError(f"{text!r} has no value: {error}") from error
    if not math.isfinite(value):
        raise ExpressionError(f"{text!r} is {value}")
    return value


def value_of(node: ast.expr, look_up: Lookup) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -value_of(operand, look_up)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in OPERATORS:
            return OPERATORS[type(op)](value_of(left, look_up), value_of(right, look_up))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in FUNCTIONS:
            values = [value_of(each, look_up) for each in arguments]
            if name == "round" and len(values) == 2:
                return round(values[0], int(values[1]))
            return float(FUNCTIONS[name](*values))
        case ast.Attribute(value=ast.Name(id=name), attr=reading):
            return look_up(name, reading)
    raise ValueError(f"{ast.unparse(node)!r} is no arithmetic; there are numbers, name.reading, "
                     f"+ - * / ** and {', '.join(FUNCTIONS)}")

"""The matrix form as mathematics: its formulas computed, its lines of numpy executed."""

import math

import numpy as np

from engine import Run, explain, matrix_form
from engine.expression import Function
from engine.expression.functions import Where
from engine.expression.matrix import Elementwise, Matrix, MatrixProduct
from engine.expression.nodes import Negation, Number, Product, Quotient, Sum
from engine.ops import ACTIVATIONS, OUTPUTS


def array(matrix):
    return np.array([[number.value for number in row] for row in matrix.rows])


def computed(tree):
    """The matrix that a formula gives."""
    if isinstance(tree, Matrix):
        return array(tree)
    if isinstance(tree, Number):
        return tree.value
    parts = [computed(part) for part in tree.parts]
    match tree:
        case MatrixProduct() if not isinstance(tree, Elementwise):
            return parts[0] @ parts[1]
        case Elementwise() | Product():
            return math.prod(parts[1:], start=parts[0])
        case Sum():
            return sum(parts[1:], start=parts[0])
        case Negation():
            return -parts[0]
        case Quotient():
            return parts[0] / parts[1]
        case Function():
            return applied(tree, parts)
        case Where():
            return np.where(parts[0] > 0, parts[1], parts[2])
    raise AssertionError(f"{tree!r} is not matrix algebra")


def applied(tree, parts):
    """A function of each element: an activation, by its title, or one of mathematics."""
    for op in (ACTIVATIONS | OUTPUTS).values():
        if op.title == tree.name:
            out = np.empty_like(parts[0])
            op.forward(parts[0], out)
            return out
    return np.vectorize(tree.evaluate, otypes=[float])(*parts)


def check_matrices(run: Run, rows) -> None:
    """Formulas and lines of numpy give the engine's matrices."""
    train, samples = run.data.train, list(explain(run, rows).samples)
    known = {"np": np, "math": math, "n": len(samples), "c": run.spec.penalty}
    for op in (ACTIVATIONS | OUTPUTS).values():
        exec(op.numpy_source, known)
        exec(op.numpy_slope, known)
    wanted = run.data.task.encoded(train.targets[samples], run.network.layers[-1])
    known |= {"x": train.inputs[samples], "y": wanted}
    for layer in range(1, run.network.depth + 1):
        known |= {f"W{layer}": run.weights[layer - 1], f"b{layer}": run.biases[layer - 1]}
    for step in matrix_form(run, rows):
        engines = array(step.result)
        scale = np.abs(engines).max() or 1.0
        assert np.abs(computed(step.expression) - engines).max() <= 1e-12 * scale, step
        exec(step.code, known)
        found = known[step.code.partition(" =")[0]]
        # Where p is almost 1, an ulp between two sigmoids is all that 1 - p has.
        off = np.abs(np.atleast_2d(found) - engines).max()
        assert off <= 1e-12 * scale + 1e-14, step

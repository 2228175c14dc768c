"""The table of operations: one row each. To add one, write its class in a file here and its row."""

from engine.graph.op import Op
from engine.graph.ops import (
    activations,
    arithmetic,
    broadcasting,
    chance,
    classification,
    comparisons,
    exponentials,
    gathering,
    joins,
    layout,
    lookups,
    products,
    reductions,
    slices,
    softmax,
    windows,
)

OPS: dict[str, type[Op]] = {
    op.__name__: op
    for op in (
        arithmetic.Add, arithmetic.Subtract, arithmetic.Multiply, arithmetic.Divide,
        arithmetic.Negate, arithmetic.Square, arithmetic.Power, arithmetic.Absolute,
        arithmetic.Sign, exponentials.Exp, exponentials.Log, exponentials.Log1p,
        exponentials.Sqrt, exponentials.Sin, exponentials.Cos, exponentials.Erf,
        comparisons.Less, comparisons.LessEqual, comparisons.Greater, comparisons.GreaterEqual,
        comparisons.Equal, comparisons.NotEqual, comparisons.And, comparisons.Where,
        comparisons.Maximum, comparisons.Minimum, comparisons.Clamp,
        activations.ReLU, activations.LeakyReLU, activations.Sigmoid, activations.Tanh,
        activations.NormalCDF, activations.GELU, activations.Softplus, activations.SiLU,
        products.Matmul, products.Linear,
        broadcasting.Sum, reductions.Max, reductions.Min, reductions.ArgMax,
        softmax.Softmax, softmax.LogSoftmax, softmax.LogSumExp,
        layout.Reshape, layout.Permute, layout.Cast, broadcasting.Expand,
        slices.Slice, slices.Place, joins.Concatenate,
        lookups.Take, lookups.TakeSum, gathering.Gather, gathering.GatherSum,
        windows.Windows, windows.Fold,
        classification.BCEWithLogits, classification.CrossEntropy, classification.OneHot,
        chance.DropoutMask,
    )
}  # fmt: skip

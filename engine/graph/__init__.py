"""One graph for any network: operations, their gradients, programs and explanations.

    x, w = Tensor(...), Tensor(..., requires_grad=True)
    loss = (x @ w).tanh().sum()                   eager: computed at once
    gradient(loss, [w])                           nodes like any others: computed, or traced
    program = Program(step, x)                    traced: planned buffers, run again and again
    explanation = Explanation(loss)               any element with its factors

op         what an operation has to have           node       a place in a graph
ops/       the operations, a small family a file   operators  a + b, a @ b, a[1:], a.sum()
gradient   from a graph to the graph of gradients  program    a graph with planned buffers
plan       order, liveness and memory of a program script     a graph in PyTorch or numpy
layers     convolution, pooling, normalisation, attention, from operations
explanation  any element of any tensor with its factors

`engine.tensor` has the eager Tensor. A page that needs none of this does not load it.
"""

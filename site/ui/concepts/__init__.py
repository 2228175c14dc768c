"""The concepts of PyTorch, each with a small `state` that computes all that its `view` shows.

A state knows no browser and no markup; it is immutable, and an edit makes another one. Each has
the PyTorch source of what it computes (`code`) and what that source prints (`printed`), from the
engine's own operations; the tests run the one under PyTorch and compare it with the other.

tensors         broadcasting of two shapes        graph      one chain of computations and back
linear_layer    a matrix product by hand          slopes     activations, and depth
optimizer_race  optimizers on a surface           losses     losses by the prediction
"""

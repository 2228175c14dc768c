"""The concepts of PyTorch, each as a small state that computes all that its figure shows.

No browser, no markup: a state is immutable, and an edit makes another one. Each has the PyTorch
source of what it computes (`code`) and what that source prints (`printed`), from the engine's own
operations; the tests run the one under PyTorch and compare it with the other.

tensors       broadcasting of two shapes          graph      one chain of computations and back
linear_layer  a matrix product by hand            race       optimizers on a surface
slopes        activations, and depth              losses     losses by the prediction
"""

"""AdamW: Adam with weight decay taken off the weights, not added to the gradient.

I. Loshchilov, F. Hutter, "Decoupled Weight Decay Regularization", ICLR 2019, Algorithm 2.
"""

from engine.optimizers.adam import Adam


class AdamW(Adam):
    name = "adamw"
    title = "AdamW"
    letter = "W"
    decoupled_decay = True
    torch_class = "optim.AdamW"

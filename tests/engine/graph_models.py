"""Three small networks on the graph: a CNN of 810 parameters, an LSTM of 1,476, a GPT of 15,035."""

import math

import numpy as np

from engine.graph.layers import attention, convolution, layer_norm, max_pool
from engine.graph.ops.activations import gelu, relu, sigmoid, tanh
from engine.graph.ops.classification import cross_entropy
from engine.graph.ops.lookups import embedding
from engine.graph.ops.products import linear


class Model:
    """Parameters by their names, in PyTorch's shapes, drawn as `Linear` draws them."""

    shapes: dict[str, tuple[int, ...]]

    def start(self, seed=0):
        chance = np.random.default_rng(seed)
        bound = {name: 1 / math.sqrt(shape[-1]) for name, shape in self.shapes.items()}
        return {n: chance.uniform(-bound[n], bound[n], s) for n, s in self.shapes.items()}


class CNN(Model):
    """8x8 pictures: 8 filters of 3x3, ReLU, the largest of 2x2, ten classes: PyTorch's names."""

    shapes = {  # noqa: RUF012, read only
        "conv.weight": (8, 1, 3, 3),
        "conv.bias": (8,),
        "fc.weight": (10, 72),
        "fc.bias": (10,),
    }

    def data(self, seed=1):
        chance = np.random.default_rng(seed)
        return chance.normal(size=(16, 1, 8, 8)), chance.integers(0, 10, 16)

    def loss(self, p, x, y):
        h = relu(convolution(x, p["conv.weight"], p["conv.bias"]))
        h = max_pool(h, (2, 2))
        return cross_entropy(linear(h.reshape(16, 72), p["fc.weight"], p["fc.bias"]), y)


class LSTM(Model):
    """Eight steps of width 4, a cell of 16 units, four classes from its last state."""

    steps, hidden = 8, 16
    shapes = {  # noqa: RUF012
        "lstm.weight_ih_l0": (64, 4),
        "lstm.weight_hh_l0": (64, 16),
        "lstm.bias_ih_l0": (64,),
        "lstm.bias_hh_l0": (64,),
        "fc.weight": (4, 16),
        "fc.bias": (4,),
    }

    def data(self, seed=1):
        chance = np.random.default_rng(seed)
        return chance.normal(size=(16, self.steps, 4)), chance.integers(0, 4, 16)

    def loss(self, p, x, y):
        n = self.hidden
        h = c = x.constant(np.zeros((16, n)), x.dtype)
        for t in range(self.steps):
            z = linear(x[:, t], p["lstm.weight_ih_l0"], p["lstm.bias_ih_l0"])
            z = z + linear(h, p["lstm.weight_hh_l0"], p["lstm.bias_hh_l0"])
            enter, keep, new, show = (z[:, k * n : (k + 1) * n] for k in range(4))
            c = sigmoid(keep) * c + sigmoid(enter) * tanh(new)
            h = sigmoid(show) * tanh(c)
        return cross_entropy(linear(h, p["fc.weight"], p["fc.bias"]), y)


class GPT(Model):
    """One block of width 32 with two heads over 16 characters of 27."""

    width, heads, context = 32, 2, 16
    shapes = {  # noqa: RUF012
        "token.weight": (27, 32),
        "place.weight": (16, 32),
        "norm1.weight": (32,), "norm1.bias": (32,),
        "qkv.weight": (96, 32), "qkv.bias": (96,),
        "project.weight": (32, 32), "project.bias": (32,),
        "norm2.weight": (32,), "norm2.bias": (32,),
        "up.weight": (128, 32), "up.bias": (128,),
        "down.weight": (32, 128), "down.bias": (32,),
        "norm3.weight": (32,), "norm3.bias": (32,),
        "head.weight": (27, 32), "head.bias": (27,),
    }  # fmt: skip

    def data(self, seed=1):
        text = np.random.default_rng(seed).integers(0, 27, (16, self.context + 1))
        return text[:, :-1], text[:, 1:].copy()

    def loss(self, p, x, y):
        n, (batch, d) = self.context, (16, self.width // self.heads)
        h = embedding(x, p["token.weight"]) + p["place.weight"]
        z = layer_norm(h, p["norm1.weight"], p["norm1.bias"])
        z = linear(z, p["qkv.weight"], p["qkv.bias"])
        z = z.reshape(batch, n, 3, self.heads, d).permute(2, 0, 3, 1, 4)
        mask = x.constant(np.tril(np.ones((n, n), bool)))
        z = attention(z[0], z[1], z[2], mask).transpose(1, 2).reshape(batch, n, self.width)
        h = h + linear(z, p["project.weight"], p["project.bias"])
        z = layer_norm(h, p["norm2.weight"], p["norm2.bias"])
        z = linear(gelu(linear(z, p["up.weight"], p["up.bias"])), p["down.weight"], p["down.bias"])
        h = layer_norm(h + z, p["norm3.weight"], p["norm3.bias"])
        logits = linear(h, p["head.weight"], p["head.bias"])
        return cross_entropy(logits.reshape(batch * n, 27), y.reshape(batch * n))

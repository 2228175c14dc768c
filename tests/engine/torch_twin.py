"""TorchTwin: the network of a Spec in PyTorch, written by hand: the oracle of the parity tests.

It shares nothing with the engine but the Spec, the starting numbers and the order of the samples.
"""

import numpy as np
import pytest

# Skips every test module that imports this one.
torch = pytest.importorskip(
    "torch", reason="parity needs PyTorch: build.py test --parity installs it"
)
nn = torch.nn
torch.set_num_threads(1)

MODULES = {
    "relu": nn.ReLU,
    "leaky_relu": nn.LeakyReLU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "gelu": nn.GELU,
    "identity": nn.Identity,
}


OUTPUTS = MODULES | {"softmax": lambda: nn.Softmax(dim=1)}


def tensor(array):
    return torch.from_numpy(np.array(array))


class TorchTwin:
    def __init__(self, run):
        self.spec = spec = run.spec
        sizes = list(zip(spec.layers[:-1], spec.layers[1:], strict=True))
        self.linears = [nn.Linear(a, b, dtype=torch.float64) for a, b in sizes]
        self.activations = [MODULES[name]() for name in spec.activations]
        self.parameters = [p for linear in self.linears for p in linear.parameters()]
        self.set_parameters(run.parameters)
        self.optimizer = self._optimizer()

    def set_parameters(self, flat):
        with torch.no_grad():
            nn.utils.vector_to_parameters(tensor(flat), self.parameters)

    def flat_parameters(self):
        return nn.utils.parameters_to_vector(self.parameters).detach().numpy().copy()

    def flat_gradient(self):
        return torch.cat([p.grad.flatten() for p in self.parameters]).numpy().copy()

    def _optimizer(self):
        spec, rate = self.spec, self.spec.learning_rate
        groups = [
            {"params": [linear.weight for linear in self.linears], "weight_decay": spec.l2},
            {"params": [linear.bias for linear in self.linears], "weight_decay": 0.0},
        ]
        match spec.optimizer:
            case "sgd":
                return torch.optim.SGD(groups, lr=rate)
            case "momentum":
                return torch.optim.SGD(groups, lr=rate, momentum=0.9)
            case "nesterov":
                return torch.optim.SGD(groups, lr=rate, momentum=0.9, nesterov=True)
            case "rmsprop":
                return torch.optim.RMSprop(groups, lr=rate)
            case "adam":
                return torch.optim.Adam(groups, lr=rate)
            case "adamw":
                return torch.optim.AdamW(groups, lr=rate)

    def forward(self, inputs):
        """Pre-activations and activations by layer."""
        pre_activations, activations = [], []
        x = tensor(inputs)
        outputs = [*self.activations, OUTPUTS[self.spec.output]()]
        for linear, activation in zip(self.linears, outputs, strict=True):
            z = linear(x)
            x = activation(z)
            pre_activations.append(z)
            activations.append(x)
        return pre_activations, activations

    def loss(self, inputs, targets):
        """The data loss plus the confidence penalty, of a batch."""
        pre_activations, activations = self.forward(inputs)
        z, p, y = pre_activations[-1], activations[-1], tensor(targets)
        match self.spec.loss:
            case "bce":
                loss = nn.BCEWithLogitsLoss()(z, y)
            case "mse":
                loss = nn.MSELoss()(p, y)
            case "ce":
                loss = nn.CrossEntropyLoss()(z, y[:, 0].long())
        if self.spec.penalty:
            loss = loss + self.spec.penalty * (4 * p * (1 - p)).mean()
        return loss

    def step(self, inputs, targets):
        """One optimizer update on a batch."""
        loss = self.loss(inputs, targets)
        if self.spec.l1:
            loss = loss + self.spec.l1 * sum(linear.weight.abs().sum() for linear in self.linears)
        self.optimizer.zero_grad()
        loss.backward()
        self.optimizer.step()

    def optimizer_state(self):
        """(slots, P) and how many updates were made, as engine.optimizers has them."""
        names = {
            "sgd": [],
            "momentum": ["momentum_buffer"],
            "nesterov": ["momentum_buffer"],
            "rmsprop": ["square_avg"],
            "adam": ["exp_avg", "exp_avg_sq"],
            "adamw": ["exp_avg", "exp_avg_sq"],
        }[self.spec.optimizer]
        states = [self.optimizer.state[p] for p in self.parameters]
        slots = [torch.cat([s[name].flatten() for s in states]).numpy() for name in names]
        flat = np.array(slots).reshape(len(names), -1) if names else np.zeros((0, 0))
        updates = int(states[0]["step"]) if "step" in states[0] else 0
        return flat, updates


def batches(run, epoch):
    """Inputs and targets of each batch of an epoch, cut here from the order that the run states."""
    train, order = run.data.train, run.order(epoch)
    size = len(order) if run.spec.batch == "all" else run.spec.batch
    for start in range(0, len(order), size):
        rows = order[start : start + size]
        yield train.inputs[rows], train.targets[rows]


def relative(ours, theirs):
    """The largest deviation, in units of the largest magnitude of the oracle's tensor."""
    ours, theirs = np.asarray(ours), np.asarray(theirs)
    largest = np.abs(theirs).max(initial=0.0)
    deviation = np.abs(ours - theirs).max(initial=0.0)
    return float(deviation / largest) if largest else float(deviation)

"""The four networks that are trained against each other, and what the others are told of them."""

from dataclasses import dataclass
from typing import Any

from engine import Run, Spec


@dataclass(frozen=True)
class Configuration:
    """A row of the table: its name, and the Spec that is trained."""

    name: str
    spec: Spec

    def task(self) -> dict[str, Any]:
        """The same for a library of JavaScript: shape, data, start, batch size, learning rate."""
        run = Run(self.spec)
        train = run.data.train
        return {
            "spec": str(self.spec),
            "layers": list(self.spec.layers),
            "activation": self.spec.activations[0],
            "batch": len(train) if self.spec.batch == "all" else self.spec.batch,
            "rate": self.spec.learning_rate,
            "shuffled": self.spec.batch != "all",
            "inputs": train.inputs.tolist(),
            "targets": train.targets.ravel().tolist(),
            "start": [{"weights": weights.tolist(), "biases": biases.tolist()}
                      for weights, biases in zip(run.weights, run.biases, strict=True)],
        }

    def checked(self, epochs: int, loss: str) -> tuple[dict[str, Any], list[float]]:
        """A task whose outcome is known: our order of samples, some loss; our predictions."""
        run = Run(self.spec.replace(loss=loss))
        orders = [run.order(epoch).tolist() for epoch in range(epochs)]
        run.train(epochs)
        predictions = run.training_pass().prediction.ravel().tolist()
        return self.task() | {"orders": orders}, predictions


def configuration(name: str, spec: str) -> Configuration:
    return Configuration(name, Spec.parse(f"{spec}&out=sigmoid&loss=bce&opt=sgd&seed=1"))


NOISY = "data=noisy-xor&noise=0.1&lr=0.1"
CONFIGURATIONS = (
    configuration("2-4-1 tanh, 4 rows, full batch",
                  "layers=2-4-1&act=tanh&data=xor&batch=all&lr=0.5"),
    configuration("2-4-1 ReLU, 100 points, batch 1",
                  f"layers=2-4-1&act=relu&{NOISY}&n=100&batch=1"),
    configuration("2-4-2-1 tanh, 250 points, batch 10",
                  f"layers=2-4-2-1&act=tanh&{NOISY}&n=250&batch=10"),
    configuration("2-8-8-8-1 tanh, 250 points, batch 10",
                  f"layers=2-8-8-8-1&act=tanh&{NOISY}&n=250&batch=10"),
)

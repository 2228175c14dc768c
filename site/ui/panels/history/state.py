"""What the curves of the parameters are of."""

from dataclasses import dataclass

SERIES = {
    "weights": "Weights", "biases": "Biases", "weight-gradients": "Gradients of weights",
    "bias-gradients": "Gradients of biases", "paths": "Path strengths",
}


@dataclass
class Curves:
    """Which of SERIES is drawn."""

    series: str = "weights"

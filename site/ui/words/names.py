"""What a lab calls the parts of a network: x₁, sin x₂ for inputs, h₁, h₂ for hidden units, ŷ.

    neuron_name(spec, 1, 0)          # "h₁"
    weight_name(spec, 1, 0, 2)       # "x₁ → h₃"
"""

from engine import Spec
from engine.features import FEATURES

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def neuron_name(spec: Spec, layer: int, index: int) -> str:
    """The name of a neuron; with several hidden layers the layer comes first: h₂,₁."""
    number = str(index + 1).translate(_LOWERED)
    if layer == 0:
        return FEATURES[spec.features[index]].title
    if layer == len(spec.layers) - 1:
        return "ŷ"
    return f"h{number}" if len(spec.layers) == 3 else f"h{str(layer).translate(_LOWERED)},{number}"


def weight_name(spec: Spec, layer: int, source: int, target: int) -> str:
    """The name of the weight that leads from `source` into neuron `target` of `layer`."""
    return f"{neuron_name(spec, layer - 1, source)} → {neuron_name(spec, layer, target)}"


def parameter_name(spec: Spec, reference: str) -> str:
    """What a weight or bias is called by its reference: "weight:1.0.2" is "Weight x₁ → h₃"."""
    kind, _, place = reference.partition(":")
    numbers = tuple(map(int, place.split(".")))
    if kind == "bias":
        return f"Bias of {neuron_name(spec, *numbers)}"
    return f"Weight {weight_name(spec, *numbers)}"

"""What a lab calls the parts of a network: x₁, x₂ for inputs, h₁, h₂ for hidden units, ŷ.

    neuron_name((2, 4, 1), 1, 0)          # "h₁"
    weight_name((2, 4, 1), 1, 0, 2)       # "x₁ → h₃"
"""

_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def neuron_name(layers: tuple[int, ...], layer: int, index: int) -> str:
    """The name of a neuron; with several hidden layers the layer comes first: h₂,₁."""
    number = str(index + 1).translate(_LOWERED)
    if layer == 0:
        return f"x{number}"
    if layer == len(layers) - 1:
        return "ŷ" if layers[-1] == 1 else f"ŷ{number}"
    return f"h{number}" if len(layers) == 3 else f"h{str(layer).translate(_LOWERED)},{number}"


def weight_name(layers: tuple[int, ...], layer: int, source: int, target: int) -> str:
    """The name of the weight that leads from `source` into neuron `target` of `layer`."""
    origin, goal = neuron_name(layers, layer - 1, source), neuron_name(layers, layer, target)
    return f"{origin} → {goal}"


def parameter_name(layers: tuple[int, ...], reference: str) -> str:
    """What a weight or bias is called by its reference: "weight:1.0.2" is "Weight x₁ → h₃"."""
    kind, _, place = reference.partition(":")
    numbers = tuple(map(int, place.split(".")))
    if kind == "bias":
        return f"Bias of {neuron_name(layers, *numbers)}"
    return f"Weight {weight_name(layers, *numbers)}"

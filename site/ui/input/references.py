"""What belongs together on a page although its references differ: a line of code and the parts of
the network that it makes or moves.

    selectors("layer.1")         # of the parts of that layer, and of the lines about it
    selectors("weight:1.0.2")    # of that weight, and of the lines about its layer

A line of code is about something (`engine.pytorch.source`); that is its `data-ref`.
"""

from collections.abc import Iterable

# What each thing is seen in besides the lines that are about it: beginnings of parts, or controls.
PARTS = {
    "forward": ("neuron:",),
    "step": ("weight:", "bias:"),
    "backward": ("weight:", "bias:"),
    "init": ("weight:", "bias:"),
    "data": ("neuron:0.",),
    "features": ("neuron:0.",),
}
CONTROLS = {
    "optimizer": ("lr", "opt"), "epochs": ("epoch",), "batch": ("batch",), "penalty": ("penalty",),
    "activation": ("act",), "criterion": ("loss",), "init": ("init",), "data": ("data", "n"),
}


def selectors(reference: str, escaped: str) -> list[str]:
    """CSS selectors of all that is lit with a reference; `escaped` is it, safe in a selector."""
    found = [f'[data-ref~="{escaped}"]', f'[data-part="{escaped}"]']
    kind, _, place = reference.replace(":", ".", 1).partition(".")
    if kind == "layer":
        found += starting(f"{each}:{int(place)}." for each in ("weight", "bias", "neuron"))
    elif kind in ("weight", "bias", "neuron"):
        found.append(f'[data-ref="layer.{int(place.partition(".")[0])}"]')
    found += starting(PARTS.get(reference, ()))
    return found + [f'[data-control="{name}"]' for name in CONTROLS.get(reference, ())]


def starting(parts: Iterable[str]) -> list[str]:
    return [f'[data-part^="{part}"]' for part in parts]

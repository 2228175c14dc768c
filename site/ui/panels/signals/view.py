"""The signals' buttons, what happens at the moment that is shown, and its equation for one neuron.

The numbers on the edges are drawn by the network itself (`ui.panels.network.tags`).
"""

from ui.draw.tree import Content, Element, Raw, element
from ui.lab import Lab
from ui.panels.signals.state import Stage, explained, focus, stage_of, stages, title

HINT = ("A sample goes forward through the network, layer by layer, and the gradient comes back. "
        "Select a neuron to see the sum that it gets.")


def structure(lab: Lab) -> Element:
    stage = stage_of(lab)
    known = stages(lab.spec.layers)
    at = known.index(stage) if stage else -1
    bar = element("p", {"class": "signal-bar"},
                  button("signals-run", "Hold" if lab.motion else "Run signals"), " ",
                  button("signals-back", "Previous layer", at > 0), " ",
                  button("signals-on", "Next layer", at < len(known) - 1), " ",
                  button("signals-end", "End", stage is not None), " ",
                  element("span", {"class": "note"}, f"{at + 1} of {len(known)}" if stage else ""))
    told = told_of(lab, stage) if stage else [element("p", {"class": "note"}, HINT)]
    return element("div", {"class": "signals", "role": "group", "aria-label": "Signals"}, bar,
                   element("div", {"class": "signal-text"}, *told))


def button(action: str, name: str, able: bool = True) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "data-key": action, "aria-disabled": "false" if able else "true"},
                   name)


def told_of(lab: Lab, stage: Stage) -> list[Content]:
    """The equations of one neuron; where there are none, what happens."""
    equations = [element("div", {"class": "equation"}, Raw(explained(lab)[name].mathml()))
                 for name in quantities(lab, stage)]
    return [*equations] or [element("p", {"class": "note"}, title(stage, lab.spec.layers))]


def quantities(lab: Lab, stage: Stage) -> list[str]:
    """The keys of the numbers that are explained: those of the neuron that is looked at."""
    place = f"{stage.layer}.{focus(stage, lab.selected)}"
    if stage.kind == "forward":
        return [f"pre_activation:{place}", f"activation:{place}"]
    return {"loss": ["loss"], "backward": [f"delta:{place}"]}.get(stage.kind, [])


def key(lab: Lab) -> object:
    """Everything in it is computed from the state."""
    stage = stage_of(lab)
    shown = (lab.state, lab.sample, lab.selected) if stage else None
    return lab.spec.layers, stage, shown, lab.motion is None


def values(lab: Lab) -> list[str]:
    return []

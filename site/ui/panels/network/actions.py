"""What can be asked of the network's figure."""

from collections.abc import Callable

from ui.lab import Lab


def select(lab: Lab, part: str) -> None:
    """Select a neuron, weight or bias by its reference; others are ignored."""
    if part in lab.parts():
        lab.selected = part


NETWORK_ACTIONS: dict[str, Callable[[Lab, str], None]] = {"select": select}

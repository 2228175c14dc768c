"""What can be asked of a loss and its gradients."""

from collections.abc import Callable
from dataclasses import replace

from ui.concepts.changes import change, known, share_of_plot
from ui.concepts.losses import state as losses
from ui.concepts.losses.state import LossPoint
from ui.concepts.of_lab import now, put
from ui.lab import Lab
from ui.lab.scales import bounded, whole


def predict(lab: Lab, prediction: float) -> None:
    inside = min(max(round(prediction, 2), losses.LOWEST), losses.HIGHEST)
    put(lab, replace(now(lab, LossPoint), prediction=inside))


LOSS_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "losses-kind": change(LossPoint, kind=lambda name: known(name, losses.titles_of_losses())),
    "losses-prediction": lambda lab, value: predict(lab, bounded(value, 0, 100) / 100),
    "losses-to": lambda lab, place: predict(lab, share_of_plot(place)),
    "losses-target": change(LossPoint, target=lambda value: whole(value, 20) / 20),
}

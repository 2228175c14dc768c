"""Before: an earlier answer that the answer of now is compared with.

    earlier = before(lab)        # of the start, of a moment that was kept, or the pinned run's
    earlier.parameters, earlier.name
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine import Spec
from ui.lab import Lab

Array = NDArray[np.float64]


@dataclass(frozen=True)
class Before:
    """The parameters (P,) of a network of this Spec, and what they are called."""

    name: str
    spec: Spec
    parameters: Array


def before(lab: Lab) -> Before:
    """The one that is chosen, or else the start."""
    return kinds(lab)[chosen(lab)]


def chosen(lab: Lab) -> str:
    wanted = str(lab.view.get("against", "start"))
    return wanted if wanted in kinds(lab) else "start"


def kinds(lab: Lab) -> dict[str, Before]:
    """What there is to compare with."""
    found = {"start": Before("epoch 0", lab.spec, lab.run.history.parameters[0])}
    kept: Before | None = lab.view.get("kept-moment")
    if kept:
        found["kept"] = kept
    if lab.pinned:
        name = f"the pinned run, epoch {lab.pinned.epoch:,}"
        found["pinned"] = Before(name, lab.pinned.spec, lab.pinned.parameters)
    return found


def keep(lab: Lab) -> None:
    """From now on compare with the network as it is now."""
    name = f"epoch {lab.run.epoch:,}, kept"
    lab.view["kept-moment"] = Before(name, lab.spec, lab.run.parameters.copy())
    lab.view["against"] = "kept"

"""What the picture of the decision boundary shows, and the earlier answer that is compared.

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


@dataclass
class Boundary:
    """`divider` is how many per cent of the picture, from the left, show what was before; `against`
    which of `kinds` that is; `kept` the moment that was kept; `shown` what else is to be seen."""

    divider: int = 0
    against: str = "start"
    kept: Before | None = None
    shown: frozenset[str] = frozenset()


def before(lab: Lab) -> Before:
    """The one that is chosen, or else the start."""
    return kinds(lab)[chosen(lab)]


def chosen(lab: Lab) -> str:
    wanted = lab.of(Boundary).against
    return wanted if wanted in kinds(lab) else "start"


def kinds(lab: Lab) -> dict[str, Before]:
    """What there is to compare with."""
    found = {"start": Before("epoch 0", lab.spec, lab.run.history.parameters[0])}
    kept = lab.of(Boundary).kept
    if kept:
        found["kept"] = kept
    if lab.pinned:
        name = f"the pinned run, epoch {lab.pinned.epoch:,}"
        found["pinned"] = Before(name, lab.pinned.spec, lab.pinned.parameters)
    return found

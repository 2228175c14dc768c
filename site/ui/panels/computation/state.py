"""What the computation remembers: what is unfolded, and where a walk through it is."""

from dataclasses import dataclass

from engine.explanation import Explanation

MATRICES = "How libraries do it"
SECTIONS = ("Forward pass", "Loss", "Backward pass", "Gradients", "Update", MATRICES)


@dataclass
class Computation:
    """The `sections` that are open; `walk` counts the computations, None where nobody walks."""

    sections: tuple[str, ...] = SECTIONS[:1]
    walk: int | None = None


def walk_keys(explanation: Explanation) -> list[str]:
    """All computations, in the order in which they are done."""
    return [key for keys in explanation.sections.values() for key in keys]

"""Prints the modules that the labs of the lessons import, when their exercises are solved as the
authors do and all of each lab is drawn.

A program of its own, as the tests around it have imported much else.
"""

import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
MOST_EPOCHS = 110  # of training at once: a diagnosis looks for a plateau after 100


def main() -> None:
    sys.path[:0] = [str(ROOT), str(ROOT / "site")]
    before = set(sys.modules)
    without_lapack()
    from ui.lab.layout import Layout
    from ui.panels.tasks.exercises import tasks_from_json

    for id, spec, layout, tasks, solutions in json.load(sys.stdin):
        for steps in [[], *solutions]:
            use(id, spec, Layout.from_json(layout), tasks_from_json(tasks), steps)
    print("\n".join(sorted(set(sys.modules) - before)))


def without_lapack() -> None:
    """numpy as a page has it: what needs LAPACK fails."""
    import numpy.linalg
    from ui.page import lapack

    numpy.linalg._linalg._umath_linalg = lapack


def use(id: str, spec: str, layout, tasks, steps: list[str]) -> None:
    from ui.actions import act
    from ui.figures import first_paint, pixels
    from ui.lab import Lab

    from engine import Spec

    lab = Lab(id, Spec.parse(spec), tasks, layout)
    for step in steps:
        verb, _, value = step.partition(" ")
        if verb == "train":
            lab.run.train(min(int(value), MOST_EPOCHS))
            lab.look()
        else:
            act(lab, verb, value)
    for view in lab.layout.views:
        first_paint(lab, view)
        pixels(lab, view)
    lab.diagnosis()


main()

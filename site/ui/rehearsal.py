"""A lab from beginning to end, without a page: drawn, trained, every control used, an error told.

The build rehearses the labs of all lessons inside Pyodide. What that imports is what a page has
to bring along, and a memory snapshot taken after it has the code warm. Nothing here depends on
the time, so that two rehearsals leave the same memory.
"""

import math
import traceback

from engine import Spec
from ui import messages
from ui.figures import VIEWS, first_paint
from ui.lab import Lab

VALUE = "1"  # it is a position, a rate and an index: every control takes it
FRAME = 0.1  # seconds of training at once


def rehearse(id: str, spec: str) -> None:
    """Do in the lab `id` with the Spec `spec` what a person may do."""
    lab = Lab(id, Spec.parse(spec))
    for view in VIEWS:
        first_paint(lab, view)
    for action in lab.actions:
        lab.act(action, VALUE)
        if lab.playing:
            lab.train(FRAME, deadline=math.inf)
        for part in VIEWS.values():
            part.values(lab)
        messages.state(lab)
    for part_name in lab.parts():
        lab.select(part_name)
        VIEWS["inspector"].values(lab)
    try:
        lab.act("sample", "not a number")
    except ValueError:
        traceback.format_exc()

"""A lab from beginning to end, without a page: drawn, trained, every control used, an error told.

The build rehearses the labs and figures of all lessons inside Pyodide. What that imports is what a
page has to bring along.
"""

import codecs
import math
import traceback

from engine import Spec
from engine.tables.decoding import CODECS
from engine.tries import Tries
from ui import actions, figures
from ui.concepts.actions import CONCEPT_ACTIONS
from ui.concepts.of_lab import CONCEPTS
from ui.exports import link
from ui.input import messages
from ui.lab import Lab
from ui.lab.layout import Layout
from ui.panels.tasks.exercises import tasks_from_json

VALUE = "1"  # it is a position, a rate and an index: most controls take it
PLACE = "0.5 0.5"  # in a picture
VALUES = {"mode": "one", "plane": PLACE, "grab": PLACE, "drag": PLACE, "line-to": PLACE,
          "arrow": "1 0", "new-label": "0", "new-value": "0.5", "activation": "tanh", "axes": "pca",
          "loss": "mse", "optimizer": "adam", "initialization": "xavier", "data": "circles",
          "stage": "evaluate",
          "activation-1": "tanh", "output-kept": "identity", "tensors-size": "b -2 3",
          "tensors-sign": "/", "linear-edit": "x 0 0 2.5", "graph-edit": "w 2",
          "graph-activation": "gelu", "slopes-activation": "gelu", "slopes-to": PLACE,
          "race-to": PLACE, "race-surface": "valley", "race-code": "adam", "race-show": "adamw",
          "losses-kind": "mse", "losses-to": PLACE,
          "figure": "network", "save-figure": "svg", "save": "state",
          "code-start": "page", "code-save": "ipynb"}
FRAME = 0.1  # seconds of training at once
EPOCHS = 120  # a diagnosis looks for a plateau after 100, with functions that nothing else uses


def rehearse(id: str, spec: str, layout: str, tasks: str) -> None:
    """Do in the lab `id` with this Spec, layout and tasks what a person may do."""
    lab = Lab(id, Spec.parse(spec), tasks_from_json(tasks), Layout.from_json(layout))
    lab.exercises.restore(lab.exercises.record)
    for view in lab.layout.views:
        figures.first_paint(lab, view)
    is_concept = any(view in CONCEPTS for view in lab.layout.bench)
    for action in actions.ACTIONS:
        if (action in CONCEPT_ACTIONS) != is_concept:
            continue
        actions.act(lab, action, VALUES.get(action, VALUE))
        if lab.moving:
            lab.train(FRAME, deadline=math.inf)
        if lab.motion:
            lab.motion(FRAME)
        lab.requests.clear()
        draw(lab)
        messages.state(lab)
        messages.progress(lab, [lab])
    if lab.layout.tabs:
        link.read(f"{link.write(lab)}&theme=%64ark", lab)
    lab.run.train(EPOCHS)
    lab.look()
    Tries(lab.run).work(0.0)
    draw(lab)
    for part in lab.parts():
        actions.act(lab, "select", part)
        if "inspector" in lab.layout.views:
            figures.VIEWS["inspector"].values(lab)
    for codec in CODECS:
        codecs.lookup(codec)
    try:
        Spec.parse("nothing")
    except ValueError:
        traceback.format_exc()


def draw(lab: Lab) -> None:
    """All views of the lab, as the page draws them: the key, the values, the canvases."""
    for name in lab.layout.views:
        figures.key(lab, name)
        figures.VIEWS[name].values(lab)
        figures.pixels(lab, name)

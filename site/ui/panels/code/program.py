"""The program that a lab shows: from which start, for how many epochs, and what has changed in it.

    lines(lab)             # the PyTorch program, line by line
    written(lab, "ipynb")  # the same to take away: "py", "ipynb", or "numpy"
    changed(lab)           # the lines that the last change of a control has changed
"""

from collections import Counter
from functools import lru_cache

import numpy as np

from engine.network import Network
from engine.pytorch import Line, notebook, numpy_script, pytorch_code, pytorch_lines
from engine.spec import Spec
from ui.lab import Lab
from ui.panels.code.state import Code

STARTS = {
    "seed": "as PyTorch does, from the seed",
    "page": "with the page’s first weights",
    "now": "with the weights of now",
}
FORMS = {"py": "text/x-python", "ipynb": "application/x-ipynb+json", "numpy": "text/x-python"}
UNTRAINED = 1000  # epochs of a program as long as the page says nothing about them


def start_of(lab: Lab) -> str:
    """Which of STARTS the program has."""
    return lab.of(Code).start


def epochs_of(lab: Lab) -> int:
    """As many as the page has trained; from the weights of now, or before there are any, 1,000."""
    return UNTRAINED if start_of(lab) == "now" else lab.run.epoch or UNTRAINED


def first_network(lab: Lab) -> Network:
    """The network as it was at epoch 0, with what was edited there."""
    first = Network(lab.run.initial_spec).parameters.tolist()
    for event in lab.run.events:
        if event.update == 0 and event.parameter is not None:
            first[event.parameter] = event.value
    return Network(lab.spec.replace(initialization="given", given=tuple(first)))


def has_start(lab: Lab) -> bool:
    """Whether a program can start where the run is: from finite numbers."""
    numbers = lab.run.parameters, lab.run.optimizer.state
    return all(bool(np.isfinite(each).all()) for each in numbers)


def changed_on_the_way(lab: Lab) -> bool:
    """Whether something was changed or edited after the first update, so that no program that
    trains from the start comes to these losses."""
    return any(event.update > 0 for event in lab.run.events)


def lines(lab: Lab) -> tuple[Line, ...]:
    """The program. None where the weights of now are not finite: no program can start there."""
    start, epochs = start_of(lab), epochs_of(lab)
    if start == "now":
        return pytorch_lines(lab.spec, lab.run.weights, epochs=epochs) if has_start(lab) else ()
    if start == "page":
        first = first_network(lab)
        return pytorch_lines(lab.spec, first.weights, first.biases, epochs)
    return pytorch_lines(lab.spec, epochs=epochs)


def written(lab: Lab, form: str) -> str:
    """The text of a file. numpy cannot start as PyTorch does: it starts as the page did.

    Raises ValueError if it should start from weights that are not finite.
    """
    start, epochs = start_of(lab), epochs_of(lab)
    if start == "now":
        if not has_start(lab):
            raise ValueError("no program can start from weights that are not numbers")
        text = {"py": pytorch_code, "ipynb": notebook, "numpy": numpy_script}[form]
        return text(lab.spec, lab.run.weights, epochs=epochs)
    first = first_network(lab)
    if form == "numpy":
        return numpy_script(lab.spec, first.weights, first.biases, epochs)
    text = {"py": pytorch_code, "ipynb": notebook}[form]
    if start == "page":
        return text(lab.spec, first.weights, first.biases, epochs)
    return text(lab.spec, epochs=epochs)


def changed(lab: Lab) -> Counter[str]:
    """The lines, and how often each, that the program has now and had not before the last change
    of the Spec. Weights of now change all the time, and do not count."""
    if lab.changed_from is None:
        return Counter()
    embedded = start_of(lab) == "page"
    now, before = (comparable(spec, embedded) for spec in (lab.spec, lab.changed_from))
    return now - before


@lru_cache(maxsize=4)
def comparable(spec: Spec, embedded: bool) -> Counter[str]:
    """The lines of the program of a Spec; with its own first weights, or without."""
    first = Network(spec)
    program = (pytorch_lines(spec, first.weights, first.biases) if embedded
               else pytorch_lines(spec))
    return Counter(line.text for line in program if line.text)

"""A Spec as a program that a learner can take away: PyTorch source, a notebook, a numpy script.

    pytorch_code(spec)                        starts and shuffles as PyTorch does
    pytorch_code(run.spec, run.weights)       goes on from there to the page's losses
    pytorch_lines(...)                        the same as lines, each with what it is about
    notebook(...)                             the same as an .ipynb file
    numpy_script(run.spec, run.weights)       the page's losses, with every formula written out

Every program keeps a list `losses`: at its start, and after each epoch.
"""

from engine.pytorch.programs import notebook, numpy_script, pytorch_code, pytorch_lines
from engine.pytorch.source import Line, Section

__all__ = ["Line", "Section", "notebook", "numpy_script", "pytorch_code", "pytorch_lines"]

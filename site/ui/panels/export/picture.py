"""A figure in the text as a file: a fold below it."""

from ui.draw.tree import Element, element
from ui.exports.pictures import figures_of
from ui.lab import Lab
from ui.panels.export.view import pictures, values

__all__ = ["key", "structure", "values"]

STEADY = True


def structure(lab: Lab) -> Element:
    return element("details", {"class": "more", "data-key": "save-picture"},
                   element("summary", {}, "Save this picture"), pictures(lab))


def key(lab: Lab) -> object:
    return tuple(figures_of(lab))

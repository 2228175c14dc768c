"""What can be asked of files: to save the state, the history, the data, a figure."""

from collections.abc import Callable

from ui.exports.pictures import ChosenFigure, chosen, figures_of
from ui.exports.state_json import state_to_json
from ui.exports.tables_csv import data_csv, history_csv
from ui.lab import Lab
from ui.lab.requests import Picture, Save

FILES: dict[str, tuple[str, str, Callable[[Lab], str]]] = {
    "state": (".json", "application/json", state_to_json),
    "history": ("-history.csv", "text/csv", history_csv),
    "data": ("-data.csv", "text/csv", data_csv),
}


def save(lab: Lab, what: str) -> None:
    if what in FILES:
        ending, type, text = FILES[what]
        lab.requests.append(Save(lab.id + ending, type, text(lab)))


def choose_figure(lab: Lab, name: str) -> None:
    if name not in figures_of(lab):
        raise ValueError("there is no such figure")
    lab.of(ChosenFigure).name = name


def save_figure(lab: Lab, ending: str) -> None:
    """The chosen figure as `svg` or `png`."""
    name = chosen(lab)
    if name and ending in ("svg", "png"):
        figure = figures_of(lab)[name]
        lab.requests.append(Picture(f"{lab.id}-{name}.{ending}", *figure))


EXPORT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "save": save,
    "figure": choose_figure,
    "save-figure": save_figure,
}

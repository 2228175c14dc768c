"""What can be asked of files: to save the state, the history, the data, a figure; to load a state.
"""

from collections.abc import Callable

from ui.exports.pictures import chosen, figures_of
from ui.exports.state_json import MOST_CHARACTERS, StateError, state_from_json, state_to_json
from ui.exports.tables_csv import data_csv, history_csv
from ui.lab import Lab
from ui.quoting import printable
from ui.requests import Picture, Save

FILES: dict[str, tuple[str, str, Callable[[Lab], str]]] = {
    "state": (".json", "application/json", state_to_json),
    "history": ("-history.csv", "text/csv", history_csv),
    "data": ("-data.csv", "text/csv", data_csv),
}
LOADED = "Loaded; Undo brings the earlier run back."


def save(lab: Lab, what: str) -> None:
    if what in FILES:
        ending, type, text = FILES[what]
        lab.requests.append(Save(lab.id + ending, type, text(lab)))


def choose_figure(lab: Lab, name: str) -> None:
    if name not in figures_of(lab):
        raise ValueError("there is no such figure")
    lab.view["figure"] = name


def save_figure(lab: Lab, ending: str) -> None:
    """The chosen figure as `svg` or `png`."""
    name = chosen(lab)
    if name and ending in ("svg", "png"):
        figure = figures_of(lab)[name]
        lab.requests.append(Picture(f"{lab.id}-{name}.{ending}", *figure))


def load(lab: Lab, text: str) -> None:
    """Go on with the state of a text; or say why not, and leave everything as it is."""
    try:
        state = state_from_json(text)
        run = state.run()
    except ValueError as error:
        lab.view["state-refused"] = printable(f"Nothing was loaded: {error}.")
        raise
    lab.view["state-refused"] = ""
    lab.stop()
    lab.go_on(run, LOADED)
    lab.replay(*divmod(state.update, run.updates_per_epoch), why=f"{LOADED} ")


def typed(lab: Lab, text: str) -> None:
    lab.view["state-text"] = text


def refuse_size(lab: Lab, size: str) -> None:
    """A file that is too large to be read at all."""
    lab.view["state-refused"] = (f"Nothing was loaded: the file has {int(size):,} bytes; a state "
                                 f"has at most {MOST_CHARACTERS:,}.")
    raise StateError("the file is too large")


EXPORT_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "save": save,
    "figure": choose_figure,
    "save-figure": save_figure,
    "load": load,
    "load-too-large": refuse_size,
    "state-text": typed,
    "load-text": lambda lab, _: load(lab, lab.view.get("state-text", "")),
}

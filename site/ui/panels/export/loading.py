"""What can be asked of a saved state: to load it, from a file or pasted.

What was taken for something else (a table loaded as a state, a state opened as a table) is said to
be that, with a button that does what was meant.
"""

from collections.abc import Callable
from dataclasses import replace

from engine.data.own import Row
from engine.errors import DataError, EngineError
from engine.tables import NOBODY, Table, TableError
from ui.exports import travelled
from ui.exports.state_json import MOST_CHARACTERS, state_from_json
from ui.lab import Lab, Message
from ui.lab.own_points import rows_as_csv
from ui.lab.refusal import Refusal, Remedy
from ui.panels.export.state import Loading
from ui.panels.preview.actions import cancel, open_text, refuse
from ui.panels.preview.state import preview_of, takes_tables
from ui.words.quoting import printable

LOADED = "Loaded; Undo brings the earlier run back."
ENOUGH = 20_000  # characters of a text that show whether it is a table
AS_TABLE = Remedy("Open it as a table", "state-as-table")
POINTS_AS_TABLE = Remedy("Open its points as a table", "state-as-table")


def load(lab: Lab, text: str) -> None:
    """Go on with the state of a text; or say why not, and leave everything as it is."""
    points: tuple[Row, ...] = ()
    try:
        state = state_from_json(text)
        points = state.spec.points or ()
        run = state.run()
    except EngineError as error:
        wrong = isinstance(error, DataError) and points
        refused(lab, wrong_points(lab, points, error) if wrong else no_state(lab, text, error))
        return
    lab.of(Loading).refused = None
    lab.stop()
    lab.go_on(run, LOADED)
    lab.replay(*divmod(state.update, run.updates_per_epoch), why=f"{LOADED} ")


def refused(lab: Lab, refusal: Refusal) -> None:
    refusal = replace(refusal, text=printable(refusal.text))
    lab.of(Loading).refused = refusal
    lab.message = Message(refusal.text)


def no_state(lab: Lab, text: str, error: EngineError) -> Refusal:
    """Why a text is not loaded: what it is, where that can be seen."""
    if not text.strip():
        return Refusal("Nothing was loaded: there is no text. Paste a saved state into the field, "
                       "or open the file that “Save the state” wrote.")
    if text.lstrip().lower().startswith(("http:", "https:", "file:", "#")):
        _, _, fragment = text.partition("#")
        if travelled.has_state(fragment):
            return Refusal("Nothing was loaded: this is a link to a lab, not a saved state. Open "
                           "it in the address field of the browser.")
    if not is_table(text):
        return Refusal(f"Nothing was loaded: {error}.")
    what = "Nothing was loaded: this is a table, not a saved state"
    if not takes_tables(lab):
        return Refusal(f"{what}. This lab takes no table; a lab that does has it under Data.")
    lab.of(Loading).no_state = text
    return Refusal(f"{what}.", (AS_TABLE,))


def wrong_points(lab: Lab, points: tuple[Row, ...], error: EngineError) -> Refusal:
    """Why a state's own points cannot be learned from. A table takes other labels than 0 and 1."""
    cures = (POINTS_AS_TABLE,) * (takes_tables(lab) and not {y for *_, y in points} <= {0, 1})
    lab.of(Loading).no_state = rows_as_csv(points)
    return Refusal(f"Nothing was loaded: of its own points, {error}.", cures)


def is_table(text: str) -> bool:
    """Whether the beginning of a text has rows with two numbers and a third column."""
    start = text if len(text) <= ENOUGH else text[:ENOUGH].rpartition("\n")[0]
    try:
        roles = Table(start).read({}).roles
    except TableError:
        return False
    return NOBODY not in (roles.x1, roles.x2, roles.label)


def open_as_table(lab: Lab, _: str) -> None:
    """What could not be loaded, as a table that is read in its preview."""
    loading = lab.of(Loading)
    text, loading.no_state = loading.no_state, ""
    if text:
        lab.of(Loading).refused = None
        open_text(lab, text, "what was loaded")


def load_table(lab: Lab, _: str) -> None:
    """What was opened as a table and is a state."""
    preview = preview_of(lab)
    if preview is None or preview.table is None:
        return
    load(lab, preview.table.text)
    wrong = lab.of(Loading).refused
    if wrong is None:
        cancel(lab, "")
    else:
        refuse(lab, preview, wrong)


def typed(lab: Lab, text: str) -> None:
    lab.of(Loading).text = text


def refuse_size(lab: Lab, size: str) -> None:
    """A file that is too large to be read at all."""
    refused(lab, Refusal(f"Nothing was loaded: the file has {int(size):,} bytes; a state has at "
                         f"most {MOST_CHARACTERS:,}."))


STATE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "load": load,
    "load-too-large": refuse_size,
    "state-text": typed,
    "load-text": lambda lab, _: load(lab, lab.of(Loading).text),
    "state-as-table": open_as_table,
    "table-as-state": load_table,
}

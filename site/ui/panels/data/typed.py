"""What can be asked of a lab's data by typing: one point in three fields, or a table as text.

What is typed stays in its fields; what cannot be used is quoted beside them.
"""

from collections.abc import Callable

from engine import EngineError
from ui.lab import Lab, own_points
from ui.panels.data import room
from ui.panels.data.actions import select_sample
from ui.panels.data.state import Edits, number, typed
from ui.panels.preview.actions import PREVIEW_ACTIONS, open_text
from ui.panels.preview.state import OwnTable


def add_typed(lab: Lab, _: str) -> None:
    """Add the typed point; or say beside the fields why not."""
    lab.of(Edits).typed_error = None
    try:
        x1, x2 = number(lab, "x1"), number(lab, "x2")
        numeric = own_points.takes_value(lab)
        target = number(lab, "value") if numeric else float(typed(lab)["label"] == "1")
        own_points.add(lab, x1, x2, target)
    except EngineError as error:
        lab.of(Edits).typed_error = room.refusal(lab, "No point was added", error)
    else:
        select_sample(lab, lab.sample)


def set_value(lab: Lab, text: str) -> None:
    """The value of new points, whoever adds them: what the last one was refused for is over."""
    typed(lab)["value"] = text
    lab.of(Edits).refused = None


def replace_text(lab: Lab, text: str) -> None:
    """Put another text into the field; the one before can be had back."""
    table = lab.of(OwnTable)
    table.before, table.text = table.text, text
    table.filled += 1


def restore_text(lab: Lab, _: str) -> None:
    before = lab.of(OwnTable).before
    if before is not None:
        replace_text(lab, before)


def type_text(lab: Lab, text: str) -> None:
    lab.of(OwnTable).text = text


TYPED_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "new-x1": lambda lab, value: typed(lab).update(x1=value),
    "new-x2": lambda lab, value: typed(lab).update(x2=value),
    "new-label": lambda lab, value: typed(lab).update(label=value),
    "new-value": set_value,
    "add-point": add_typed,
    "table": type_text,
    "table-read": lambda lab, _: open_text(lab, lab.of(OwnTable).text),
    "table-fill": lambda lab, _: replace_text(lab, own_points.as_csv(lab)),
    "table-restore": restore_text,
    **PREVIEW_ACTIONS,
    "original-data": lambda lab, _: own_points.original(lab),
}

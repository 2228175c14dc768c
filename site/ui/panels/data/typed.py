"""What can be asked of a lab's data by typing: one point in three fields, or a table as text.

What is typed stays in its fields; what cannot be used is quoted beside them.
"""

from collections.abc import Callable

from engine import EngineError
from ui.lab import Lab, own_points
from ui.panels.data import room
from ui.panels.data.actions import select_sample
from ui.panels.data.fields import number, typed
from ui.panels.preview.state import PREVIEW_ACTIONS, open_text


def add_typed(lab: Lab, _: str) -> None:
    """Add the typed point; or say beside the fields why not."""
    lab.view.pop("typed-error", None)
    try:
        x1, x2 = number(lab, "x1"), number(lab, "x2")
        numeric = own_points.takes_value(lab)
        target = number(lab, "value") if numeric else float(typed(lab)["label"] == "1")
        own_points.add(lab, x1, x2, target)
    except EngineError as error:
        lab.view["typed-error"] = room.refusal(lab, "No point was added", error)
    else:
        select_sample(lab, lab.sample)


def set_value(lab: Lab, text: str) -> None:
    """The value of new points, whoever adds them: what the last one was refused for is over."""
    typed(lab)["value"] = text
    lab.view.pop("refused", None)


def table_text(lab: Lab) -> str:
    return str(lab.view.get("table", ""))


def replace_text(lab: Lab, text: str) -> None:
    """Put another text into the field; the one before can be had back."""
    lab.view["table-before"] = table_text(lab)
    lab.view["table"] = text
    lab.view["table-filled"] = lab.view.get("table-filled", 0) + 1


def restore_text(lab: Lab, _: str) -> None:
    if "table-before" in lab.view:
        replace_text(lab, lab.view["table-before"])


TYPED_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "new-x1": lambda lab, value: typed(lab).update(x1=value),
    "new-x2": lambda lab, value: typed(lab).update(x2=value),
    "new-label": lambda lab, value: typed(lab).update(label=value),
    "new-value": set_value,
    "add-point": add_typed,
    "table": lambda lab, value: lab.view.update(table=value),
    "table-read": lambda lab, _: open_text(lab, table_text(lab)),
    "table-fill": lambda lab, _: replace_text(lab, own_points.as_csv(lab)),
    "table-restore": restore_text,
    **PREVIEW_ACTIONS,
    "original-data": lambda lab, _: own_points.original(lab),
}

"""The learner's own data as text or as a file: a field for a table, and the present one to change.
What a table is taken for is shown by `table_preview`."""

from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.lab.own_points import takes_value
from ui.panels.preview.state import OwnTable
from ui.panels.transport.view import off

STEADY = True
EXAMPLE = "x1,x2,label\n0.2,0.7,1\n0.9,0.8,0"
TYPES = ".csv,.tsv,.txt,.tab,.dat,.json,text/*"


def structure(lab: Lab) -> Element:
    """A field for the table, a way to open a file, and buttons."""
    field: Attributes = {"class": "table-text", "rows": "6", "data-action": "table",
                         "data-key": f"{lab.id}-table", "aria-label": "Table of points",
                         "spellcheck": "false", "autocomplete": "off", "placeholder": EXAMPLE}
    # HTML drops a line break at the very start of a textarea.
    text = element("textarea", field, "\n" + lab.of(OwnTable).text)
    file = element("input", {"type": "file", "accept": TYPES, "data-file": "table-file",
                             "data-key": f"{lab.id}-table-file"})
    return element("details", {"class": "more", "data-key": f"{lab.id}-own-table"},
                   element("summary", {}, "Use your own table (paste, drop or open a file)"),
                   element("p", {"class": "note"}, SLOT), text, buttons(lab),
                   element("label", {"class": "choice"}, "Open a table ", file))


def buttons(lab: Lab) -> Element:
    return element("div", {"class": "buttons-here"},
                   button(lab, "table-read", "Read this table"),
                   button(lab, "table-fill", "Fill in the present data"),
                   button(lab, "table-restore", "Bring back my text", {"aria-disabled": SLOT}))


def button(lab: Lab, action: str, name: str, more: Attributes | None = None) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "data-key": f"{lab.id}-{action}", **(more or {})}, name)


def key(lab: Lab) -> object:
    """How often the text was replaced: what is being typed is never touched."""
    return lab.of(OwnTable).filled


def values(lab: Lab) -> list[str]:
    label = "a value to be learned" if takes_value(lab) else "a label of two classes"
    note = (f"Two columns of numbers and {label}: cells copied from a spreadsheet, or a CSV file, "
            "which may also be dropped here. You see how it is read before it is used.")
    return [note, off(lab.of(OwnTable).before is not None)]

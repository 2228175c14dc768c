"""The learner's own data as text: a table to paste, or the present one to change."""

from ui.lab import Lab
from ui.own_points import takes_value
from ui.tree import SLOT, Attributes, Element, element
from ui.typed_points import table_text
from ui.views.controls import off

STEADY = True
EXAMPLE = "x1,x2,label\n0.2,0.7,1\n0.9,0.8,0"


def structure(lab: Lab) -> Element:
    """A field for the table, buttons, and beside them what is wrong with it."""
    field: Attributes = {"class": "table-text", "rows": "6", "data-action": "table",
                         "data-key": f"{lab.id}-table", "aria-label": "Table of points",
                         "spellcheck": "false", "autocomplete": "off", "placeholder": EXAMPLE}
    # HTML drops a line break at the very start of a textarea.
    text = element("textarea", field, "\n" + table_text(lab))
    alert = element("div", {"role": "alert", "class": "wrong"},
                    element("p", {}, SLOT), element("pre", {"class": SLOT}, SLOT))
    return element("details", {"class": "more", "data-key": f"{lab.id}-own-table"},
                   element("summary", {}, "Paste or edit a table (CSV)"),
                   element("p", {"class": "note"}, SLOT), text, alert, buttons(lab))


def buttons(lab: Lab) -> Element:
    return element("div", {"class": "buttons-here"},
                   button(lab, "table-use", "Use this table"),
                   button(lab, "table-fill", "Fill in the present data"),
                   button(lab, "table-restore", "Bring back my text", {"aria-disabled": SLOT}))


def button(lab: Lab, action: str, name: str, more: Attributes | None = None) -> Element:
    return element("button", {"type": "button", "class": "small", "data-action": action,
                              "data-key": f"{lab.id}-{action}", **(more or {})}, name)


def key(lab: Lab) -> object:
    """How often the text was replaced: what is being typed is never touched."""
    return lab.view.get("table-filled", 0)


def values(lab: Lab) -> list[str]:
    message, line = lab.view.get("table-error", ("", ""))
    third = "the value, any number" if takes_value(lab) else "the label, 0 or 1"
    note = (f"Three columns: x₁, x₂ and {third}, separated by commas, semicolons or tabs; a first "
            "line with their names may be there. At most 500 rows.")
    return [note, message, "" if line else "unseen", line, off("table-before" in lab.view)]

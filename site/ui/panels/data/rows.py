"""What can be asked of the table of samples: one of them, another order, another page."""

from collections.abc import Callable

from ui.lab import Lab, Message
from ui.lab.scales import whole
from ui.panels.data.actions import select_sample
from ui.panels.data.state import Table
from ui.panels.data.table import COLUMNS, last_page


def sort_table(lab: Lab, column: str) -> None:
    """Sort by a column; once more, the other way round."""
    if column in COLUMNS:
        descending = column == lab.of(Table).by and not lab.of(Table).descending
        lab.put(Table(column, descending))
        lab.message = Message(f"Sorted by {COLUMNS[column]}, "
                              f"{'largest' if descending else 'smallest'} first.")


def turn_page(lab: Lab, by: int) -> None:
    table = lab.of(Table)
    table.page = min(max(0, table.page + by), last_page(lab))


ROW_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "sample": lambda lab, value: select_sample(
        lab, whole(value, len(lab.run.data.train) - 1)),
    "sort": sort_table,
    "page-back": lambda lab, _: turn_page(lab, -1),
    "page-on": lambda lab, _: turn_page(lab, 1),
}

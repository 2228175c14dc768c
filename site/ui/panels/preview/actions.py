"""What can be asked of a table that is about to become the data.

    open_text(lab, "x;y;label\\n0,5;1;yes\\n")     read what is in the field
    answer(lab, "decimal .")                     one guess is answered
    begin(lab, "")                               now it counts

A long table is read in the gaps between frames.
"""

import math
from collections.abc import Callable

from engine.errors import EngineError
from engine.tables import MOST_CHARACTERS, VALUE, Reading, Table, TableError, decoded
from ui.lab import Lab, Message, own_points
from ui.lab.refusal import Refusal
from ui.panels.data.actions import select_sample
from ui.panels.preview.state import OwnTable, Preview, preview_of, takes_tables
from ui.words.numbers import plain
from ui.words.quoting import printable

AT_ONCE = 20_000  # characters that are read without waiting for the next frame
STEP_SECONDS = 0.006  # of a frame
# What an answer makes void, since it was given for other columns.
FOLLOWING = {"separator": ("header", "decimal", "x1", "x2", "label", "target", "at", "one", "zero"),
             "header": ("decimal", "one", "zero"), "label": ("target", "at", "one", "zero"),
             "target": ("at",)}


def learns_values(lab: Lab) -> bool:
    """Whether the lab can learn numbers: it does, or has the controls for that."""
    controls = set(lab.layout.all_controls)
    return own_points.takes_value(lab) or controls >= {"out", "loss"} or "data" in controls


def open_text(lab: Lab, text: str, name: str = "the text", encoding: str = "") -> None:
    """Show what a text is taken for."""
    table = Table(text, learns_values(lab), lab.spec.data_seed)
    answers = {"target": VALUE} if own_points.takes_value(lab) else {}
    show(lab, Preview(name, encoding, table, answers=answers))


def open_file(lab: Lab, name: str, data: bytes) -> None:
    """Show what a file is taken for, or say why it is no table."""
    called = f"“{printable(name[:60])}”"
    try:
        text, encoding = decoded(data)
    except TableError as error:
        show(lab, Preview(called, "", None, refused=Refusal(f"Nothing was read: {error}.")))
    else:
        open_text(lab, text, called, encoding)


def show(lab: Lab, preview: Preview) -> None:
    """Put a preview in the place of another."""
    if takes_tables(lab):
        lab.tab = lab.layout.tab_of("own-table") or lab.tab
    lab.of(OwnTable).preview = preview
    read(lab, preview)


def read(lab: Lab, preview: Preview) -> None:
    """Read it with the present answers: now, or a long one from frame to frame."""
    preview.reading, preview.changes = None, preview.changes + 1
    if preview.table is None:
        tell(lab, preview)
        return
    preview.refused, preview.done = None, (0, 0)
    preview.steps = preview.table.steps(dict(preview.answers))
    if len(preview.table.text) <= AT_ONCE:
        preview.go(math.inf)
        tell(lab, preview)
    else:
        read_on(lab, "")


def read_on(lab: Lab, _: str) -> None:
    """Go on reading in the frames to come; Play or Pause stop it, as all that goes by itself."""
    preview = preview_of(lab)
    if preview is None or preview.steps is None:
        return
    lab.stop()
    reading = preview

    def motion(_: float) -> bool:
        reading.go(STEP_SECONDS)
        if reading.steps is None or preview_of(lab) is not reading:
            lab.motion = None
            reading.changes += 1
            tell(lab, reading)
        return True

    preview.changes += 1
    lab.motion = motion
    lab.message = Message(f"Reading {preview.name}.")


def tell(lab: Lab, preview: Preview) -> None:
    """Say what came of it."""
    reading = preview.reading
    if preview.refused:
        lab.message = Message(preview.refused.text)
    elif reading is None:
        return
    elif reading.usable:
        lab.message = Message(f"{len(reading.rows)} points are read. They count when you use them.")
    else:
        asked = len(reading.questions) + len(reading.problems)
        lab.message = Message(f"{asked} thing{'s' if asked > 1 else ''} to be settled before the "
                              "table can be used.")


def answer(lab: Lab, text: str) -> None:
    """An answer to a guess, "decimal ,"; what it makes void is guessed anew."""
    preview = preview_of(lab)
    choice, _, said = text.partition(" ")
    if preview is None or preview.table is None:
        return
    for name in FOLLOWING.get(choice, ()):
        preview.answers.pop(name, None)
    preview.answers[choice] = said
    if choice in ("x1", "x2") and preview.reading is not None:  # the other stays as it is seen
        for name in ("x1", "x2"):
            seen = getattr(preview.reading.roles, name)
            if seen >= 0:
                preview.answers.setdefault(name, str(seen))
    read(lab, preview)


def begin(lab: Lab, _: str) -> None:
    """The rows become the data, and the run begins anew on them."""
    preview = preview_of(lab)
    reading = preview.reading if preview else None
    if preview is None or reading is None or not reading.usable:
        return
    more: dict[str, object] = {}
    if reading.target == VALUE and not own_points.takes_value(lab):
        more = {"output": "identity", "loss": "mse", "penalty": 0.0}
    elif reading.target != VALUE and own_points.takes_value(lab):
        more = {"output": lab.first.output, "loss": lab.first.loss}  # as before the numbers
    try:
        own_points.begin(lab, list(reading.rows), said(reading, preview.name),
                         scales=reading.scales, **more)
    except EngineError as error:
        refuse(lab, preview, Refusal(f"The data stay as they are: {error}."))
    else:
        cancel(lab, "")
        select_sample(lab, lab.sample)


def refuse(lab: Lab, preview: Preview, refusal: Refusal) -> None:
    """Say in its place why a table, as it is, is not used."""
    preview.refused, preview.reading = refusal, None
    preview.changes += 1
    lab.message = Message(refusal.text)


def said(reading: Reading, name: str) -> str:
    """What was done, in a sentence or two."""
    count = len(reading.rows)
    of = f" of {reading.all_rows:,}" if count < reading.all_rows else ""
    parts = [f"{count}{of} points from {name}."]
    if reading.scales:
        each = [f"{role} = ({reading.name(place)} − {plain(mean)}) / {plain(deviation)}"
                for role, place, (mean, deviation) in zip(
                    ("x₁", "x₂"), ("x1", "x2"), reading.scales, strict=True)]
        parts.append(f"Standardised: {', '.join(each)}.".replace("− −", "+ "))
    return " ".join([*parts, own_points.UNDO])


def cancel(lab: Lab, _: str) -> None:
    """Forget the table; the data stay."""
    table = lab.of(OwnTable)
    preview, table.preview = table.preview, None
    if preview is not None and preview.steps is not None:
        lab.stop()


def open_picked(lab: Lab, _: str) -> None:
    """The file that was picked or dropped last."""
    table = lab.of(OwnTable)
    file, table.file = table.file, None
    if file:
        open_file(lab, *file)


def refuse_size(lab: Lab, size: str) -> None:
    """A file that is too large to be read at all."""
    show(lab, Preview("the file", "", None, refused=Refusal(
        f"Nothing was read: the file has {int(size):,} bytes; at most {MOST_CHARACTERS:,} are "
        "read. Keep three columns of it, or fewer rows.")))


PREVIEW_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "table-answer": answer,
    "table-begin": begin,
    "table-cancel": cancel,
    "table-read-on": read_on,
    "table-file": open_picked,
    "table-file-too-large": refuse_size,
}

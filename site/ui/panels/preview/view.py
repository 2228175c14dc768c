"""What a table is taken for, before it counts: what has to be settled, every guess as a choice, the
first rows as they are read, the lines that are left out and why."""

from engine.data import MAX_POINTS
from engine.tables import ABOVE, CLASSES, NOBODY, OTHERS, SEPARATORS, VALUE, LeftOut, Reading
from engine.tables.column import INDEX, NUMBERS
from engine.tables.labels import MOST_CLASSES
from engine.tables.questions import Cure
from ui.draw.legend import sign
from ui.draw.refused import refused
from ui.draw.tree import SLOT, Attributes, Element, element
from ui.lab import Lab
from ui.lab.refusal import Refusal, Remedy
from ui.panels.preview.state import Preview, choice_of, preview_of
from ui.words.numbers import MINUS, exact, full
from ui.words.quoting import printable

STEADY = True
ROWS = 6
MOST_REASONS = 12
Options = dict[str, str]


def structure(lab: Lab) -> Element:
    """Nothing where there is no table; while a long one is read, how far that is."""
    preview = preview_of(lab)
    if preview is None:
        return element("div", {"hidden": ""})
    reading = preview.reading
    if preview.refused:
        body = [refused(preview.refused, "wrong")]
    elif reading is None:
        body = [progress(lab, preview)]
    else:
        body = [*settled(reading), *advice(reading), choices(reading), rows(reading),
                *left_out(reading)]
    return element("section", {"class": "preview", "aria-label": "The table, as it is read"},
                   element("h3", {}, "The table, as it is read"),
                   element("p", {"class": "note"}, source(preview)), *body,
                   buttons(preview))


def source(preview: Preview) -> str:
    """Where it is from, and what the text itself says of its form."""
    parts = [f"From {preview.name}" + (f", {preview.encoding}" if preview.encoding else "")]
    if preview.reading and preview.reading.grid.form:
        parts.append(preview.reading.grid.form)
    return f"{', '.join(parts)}. The present data stay until you use the table."


def progress(lab: Lab, preview: Preview) -> Element:
    """How many lines have been read; the way to go on, if Play or Pause stopped it."""
    bar = element("progress", {"value": SLOT, "max": SLOT, "aria-label": "Lines that are read"})
    text = element("p", {"class": "note"}, SLOT)
    go_on = element("button", {"type": "button", "class": "small", "data-key": "table-read-on",
                               "data-action": "table-read-on"}, "Read on")
    return element("div", {}, bar, text, *([] if lab.motion else [go_on]))


def settled(reading: Reading) -> list[Element]:
    """What is to be settled first: problems, then questions, each with its likely answers."""
    problems = [refused(Refusal(f"{printable(each.text)}.", remedies(each.cures)), "wrong")
                for each in reading.problems]
    questions = [refused(Refusal(printable(each.text), remedies(each.cures)), "asked")
                 for each in reading.questions]
    return [element("div", {"role": "group", "aria-label": "To be settled"},
                    *problems, *questions)] if problems or questions else []


def remedies(cures: tuple[Cure, ...]) -> tuple[Remedy, ...]:
    return tuple(Remedy(printable(cure.title), "table-answer", f"{cure.choice} {cure.answer}")
                 for cure in cures)


def advice(reading: Reading) -> list[Element]:
    """What would help to learn from these inputs, where they are large and no problem says so."""
    cures = [(cure.choice, cure.answer) for each in reading.problems for cure in each.cures]
    if not reading.unscaled or ("scale", "yes") in cures:
        return []
    ranges = [f"{reading.name(role)} is {grouped(min(column))} to {grouped(max(column))}"
              for role, column in zip(("x1", "x2"), list(zip(*reading.rows, strict=True))[:2],
                                      strict=True)]
    text = f"{', '.join(ranges)}. A network learns best from inputs around 0 and of the same size."
    standardise = Remedy("Standardise the inputs", "table-answer", "scale yes")
    return [refused(Refusal(text, (standardise,)), "asked")]


def grouped(value: float) -> str:
    return f"{value:,.6g}".replace("-", MINUS)


def choices(reading: Reading) -> Element:
    """All that was guessed, to be changed."""
    asked = {question.choice for question in reading.questions}
    asked |= {"x2"} if "x1" in asked else set()
    fields = [choice(reading, name, title, options, name in asked)
              for name, title, options in offered(reading) if options]
    if reading.target == ABOVE:
        fields.append(threshold(reading))
    return element("div", {"class": "guesses"}, *fields)


def offered(reading: Reading) -> list[tuple[str, str, Options]]:
    """Each choice with its name, its title and its options; no options where there is no choice."""
    inputs = {str(place): each.name for place, each in enumerate(reading.columns)
              if each.kind in (NUMBERS, INDEX)}
    labels = {str(place): each.name for place, each in enumerate(reading.columns)
              if each.kind != "empty"}
    nobody = {str(NOBODY): "none"}
    targets = {CLASSES: "one of two classes", ABOVE: "class 1 from a number on"}
    targets |= {VALUE: "a number to be learned"} if reading.values else {}
    column = reading.columns[reading.roles.label] if reading.roles.label != NOBODY else None
    numeric = column is not None and column.kind == NUMBERS
    many = len(reading.classes.shown) > MOST_CLASSES
    classes = {} if reading.target != CLASSES or many else dict(reading.classes.shown)
    zeros = {key: text for key, text in classes.items() if key != reading.classes.one}
    zeros |= {OTHERS: "all others"} if len(zeros) != 1 and classes else {}
    return [
        ("separator", "Between the cells", SEPARATORS),
        ("decimal", "Decimal sign", {".": "point 1.5", ",": "comma 1,5"}),
        ("header", "First line", {"yes": "names of the columns", "no": "values"}),
        ("x1", "Input x₁", inputs | (nobody if reading.roles.x1 == NOBODY else {})),
        ("x2", "Input x₂", inputs | (nobody if reading.roles.x2 == NOBODY else {})),
        ("label", "Label", labels | (nobody if column is None else {})),
        ("target", "The label is", targets if numeric else {}),
        ("one", "Class 1 (blue)", classes), ("zero", "Class 0 (red)", zeros),
        ("scale", "Inputs", {"no": "as they are", "yes": "standardised"}),
        ("sample", "Rows", {"no": f"all {reading.all_rows:,}", "yes": f"a sample of {MAX_POINTS}"}
         if reading.all_rows > MAX_POINTS else {}),
    ]


def choice(reading: Reading, name: str, title: str, options: Options, asked: bool) -> Element:
    chosen = choice_of(reading, name)
    rows = []
    for value, text in options.items():
        more: Attributes = {"selected": ""} if value == chosen else {}
        rows.append(element("option", {"value": value, **more}, printable(text)[:60] or "(empty)"))
    select = element("select", {"data-action": "table-answer", "data-of": name,
                                "data-key": f"table-{name}", "autocomplete": "off"}, *rows)
    return element("label", {"class": "guess uncertain" if asked else "guess"},
                   element("span", {}, f"{title}{' (please choose)' if asked else ''}"), select)


def threshold(reading: Reading) -> Element:
    field = element("input", {"type": "text", "inputmode": "decimal", "data-of": "at", "size": "8",
                              "data-action": "table-answer", "data-key": "table-at",
                              "autocomplete": "off", "value": choice_of(reading, "at")})
    return element("label", {"class": "guess"}, element("span", {}, "Class 1 from"), field)


def rows(reading: Reading) -> Element:
    """The first rows: the number of each cell, and the cell itself where it looks otherwise."""
    if not reading.rows:
        return element("div", {})
    cells = {line.number: line.cells for line in reading.parts.body}
    roles = reading.roles
    head = [element("th", {"scope": "col"}, title) for title in (
        "Line", *(f"{role}: {printable(reading.name(name))}" for role, name in
                  (("x₁", "x1"), ("x₂", "x2"))), f"Label: {printable(reading.name('label'))}")]
    body = []
    for row, line in list(zip(reading.rows, reading.lines, strict=True))[:ROWS]:
        written = cells[line]
        body.append(element(
            "tr", {}, element("td", {}, str(line)), number(row[0], written[roles.x1]),
            number(row[1], written[roles.x2]), target(reading, row[2], written[roles.label])))
    count = min(ROWS, len(reading.rows))
    caption = f"The first {count} of {len(reading.rows):,} rows"
    return element("div", {"class": "scroll"}, element(
        "table", {"class": "samples"}, element("caption", {}, caption),
        element("thead", {}, element("tr", {}, *head)), element("tbody", {}, *body)))


def number(value: float, cell: str) -> Element:
    shown = element("span", {"data-number": full(value)}, exact(value))
    same = exact(value) == cell.replace("-", MINUS)
    return element("td", {}, shown) if same else element("td", {}, shown, " ", quoted(cell))


def quoted(cell: str) -> Element:
    """A cell as the table has it."""
    return element("span", {"class": "cell"}, f"“{printable(cell)[:30]}”")


def target(reading: Reading, y: float, cell: str) -> Element:
    if reading.target == VALUE:
        return number(y, cell)
    name = "class 1" if y == 1 else "class 0"
    return element("td", {}, sign(name), f"{name} ", quoted(cell))


def left_out(reading: Reading) -> list[Element]:
    """Lines that are no row, or of no use, by the reason; and columns that nobody uses."""
    items = [element("li", {}, reason(each)) for each in reading.left_out[:MOST_REASONS]]
    if not items:
        return []
    count = sum(each.count for each in reading.left_out)
    return [element("details", {"class": "more", "data-key": "left-out", "open": ""},
                    element("summary", {}, f"{count:,} line{'s' * (count > 1)} left out"),
                    element("ul", {}, *items))]


def reason(each: LeftOut) -> str:
    lines = ", ".join(map(str, each.lines))
    more = f" and {each.count - len(each.lines):,} more" * (each.count > len(each.lines))
    example = f" (“{printable(each.example)}”)" if each.example else ""
    return f"{printable(each.reason)}{example}: line{'s' * (each.count > 1)} {lines}{more}"


def buttons(preview: Preview) -> Element:
    reading = preview.reading
    usable = reading is not None and reading.usable
    count = f"{len(reading.rows)} " if reading and usable else ""
    use: Attributes = {"type": "button", "class": "primary", "data-action": "table-begin",
                       "data-key": "table-begin", "aria-disabled": "false" if usable else "true"}
    return element("div", {"class": "buttons-here"},
                   element("button", use, f"Use these {count}points"),
                   element("button", {"type": "button", "data-action": "table-cancel",
                                      "data-key": "table-cancel"}, "Cancel"))


def key(lab: Lab) -> object:
    preview = preview_of(lab)
    if preview is None:
        return None
    return id(preview), preview.changes, preview.reading is None and lab.motion is None


def values(lab: Lab) -> list[str]:
    preview = preview_of(lab)
    if preview is None or preview.refused or preview.reading:
        return []
    done, of = preview.done
    return [str(done), str(max(of, 1)), f"{done:,} of {of:,} lines"]

"""What can be asked of the code: another start, a number edited in place, a copy, a file."""

from collections.abc import Callable
from functools import partial

from engine.spec_keys import BY_KEY, MAX_EPOCHS, MAX_HIDDEN_LAYERS
from engine.typed import typed_number
from ui.lab import Lab, Message
from ui.lab.requests import Copy, Save
from ui.panels.code.numbers import TITLES
from ui.panels.code.program import FORMS, STARTS, written
from ui.panels.code.state import Code
from ui.panels.layers.actions import hidden_layer, set_neurons
from ui.panels.layers.state import WIDEST
from ui.panels.settings.actions import start_nearest
from ui.panels.transport.actions import set_rate
from ui.words.quoting import printable

MOST_DIGITS = 20  # of a whole number that is read
IN_MID_RUN = ("penalty", "l1", "l2")


def choose_start(lab: Lab, name: str) -> None:
    if name in STARTS:
        lab.of(Code).start = name
        lab.message = Message(f"The program starts {STARTS[name]}.")


def fold_data(lab: Lab, _: str) -> None:
    """Show the rows of data in the code, or fold them away."""
    code = lab.of(Code)
    code.data_open = not code.data_open


def edit(name: str, lab: Lab, text: str) -> None:
    """A number of the code was edited: do what it stands for, or say what would be right."""
    code = lab.of(Code)
    code.edits += 1  # a field may have to be put right
    code.refused = ""
    try:
        set_number(lab, name, text.strip())
    except ValueError as error:  # SpecErrors are EngineErrors, which are ValueErrors
        code.refused = printable(
            f"“{text[:20]}” cannot be used: {error}. Nothing was changed.")
        raise


def set_number(lab: Lab, name: str, text: str) -> None:
    """Raises ValueError, and leaves everything as it was, for what cannot be used."""
    kind, _, layer = name.partition("-")
    if kind == "lr":
        rates = lab.layout.rates
        set_rate(lab, number(text, rates.lowest, rates.highest))
    elif kind in IN_MID_RUN:
        value = BY_KEY[kind].read(repr(typed_number(text)))
        lab.run.change(**{kind: value})
        lab.message = Message(f"{TITLES[kind]} {value:g}.")
    elif kind == "epochs":
        lab.go_to(counted(text, MAX_EPOCHS))
    elif kind == "width":
        set_neurons(lab, hidden_layer(lab, layer), counted(text, WIDEST))
    elif kind == "seed":
        start_nearest(lab, f"New weights, from seed {text}.", seed=BY_KEY[kind].read(text),
                      given=None, initialization=lab.drawn_by)
    else:
        start_nearest(lab, f"{TITLES[kind]} {text}.", **{kind: BY_KEY[kind].read(text)})


def number(text: str, lowest: float, highest: float) -> float:
    """The number in `text`. Raises ValueError if there is none in this range."""
    value = typed_number(text)
    if not lowest <= value <= highest:
        raise ValueError(f"it must be a number from {lowest:g} to {highest:g}")
    return value


def counted(text: str, highest: int) -> int:
    """The whole number from 1 in `text`. Raises ValueError if there is none up to `highest`."""
    digits = text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS
    if not digits or not 1 <= int(text) <= highest:
        raise ValueError(f"it must be a whole number from 1 to {highest:,}")
    return int(text)


def copy(lab: Lab, _: str) -> None:
    lab.requests.append(Copy(written(lab, "py"), "The code is in the clipboard."))


def save(lab: Lab, form: str) -> None:
    if form in FORMS:
        ending = {"py": ".py", "ipynb": ".ipynb", "numpy": "_numpy.py"}[form]
        lab.requests.append(Save(lab.id + ending, FORMS[form], written(lab, form)))


EDITED = [*TITLES, *(f"width-{layer}" for layer in range(1, MAX_HIDDEN_LAYERS + 1))]
CODE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "code-start": choose_start,
    "code-data": fold_data,
    "code-copy": copy,
    "code-save": save,
    **{f"code-{name}": partial(edit, name) for name in EDITED},
}

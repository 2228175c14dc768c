"""Generated programs as lines that know what they are about.

`Line` is one line of a program and the thing it speaks of, so that a page can light that thing
when a reader points at the line. `Section` is a run of lines with a heading: a cell of a notebook,
a paragraph of a listing. `lines()` makes the first, `listing()` and `text()` join the second.

What a line can be about:

    imports  seed  order  class  activation  init  criterion  penalty  optimizer  data  features
    epochs  batch  zero_grad  forward  loss  backward  step  report
    layer.1 ... layer.L     one layer (numbered by the neurons it leads into, the output last)
"""

from collections.abc import Iterable
from dataclasses import dataclass

DEFINITIONS = ("class ", "def ")


@dataclass(frozen=True)
class Line:
    """One line of a program, without its newline; `about` is "" where it is about nothing."""

    text: str
    about: str = ""


@dataclass(frozen=True)
class Section:
    """Lines that belong together. `title` and `words` introduce them in a notebook."""

    title: str
    words: str
    lines: tuple[Line, ...]


def lines(about: str, text: str) -> tuple[Line, ...]:
    """Every line of `text` as a Line about the same thing; blank lines are about nothing."""
    return tuple(Line(row, about if row else "") for row in text.split("\n"))


def listing(sections: Iterable[Section]) -> tuple[Line, ...]:
    """The sections as one program. Two blank lines around a class or function (PEP 8), else one."""
    program: list[Line] = []
    for section in sections:
        if program:
            defines = section.lines[0].text.startswith(DEFINITIONS)
            program += [Line("")] * (2 if defines or _ends_in_definition(program) else 1)
        program += section.lines
    return tuple(program)


def text(program: Iterable[Line]) -> str:
    """The program as one string that ends in a newline."""
    return "\n".join(line.text for line in program) + "\n"


def _ends_in_definition(program: list[Line]) -> bool:
    unindented = [line.text for line in program if line.text and not line.text.startswith(" ")]
    return unindented[-1].startswith(DEFINITIONS)

"""The PyTorch source of a concept as it is now, to copy, and what PyTorch prints for it. The lines
that the last change changed are marked."""

import re
from collections import Counter

from ui.concepts.of_lab import CONCEPTS, Concept, LastCode, changed, now
from ui.draw.tree import Content, Element, element
from ui.lab import Lab
from ui.panels.code.view import button, said_of
from ui.words.numbers import full

KEYWORDS = ("import", "from", "for", "in", "with")
# The classes are those of pygments, which colours the other listings of the site.
TOKEN = re.compile(
    rf"(?P<k>\b(?:{'|'.join(KEYWORDS)})\b)|(?P<kc>\b(?:True|False)\b)|(?P<mf>\b\d[\d.e-]*)")


class Program:
    """The view of one kind of concept."""

    SLOW = True  # made anew as a whole: while a race runs, a few times a second is enough

    def __init__(self, concept: type[Concept]) -> None:
        self._concept = concept
        self._name = next(name for name, kind in CONCEPTS.items() if kind is concept)

    def structure(self, lab: Lab) -> Element:
        concept = now(lab, self._concept)
        marks = changed(lab, concept)
        printed = [piece.text if piece.number is None else
                   element("span", {"data-number": full(piece.number)}, piece.text)
                   for piece in concept.printed]
        return element("div", {"class": "program highlight"},
                       element("div", {"class": "code-bar"},
                               element("p", {"class": "what"}, "In PyTorch"),
                               button("concept-copy", "Copy", self._name)),
                       element("pre", {}, element("code", {}, *listed(concept.code, marks))),
                       element("p", {"class": "note"}, said_of(marks)),
                       element("p", {"class": "what"}, "It prints"),
                       element("pre", {"class": "printed"}, element("samp", {}, *printed)))

    def key(self, lab: Lab) -> object:
        return now(lab, self._concept), lab.of(LastCode).text

    def values(self, lab: Lab) -> list[str]:
        return []


def listed(code: str, marks: Counter[str]) -> list[Content]:
    """The lines; those that are marked say so by a dot too, and have another ground."""
    left, found = Counter(marks), list[Content]()
    for line in code.splitlines():
        found += [element("mark", {}, *coloured(line))] if left[line] > 0 else coloured(line)
        found.append("\n")
        left[line] -= 1
    return found


def coloured(code: str) -> list[Content]:
    """Python source with its keywords and numbers in spans."""
    parts: list[Content] = []
    end = 0
    for token in TOKEN.finditer(code):
        parts += [code[end:token.start()],
                  element("span", {"class": str(token.lastgroup)}, token[0])]
        end = token.end()
    return [*parts, code[end:]]

"""The PyTorch source of a concept as it is now, and what PyTorch prints for it."""

import re

from ui.concepts.of_lab import Concept, now
from ui.lab import Lab
from ui.numbers import full
from ui.tree import Content, Element, element

KEYWORDS = ("import", "from", "for", "in", "with")
# The classes are those of pygments, which colours the other listings of the site.
TOKEN = re.compile(
    rf"(?P<k>\b(?:{'|'.join(KEYWORDS)})\b)|(?P<kc>\b(?:True|False)\b)|(?P<mf>\b\d[\d.e-]*)")


class Program:
    """The view of one kind of concept."""

    SLOW = True  # made anew as a whole: while a race runs, a few times a second is enough

    def __init__(self, concept: type[Concept]) -> None:
        self._concept = concept

    def structure(self, lab: Lab) -> Element:
        concept = now(lab, self._concept)
        printed = [piece.text if piece.number is None else
                   element("span", {"data-number": full(piece.number)}, piece.text)
                   for piece in concept.printed]
        return element("div", {"class": "program highlight"},
                       element("p", {"class": "what"}, "In PyTorch"),
                       element("pre", {}, element("code", {}, *coloured(concept.code))),
                       element("p", {"class": "what"}, "It prints"),
                       element("pre", {"class": "printed"}, element("samp", {}, *printed)))

    def key(self, lab: Lab) -> object:
        return now(lab, self._concept)

    def values(self, lab: Lab) -> list[str]:
        return []


def coloured(code: str) -> list[Content]:
    """Python source with its keywords and numbers in spans."""
    parts: list[Content] = []
    end = 0
    for token in TOKEN.finditer(code):
        parts += [code[end:token.start()],
                  element("span", {"class": str(token.lastgroup)}, token[0])]
        end = token.end()
    return [*parts, code[end:]]

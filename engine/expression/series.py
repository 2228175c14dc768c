"""Series: a sum of many terms, written with its first terms, "…" and its last, that opens."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from engine.expression.functions import SHOWN_TERMS
from engine.expression.nodes import Expression, Negation, Number, Operation, Sum
from engine.expression.notation import FRACTION, SUM, Notation


class Series(Sum):
    """A Sum whose middle terms are not written; `opened` writes them all."""

    def write(self, notation: Notation, leading: bool = True) -> str:
        written = [notation.fit(self.parts[0], SUM, leading)]
        for part in self.parts[1 : SHOWN_TERMS - 2]:
            written += _added(part, notation)
        written += [notation.operator("+"), notation.ellipsis(len(self.parts))]
        return notation.row([*written, *_added(self.parts[-1], notation)])


def _added(part: Expression, notation: Notation) -> list[str]:
    """A term with the sign before it."""
    minus = isinstance(part, Negation)
    term = part.parts[0] if isinstance(part, Negation) else part
    return [notation.operator("−" if minus else "+"), notation.fit(term, FRACTION)]


def series(terms: Sequence[Expression]) -> Expression:
    """The sum of the terms: 0 of none, the term itself of one."""
    if not terms:
        return Number(0.0)
    if len(terms) == 1:
        return terms[0]
    return (Series if len(terms) > SHOWN_TERMS else Sum)(terms)


def opened(expression: Expression) -> Expression:
    """The same expression with every term of its sums written."""
    if not isinstance(expression, Operation):
        return expression
    parts = tuple(opened(part) for part in expression.parts)
    if isinstance(expression, Series):
        return Sum(parts)
    same = copy(expression)
    same._parts = parts
    return same

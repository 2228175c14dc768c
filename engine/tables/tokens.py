"""Cells that are no number: what stands for a missing value, dates, and words for yes and no."""

from __future__ import annotations

import re
from functools import lru_cache

MISSING = frozenset((
    "", "na", "n/a", "n.a.", "<na>", "nan", "nat", "null", "none", "nil", "-", "--", "---",
    "\N{EN DASH}", "\N{EM DASH}", "\N{MINUS SIGN}", "?", ".", "..", "...", "*", "k.a.", "k. a.",
    "n.v.", "nv", "s/o", "(leer)", "(blank)", "(null)", "(vide)", "missing", "-nan", "+nan",
    "1.#qnan", "-1.#ind", "nd", "n.d.",
))
ERROR_OF_A_SPREADSHEET = re.compile(r"#[A-ZÄÖÜÉ]+(?:/[A-Z0-9]+)?[!?]?|#[A-Z]+ [A-Z]+!|Err:\d{3}")
MONTH = (r"(?:jan|feb|fev|fév|mar|mär|mrz|apr|avr|abr|may|mai|jun|juin|jul|juil|aug|aoû|ago|sep|oct"
         r"|okt|nov|dec|dez|déc|dic)[^\W\d_]*\.?")
TIME = r"\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?(?: ?[ap]\.?m\.?)?"
ZONE = r"(?:Z| ?[+-]\d{2}:?\d{2}| ?[A-Z]{3,4})?"
DATE = re.compile(
    rf"(?:\d{{4}}(?:-\d{{1,2}}-\d{{1,2}}|/\d{{1,2}}/\d{{1,2}}|\.\d{{1,2}}\.\d{{1,2}})"
    rf"|\d{{1,2}}(?:-\d{{1,2}}-|/\d{{1,2}}/|\.\d{{1,2}}\.)(?:\d{{4}}|\d{{2}})"
    rf"|\d{{1,2}}\.?[ -]{MONTH}(?:[ -]'?\d{{2,4}})?|{MONTH}[ -]\d{{1,2}}(?:,? \d{{4}})?"
    rf"|{MONTH}[ -]\d{{4}}|(?:[^\W\d_]{{2,10}},? )?\d{{1,2}}\.? {MONTH} \d{{4}})"
    rf"(?:,?[ T]{TIME}{ZONE})?|{TIME}", re.IGNORECASE)
POSITIVE = frozenset((
    "1", "true", "t", "yes", "y", "ja", "j", "oui", "o", "si", "sí", "sì", "sim", "wahr", "vrai",
    "verdadero", "verdadeiro", "vero", "pass", "passed", "bestanden", "positive", "positiv", "pos",
    "+", "on", "an",
))
NEGATIVE = frozenset((
    "0", "-1", "false", "f", "no", "n", "nein", "non", "não", "nao", "falsch", "faux", "falso",
    "fail", "failed", "nicht bestanden", "durchgefallen", "negative", "negativ", "neg", "-", "off",
    "aus",
))
SUMMARY = re.compile(
    r"(?:overall |class |grand )?(?:average|mean|total|sum)|points possible|(?:gesamt)?durchschnitt"
    r"|mittelwert|(?:gesamt)?summe|gesamt(?:ergebnis)?|moyenne(?: générale)?|somme|promedio",
    re.IGNORECASE)


def is_missing(cell: str) -> bool:
    return cell.casefold() in MISSING or bool(ERROR_OF_A_SPREADSHEET.fullmatch(cell))


@lru_cache(maxsize=1024)
def is_summary(cell: str) -> bool:
    """Whether a row that begins so sums up others."""
    return bool(SUMMARY.fullmatch(cell.rstrip(":")))


def is_date(cell: str) -> bool:
    """A date or a time, also one that a spreadsheet made of a number, such as 3-Jan."""
    return len(cell) <= 40 and bool(DATE.fullmatch(cell))

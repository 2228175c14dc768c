"""The tokens of a line of Python, under the names that pygments has for them in HTML.

    tokens("lr = 0.1  # a rate")  # (("", "lr = "), ("mf", "0.1"), ("", "  "), ("c1", "# a rate"))

pygments itself stays at home: a page would wait for its tables of Unicode and for a hundred
regular expressions. A test holds these tokens against those of its lexer. No token of a generated
program goes beyond its line.
"""

import re
from functools import lru_cache
from keyword import iskeyword

TOKEN = re.compile(r'''
    (?P<comment>\#.*)
  | (?P<string>f?(?:"""[^"]*"""|"[^"]*"))
  | (?P<number>0x[0-9A-F]+|\d+\.?\d*(?:e[+-]?\d+)?)
  | (?P<name>[^\W\d]\w*)
''', re.VERBOSE)
PLAIN = ""
CONSTANTS = frozenset({"True", "False", "None"})
OPERATORS = frozenset({"and", "in", "is", "not", "or"})
IMPORTS = frozenset({"from", "import"})


@lru_cache(maxsize=4096)
def tokens(line: str) -> tuple[tuple[str, str], ...]:
    """The line in pieces: the class of each, "" for what has no colour, and its text."""
    found: list[tuple[str, str]] = []
    end = 0
    for match in TOKEN.finditer(line):
        kind = kind_of(match)
        if kind != PLAIN:
            if match.start() > end:
                found.append((PLAIN, line[end : match.start()]))
            found.append((kind, match[0]))
            end = match.end()
    return (*found, (PLAIN, line[end:])) if end < len(line) else tuple(found)


def kind_of(match: re.Match[str]) -> str:
    """The class of a token."""
    text = match[0]
    match match.lastgroup:
        case "comment":
            return "c1"
        case "string":
            return "sd" if text.startswith('"""') else "s2"
        case "number":
            return "mh" if text.startswith("0x") else "mi" if text.isdigit() else "mf"
    if text in CONSTANTS:
        return "kc"
    if text in OPERATORS:
        return "ow"
    if text in IMPORTS:
        return "kn"
    return "k" if iskeyword(text) else PLAIN

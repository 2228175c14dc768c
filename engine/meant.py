"""What was probably meant by a name that is none: one that differs by little.

    meant("rleu", ("relu", "tanh"))       "relu"
    meant("batch_size", ("batch",))       "batch"
    meant("colour", ("relu", "tanh"))     ""
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

LONGEST = 30  # characters of a text that is compared
FEWEST = 3  # characters that a name and a text have in common, where one begins with the other
LETTERS = 4  # of which one may be wrong


def meant(text: str, names: Iterable[str]) -> str:
    """The name that a text is nearest to, "" if none is near, or two are equally so."""
    return meant_by(text, {name: name for name in names})


def meant_by(text: str, names: Mapping[str, str]) -> str:
    """What is called so, where it may have several names."""
    plain = _plain(text)
    if not 2 <= len(plain) <= LONGEST:
        return ""
    apart = {name: _apart(plain, _plain(name)) for name in names}
    nearest = min(apart.values(), default=LONGEST)
    found = {names[name] for name in names if apart[name] == nearest}
    return found.pop() if len(found) == 1 and nearest <= max(1, len(plain) // LETTERS) else ""


def _plain(name: str) -> str:
    """Without capitals, and without what joins the words of a name."""
    return "".join(sign for sign in name.lower() if sign not in "-_ ")


def _apart(one: str, other: str) -> float:
    """How far apart two names are: half a letter if one begins with the other, else the letters
    that are other, missing, too many, or in each other's place."""
    if one == other:
        return 0
    if min(len(one), len(other)) >= FEWEST and (one.startswith(other) or other.startswith(one)):
        return 0.5
    if abs(len(one) - len(other)) > len(one) // LETTERS + 1:
        return LONGEST
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        earlier, before, row = before, row, [i]
        for j, wanted in enumerate(other, 1):
            best = min(row[-1] + 1, before[j] + 1, before[j - 1] + (letter != wanted))
            if i > 1 and j > 1 and (letter, one[i - 2]) == (other[j - 2], wanted):
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
    return row[-1]

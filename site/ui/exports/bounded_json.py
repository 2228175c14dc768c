"""JSON from outside: its length and its depth are looked at before it is parsed."""

import json
from typing import Any


def loads(text: str, longest: int, deepest: int) -> Any:
    """Raises ValueError."""
    if len(text) > longest:
        raise ValueError(f"it has {len(text):,} characters; at most {longest:,} are read")
    if depth(text) > deepest:
        raise ValueError(f"it is nested more than {deepest} deep")
    return json.loads(text)


def depth(text: str) -> int:
    """How deep its brackets are nested, at most. Those within strings count too: ours have none."""
    deepest = now = 0
    for character in text:
        if character in "[{":
            now += 1
            deepest = max(deepest, now)
        elif character in "]}":
            now -= 1
    return deepest

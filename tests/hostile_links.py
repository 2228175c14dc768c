"""Fragments of a URL that nobody means well with; always the same ones."""

import random
import string

from ui.exports.link_keys import READERS

from engine.spec_keys import KEYS


def hostile(count: int) -> list[str]:
    """Known keys with wrong values, unknown keys, and noise."""
    chance = random.Random(5)
    nasty = ["<script>alert(1)</script>", "javascript:alert(1)", "'\"><img src=x onerror=alert(1)>",
             "%3Cscript%3E", "%", "%ff%fe", "%00", "\x1f", "é" * 50, "1e999", "nan", "-1", "inf",
             "9" * 400, "2-" * 500 + "1", "__proto__", "constructor", "{{7*7}}", "../../etc", "",
             "true", "0x10", "١", "1_000", " 1", "1 ", "relu-" * 40, "x1,x1", "all", "own", "given"]
    keys = [*(key.key for key in KEYS), *READERS, "__proto__", "<b>", "", "constructor"]
    found = []
    for _ in range(count):
        pairs = [f"{chance.choice(keys)}={chance.choice(nasty)}"
                 for _ in range(chance.randint(1, 6))]
        noise = "".join(chance.choice(string.printable) for _ in range(chance.randint(0, 30)))
        found.append(chance.choice(["&".join(pairs), "&".join([*pairs, noise]), noise + "="]))
    return found

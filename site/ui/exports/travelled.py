"""Links that have travelled: through mail, chat and documents, each of which may change one.

    pairs("#lr%3D0.5%26amp;seed%3D3.")    # [("lr", "0.5"), ("seed", "3")]

No key and no value of a link has a space, a quote, a capital letter, or any sign that parts of a
URL are divided by. So what a mail gateway, an editor or a chat has put there can be taken back.
What is left of a part that has no `=` has an empty key: a person is told of it.
"""

import re
from collections.abc import Collection

from engine.spec import decoded

ENCODED = 5  # times that a link may have been percent-encoded
DIRECTIVE = ":~:"  # of a browser, such as a text to scroll to
ENTITIES = {"&amp;": "&", "&#38;": "&", "&#x26;": "&", "&equals;": "=", "&#61;": "=", "&#x3d;": "=",
            "&quot;": "", "&#34;": "", "&#39;": "", "&apos;": "", "&lt;": "", "&gt;": "",
            "&nbsp;": "", "&shy;": "", "&#8203;": "", "&zwnj;": ""}
SEPARATORS = re.compile(r"[&;?#|]")
# Spaces, line breaks, what nobody sees, quotes (straight and curly), and `+` for a space.
ADDED = re.compile("[\\s\\x00-\\x1f\\x7f-\\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5"
                   "\u180b-\u180e\u200b-\u200f\u2028-\u202f\u205f-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff"
                   "\uffa0\"'`\\\\\u00ab\u00b4\u00bb\u2018-\u201f\u2039\u203a\u300a-\u300f+]")
DASHES = re.compile("[\u2010-\u2015\u2212\ufe58\ufe63]")  # an editor's, for a hyphen
FULL_WIDTH = {0xFEE0 + code: code for code in range(0x21, 0x7F)}  # an input method's
BROKEN_LINE = re.compile("=(?![0-9a-f]{2}|$)")
# What stands after a link in a sentence, and is taken for its end.
AFTER = ".,:!*_~/\\)>]}\u2026\u3001\u3002\uff0c"
# Keys that others add to links, to follow who opens them.
TRACKING = ("fbclid", "gclid", "gbraid", "wbraid", "dclid", "msclkid", "yclid", "twclid", "ttclid",
            "igshid", "igsh", "mc_cid", "mc_eid", "_ga", "_gl", "_hsenc", "_hsmi", "mkt_tok",
            "ref", "ref_src", "ref_url", "si", "oly_enc_id", "oly_anon_id", "vero_id", "s_cid")


def pairs(fragment: str, known: Collection[str]) -> list[tuple[str, str]]:
    """The keys and values of a fragment, a leading `#` allowed, of whose keys these are known."""
    *parts, last = SEPARATORS.split(plain(fragment))
    parts = [part.rstrip("=") if part.count("=") > 1 else part for part in parts]
    found = [divided(part, known) for part in [*parts, last] if part]
    return [(key, value) for key, value in found
            if not (key.startswith("utm_") or key in TRACKING)]


def has_state(fragment: str) -> bool:
    """Whether a fragment has a key and a value, and is not a place in the page."""
    return "=" in plain(fragment)


def plain(fragment: str) -> str:
    """The fragment without what was done to it on its way, as a whole."""
    text = fragment
    for _ in range(ENCODED):
        before, text = text, ADDED.sub("", decoded(text))
        if text == before:
            break
    text = DASHES.sub("-", text.partition(DIRECTIVE)[0].translate(FULL_WIDTH)).lower()
    before = ""
    while text != before:  # `&amp;amp;`
        before = text
        for entity, sign in ENTITIES.items():
            text = text.replace(entity, sign)
    return text.rstrip(AFTER)


def divided(part: str, known: Collection[str]) -> tuple[str, str]:
    """A part's key and value. Where a mail's line was broken within it there is a `=` too many, and
    its own `=` may have become `=3D`. (A `=` before two digits may be a sign that was replaced, and
    one at the end has lost what followed: that value stays as it is, and is none.)"""
    key, equals, value = part.lstrip("=").partition("=")
    if not equals:
        return "", part
    more, again, rest = value.partition("=")
    if key not in known and again and key + more in known:
        key, value = key + more, rest
    if key in known and value.startswith("3d"):
        value = value[2:]
    return key, BROKEN_LINE.sub("", value)

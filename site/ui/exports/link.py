"""A lab's state as the fragment of a URL, and back: what a link can hold of it.

    link = read("#lr=0.5&seed=3&epoch=120&tab=data", lab)
    link.spec, link.epoch, link.tab, link.mistakes
    write(lab)            # every key
    beyond(lab)           # what the link leaves out, in words

A fragment is input: what is wrong in it is told in `mistakes`, and has the lab's default.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any
from zlib import crc32

from engine import Spec, SpecErrors
from engine.spec import decoded
from engine.spec_keys import BY_KEY, LESSON
from ui.exports import travelled
from ui.exports.link_keys import KNOWN, LEAVES_OUT, LEFT_OUT, READERS, SPEED_NAMES, WHOLE, WRITTEN
from ui.exports.unknown_keys import unknown
from ui.lab import FIRST_SPEED, Lab
from ui.words.quoting import printable, quoted

LONGEST = 4000  # characters of a fragment; one with every key has about 300
RENAMED = {"tab": {"build": "network"}}  # values of links that were published
OF_BEFORE = 8  # keys in the order of WRITTEN that nobody writes by hand


@dataclass(frozen=True)
class Link:
    """`kept` is what concerns the page, not the lab, and stays in its address: hide, theme,
    engine; `epoch` is None for where the run is; `meant` has, by mistake, the pair of key and value
    that was probably meant."""

    spec: Spec
    epoch: int | None = 0
    tab: str = ""
    speed: int = FIRST_SPEED
    kept: dict[str, str] = field(default_factory=dict)
    mistakes: tuple[str, ...] = ()
    meant: dict[str, str] = field(default_factory=dict)

    @property
    def hidden(self) -> list[str]:
        """The controls that are not to be shown."""
        return [name for name in self.kept.get("hide", "").split(",") if name]


def at_start(lab: Lab) -> Link:
    """The lab as its author made it."""
    return Link(lab.first, tab=lab.layout.tabs[0])


def read(fragment: str, lab: Lab) -> Link:
    """The link of a fragment, a leading `#` allowed; what it does not say is as at the lab's
    start."""
    if len(fragment) > LONGEST:
        return replace(at_start(lab), mistakes=(
            f"The link has {len(fragment):,} characters; at most {LONGEST:,} are read.",))
    link = read_parts(parts(fragment), lab)
    if link.mistakes:
        mended = read_parts(travelled.pairs(fragment, KNOWN), lab)
        link = min(link, mended, key=lambda link: len(link.mistakes))
    return link


def parts(fragment: str) -> list[tuple[str, str]]:
    """The keys and values of a fragment as it was written; a part without `=` has an empty key."""
    found = [part.partition("=") for part in fragment.removeprefix("#").split("&") if part]
    return [(key, decoded(text)) if equals else ("", key) for key, equals, text in found]


def read_parts(pairs: list[tuple[str, str]], lab: Lab) -> Link:
    """The link of all the keys and values of a fragment."""
    whole = not_cut([key for key, _ in pairs]) or as_copied(pairs)
    link = read_pairs([pair for pair in pairs if pair[0] != WHOLE], lab, at_start(lab))
    return replace(link, mistakes=(*link.mistakes, *whole))


def read_pairs(pairs: Iterable[tuple[str, str]], lab: Lab, basis: Link) -> Link:
    """The link of keys and values; what they do not say is as in the basis."""
    mistakes: list[str] = []
    values: dict[str, str] = {}
    for key, text in pairs:
        text = RENAMED.get(key, {}).get(text, text)
        if not key:
            mistakes.append(f"{quoted(text)}: has no '='; write key=value")
        elif values.setdefault(key, text) != text:
            mistakes.append(f"{quoted(key)}: is there twice; the first, {quoted(values[key])}, "
                            "counts")
    own = {key: values.pop(key) for key in READERS if key in values}
    wrong = {key: problem for key, text in own.items() if (problem := READERS[key](text, lab))}
    mistakes += [f"{key}={quoted(own.pop(key))}: {problem}" for key, problem in wrong.items()]
    likely = unknown(values, READERS)
    mistakes += likely
    try:
        spec = Spec.from_toml({key: values[key] for key in values if key in BY_KEY}, basis.spec,
                              LESSON)
    except SpecErrors as error:
        spec, likely = error.spec, likely | error.meant
        mistakes = [*error.errors, *mistakes]
    return Link(
        spec, int(own["epoch"]) if "epoch" in own else basis.epoch,
        own.get("tab", basis.tab),
        SPEED_NAMES.index(own["speed"]) if "speed" in own else basis.speed,
        basis.kept | {key: own[key] for key in ("hide", "theme", "engine") if key in own},
        tuple(map(printable, mistakes)),
        {printable(mistake): text for mistake, text in likely.items() if text},
    )


def not_cut(keys: list[str]) -> list[str]:
    """What to say of a link that has lost its end: one that Copy link wrote says that it has every
    key; those of earlier versions have them all in one order."""
    there = [key for key in keys if key in WRITTEN]
    of_before = len(there) >= OF_BEFORE and there == list(WRITTEN[: len(there)])
    if (WHOLE in keys or of_before) and (lost := [key for key in WRITTEN if key not in there]):
        last = f" after {there[-1]}, which may be cut too" if there else ""
        return [f"The link breaks off{last}. The lab has its own {', '.join(lost)}."]
    return []


def as_copied(pairs: list[tuple[str, str]]) -> list[str]:
    """What to say of a link that is not what Copy link wrote: a sign of it may be lost."""
    copied = [text for key, text in pairs if key == WHOLE]
    if all(text == check_sum(pairs) for text in copied):
        return []
    return ["The link has changed since it was copied: on its way, or by hand. Look whether the "
            "lab is as you expect."]


def check_sum(pairs: Iterable[tuple[str, str]]) -> str:
    """Of the keys that Copy link always writes, in any order; others may be added to a link."""
    text = "&".join(sorted(f"{key}={text}" for key, text in pairs if key in WRITTEN))
    return f"{crc32(text.encode()):010}"


def write(lab: Lab) -> str:
    """The fragment, with every key, without the `#`. It has only signs that no chat and no mail
    takes for the end of a link."""
    own = {"epoch": str(lab.run.epoch), "tab": lab.tab, "speed": SPEED_NAMES[lab.speed]}
    left_out = {LEFT_OUT: ",".join(beyond(lab))} if beyond(lab) else {}
    pairs = [f"{key}={value}" for key, value in (own | lab.kept | left_out).items()]
    text = "&".join([str(linkable(lab)), *pairs])
    text = f"{WHOLE}={check_sum(parts(text))}&{text}"
    return text.replace("^", "%5E").replace("*", "%2A")


def linkable(lab: Lab) -> Spec:
    """The lab's Spec, with the lab's own data and start in place of what a link cannot hold."""
    spec, first = lab.spec, lab.first
    if spec.data == "own":
        spec = nearest(spec, data=first.data, points=None)
    if spec.initialization == "given":
        spec = nearest(spec, initialization=first.initialization, given=None)
    return spec


def nearest(spec: Spec, **changes: Any) -> Spec:
    """The Spec with these fields, and others changed that do not agree with them."""
    try:
        return spec.replace(**changes)
    except SpecErrors as error:
        return error.spec


def beyond(lab: Lab) -> list[str]:
    """What a link to this state leaves out: some of LEAVES_OUT."""
    events = lab.run.events
    left_out = (
        lab.spec.data == "own",
        lab.spec.initialization == "given",
        any(event.parameter is not None for event in events),
        any(event.spec is not None and event.update > 0 for event in events),
        lab.run.update % lab.run.updates_per_epoch > 0,
    )
    return [what for what, is_left_out in zip(LEAVES_OUT, left_out, strict=True) if is_left_out]

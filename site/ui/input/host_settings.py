"""What a host page sets in a lab: {glassnet: 1, type: "set", lr: 0.5, noise: 0.1}.

    found = read([["lr", 0.5], ["noise", 0.1]], lab)     # a Link, with what is wrong in it
    carry_out(found, lab)

The keys and their values are those of a link, and read as those are; what is not among them stays
as it is. A setting that can change in mid-run does; any other begins another run.
"""

from collections.abc import Iterable
from dataclasses import replace

from engine import Spec
from engine.run import CHANGEABLE
from engine.spec_keys import BY_KEY
from ui.exports import link
from ui.exports.link import Link
from ui.lab import Lab, Message
from ui.words.quoting import quoted

OF_THE_MESSAGE = ("glassnet", "type")
ONLY_WHEN_IT_OPENS = "engine"
LARGEST = 10**link.LONGEST  # of whole numbers: Python writes none that is much longer
MOST_MISTAKES = 10  # of a message that are told


def read(entries: Iterable[tuple[str, object]], lab: Lab) -> Link:
    """What the entries of a message ask for."""
    mistakes: list[str] = []
    pairs: list[tuple[str, str]] = []
    wanted: dict[str, object] = {}
    for key, value in entries:
        if key in OF_THE_MESSAGE:
            continue
        if key == ONLY_WHEN_IT_OPENS:
            mistakes.append(f"{key}: a page takes it from its address, when it opens")
        elif isinstance(value, str | float) or (isinstance(value, int) and abs(value) < LARGEST):
            pairs.append((key, str(value)))
            wanted |= field_of(key, str(value))
        else:
            mistakes.append(f"{quoted(key)}: must be a text or a number, of "
                            f"{link.LONGEST:,} characters at most")
    now = Link(basis(lab, wanted), None, lab.tab, lab.speed, lab.kept)
    size = sum(len(key) + len(text) for key, text in pairs)
    if size > link.LONGEST:
        mistakes.insert(0, f"The message has {size:,} characters; at most {link.LONGEST:,} are "
                        "read.")
        pairs = []
    found = link.read_pairs(pairs, lab, now)
    return replace(found, mistakes=(*found.mistakes, *mistakes[:MOST_MISTAKES]))


def field_of(key: str, text: str) -> dict[str, object]:
    """The field of a Spec that is asked for, and its value; nothing for what cannot be used."""
    try:
        return {BY_KEY[key].field: BY_KEY[key].read(text)}
    except (KeyError, ValueError):
        return {}


def basis(lab: Lab, wanted: dict[str, object]) -> Spec:
    """The lab's Spec without the weights and the points of its own in whose place others are
    wanted: as where a person asks for them in the lab."""
    spec = lab.spec
    reshaped = any(name in wanted and wanted[name] != getattr(spec, name)
                   for name in ("layers", "features"))
    drawn = "seed" in wanted or wanted.get("initialization", "given") != "given"
    if spec.given is not None and (reshaped or drawn):
        spec = link.nearest(spec, given=None, initialization=lab.drawn_by)
    if spec.data == "own" and wanted.get("data", "own") != "own":
        spec = link.nearest(spec, points=None)  # with any set, as another is wanted
    return spec


def carry_out(found: Link, lab: Lab) -> None:
    """Raises EngineError where there can be no such run; then the one that there is goes on."""
    if found.spec != lab.spec:
        set_spec(found, lab)
    if found.epoch is not None and found.epoch > lab.run.history.last_epoch:
        lab.replay(found.epoch)
    elif found.epoch is not None:
        lab.seek(found.epoch)


def set_spec(found: Link, lab: Lab) -> None:
    changes = {name: getattr(found.spec, name) for name in CHANGEABLE
               if getattr(found.spec, name) != getattr(lab.spec, name)}
    if lab.spec.replace(**changes) == found.spec:
        lab.run.change(**changes)
        lab.message = Message("Changed by the page around this lab.")
    else:
        lab.start(found.spec, "Begun anew by the page around this lab.")

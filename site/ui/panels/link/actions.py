"""What can be asked of a lab's link: to copy it, and to put away what was wrong in it."""

from collections.abc import Callable

from ui.exports import link
from ui.exports.link_keys import in_words
from ui.input import host_settings
from ui.lab import Lab
from ui.lab.requests import Copy


def copy_link(lab: Lab, _: str) -> None:
    """Copy a link with every key, and say what it leaves out."""
    missing = link.beyond(lab)
    text = "Link copied."
    if missing:
        text = (f"Link copied. It leaves out {in_words(missing)}: a link cannot hold them; "
                "the JSON under Save and load does.")
    lab.requests.append(Copy(f"#{link.write(lab)}", text))


def mend(lab: Lab, pair: str) -> None:
    """Use what was probably meant in place of a mistake, at the epoch that the link asks for."""
    key, _, text = pair.partition("=")
    if pair not in lab.meant.values():
        return
    found = host_settings.read([(key, text)], lab)
    epoch = lab.run.epoch if lab.heading is None else lab.heading
    lab.open(found.spec, epoch, f"As in the link, with {pair}.")
    lab.mistakes = tuple(each for each in lab.mistakes if lab.meant.get(each) != pair)
    lab.mistakes += found.mistakes


def put_away(lab: Lab, _: str) -> None:
    lab.mistakes = ()


LINK_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "copy-link": copy_link,
    "mend": mend,
    "mistakes-seen": put_away,
}

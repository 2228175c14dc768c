"""Keys of a link or of a host's message that are none, and what was probably meant by them.

    unknown({"learning_rate": "0.5"}, READERS)
    # {"learning_rate: no such key; did you mean lr?": "lr=0.5"}
"""

from collections.abc import Collection, Mapping

from engine.spec_keys import BY_KEY, BadValueError, key_meant
from ui.words.quoting import quoted


def unknown(values: Mapping[str, str], more: Collection[str]) -> dict[str, str]:
    """What is said of each key that is neither a Spec's nor one of `more`, with the text that was
    probably meant, "" where that is not known."""
    said = {}
    for key, text in values.items():
        if key in BY_KEY or key in more:
            continue
        likely = key_meant(key, more)
        known = ", ".join([*BY_KEY, *more])
        right = f"did you mean {likely}?" if likely else f"the keys are {known}"
        said[f"{quoted(key)}: no such key; {right}"] = instead(likely, text, values)
    return said


def instead(key: str, text: str, values: Mapping[str, str]) -> str:
    """The pair of the other key, if it is a Spec's, is not there already, and takes the value."""
    if key not in BY_KEY or key in values:
        return ""
    try:
        BY_KEY[key].read(text)
    except BadValueError:
        return ""
    return f"{key}={text}"

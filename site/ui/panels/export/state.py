"""What is remembered of loading a state."""

from dataclasses import dataclass

from ui.lab.refusal import Refusal


@dataclass
class Loading:
    """The `text` that was pasted; why the last one was `refused`; `no_state` is a table that was
    loaded as a state."""

    text: str = ""
    refused: Refusal | None = None
    no_state: str = ""

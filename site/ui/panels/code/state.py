"""What the code remembers."""

from dataclasses import dataclass


@dataclass
class Code:
    """`start` is which of STARTS the program has; `data_open` whether its rows of data are
    unfolded; `edits` counts what was typed over its numbers, and `refused` says why the last was
    not used."""

    start: str = "seed"
    data_open: bool = False
    edits: int = 0
    refused: str = ""

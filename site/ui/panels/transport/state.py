"""The sheet that has the settings on a phone."""

from dataclasses import dataclass


@dataclass
class Sheet:
    is_open: bool = False

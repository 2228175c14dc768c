"""What the notices are about."""

from dataclasses import dataclass

from ui.lab.requests import Offered


@dataclass
class Notices:
    """`offered` is a text that the browser would not take; `earlier_work` is kept of an earlier
    visit, as it was found."""

    offered: Offered | None = None
    earlier_work: str = ""

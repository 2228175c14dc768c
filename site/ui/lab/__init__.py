"""A lab: one Run, what is selected and shown of it, and how it moves. It knows no browser."""

from ui.lab.lab import CORNERS, FIRST_SPEED, UNDOS, Lab
from ui.lab.message import Message

__all__ = ["CORNERS", "FIRST_SPEED", "UNDOS", "Lab", "Message"]

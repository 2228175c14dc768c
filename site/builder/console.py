"""The terminal that a build talks to."""

from rich.console import Console

console = Console(highlight=False, soft_wrap=True)

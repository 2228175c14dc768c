"""What keys do: in a figure the arrows move between its parts, elsewhere they move the run."""

from collections.abc import Sequence

LAB_KEYS = {" ": "toggle", "ArrowRight": "step", "ArrowLeft": "back", "r": "reset", "R": "reset"}
NEEDS_ALL_KEYS = frozenset({"text", "textarea", "select-one"})
FORWARD = frozenset({"ArrowRight", "ArrowDown"})
BACKWARD = frozenset({"ArrowLeft", "ArrowUp"})

ARROWS = {"ArrowRight": (1, 0), "ArrowLeft": (-1, 0), "ArrowUp": (0, 1), "ArrowDown": (0, -1)}
NUDGES = {"ArrowUp": 1, "ArrowDown": -1}  # in a field with a number
NUDGES_OF_PARTS = {"+": 1, "-": -1, "−": -1}  # in the network, where arrows lead to other parts
LEAP = 10  # steps of an arrow key with Shift


def lab_action(key: str, tag: str, kind: str) -> str | None:
    """The action of a key pressed on an element `tag` (an input's `kind`), or None where the
    element needs the key itself: a slider its arrows, a button its space, a field every key."""
    action = LAB_KEYS.get(key)
    if tag in ("BUTTON", "SUMMARY") and key == " ":
        return None
    if kind in NEEDS_ALL_KEYS or (tag == "INPUT" and key not in ("r", "R")):
        return None
    return action


def next_part(parts: list[str], current: str, key: str) -> str | None:
    """The part that a key leads to from `current`, or None for a key that does not move."""
    at = parts.index(current)
    if key in FORWARD:
        return parts[(at + 1) % len(parts)]
    if key in BACKWARD:
        return parts[at - 1]
    return {"Home": parts[0], "End": parts[-1]}.get(key)


def plane_action(key: str, shift: bool) -> tuple[str, str] | None:
    """The action, with its value, of a key pressed in the picture of the data."""
    if key in ARROWS:
        right, up = (steps * LEAP if shift else steps for steps in ARROWS[key])
        return "arrow", f"{right} {up}"
    if key in ("Delete", "Backspace"):
        return "delete-point", ""
    return ("let-go", "") if key == "Escape" else None


def next_line(lines: Sequence[str], current: str, key: str) -> str | None:
    """The line of code that a key leads to, or None for a key that leads to none."""
    step = {"ArrowDown": 1, "ArrowUp": -1}.get(key)
    if step is None:
        return {"Home": lines[0], "End": lines[-1]}.get(key)
    return lines[min(max(lines.index(current) + step, 0), len(lines) - 1)]


def next_tab(tabs: Sequence[str], current: str, key: str) -> str | None:
    """The tab that an arrow leads to from the one that is selected."""
    step = {"ArrowRight": 1, "ArrowLeft": -1}.get(key)
    return None if step is None else tabs[(tabs.index(current) + step) % len(tabs)]

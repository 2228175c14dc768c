"""Settings: each is a view of its own, so that a new list to choose from in one of them leaves
alone the slider that a person is dragging in another."""

from dataclasses import dataclass

from ui.draw.controls import Choice
from ui.draw.tree import Element, element
from ui.lab import Lab
from ui.lab.layout import ELSEWHERE
from ui.panels.settings.table import CONTROLS, applicable


@dataclass(frozen=True)
class Setting:
    """One control; nothing where it can do nothing now."""

    name: str

    def structure(self, lab: Lab) -> Element:
        if not self._applies(lab):
            return element("div", {"hidden": ""})
        return control(lab, self.name)

    def values(self, lab: Lab) -> list[str]:
        return CONTROLS[self.name].values(lab) if self._applies(lab) else []

    def key(self, lab: Lab) -> object:
        """What the structure depends on: whether it is there, and what can be chosen."""
        kind = CONTROLS[self.name]
        options = tuple(kind.options(lab).items()) if isinstance(kind, Choice) else ()
        return self._applies(lab), options

    def _applies(self, lab: Lab) -> bool:
        return bool(applicable(lab, (self.name,)))


def control(lab: Lab, name: str) -> Element:
    return element("div", {"class": "control", "data-control": name}, CONTROLS[name].element(lab))


SETTINGS = {f"setting-{name}": Setting(name) for name in CONTROLS if name not in ELSEWHERE}

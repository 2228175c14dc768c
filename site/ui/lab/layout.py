"""Layout: what a lab has, as its author chose: views, tabs, controls, the range of its rate.

    Layout.from_json(Layout(tabs=("network", "code")).to_json())

Controls are named as the keys of a Spec, where they set one.
"""

import json
from dataclasses import asdict, dataclass
from typing import NamedTuple, Self

from ui.lab.scales import RATE, LogScale


class Tab(NamedTuple):
    """A tab: its title, and the views of its panel, in order."""

    title: str
    views: tuple[str, ...]


TABS = {
    "network": Tab("Network", ("inspector", "units")),
    "boundary": Tab("Boundary", ("boundary-options",)),
    "computation": Tab("Computation", ("computation",)),
    "data": Tab("Data", ("points", "scatter", "new-point", "own-table", "table-preview", "table")),
    "predictions": Tab("Predictions", ("predictions",)),
    "parameters": Tab("Parameters", ("parameters",)),
    "pipeline": Tab("Pipeline", ("pipeline",)),
    "hidden": Tab("Hidden space", ("hidden-space", "no-hidden")),
    "listing": Tab("Listing", ("listing",)),
    "contest": Tab("Race", ("contest",)),
    "code": Tab("Code", ("code",)),
    "exercises": Tab("Exercises", ("tasks", "runs")),
}


XOR_TABS = ("network", "computation", "data", "predictions", "parameters", "hidden", "code",
            "exercises")
PICTURE = ("data", "sample", "network", "plane", "readouts", "loss", "epoch")
FRAME = (*PICTURE, "diagnosis", "status", "marks", "detail", "controls", "share", "offered",
         "notice", "tries", "tabs", "export")
STRIPS = ("signals", "steps", "racers")  # what a lesson is about, where the picture does not say it
ELSEWHERE = ("speed", "epoch")  # controls beside the buttons, and below the loss curve


@dataclass(frozen=True)
class Layout:
    """Every lab has the PICTURE; `bench` are more views around its network: "layers" above it, and
    the STRIPS, which are one row below the picture. `more` are the controls that are folded away;
    `network` the views of the tab of that name; `rates` the range of the learning rate; `epochs`
    where Play stops by itself."""

    bench: tuple[str, ...] = ()
    tabs: tuple[str, ...] = XOR_TABS
    controls: tuple[str, ...] = ("lr", "act", "speed")
    more: tuple[str, ...] = ("n", "noise", "penalty", "new-data")
    network: tuple[str, ...] = TABS["network"].views
    rates: LogScale = RATE
    epochs: int | None = None

    @property
    def views(self) -> tuple[str, ...]:
        """All views that a page of this layout has."""
        frame = (*FRAME, *self.seen, *self.drawer) if self.tabs else ()
        panels = tuple(view for tab in self.tabs for view in self.panel(tab))
        return (*frame, *self.bench, *panels)

    @property
    def strips(self) -> tuple[str, ...]:
        return tuple(name for name in self.bench if name in STRIPS)

    @property
    def all_controls(self) -> tuple[str, ...]:
        """Those in sight, and those that are folded away."""
        return (*self.controls, *self.more)

    @property
    def seen(self) -> tuple[str, ...]:
        """The views of the settings in the row."""
        return settings(self.controls)

    @property
    def drawer(self) -> tuple[str, ...]:
        """The views of those that are folded away."""
        layers = ("layer-settings",) if "layers" in self.bench else ()
        return (*settings(self.more), *layers)

    def panel(self, tab: str) -> tuple[str, ...]:
        """The views of a tab."""
        return self.network if tab == "network" else TABS[tab].views

    def tab_of(self, view: str) -> str | None:
        """The first tab that has a view."""
        return next((tab for tab in self.tabs if view in self.panel(tab)), None)

    def to_json(self) -> str:
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, text: str) -> Self:
        """The layout that the builder wrote with `to_json`."""
        fields = json.loads(text)
        rates, epochs = LogScale(**fields.pop("rates")), fields.pop("epochs")
        lists = {name: tuple(names) for name, names in fields.items()}
        return cls(**lists, rates=rates, epochs=epochs)


def settings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The views of these controls, but of those that are elsewhere."""
    return tuple(f"setting-{name}" for name in names if name not in ELSEWHERE)


def figure_layout(*views: str) -> Layout:
    """Views by themselves, with nothing around them."""
    return Layout(bench=views, tabs=(), controls=(), more=())


DEFAULT_LAYOUT = Layout()

"""What can be read off a lab's run: of the selected sample, of its units, of its state; and what
of it is pointed at."""

import numpy as np

from engine import Run, Spec
from engine.data import DATA_SETS, OWN
from engine.diagnosis import Diagnosis, dead_units
from ui.lab.caches import LabCaches
from ui.lab.layout import Layout
from ui.lab.states import LabStates


class LabReadings(LabStates, LabCaches):
    """Of the run `run`, for its training sample `sample`."""

    layout: Layout
    run: Run
    sample: int
    pointed: tuple[str, ...]
    _diagnosed: tuple[tuple[int, int, str], Diagnosis] | None = None

    @property
    def spec(self) -> Spec:
        """The Spec as it is now, a learning rate changed in mid-run included."""
        return self.run.spec

    @property
    def fixed_data(self) -> bool:
        """Whether the data are given rows, which have no number of samples and no noise to set."""
        return self.spec.data == OWN or DATA_SETS[self.spec.data].rows is not None

    @property
    def point(self) -> tuple[float, float]:
        """The coordinates x1, x2 of the selected sample."""
        x1, x2 = self.run.data.train.points[self.sample].tolist()
        return x1, x2

    @property
    def target(self) -> float:
        """The label of the selected sample."""
        return float(self.run.data.train.targets[self.sample, 0])

    def activations(self) -> list[np.ndarray]:
        """The activations of every layer, the inputs first, for the selected sample."""
        inputs = self.run.data.train.inputs[self.sample]
        return [inputs, *(layer[0] for layer in self.run.forward([self.point])[1])]

    @property
    def state(self) -> tuple[int, int, str]:
        """Which numbers the run has now: see `Run.state`."""
        return self.run.state

    def diagnosis(self) -> Diagnosis:
        """The run's diagnosis, made once for each state."""
        if self._diagnosed is None or self._diagnosed[0] != self.state:
            self._diagnosed = self.state, self.run.diagnosis()
        return self._diagnosed[1]

    @property
    def diagnosed(self) -> Diagnosis | None:
        """The diagnosis of this run that was made last, of an earlier state maybe."""
        last = self._diagnosed
        return last[1] if last and last[0][0] == self.state[0] else None

    def dead_units(self) -> set[tuple[int, int]]:
        """The hidden units (layer, index) that are off on every training sample."""
        return set(dead_units(self.run))

    def pointed_at(self, kind: str) -> int | None:
        """The number of the sample or of the epoch that is pointed at."""
        found = [int(each.partition(":")[2]) for each in self.pointed
                 if each.startswith(f"{kind}:")]
        return found[0] if found else None

    @property
    def has_handles(self) -> bool:
        """Whether the network's figure has a handle over each hidden layer."""
        return "layers" in self.layout.bench

    def stops(self) -> list[str]:
        """Where the arrow keys lead in the network's figure: its parts, then its handles."""
        hidden = range(1, len(self.spec.layers) - 1) if self.has_handles else ()
        return [*self.parts(), *(f"handle:{layer}" for layer in hidden)]

    def parts(self) -> list[str]:
        """The references of all that can be selected, each neuron after what leads into it."""
        layers = self.spec.layers
        found = []
        for layer, width in enumerate(layers):
            for index in range(width):
                if layer:
                    sources = range(layers[layer - 1])
                    found += [f"weight:{layer}.{source}.{index}" for source in sources]
                    found.append(f"bias:{layer}.{index}")
                found.append(f"neuron:{layer}.{index}")
        return found

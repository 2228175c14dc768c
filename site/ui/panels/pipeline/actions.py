"""What can be asked of the training pipeline."""

from collections.abc import Callable

from ui.lab import Lab
from ui.panels.pipeline import state as pipeline

PIPELINE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "stage": pipeline.run_stage,
    "line-next": lambda lab, _: pipeline.next_line(lab),
}

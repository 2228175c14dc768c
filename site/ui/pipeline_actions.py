"""What can be asked of the training pipeline."""

from collections.abc import Callable

from ui import pipeline
from ui.lab import Lab

PIPELINE_ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    "stage": pipeline.run_stage,
    "line-next": lambda lab, _: pipeline.next_line(lab),
}

"""What can be asked of a lab: by a control (`data-action`), a key, or a host page.

    act(lab, "step"); act(lab, "rate", "60"); act(lab, "select", "weight:1.0.2")

Names and values are input: a name that is not in the table does nothing, a value that cannot be
used leaves everything as it was and is quoted in `lab.message`.
"""

from collections.abc import Callable

from engine import EngineError
from ui.concepts.actions import CONCEPT_ACTIONS
from ui.lab import Lab, Message
from ui.panels.boundary.actions import BOUNDARY_ACTIONS
from ui.panels.code.actions import CODE_ACTIONS
from ui.panels.computation.actions import COMPUTATION_ACTIONS
from ui.panels.data.actions import POINT_ACTIONS
from ui.panels.data.rows import ROW_ACTIONS
from ui.panels.data.typed import TYPED_ACTIONS
from ui.panels.export.actions import EXPORT_ACTIONS
from ui.panels.export.loading import STATE_ACTIONS
from ui.panels.hidden_space.actions import HIDDEN_ACTIONS
from ui.panels.history.actions import HISTORY_ACTIONS
from ui.panels.layers.actions import LAYER_ACTIONS
from ui.panels.line.actions import LINE_ACTIONS
from ui.panels.link.actions import LINK_ACTIONS
from ui.panels.network.actions import NETWORK_ACTIONS
from ui.panels.notices.actions import WORK_ACTIONS
from ui.panels.parameter.actions import WEIGHT_ACTIONS
from ui.panels.pipeline.actions import PIPELINE_ACTIONS
from ui.panels.settings.actions import SPEC_ACTIONS
from ui.panels.settings.fitting import FITTING_ACTIONS, UnfitError
from ui.panels.signals.actions import SIGNAL_ACTIONS
from ui.panels.speed_race.actions import CONTEST_ACTIONS
from ui.panels.tabs.actions import TAB_ACTIONS
from ui.panels.tasks.actions import EXERCISE_ACTIONS
from ui.panels.transport.actions import RUN_ACTIONS
from ui.panels.tries.actions import TRY_ACTIONS
from ui.words.quoting import printable

ACTIONS: dict[str, Callable[[Lab, str], None]] = {
    **RUN_ACTIONS,
    **SPEC_ACTIONS,
    **FITTING_ACTIONS,
    **TAB_ACTIONS,
    **NETWORK_ACTIONS,
    **ROW_ACTIONS,
    **HISTORY_ACTIONS,
    **HIDDEN_ACTIONS,
    **COMPUTATION_ACTIONS,
    **POINT_ACTIONS,
    **TYPED_ACTIONS,
    **EXERCISE_ACTIONS,
    **LINE_ACTIONS,
    **CONCEPT_ACTIONS,
    **LAYER_ACTIONS,
    **WEIGHT_ACTIONS,
    **SIGNAL_ACTIONS,
    **LINK_ACTIONS,
    **CODE_ACTIONS,
    **EXPORT_ACTIONS,
    **STATE_ACTIONS,
    **BOUNDARY_ACTIONS,
    **PIPELINE_ACTIONS,
    **CONTEST_ACTIONS,
    **WORK_ACTIONS,
    **TRY_ACTIONS,
}


def act(lab: Lab, action: str, value: str = "") -> bool:
    """Do what is asked; False if there is no such action."""
    known = ACTIONS.get(action)
    if known is None:
        return False
    before = lab.spec
    lab.trying.touch()
    lab.refusal = None
    try:
        known(lab, value)
    except UnfitError as error:
        lab.refusal = error.refusal
        lab.message = Message(error.refusal.text)
    except (ValueError, EngineError) as error:  # SpecErrors and DataError are EngineErrors
        lab.message = Message(printable(f"“{value[:20]}” cannot be used: {error}"))
    if lab.spec != before:
        lab.changed_from = before
    lab.look()
    return True

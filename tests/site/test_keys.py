"""What keys do."""

from ui.input.keys import lab_action, next_part, next_tab

PARTS = ["neuron:0.0", "weight:1.0.0", "neuron:1.0"]


def test_space_arrows_and_r_move_the_run() -> None:
    keys = [" ", "ArrowRight", "ArrowLeft", "r", "R", "x"]
    assert [lab_action(key, "SECTION", "") for key in keys] == [
        "toggle", "step", "back", "reset", "reset", None,
    ]


def test_a_control_keeps_the_keys_that_it_needs() -> None:
    assert lab_action(" ", "BUTTON", "submit") is None
    assert lab_action("ArrowLeft", "BUTTON", "submit") == "back"
    assert lab_action("ArrowLeft", "INPUT", "range") is None
    assert lab_action("ArrowDown", "INPUT", "radio") is None
    assert lab_action(" ", "INPUT", "radio") is None
    assert lab_action("r", "INPUT", "text") is None
    assert lab_action("r", "INPUT", "range") == "reset"


def test_arrows_go_round_the_parts_of_a_figure_and_home_and_end_to_its_ends() -> None:
    assert next_part(PARTS, "neuron:0.0", "ArrowRight") == "weight:1.0.0"
    assert next_part(PARTS, "neuron:1.0", "ArrowDown") == "neuron:0.0"
    assert next_part(PARTS, "neuron:0.0", "ArrowUp") == "neuron:1.0"
    assert next_part(PARTS, "weight:1.0.0", "Home") == "neuron:0.0"
    assert next_part(PARTS, "weight:1.0.0", "End") == "neuron:1.0"
    assert next_part(PARTS, "weight:1.0.0", "Tab") is None


def test_arrows_go_round_the_tabs() -> None:
    tabs = ["network", "data", "hidden"]
    assert next_tab(tabs, "hidden", "ArrowRight") == "network"
    assert next_tab(tabs, "network", "ArrowLeft") == "hidden"
    assert next_tab(tabs, "network", "ArrowDown") is None

"""Training: the buttons of a lab do what they say, in all three situations."""

import re

from playwright.sync_api import expect

UNDER_005 = re.compile(r"^(0\.0[0-4]|\d\.?\d*e-)")  # a loss in full


def learn(lab) -> None:
    lab.slider("Speed").press("End")
    lab.press("Play")
    expect(lab.output("loss")).to_have_attribute("data-number", UNDER_005)
    lab.press("Pause")
    lab.settle()


def test_play_brings_the_loss_under_005_and_all_four_predictions_right(lab):
    learn(lab)
    # A batch is one sample, so the loss jumps; between the look at it and Pause it may go up again.
    for _ in range(50):
        if lab.number("loss") < 0.05:
            break
        lab.press("Step")
        lab.settle()
    assert lab.number("loss") < 0.05
    lab.lab.get_by_role("tab", name="Predictions").click()
    lab.settle()
    rows = lab.lab.locator(".view-predictions table").first.locator("tbody tr")
    expect(rows.locator("td.verdict.right")).to_have_count(4)
    predictions = [float(row.locator("td.number").first.get_attribute("data-number") or "nan")
                   for row in rows.all()]
    assert [round(prediction) for prediction in predictions] == [0, 1, 1, 0]
    assert lab.number("accuracy") > 0.9


def test_play_becomes_pause_and_pause_stops_the_run(lab):
    lab.press("Play")
    expect(lab.output("epoch")).not_to_have_attribute("data-number", "0")
    lab.press("Pause")
    expect(lab.button("Play")).to_be_visible()
    stopped = lab.numbers()
    lab.settle()
    assert lab.numbers() == stopped
    assert lab.number("epoch") > 0


def test_step_is_one_epoch(lab):
    for epoch in (1, 2, 3):
        lab.press("Step")
        lab.wait_epoch(epoch)


def test_step_pauses_a_run_that_plays(lab):
    lab.press("Play")
    lab.press("Step")
    expect(lab.button("Play")).to_be_visible()


def test_back_returns_to_the_very_same_numbers(lab):
    seen = []
    for epoch in (1, 2, 3):
        lab.press("Step")
        lab.wait_epoch(epoch)
        seen.append((lab.numbers(), lab.probe("names()")))
    for epoch in (2, 1):
        lab.press("Back")
        lab.wait_epoch(epoch)
        assert (lab.numbers(), lab.probe("names()")) == seen[epoch - 1]
    lab.press("Step")
    lab.wait_epoch(2)
    assert (lab.numbers(), lab.probe("names()")) == seen[1]


def test_back_can_be_pressed_only_when_there_is_somewhere_to_go(lab):
    expect(lab.button("Back")).to_have_attribute("aria-disabled", "true")
    lab.button("Back").click(force=True)
    lab.press("Step")
    lab.wait_epoch(1)
    expect(lab.button("Back")).to_have_attribute("aria-disabled", "false")
    lab.press("Back")
    lab.wait_epoch(0)
    expect(lab.button("Back")).to_have_attribute("aria-disabled", "true")
    assert lab.texts() == lab.probe("first")["texts"]


def test_reset_returns_the_very_same_weights(lab):
    before = weights(lab)
    learn(lab)
    assert weights(lab) != before
    lab.part("neuron", "1.0").click()
    lab.press("Reset")
    lab.wait_epoch(0)
    first = lab.probe("first")
    assert lab.texts() == first["texts"]
    assert lab.probe("names()") == first["names"]
    assert weights(lab) == before


def test_new_weights_are_others_and_undo_brings_the_run_back(lab):
    lab.press("Step")
    lab.wait_epoch(1)
    run, before = lab.numbers(), weights(lab)
    lab.press("New weights")
    lab.wait_epoch(0)
    assert all(new != old for new, old in zip(weights(lab), before, strict=True))
    lab.press("Undo")
    lab.wait_epoch(1)
    assert weights(lab) == before
    lab.part("neuron", "1.0").click()
    assert lab.numbers() == run


def test_reset_can_be_undone(lab):
    lab.press("Step")
    lab.wait_epoch(1)
    stepped = weights(lab)
    lab.press("Reset")
    lab.wait_epoch(0)
    lab.press("Undo")
    lab.wait_epoch(1)
    assert weights(lab) == stepped


def weights(lab) -> list[str]:
    """All weights of the network, in full."""
    found = lab.inspect("[data-weight]")
    weights = [number for (_, name), number in found.items() if name == "value w"]
    assert len(weights) == 12
    return weights

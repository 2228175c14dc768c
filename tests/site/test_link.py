"""A lab's state as a link, and back."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import ACTIONS, act
from ui.exports import link
from ui.figures import first_paint, key
from ui.input import host_settings
from ui.lab import Lab
from ui.lab.layout import DEFAULT_LAYOUT
from ui.lab.scales import SPEEDS

from engine import Run, Spec
from engine.spec_keys import KEYS
from tests.hostile_links import hostile

XOR = Spec.parse("layers=2-4-1&data=noisy-xor&seed=24&data-seed=6")
EVERYTHING = ("layers=2-4-1&act=relu&out=sigmoid&loss=bce&init=he&opt=sgd&lr=0.1&batch=1&"
              "data=noisy-xor&n=100&noise=0.1&seed=7&data-seed=1&epoch=120&tab=computation&"
              "speed=max&hide=lr,noise")


def fresh() -> Lab:
    return Lab("xor", XOR)


def test_the_link_of_the_contract_is_read_whole() -> None:
    found = link.read(f"#{EVERYTHING}", fresh())
    assert found.mistakes == ()
    assert (found.spec.seed, found.spec.noise) == (7, 0.1)
    assert (found.epoch, found.tab, found.speed) == (120, "computation", len(SPEEDS) - 1)
    assert found.hidden == ["lr", "noise"]


def test_a_key_that_is_missing_means_the_default_of_the_lab() -> None:
    found = link.read("#lr=0.5", fresh())
    assert found.spec == XOR.replace(learning_rate=0.5)
    assert (found.epoch, found.tab, found.mistakes) == (0, "network", ())


def test_nothing_can_be_hidden_too() -> None:
    found = link.read("#hide=", fresh())
    assert (found.hidden, found.mistakes) == ([], ())


def test_a_name_that_a_tab_had_in_published_links_still_leads_to_it() -> None:
    found = link.read("#tab=build", fresh())
    assert (found.tab, found.mistakes) == ("network", ())


def test_a_link_has_every_key_of_a_spec_and_of_the_lab() -> None:
    keys = [pair.partition("=")[0] for pair in link.write(fresh()).split("&")]
    assert keys == ["keys", *(key.key for key in KEYS), "epoch", "tab", "speed"]


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from(["relu", "tanh"]), st.integers(0, 30),
       st.sampled_from(DEFAULT_LAYOUT.tabs), st.integers(0, len(SPEEDS) - 1), st.floats(1e-4, 10))
def test_what_is_written_is_read_back(seed, act_name, epoch, tab, speed, rate) -> None:
    lab = fresh()
    lab.start(XOR.replace(seed=seed, activations=(act_name,), learning_rate=rate), "")
    lab.run.train(epoch)
    act(lab, "tab", tab)
    act(lab, "speed", str(speed))
    lab.kept = {"hide": "lr,n", "theme": "dark"}
    found = link.read(link.write(lab), fresh())
    assert found.mistakes == ()
    assert (found.spec, found.epoch) == (lab.spec, lab.run.epoch)
    assert (found.tab, found.speed) == (tab, speed)
    assert found.kept == lab.kept


def test_a_lab_that_follows_a_link_comes_to_the_same_numbers() -> None:
    there, here = fresh(), fresh()
    there.start(XOR.replace(learning_rate=0.3), "")
    there.run.train(40)
    found = link.read(link.write(there), here)
    here.open(found.spec, found.epoch)
    while here.moving:
        here.train(0.016, 0.0)
    assert (here.run.epoch, here.run.loss) == (40, there.run.loss)
    oracle = Run(XOR.replace(learning_rate=0.3))
    oracle.train(40)
    assert here.run.loss == oracle.loss


def test_on_the_way_to_an_epoch_pause_stops() -> None:
    lab = fresh()
    lab.open(XOR, 500_000)
    lab.train(0.016, 0.0)
    assert lab.moving
    assert 0 < lab.run.update < 500_000 * 100
    act(lab, "toggle")
    assert not lab.moving


@pytest.mark.parametrize(("fragment", "said"), [
    ("lr=99", "lr=99: must be a number from 0.0001 to 10"),
    ("layers=2-9-1", "at most 8 here"),
    ("epoch=-1", "epoch=-1: must be a whole number from 0 to 2,000,000,000"),
    ("epoch=2000000001", "epoch=2000000001: must be a whole number"),
    ("epoch=1e9", "epoch=1e9: must be a whole number"),
    ("tab=nowhere", "tab=nowhere: must be one of network,"),
    ("speed=7", "speed=7: must be one of slow, 1,"),
    ("hide=everything", "everything is no control"),
    ("hide=lr,<img src=x>", "<img src=x> is no control"),
    ("theme=pink", "theme=pink: must be one of light, dark"),
    ("colour=red", "colour: no such key"),
    ("data=own", "a link cannot hold the points"),
    ("init=given", "a link cannot hold the weights"),
    ("tab=data&tab=code", "tab: is there twice"),
    ("x" * 5000, "5,000 characters"),
])
def test_a_mistake_is_quoted_and_the_lab_keeps_its_own(fragment: str, said: str) -> None:
    found = link.read(fragment, fresh())
    assert said in " ".join(found.mistakes)
    assert found.tab in DEFAULT_LAYOUT.tabs
    Run(found.spec)


@pytest.mark.parametrize("fragment", hostile(300))
def test_a_hostile_fragment_leaves_a_lab_that_works(fragment: str) -> None:
    lab = fresh()
    found = link.read(fragment, lab)
    lab.open(found.spec, found.epoch)
    lab.stop()
    act(lab, "step")
    assert lab.run.epoch == 1
    assert all(len(mistake) < 700 for mistake in found.mistakes)


def test_what_a_link_leaves_out_is_said() -> None:
    lab = fresh()
    assert link.beyond(lab) == []
    lab.run.set_bias(1, 0, 0.5)
    lab.run.train(1)
    act(lab, "rate-value", "0.5")
    assert link.beyond(lab) == ["edits", "changes"]
    act(lab, "copy-link")
    assert "leaves out weights set by hand and settings changed" in lab.requests[0].done


def test_a_link_to_own_points_has_the_data_of_the_lab_instead() -> None:
    lab = fresh()
    lab.start(XOR.replace(data="own", points=((0, 0, 0), (1, 1, 1), (0, 1, 1)), batch=1), "")
    assert link.beyond(lab) == ["points"]
    assert link.read(link.write(lab), fresh()).spec.data == "noisy-xor"


def test_a_setting_changed_before_the_first_update_is_in_the_link() -> None:
    lab = fresh()
    act(lab, "rate-value", "0.3")
    lab.run.train(2)
    there = Run(link.read(link.write(lab), fresh()).spec)
    there.train(2)
    assert there.loss == lab.run.loss
    assert link.beyond(lab) == []


def test_every_action_leaves_a_lab_whose_link_can_be_read() -> None:
    lab = fresh()
    for action in ACTIONS:
        act(lab, action, "1")
        lab.stop()
        said = link.read(link.write(lab), fresh()).mistakes
        assert [mistake.partition("=")[0] for mistake in said] == (
            ["without"] if link.beyond(lab) else []), action


def test_a_link_in_the_middle_of_an_epoch_says_that_it_leaves_the_last_updates_out() -> None:
    lab = Lab("xor", XOR)
    act(lab, "speed", "0")
    act(lab, "step")
    assert link.beyond(lab) == ["updates"]
    act(lab, "copy-link")
    assert "It leaves out the updates since the last epoch:" in lab.requests[0].done
    lab.run.train(1)
    assert link.beyond(lab) == []


@pytest.mark.parametrize(("fragment", "said", "pair"), [
    ("lr=99", "the nearest is 10", "lr=10"),
    ("lr=0,5", "did you mean 0.5?", "lr=0.5"),
    ("act=rleu", "did you mean relu?", "act=relu"),
    ("learning_rate=0.5", "learning_rate: no such key; did you mean lr?", "lr=0.5"),
    ("learning_rate=high", "did you mean lr?", ""),
    ("learning_rate=0.5&lr=0.2", "did you mean lr?", ""),
    ("hid=lr", "hid: no such key; did you mean hide?", ""),
    ("tab=codes", "did you mean code?", ""),
    ("theme=drak", "did you mean dark?", ""),
    ("hide=noises", "did you mean noise?", ""),
    ("colour=red", "the keys are layers, act,", ""),
    ("colour=red", "tab, speed, hide, theme, engine", ""),
])
def test_a_mistake_says_what_was_probably_meant(fragment: str, said: str, pair: str) -> None:
    found = link.read(fragment, fresh())
    (mistake,) = found.mistakes
    assert said in mistake
    assert found.meant == ({mistake: pair} if pair else {})


def test_what_was_meant_is_used_at_the_press_of_a_button_at_the_epoch_of_the_link() -> None:
    lab = fresh()
    found = link.read("lr=99&act=rleu&colour=red&epoch=2", lab)
    lab.mistakes, lab.meant = found.mistakes, found.meant
    lab.open(found.spec, found.epoch or 0)
    shown = first_paint(lab, "notice")
    assert "Use lr=10" in shown
    assert "Use act=relu" in shown
    before = key(lab, "notice")
    act(lab, "mend", "lr=10")
    assert key(lab, "notice") != before
    while lab.moving:
        lab.train(1 / 60, deadline=float("inf"))
    assert (lab.spec.learning_rate, lab.run.epoch) == (10.0, 2)
    assert lab.message.text.startswith("As in the link, with lr=10.")
    assert [mistake.partition(":")[0] for mistake in lab.mistakes] == ["act=rleu", "colour"]
    act(lab, "mend", "act=relu")
    assert [mistake.partition(":")[0] for mistake in lab.mistakes] == ["colour"]


def test_nothing_is_used_that_no_link_has_asked_for() -> None:
    lab = fresh()
    act(lab, "mend", "lr=5")
    assert lab.spec == XOR


def test_a_value_that_only_a_file_can_hold_is_not_offered() -> None:
    (mistake,) = link.read("data=bogus", fresh()).mistakes
    assert "own" not in mistake


def test_a_quoted_text_can_stand_on_a_page() -> None:
    found = host_settings.read([("tab", "\x1f\ud800"), ("\x1f", "1"), ("lr", "\x1f")], fresh())
    assert len(found.mistakes) == 3
    assert all(mistake.isprintable() for mistake in found.mistakes)

"""A lab's work survives a reload, a closed tab and a second tab, to the bit; and what is kept by
another version, or by nobody we know, does no harm."""

import json
import random

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ui.actions import act
from ui.exports import link, work
from ui.lab import Lab
from ui.page.work import TABS, KeptWork

from engine import Spec
from tests.fake_page import Box, World

XOR = Spec.parse("layers=2-4-1&data=noisy-xor&n=50&noise=0.1&seed=24&data-seed=6")
ROWS = "x1,x2,label\n0,0,0\n1,1,0\n0,1,1\n1,0,1\n0.5,0.1,1\n"


class Page:
    """A page that has been opened in a tab: as `ui.page.lab`, without its elements."""

    def __init__(self, world: World, opened: bool = True) -> None:
        self.world, self.lab = world, Lab("xor", XOR)
        self.kept = KeptWork(self.lab, world.browser, addressed=True)
        self.restored = self.kept.arrive()
        if not self.restored and world.location.hash:
            found = link.read(world.location.hash, self.lab)
            self.lab.open(found.spec, found.epoch or 0)
        self.kept.begin()
        if opened:
            self.settle()

    def settle(self) -> None:
        while self.lab.heading is not None:
            self.lab.train(0.016, 0.0)

    def act(self, action: str, value: str = "") -> None:
        act(self.lab, action, value)

    def leave(self, addressed: bool = True) -> None:
        """As when the page is hidden; the address is only up to date where nothing moves."""
        if addressed and not self.lab.moving:
            self.world.browser.readdress(link.write(self.lab))
        self.kept.keep()

    def reload(self) -> "Page":
        self.leave()
        self.world.navigation.type = "reload"
        return Page(self.world)

    @property
    def state(self) -> tuple:
        run = self.lab.run
        return (run.spec, run.update, run.loss, run.events, run.network.parameters.tobytes(),
                run.data.train.points.tobytes(), self.lab.tab, self.lab.speed, self.lab.sample,
                self.lab.selected)


def paste(page: Page) -> None:
    page.act("table", ROWS)
    page.act("table-read")
    page.act("table-begin")


def play(page: Page, frames: int = 3) -> None:
    page.act("play")
    for _ in range(frames):
        page.lab.train(0.05, float("inf"))


def edit(page: Page) -> None:
    page.act("select", "weight:1.0.2")
    page.act("value", "0.75")


DEEDS = {
    "step": lambda page: page.act("step"), "back": lambda page: page.act("back"),
    "rate": lambda page: page.act("rate-value", "0.37"), "paste": paste, "play": play, "edit": edit,
    "new weights": lambda page: page.act("new-weights"),
    "optimizer": lambda page: page.act("optimizer", "adam"),
    "penalty": lambda page: page.act("penalty", "20"),
    "slow": lambda page: page.act("speed", "0"), "fast": lambda page: page.act("speed", "6"),
    "pause": lambda page: page.act("pause"), "tab": lambda page: page.act("tab", "data"),
    "sample": lambda page: page.act("sample", "3"), "undo": lambda page: page.act("undo"),
}


@pytest.mark.parametrize("seed", range(10))
def test_a_reload_at_any_moment_leads_back_to_the_bit(seed: int) -> None:
    chance = random.Random(seed)
    page = Page(World())
    for _ in range(12):
        DEEDS[chance.choice(list(DEEDS))](page)
        if chance.random() < 0.3:
            before = page.state
            page = page.reload()
            assert page.restored
            assert page.state == before
    before = page.state
    assert page.reload().state == before


def test_a_run_that_plays_comes_back_to_where_it_was_though_the_address_does_not_say() -> None:
    page = Page(World())
    play(page)
    before = page.state
    assert page.world.location.hash == ""
    again = page.reload()
    assert again.state == before
    assert before[1] > 0
    assert not again.lab.playing


def test_a_second_reload_finds_the_work_at_the_address_that_the_first_has_written() -> None:
    page = Page(World())
    play(page)
    page.lab.run.step(3)
    before = page.state
    page.leave(addressed=False)
    again = Page(page.world)
    again.leave()
    assert again.world.location.hash
    assert Page(page.world).state == before


def test_a_reload_on_the_way_back_loses_nothing() -> None:
    page = Page(World())
    paste(page)
    page.lab.run.train(40)
    before = page.state
    page.leave()
    halfway = Page(page.world, opened=False)
    assert halfway.lab.heading == 40
    halfway.lab.train(0.016, 0.0)
    halfway.leave()
    assert Page(page.world).state == before


def test_what_is_restored_is_said_with_a_way_back_to_the_own_start() -> None:
    page = Page(World())
    paste(page)
    page.lab.run.train(5)
    page.act("undo")
    page.act("undo")
    paste(page)
    page.lab.run.train(5)
    page = page.reload()
    assert page.lab.note is not None
    assert "epoch 5, with own points. Not kept: Undo." in page.lab.note.text
    before = page.state
    page.act("own-start")
    assert (page.lab.spec, page.lab.run.update, page.lab.note) == (XOR, 0, None)
    page.act("undo")
    assert page.state[:6] == before[:6]


def own(page: Page) -> None:
    play(page)


def by_a_link(page: Page) -> None:
    page.lab.open(XOR, 3)
    page.settle()


def on_typed_weights(page: Page) -> None:
    """Another hidden unit begins a run whose weights are given: the typed one among them."""
    edit(page)
    page.act("more-neurons", "1")
    play(page)


@pytest.mark.parametrize("trained", [own, by_a_link, on_typed_weights])
def test_after_a_reload_the_same_runs_count_for_exercises(trained) -> None:
    page = Page(World())
    trained(page)
    counts = page.lab.origins.why_not(page.lab.run) == ""
    assert counts == (trained is own)
    for _ in range(2):
        page = page.reload()
        assert page.lab.run.update > 0
        assert (page.lab.origins.why_not(page.lab.run) == "") == counts


def test_a_link_that_a_person_gives_wins_and_the_work_is_offered() -> None:
    page = Page(World())
    paste(page)
    page.lab.run.train(5)
    before = page.state
    page.leave()
    page.world.location.hash = "#lr=0.5&epoch=2"
    other = Page(page.world)
    assert (other.restored, other.lab.spec.learning_rate, other.lab.run.epoch) == (False, 0.5, 2)
    assert other.lab.note is not None
    other.act("earlier-work")
    other.settle()
    assert other.state == before


def test_a_second_tab_leaves_the_first_its_work() -> None:
    first = Page(World())
    paste(first)
    first.lab.run.train(5)
    before = first.state
    first.leave()
    second = Page(World(local=first.world.localStorage))
    assert not second.restored
    assert second.lab.spec == XOR  # another tab is for another try
    second.act("rate-value", "2")
    second.lab.run.train(9)
    second.leave()
    assert first.reload().state == before


def test_a_tab_whose_session_was_forgotten_finds_its_own_work() -> None:
    local = Box()
    tabs = [Page(World(local=local)) for _ in range(3)]
    for number, tab in enumerate(tabs, 1):
        paste(tab)
        tab.lab.run.train(number)
        tab.leave()
    before = tabs[0].state
    world = tabs[0].world
    world.sessionStorage = Box()
    assert not Page(world).restored  # a new visit: it is offered
    world.document.wasDiscarded = True
    assert Page(world).state == before


def test_the_browser_holds_the_work_of_a_few_tabs_and_of_this_lesson_alone() -> None:
    local = Box()
    local.texts["another site's"] = "[" * 100_000
    other = Page(World("/other/xor/index.html", local))
    play(other)
    other.leave()
    for _ in range(9):
        tab = Page(World(local=local))
        play(tab)
        tab.leave()
        tab.leave()
    assert len([key for key in local.texts if key.startswith("glassnet /site/xor/ ")]) == TABS
    assert local.texts["another site's"]
    assert len([key for key in local.texts if key.startswith("glassnet /other/xor/ ")]) == 1
    there = Page(World("/other/xor/embed.html", local))
    assert there.lab.note is not None


def test_a_lab_that_nobody_has_touched_keeps_nothing() -> None:
    page = Page(World())
    page.leave(addressed=False)
    assert page.world.sessionStorage.texts == page.world.localStorage.texts == {}
    page.act("step")
    page.leave(addressed=False)
    assert page.world.sessionStorage.texts
    page.act("back")
    page.leave(addressed=False)
    assert page.world.sessionStorage.texts == page.world.localStorage.texts == {}
    assert Page(page.world).lab.note is None


@pytest.mark.parametrize(("local", "session"), [(Box(10), Box(10)), (0, 0), ("", [])])
def test_where_nothing_is_kept_that_is_said_once_and_before_it_matters(local, session) -> None:
    page = Page(World(local=local, session=session))
    page.lab.run.train(3)
    page.leave()
    assert page.lab.note is None  # the address has it
    paste(page)
    page.leave()
    assert page.lab.note is not None
    assert "a reload would lose own points" in page.lab.note.text
    assert page.lab.note.buttons[0].action == "save"
    page.act("note-close")
    page.lab.run.train(3)
    page.leave()
    assert page.lab.note is None


def test_what_no_longer_fits_is_not_kept_as_it_was_before() -> None:
    page = Page(World(local=Box(3000), session=Box(3000)))
    play(page)
    page.leave()
    assert page.world.sessionStorage.texts
    page.act("table", "x1,x2,label\n" + "\n".join(f"0.{n},0.5,{n % 2}" for n in range(1, 400)))
    page.act("table-read")
    page.act("table-begin")
    page.leave()
    assert page.world.sessionStorage.texts == page.world.localStorage.texts == {}
    assert page.lab.note is not None
    again = page.reload()
    assert not again.restored
    assert again.lab.run.data.train.points.shape == (50, 2)
    assert "without" in again.world.location.hash  # and the link says so


def test_one_storage_is_enough() -> None:
    for broken in ("localStorage", "sessionStorage"):
        page = Page(World())
        setattr(page.world, broken, None)
        paste(page)
        page.lab.run.train(4)
        before = page.state
        page = page.reload()
        assert page.state == before
        assert page.reload().state == before


def kept(world: World) -> tuple[str, str]:
    (key, text), = world.sessionStorage.texts.items()
    return key, text


@pytest.mark.parametrize("damage", [
    lambda text: text.replace('"work": 1', '"work": 2'),
    lambda text: text.replace("noisy-xor", "no-xor"),
    lambda text: text[:-40],
    lambda text: text.partition("\n")[0],
    lambda text: text.replace('"points": null', '"points": [[[[[[[]]]]]]]'),
    lambda text: text.replace('"points": null', '"points": [[0, 0, 1], [0, 0, 1]]'),
    lambda text: text.replace('"points": null', '"points": []'),
    lambda text: text.replace('"update": ', '"update": 999999999999999'),
])
def test_work_that_cannot_be_loaded_is_said_and_nothing_of_it_is_taken(damage) -> None:
    page = Page(World())
    play(page)
    page.leave()
    key, text = kept(page.world)
    page.world.sessionStorage.texts[key] = damage(text)
    page.world.localStorage.texts.clear()
    again = Page(page.world)
    assert not again.restored
    assert (again.lab.spec, again.lab.run.update) == (XOR, 0)
    assert again.lab.note is not None
    assert "could not be loaded" in again.lab.note.text
    again.act("earlier-work-save")
    assert again.lab.requests[0].text == damage(text)
    again.act("earlier-work")  # nobody offers it, and it does no harm
    assert again.lab.run.update == 0


JSON = st.recursive(st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=9),
                    lambda inner: st.lists(inner, max_size=3)
                    | st.dictionaries(st.text(max_size=9), inner, max_size=3), max_leaves=9)


@settings(max_examples=150, deadline=None)
@given(st.one_of(st.text(), JSON.map(json.dumps), st.dictionaries(
    st.sampled_from(list(work.Head.__dataclass_fields__)), JSON).map(json.dumps)), st.text())
def test_whatever_is_kept_under_our_keys_a_lab_opens(head: str, rest: str) -> None:
    world = World()
    browser = world.browser
    for storage in ("localStorage", "sessionStorage"):
        browser.keep(storage, browser.key("xor", "work"), f"{head}\n{rest}")
        browser.keep(storage, browser.key("xor", "work", "7"), f"{head}\n{rest}")
    page = Page(world)
    page.act("step")
    assert page.lab.run.epoch == 1


@pytest.mark.parametrize("changes", [
    {"speed": 99}, {"speed": -1}, {"sample": 10**9}, {"sample": -1}, {"selected": "<b>"},
    {"panel": "nowhere"}, {"beyond": "<img src=x>"}, {"tab": "x" * 9000},
])
def test_a_place_that_there_is_not_is_left_out(changes) -> None:
    page = Page(World())
    paste(page)
    page.lab.run.train(4)
    page.leave()
    key, text = kept(page.world)
    head, _, rest = text.partition("\n")
    page.world.sessionStorage.texts[key] = f"{json.dumps(json.loads(head) | changes)}\n{rest}"
    again = Page(page.world)
    assert again.lab.run.loss == page.lab.run.loss
    again.act("step")


def test_a_long_run_is_kept_in_little_and_without_being_written_anew() -> None:
    page = Page(World())
    for _ in range(2000):
        page.lab.run.step()
        page.lab.run.change(learning_rate=float(np.random.default_rng(1).random()) + 0.1)
    text = work.written(page.lab, "", "")
    assert len(text) < 200_000
    assert work.beginning(page.lab) is work.beginning(page.lab)
    page.lab.run.train(1)
    assert work.beginning(page.lab) == text.partition("\n")[2]

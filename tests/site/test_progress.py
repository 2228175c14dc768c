"""Which exercises are done, in several tabs at once: what one has is never taken from another."""

import json
import random

import pytest
from ui.page.progress import Progress, recorded
from ui.panels.tasks.exercises import Exercises, Task

from tests.fake_page import Box, World

IDS = ("watch", "again", "starts", "paths")


def tab(local: Box, ids: tuple[str, ...] = IDS, path: str = "/site/xor/index.html") -> Progress:
    exercises = Exercises(tuple(Task(id, "", "", "") for id in ids))
    progress = Progress(exercises, World(path, local).browser, "xor")
    progress.recall()
    return progress


def do(progress: Progress, id: str) -> None:
    progress._exercises.done.add(id)
    assert progress.keep()


def done(progress: Progress) -> set[str]:
    return progress._exercises.done


def test_two_tabs_have_each_others_exercises() -> None:
    local = Box()
    one, other = tab(local), tab(local)
    do(one, "watch")
    do(other, "again")
    assert one.meet()
    assert not one.meet()
    assert done(one) == done(other) == done(tab(local)) == {"watch", "again"}


def test_what_another_tab_wrote_over_at_the_same_moment_is_kept_again() -> None:
    local = Box()
    one, other = tab(local), tab(local)
    do(one, "watch")
    local.texts[other.key] = '["again"]'  # by a tab that has not seen it
    one.meet()
    assert done(tab(local)) == {"watch", "again"}


def test_tabs_of_two_versions_come_to_rest_and_lose_nothing() -> None:
    local = Box()
    tabs = [tab(local, ("watch", "older")), tab(local, ("watch", "newer"))]
    do(tabs[0], "older")
    do(tabs[1], "newer")
    for _ in range(10):
        before = dict(local.texts)
        for each in tabs:
            each.meet()
    assert local.texts == before
    assert done(tab(local, ("older", "newer"))) == {"older", "newer"}


@pytest.mark.parametrize("seed", range(5))
def test_many_tabs_in_any_order(seed: int) -> None:
    chance = random.Random(seed)
    local, ids = Box(), tuple(f"task-{n}" for n in range(20))
    tabs = [tab(local, ids) for _ in range(4)]
    for id in ids:
        do(chance.choice(tabs), id)
        if chance.random() < 0.3:
            chance.choice(tabs).meet()
    assert done(tab(local, ids)) == set(ids)


def test_each_site_of_an_origin_has_its_own_and_takes_over_what_an_earlier_version_kept() -> None:
    local = Box()
    local.texts["glassnet.xor"] = '["watch"]'
    one, other = tab(local), tab(local, path="/other/xor/index.html")
    assert done(one) == done(other) == {"watch"}
    do(one, "again")
    assert done(tab(local, path="/other/xor/index.html")) == {"watch"}
    assert done(tab(local, path="/site/xor/")) == done(tab(local, path="/site/xor/embed.html")) \
        == {"watch", "again"}
    home = World("/site/index.html", local).browser
    assert json.loads(recorded(home, "xor", lesson="xor/") or "") == ["again", "watch"]


def test_a_person_who_clears_the_storage_has_it_cleared() -> None:
    local = Box()
    one = tab(local)
    do(one, "watch")
    local.texts.clear()
    one.meet()
    assert local.texts == {}


@pytest.mark.parametrize("kept", [
    "", "[", "null", "7", '"watch"', '{"watch": 1}', '[["watch"]]', "[" * 100_000, "[1, null, {}]",
    json.dumps(["x" * 20_000]), '["watch"' + ", \"watch\"" * 5000 + "]", "\ud800", "NaN",
])
def test_whatever_is_kept_there_is_a_lesson(kept: str) -> None:
    local = Box()
    local.texts["glassnet /site/xor/ xor done"] = kept
    one = tab(local)
    assert done(one) == set()
    one._exercises.done.add("watch")
    one.keep()
    assert done(tab(local)) == {"watch"}

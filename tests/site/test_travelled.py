"""Links that have been through mail, chat and documents: each leads to the same run, or says what
could not be read of it."""

import re
from collections.abc import Callable
from urllib.parse import quote

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from ui.exports import link, travelled
from ui.lab import Lab
from ui.lab.layout import DEFAULT_LAYOUT

from engine import Spec
from engine.features import FEATURES

XOR = Spec.parse("layers=2-4-1&data=noisy-xor&seed=24&data-seed=6")


def fresh() -> Lab:
    return Lab("xor", XOR)


def read(fragment: str) -> link.Link:
    return link.read(fragment, fresh())


# What is done to a whole fragment, without its `#`; each takes a place in it, from 0 to 1.
Mangling = Callable[[str, float], str]


def inserted(what: str) -> Mangling:
    return lambda text, place: (
        f"{text[: int(place * len(text))]}{what}{text[int(place * len(text)):]}")


def appended(what: str) -> Mangling:
    return lambda text, _: text + what


def replaced(old: str, new: str) -> Mangling:
    return lambda text, _: text.replace(old, new)


SURVIVED: dict[str, Mangling] = {
    "encoded": lambda text, _: quote(text, safe=""),
    "encoded twice": lambda text, _: quote(quote(text, safe=""), safe=""),
    "encoded but for the first sign": lambda text, _: text.replace("&", "%26").replace("=", "%3d"),
    "for HTML": replaced("&", "&amp;"),
    "for HTML, twice": replaced("&", "&amp;amp;"),
    "for HTML, in numbers": replaced("&", "&#38;"),
    "for HTML, in hexadecimal": replaced("&", "&#x26;"),
    "semicolons": replaced("&", ";"),
    "quoted printable": replaced("=", "=3D"),
    "a line's end": inserted("\r\n"),
    "a line's end, encoded": inserted("%0D%0A"),
    "a space": inserted("%20"),
    "a plus for a space": inserted("+"),
    "a sign that nobody sees": inserted("\u200b"),
    "a soft hyphen": inserted("\u00ad"),
    "a mark of order": inserted("\u200e"),
    "no-break space at the end": appended("\u00a0"),
    "a full stop": appended("."), "a comma": appended(","), "a bracket": appended(")"),
    "a bracket and a full stop": appended(")."), "an angle": appended(">"),
    "a curly quote": appended("\u201d"), "an ellipsis": appended("\u2026"),
    "a slash": appended("/"), "a star": appended("**"), "a colon": appended(":"),
    "an exclamation": appended("!!"), "a Chinese full stop": appended("\u3002"),
    "in curly quotes": lambda text, _: f"\u201c{text}\u201d",
    "dashes": replaced("-", "\u2013"), "no-break hyphens": replaced("-", "\u2011"),
    "capitals": lambda text, _: text.upper(),
    "full width": lambda text, _: text.translate({0x26: 0xFF06, 0x3D: 0xFF1D}),
    "a campaign": appended("&utm_source=mail&utm_medium=x"), "a click": appended("&fbclid=IwAR0_x"),
    "a campaign, as a query": appended("?utm_source=mail"),
    "a campaign before": lambda text, _: f"utm_campaign=x&{text}",
    "a text to scroll to": appended(":~:text=weights"),
}
SAID: dict[str, Mangling] = {
    "cut": lambda text, place: text[: max(1, int(place * len(text)))],
    "a broken line": inserted("=\r\n"),
    "a broken line whose end is gone": inserted("="),
    "a dot in the middle": inserted("."),
    "a name of a link": appended("|Open the lab"),
    "another place": appended("#end"),
    "shortened in the middle": lambda text, place: (
        f"{text[: int(place * len(text) / 2)]}\u2026{text[int((0.5 + place / 2) * len(text)):]}"),
    "one sign lost": lambda text, place: (
        text[: int(place * len(text))] + text[int(place * len(text)) + 1:]),
}


@st.composite
def labs(draw) -> Lab:
    lab = fresh()
    features = draw(st.permutations(list(FEATURES)))[: draw(st.integers(2, 7))]
    lab.start(XOR.replace(
        layers=(len(features), draw(st.integers(1, 8)), 1), features=tuple(features),
        seed=draw(st.integers(0, 2**32 - 1)), learning_rate=draw(st.floats(1e-4, 10)),
        l2=draw(st.sampled_from([0.0, 1e-5, 0.25])),
        activations=(draw(st.sampled_from(["relu", "tanh", "leaky_relu"])),)), "")
    lab.tab = draw(st.sampled_from(DEFAULT_LAYOUT.tabs))
    return lab


@pytest.mark.parametrize("how", SURVIVED)
@settings(max_examples=12, deadline=None)
@given(labs(), st.floats(0, 1))
def test_a_link_survives(how: str, lab: Lab, place: float) -> None:
    found = read("#" + SURVIVED[how](link.write(lab), place))
    assert (found.spec, found.tab, found.mistakes) == (lab.spec, lab.tab, ())


@settings(max_examples=300, deadline=None)
@given(labs(), st.lists(st.tuples(st.sampled_from([*SURVIVED, *SAID]), st.floats(0, 1)),
                        min_size=1, max_size=3))
def test_a_link_survives_or_says_what_it_lost(lab: Lab, manglings) -> None:
    text = link.write(lab)
    for how, place in manglings:
        text = (SURVIVED | SAID)[how](text, place)
    assume(re.search("[a-z]", text))  # else nothing of it is left
    found = read(f"#{text}")
    assert found.spec == lab.spec or found.mistakes


@pytest.mark.parametrize(("fragment", "learning_rate", "seed"), [
    ("#lr%3D0.5%26seed%3D3", 0.5, 3),
    ("#lr%253D0.5%2526seed%253D3", 0.5, 3),
    ("#lr=0.5&amp;seed=3", 0.5, 3),
    ("#lr=0.5&#38;seed=3", 0.5, 3),
    ("#lr=0.5;seed=3).", 0.5, 3),
    ("#lr=0.=\r\n5&seed=3D3", 0.5, 3),
    ("#se=ed=3D3&lr=3D0.5", 0.5, 3),
    ("#LR=0.5&Seed=3", 0.5, 3),
    ("#lr=0.5&seed=3&fbclid=IwAR2", 0.5, 3),
    ("##lr=0.5&&seed=3&", 0.5, 3),
    ("#?lr=0.5&seed=3", 0.5, 3),
    ("#lr= 0.5 &seed=“3”", 0.5, 3),
])
def test_a_link_that_somebody_wrote_by_hand_survives_too(fragment, learning_rate, seed) -> None:
    found = read(fragment)
    assert found.mistakes == ()
    assert found.spec == XOR.replace(learning_rate=learning_rate, seed=seed)


@pytest.mark.parametrize(("fragment", "said"), [
    ("#seed=3=20", "seed=3=20"),  # 320 with a broken line, or 3 with a space
    ("#lr=0.5&seed=3=", "seed=3="),  # what followed is gone
    ("#lr=0.5&features=x1,x2,x1", "each once"),  # cut at its `^`
    ("#lr=0.5|Open", "lr=0.5|Open: must be a number"),
    ("#lr=0.5&epoch", "epoch: has no '='"),
])
def test_what_can_be_read_in_two_ways_is_said(fragment: str, said: str) -> None:
    assert said.lower() in " ".join(read(fragment).mistakes).lower()


def test_a_link_of_an_earlier_version_is_read_and_its_lost_end_noticed() -> None:
    spec = XOR.replace(layers=(3, 4, 1), features=("x1", "x2", "x1^2"))
    text = f"{spec}&epoch=5&tab=data&speed=20"
    assert read(text).mistakes == ()
    cut = read(text.partition("^")[0])
    assert any("breaks off" in mistake for mistake in cut.mistakes)
    assert any("breaks off after seed" in mistake for mistake in
               read(text.partition("&data-seed")[0]).mistakes)


def test_a_copied_link_has_no_sign_that_ends_a_link_in_a_text() -> None:
    lab = fresh()
    lab.start(XOR.replace(layers=(7, 4, 1), features=tuple(FEATURES)), "")
    lab.kept = {"hide": "lr,n", "theme": "dark"}
    text = link.write(lab)
    assert re.fullmatch("[A-Za-z0-9_.=&,%-]*", text)
    assert text[-1].isalnum()


@pytest.mark.parametrize("fragment", ["", "#", "#end", "#&", "#;;", "#%20", "#\u200b", "#:~:text=a",
                                      "#%C3%9Cbung", "#weights-and-biases"])
def test_a_place_in_the_page_is_no_link(fragment: str) -> None:
    assert not travelled.has_state(fragment)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300))
def test_any_text_is_read_in_little_time_and_to_an_end(text: str) -> None:
    for key, value in travelled.pairs(text, link.KNOWN):
        assert "&" not in key + value
    read(text)


def test_what_is_encoded_a_thousand_times_comes_to_an_end() -> None:
    assert read("#" + "%25" * 1300).mistakes



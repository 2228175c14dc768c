"""Elements, slots and their markup."""

import pytest
from html5lib import HTMLParser
from hypothesis import given
from hypothesis import strategies as st
from ui.draw.tree import SLOT, element, markup, slot_names


def test_slots_are_numbered_in_document_order_attributes_before_text() -> None:
    tree = element(
        "g", {"class": SLOT},
        element("text", {"x": 1, "data-number": SLOT}, SLOT),
        element("text", {}, SLOT),
    )
    assert slot_names(tree) == ["class", "data-number", "text", "text"]
    assert markup(tree, ["a", "0.5", "half", "b"]) == (
        '<g class="a" data-slots="0 class"><text x="1" data-number="0.5" '
        'data-slots="1 data-number text">half</text><text data-slots="3 text">b</text></g>'
    )


def test_coordinates_keep_two_decimals_and_no_trailing_zeros() -> None:
    assert markup(element("line", {"x1": 1 / 3, "x2": 2.0, "y1": 0.0}), []) == (
        '<line x1="0.33" x2="2" y1="0"></line>'
    )


def test_a_wrong_number_of_values_is_refused() -> None:
    with pytest.raises(ValueError, match="2 values for 1 slots of <text>"):
        markup(element("text", {}, SLOT), ["a", "b"])


def test_a_text_slot_with_siblings_is_refused() -> None:
    with pytest.raises(ValueError, match="<p> has a text SLOT beside other children"):
        element("p", {}, "a", SLOT)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_text_or_attribute_becomes_markup(text: str) -> None:
    tree = element("p", {"title": text, "lang": SLOT}, SLOT)
    parsed = HTMLParser(namespaceHTMLElements=False, strict=True).parseFragment(
        markup(tree, [text, text])
    )
    paragraph = parsed[0]
    assert (paragraph.get("title"), paragraph.get("lang")) == (text, text)
    assert len(paragraph) == 0
    assert (paragraph.text or "") == text

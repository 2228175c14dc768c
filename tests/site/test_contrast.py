"""The colours of code against what is behind it, light and dark: WCAG’s contrast, 4.5 or more."""

import re

import pytest
from builder.assets import style_sheet

STYLE = style_sheet()
ENOUGH = 4.5  # WCAG 2.2, 1.4.3, for text of this size
SCHEMES = {"light": 0, "dark": 1}
# Behind code: of a page, of a panel, of a marked line and of one that is pointed at (its rule).
GROUNDS = {"page": ("--ground", ""), "panel": ("--raised", ""),
           "marked": ("--raised", r"\.line mark, \.program mark \{"),
           "marked in a concept": ("--ground", r"\.line mark, \.program mark \{"),
           "lit": ("--raised", r"\.line\[data-lit\] \{")}
Colour = tuple[float, float, float]


def colours(scheme: str) -> dict[str, Colour]:
    """The custom properties that are colours."""
    usual = STYLE.partition("@media (prefers-contrast: more)")[0]
    pairs = re.findall(r"(--[\w-]+): light-dark\(#(\w{6}), #(\w{6})\)", usual)
    return {name: parsed(both[SCHEMES[scheme]]) for name, *both in pairs}


def parsed(digits: str) -> Colour:
    red, green, blue = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    return red, green, blue


def of_tokens() -> dict[str, str]:
    """The property that colours each class of token; what has no rule is as the text."""
    rules = re.findall(r"^\.highlight :is\(([^)]*)\) \{ color: var\((--[\w-]+)\)", STYLE, re.M)
    found = {name.strip(" ."): colour for names, colour in rules for name in names.split(",")}
    return {"text": "--ink", **found}


def luminance(colour: Colour) -> float:
    """The relative luminance of WCAG."""
    red, green, blue = (level / 12.92 if level <= 0.04045 else ((level + 0.055) / 1.055) ** 2.4
                        for level in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Colour, other: Colour) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def ground(name: str, known: dict[str, Colour]) -> Colour:
    """What is behind a line; of one with a veil of the accent, the two mixed."""
    behind, rule = GROUNDS[name]
    if not rule:
        return known[behind]
    veil = re.search(rule + r".*?color-mix\(in srgb, var\(--accent\) (\d+)%, transparent", STYLE)
    assert veil, f"no rule {rule}"
    share = int(veil[1]) / 100
    red, green, blue = (share * over + (1 - share) * under for over, under in
                        zip(known["--accent"], known[behind], strict=True))
    return red, green, blue


def test_black_on_white_and_grey_on_white_have_the_contrasts_of_the_standard() -> None:
    assert contrast(parsed("000000"), parsed("ffffff")) == pytest.approx(21)
    assert contrast(parsed("767676"), parsed("ffffff")) == pytest.approx(4.54, abs=0.01)


def test_keywords_strings_numbers_and_comments_have_colours() -> None:
    assert {"k", "kn", "kc", "ow", "s2", "sd", "mi", "mf", "c1"} <= of_tokens().keys()


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize("behind", GROUNDS)
@pytest.mark.parametrize("token", of_tokens())
def test_a_token_can_be_read(token: str, behind: str, scheme: str) -> None:
    known = colours(scheme)
    found = contrast(known[of_tokens()[token]], ground(behind, known))
    assert found >= ENOUGH, f"{token} on {behind} in {scheme}: {found:.2f}"

"""What a server sends under any encoding that holds ASCII reads the same."""

import pytest
from builder.assets import BOOT, escaped, script, style_sheet
from builder.paths import SITE


@pytest.mark.parametrize("parts", [("first.js",), ("trusted.js", "patch.js"), BOOT, ("terms.js",)])
def test_scripts_are_ascii_and_say_what_they_said(parts: tuple[str, ...]) -> None:
    made = script(*parts)
    assert made.isascii()
    source = "".join((SITE / "static" / part).read_text("utf-8") for part in parts)
    assert "GLASSNET_BUILD" not in made
    escapes = [each for each in source if not each.isascii()]
    assert made.count("\\u") - source.count("\\u") == len(escapes)


def test_style_sheets_are_ascii() -> None:
    assert escaped(style_sheet(), "\\{:x} ").isascii()
    assert escaped('a::before { content: "✓" }', "\\{:x} ") == 'a::before { content: "\\2713 " }'

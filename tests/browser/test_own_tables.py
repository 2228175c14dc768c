"""Tables in a real browser: pasted, dropped, opened; looked at, changed, used, undone."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.opened import Opened
from tests.browser.test_own_data import PHONE, data_tab, marks

Open = Callable[..., Opened]
GERMAN = "Größe;Gewicht;Sportlich\n1,75;70,5;Ja\n1,62;58;Nein\n1,80;-;Ja\n"
DROP = """([name, bytes]) => {
  const transfer = new DataTransfer();
  transfer.items.add(new File([new Uint8Array(bytes)], name));
  const target = document.querySelector("[data-plane]");
  for (const type of ["dragover", "drop"]) {
    target.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true,
                                               dataTransfer: transfer }));
  }
}"""


def preview(opened: Opened) -> Locator:
    return opened.lab.get_by_role("region", name="The table, as it is read")


@pytest.mark.parametrize("options", [{}, PHONE], ids=["desktop", "phone"])
def test_a_pasted_table_is_looked_at_changed_used_and_undone(
    fresh: Open, url: str, options: dict[str, object]
) -> None:
    opened = data_tab(fresh(**options), url)
    opened.lab.get_by_text("Use your own table").click()
    opened.lab.get_by_label("Table of points").fill(GERMAN)
    opened.press("Read this table")
    expect(preview(opened)).to_contain_text("Größe")
    expect(preview(opened)).to_contain_text("Gewicht is missing (“-”): line 4")
    expect(marks(opened)).to_have_count(100)
    assert opened.page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    preview(opened).get_by_label("Class 1 (blue)").focus()
    preview(opened).get_by_label("Class 1 (blue)").select_option("nein")
    expect(preview(opened).get_by_label("Class 0 (red)")).to_have_value("ja")
    expect(preview(opened).get_by_label("Class 1 (blue)")).to_be_focused()
    opened.press("Use these 2 points")
    expect(marks(opened)).to_have_count(2)
    expect(preview(opened)).to_have_count(0)
    expect(opened.lab.locator("[data-view=status]")).to_contain_text("2 points from the text")
    expect(opened.lab.get_by_label("Table of points")).to_have_value(GERMAN)
    opened.press("Undo")
    expect(marks(opened)).to_have_count(100)
    assert not opened.errors


def test_a_file_is_opened_and_what_is_uncertain_is_asked_by_keys_alone(
    fresh: Open, url: str
) -> None:
    opened = data_tab(fresh(), url)
    opened.lab.get_by_text("Use your own table").click()
    opened.lab.get_by_label("Open a table").set_input_files({
        "name": "Umsätze.csv", "mimeType": "text/csv",
        "buffer": "Umsatz;Kosten;über\n1.200;3.500;ja\n2.300;1.100;nein\n".encode("cp1252")})
    expect(preview(opened)).to_contain_text("“Umsätze.csv”, Windows-1252")
    use = preview(opened).get_by_role("button", name="Use these points")
    expect(use).to_have_attribute("aria-disabled", "true")
    preview(opened).get_by_role("button", name="1200: the comma").press("Enter")
    opened.lab.get_by_role("button", name="Use these 2 points").press("Enter")
    expect(marks(opened)).to_have_count(2)
    assert "x₁1200" in (opened.lab.locator("[data-view=sample]").text_content() or "")
    assert not opened.errors


def test_a_file_is_dropped_on_the_picture(fresh: Open, url: str) -> None:
    opened = data_tab(fresh(), url)
    expect(marks(opened)).to_have_count(100)
    opened.page.evaluate(DROP, ["points.txt", list(GERMAN.encode("utf-16"))])
    expect(preview(opened)).to_contain_text("“points.txt”, UTF-16")
    preview(opened).get_by_role("button", name="Cancel").click()
    expect(preview(opened)).to_have_count(0)
    expect(marks(opened)).to_have_count(100)
    opened.page.evaluate(DROP, ["book.xlsx", list(b"PK\x03\x04")])
    expect(preview(opened)).to_contain_text("a workbook (.xlsx")
    assert not opened.errors


def test_a_long_table_is_read_while_the_page_answers_and_a_sample_of_it_is_used(
    fresh: Open, url: str
) -> None:
    opened = data_tab(fresh(), url)
    rows = "".join(f"{i % 89},{i * 40},{'yes' if i % 3 else 'no'}\n" for i in range(30_000))
    opened.page.evaluate(DROP, ["many.csv", list(f"age,income,bought\n{rows}".encode())])
    expect(preview(opened).get_by_role("progressbar")).to_be_visible()
    preview(opened).get_by_role("button", name="Take a sample of 500").click(timeout=60_000)
    preview(opened).get_by_role("button", name="Standardise the inputs").click(timeout=60_000)
    opened.press("Use these 500 points")
    expect(marks(opened)).to_have_count(500)
    expect(opened.lab.locator("[data-view=status]")).to_contain_text("Standardised: x₁ = (age − ")
    assert not opened.errors

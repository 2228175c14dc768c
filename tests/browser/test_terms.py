"""Terms: what they mean is shown at the pointer, the focus and a press."""

from playwright.sync_api import expect


def first_term(page):
    return page.frame.locator("article > p .term").first


def entries(page):
    return page.frame.locator(".entry:popover-open")


def test_an_entry_is_shown_at_the_pointer_and_goes_with_it(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    first_term(page).hover()
    expect(entries(page)).to_have_count(1)
    expect(entries(page).locator("dfn")).to_have_text("XOR")
    entries(page).hover()  # it stays while it is read
    page.page.wait_for_timeout(700)
    expect(entries(page)).to_have_count(1)
    page.frame.locator("h2", has_text="What XOR is").hover()
    expect(entries(page)).to_have_count(0)


def test_an_entry_is_shown_at_the_focus_and_escape_closes_it(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    first_term(page).focus()
    page.page.keyboard.press("Shift+Tab")
    page.page.keyboard.press("Tab")
    expect(entries(page)).to_have_count(1)
    page.page.keyboard.press("Escape")
    expect(entries(page)).to_have_count(0)
    expect(first_term(page)).to_be_focused()


def test_a_press_shows_it_without_scripts_and_leads_to_the_glossary(fresh, url):
    page = fresh(java_script_enabled=False)
    page.go(f"{url}xor/index.html")
    first_term(page).click()
    expect(entries(page)).to_have_count(1)
    entries(page).get_by_role("link").click()
    page.page.wait_for_url(f"{url}glossary/index.html#xor")


def test_the_label_of_a_control_is_a_term_too(fresh, url):
    page = fresh()
    page.go(f"{url}xor/index.html")
    page.lab.locator(".label", has_text="Learning rate").first.hover()
    expect(entries(page).locator("dfn")).to_have_text("learning rate")

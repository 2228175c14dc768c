"""The header of every page: the lessons, the place in the course, the theme."""

import pytest
from playwright.sync_api import expect

LESSONS = ["xor", "network", "playground", "concepts", "pipeline", "fast"]
PAGES = ["index.html", "licenses/index.html", "source/index.html", "xor/answers.html",
         "concepts/index.html"]
# The theme that the page has before its body begins to be parsed, so before anything is painted.
FIRST_THEME = """
new MutationObserver((_, observer) => {
  if (!document.body) return;
  window.firstTheme = document.documentElement.dataset.theme || "system";
  observer.disconnect();
}).observe(document, { childList: true, subtree: true });
"""
FULL_STORAGE = "Storage.prototype.setItem = () => { throw new DOMException('full'); };"
NO_STORAGE = "Object.defineProperty(window, 'localStorage', { value: null });"
THROWING_STORAGE = """
Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied"); } });
"""


def background(page) -> str:
    return page.frame.evaluate("getComputedStyle(document.body).backgroundColor")


def choice(page):
    return page.frame.get_by_role("combobox", name="Theme", exact=True)


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("script", [True, False])
def test_every_page_has_the_lessons_by_keyboard_and_without_javascript(fresh, url, path, script):
    page = fresh(java_script_enabled=script)
    page.go(url + path)
    menu = page.frame.locator("#lessons")
    expect(menu).to_be_hidden()
    page.frame.get_by_role("button", name="Lessons").focus()
    page.page.keyboard.press("Enter")
    expect(menu.get_by_role("listitem")).to_have_count(len(LESSONS))
    expect(menu.get_by_role("link").last).to_have_text("Glossary")
    page.page.keyboard.press("Tab")
    expect(menu.get_by_role("link").first).to_be_focused()
    page.page.keyboard.press("Tab")
    page.page.keyboard.press("Enter")
    page.page.wait_for_url(f"{url}network/index.html")


def test_escape_closes_the_lessons(fresh, url):
    page = fresh()
    page.go(url)
    button = page.frame.get_by_role("button", name="Lessons")
    button.click()
    expect(page.frame.locator("#lessons")).to_be_visible()
    page.page.keyboard.press("Escape")
    expect(page.frame.locator("#lessons")).to_be_hidden()
    expect(button).to_be_focused()


@pytest.mark.parametrize("slug", LESSONS)
def test_a_lesson_says_its_place_in_the_course(fresh, url, slug):
    page = fresh()
    page.page.route("**/*.pack*", lambda _: None)
    page.go(f"{url}{slug}/index.html")
    expect(page.frame.locator("header.site .place")).to_have_text(
        f"Lesson {LESSONS.index(slug) + 1} of {len(LESSONS)}")
    expect(page.frame.locator("#lessons [aria-current=page]")).to_have_attribute(
        "href", f"../{slug}/index.html")


def test_the_chosen_theme_is_kept_and_is_there_at_the_first_paint(fresh, url):
    page = fresh(FIRST_THEME)
    page.go(f"{url}licenses/index.html")
    light = background(page)
    choice(page).select_option("dark")
    dark = background(page)
    assert dark != light
    page.go(f"{url}source/index.html")
    assert page.frame.evaluate("firstTheme") == "dark"
    assert background(page) == dark
    expect(choice(page)).to_have_value("dark")
    choice(page).select_option("system")
    page.page.reload()
    assert page.frame.evaluate("firstTheme") == "system"
    assert background(page) == light


def test_the_chosen_theme_wins_over_the_systems_in_every_scheme(fresh, url):
    page = fresh(color_scheme="dark")
    page.go(f"{url}licenses/index.html")
    dark = background(page)
    choice(page).select_option("light")
    light = background(page)
    assert light != dark
    page.page.emulate_media(color_scheme="light")
    assert background(page) == light
    choice(page).select_option("dark")
    assert background(page) == dark


def test_a_links_theme_wins_over_the_kept_one_until_another_is_chosen(fresh, url):
    page = fresh(FIRST_THEME)
    page.go(f"{url}licenses/index.html")
    choice(page).select_option("dark")
    page.go(f"{url}xor/index.html#theme=light")
    assert page.frame.evaluate("firstTheme") == "light"
    expect(choice(page)).to_have_value("light")
    page.wait_ready()
    assert page.frame.locator("html").get_attribute("data-theme") == "light"
    choice(page).select_option("dark")
    assert page.frame.locator("html").get_attribute("data-theme") == "dark"


@pytest.mark.parametrize("storage", [FULL_STORAGE, NO_STORAGE, THROWING_STORAGE])
def test_without_storage_the_theme_holds_for_the_page(fresh, url, storage):
    page = fresh(storage)
    page.go(f"{url}licenses/index.html")
    before = background(page)
    choice(page).select_option("dark")
    assert background(page) != before
    assert page.errors == page.console == []


@pytest.mark.parametrize("kept", ["sepia", "", "<img>", "x" * 100_000])
def test_a_kept_theme_that_is_none_is_the_systems(fresh, url, kept):
    page = fresh()
    page.go(f"{url}licenses/index.html")
    choice(page).select_option("dark")
    page.frame.evaluate(
        "kept => Object.keys(localStorage).forEach((key) => localStorage.setItem(key, kept))", kept)
    page.page.reload()
    assert page.frame.locator("html").get_attribute("data-theme") is None
    expect(choice(page)).to_have_value("system")
    assert page.errors == page.console == []

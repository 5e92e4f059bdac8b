"""Settings, language, being led, easy mode: each as a person does it, in both views."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewVisitor
from tests.browser.steps import Journey, until
from tests.browser.test_everyone import tab_to
from tests.running_city import RunningCity

START = Callable[..., Journey]
VIEWS = ["map", "3d"]
AROUND = 'button[data-drawer="around"]'
PANEL_MS = 40_000


def wide(page: Page) -> int:
    """CSS pixels by which the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_settings_by_keyboard_alone_are_kept_and_axe_finds_nothing(
    lang: str, new_visitor: NewVisitor, city: RunningCity, violations: Callable[[Page], list[str]]
) -> None:
    page = new_visitor(viewport=PHONE).page
    page.goto(f"{city.base_url}/{lang}/")
    tab_to(page, "#settings-open")
    page.keyboard.press("Enter")
    expect(page.locator("#settings")).to_be_visible()
    tab_to(page, "#settings [name=text]")
    for _ in range(3):
        page.keyboard.press("ArrowRight")
    tab_to(page, "#settings [name=contrast]")
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.documentElement.dataset.text") == "200"
    assert violations(page) == []
    assert wide(page) <= 0
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement?.id") == "settings-open"
    page.goto(f"{city.base_url}/{lang}/privacy/")
    assert page.locator("html").get_attribute("data-text") == "200"
    assert page.locator("html").get_attribute("data-contrast") == "high"
    assert wide(page) <= 0


@pytest.mark.timeout(120)
@pytest.mark.parametrize("view", VIEWS)
def test_language_changes_at_once_and_the_line_stays(
    view: str, journey: START, violations: Callable[[Page], list[str]]
) -> None:
    visitor = journey(view=view).open().enter("두말")
    page, before = visitor.page, visitor.id
    page.locator("#settings-open").click()
    page.locator("#settings a[data-language=en]").click()
    until(page, "document.documentElement.lang === 'en'")
    expect(page.locator("#settings-title")).to_have_text("Settings")
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(page.locator("#say-text")).to_be_enabled()
    assert "/en/place/plaza" in page.url
    assert page.locator("[data-gesture=wave]").text_content() == "Wave"
    visitor.say("the same line")
    visitor.hears("the same line")
    tap = visitor.tap()
    assert (visitor.id, tap["opened"], tap["closed"]) == (before, 1, [])
    page.locator("#settings-open").click()
    page.locator("#settings a[data-language=ko]").click()
    expect(page.locator("#settings-title")).to_have_text("설정")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("view", VIEWS)
def test_take_me_there_by_keyboard_finds_walks_and_opens(view: str, journey: START) -> None:
    visitor = journey(view=view).open().enter("길손")
    page = visitor.page
    if view == "3d":
        tab_to(page, AROUND)
        page.keyboard.press("Enter")
    tab_to(page, "#find")
    page.keyboard.type("ㅇㄴ")
    rows = page.locator("#places-list .row:visible")
    assert "안내" in rows.first.inner_text()
    tab_to(page, "#places-list .button-quiet")
    page.keyboard.press("Enter")
    expect(page.locator("#going")).to_be_visible()
    expect(page.locator("#status")).to_contain_text("안내")
    expect(page.locator("#panel")).to_be_visible(timeout=PANEL_MS)
    expect(page.locator("#going")).to_be_hidden()
    assert "at=" in page.url


@pytest.mark.timeout(120)
@pytest.mark.parametrize("view", VIEWS)
def test_take_me_there_can_be_stopped(view: str, journey: START) -> None:
    visitor = journey(view=view).open().enter("멈춤")
    page = visitor.page
    if view == "3d":
        page.locator(AROUND).click()
    page.locator("#find").fill("덕수궁")
    page.locator("#places-list .row:visible .button-quiet").first.click()
    if view == "3d":
        page.locator("[data-close=around]").click()
    page.locator("#going-stop").click()
    expect(page.locator("#going")).to_be_hidden()
    expect(page.locator("#status")).to_contain_text("멈췄습니다")


def test_easy_mode_three_presses_from_the_front_page_to_a_service(
    new_visitor: NewVisitor, city: RunningCity, violations: Callable[[Page], list[str]]
) -> None:
    page = new_visitor(viewport=PHONE).page
    page.goto(f"{city.base_url}/ko/")
    page.locator(".easy-begin:visible").first.click()
    expect(page.locator("h1")).to_have_text("무엇을 도와드릴까요?")
    assert violations(page) == []
    assert wide(page) <= 0
    page.locator(".easy-choice").first.click()
    page.wait_for_url("**/ko/information/")
    page.locator(".easy-end:visible").first.click()
    expect(page.locator("html")).not_to_have_attribute("data-easy", "on")


@pytest.mark.timeout(120)
@pytest.mark.parametrize("lang", ["ko", "en"])
@pytest.mark.parametrize("view", VIEWS)
def test_easy_mode_in_the_square_walks_from_question_to_counter(
    view: str, lang: str, journey: START, violations: Callable[[Page], list[str]]
) -> None:
    visitor = journey(view=view, lang=lang, viewport=PHONE).open().enter("말순")
    page = visitor.page
    page.locator(".easy-begin:visible").first.click()
    expect(page.locator("#easy-choices")).to_be_visible()
    assert violations(page) == []
    assert wide(page) <= 0
    page.locator("#easy-choices [data-service=information]").click()
    expect(page.locator("#going-stop")).to_be_focused()
    expect(page.locator("#panel")).to_be_visible(timeout=PANEL_MS)
    page.locator("#panel-close").click()
    expect(page.locator("#easy-where")).not_to_be_empty()
    page.locator("#easy-say").click()
    expect(page.locator("#say-text")).to_be_focused()
    assert violations(page) == []
    page.locator(".easy-end:visible").first.click()
    expect(page.locator("#easy-square")).to_be_hidden()
    assert visitor.tap()["closed"] == []


@pytest.mark.timeout(120)
def test_phone_at_200_percent_text_nothing_covers_what_one_says(journey: START) -> None:
    visitor = journey(view="3d", viewport=PHONE).open().enter("큰글씨")
    page = visitor.page
    if page.locator("#help").is_visible():
        page.locator("[data-close=help]").click()
    page.locator("#settings-open").click()
    page.locator("#settings [name=text][value='200']").check()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    on_top = """selector => {
      const box = document.querySelector(selector).getBoundingClientRect();
      const there = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return document.querySelector(selector).contains(there) && box.bottom <= innerHeight && box.top >= 0;
    }"""
    for selector in ("#say-text", "#say button", "#settings-open"):
        assert page.evaluate(on_top, selector), f"{selector} is covered or outside the window"
    assert wide(page) <= 0


def test_small_map_is_no_trap_walks_where_pressed_and_can_be_folded(journey: START) -> None:
    visitor = journey(view="3d").open().enter("지도")
    page = visitor.page
    small = page.locator("#minimap")
    assert small.get_attribute("aria-hidden") == "true"
    assert small.locator("a, button, [tabindex]").count() == 0
    small.click(position={"x": 85, "y": 60})
    expect(page.locator("#going")).to_be_visible()
    page.locator("#minimap-toggle").click()
    expect(small).to_be_hidden()
    page.reload()
    visitor.inside()
    expect(page.locator("#minimap")).to_be_hidden()


@pytest.mark.timeout(120)
def test_two_people_of_one_name_are_told_apart(journey: START) -> None:
    me = journey(view="map").open().enter("바다")
    for text in ("하나", "둘"):
        other = journey(view="map").open().enter("하늘")
        me.sees(other)
        other.say(text)
        me.hears(text)
    names = me.page.locator("#log .log-name").all_text_contents()
    assert names[-2:] == ["하늘", "하늘 (2)"]

"""The stage through the whole city: the host at the desk, people in both views, all by keyboard alone."""

import re
import time
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE
from tests.browser.steps import until

pytestmark = pytest.mark.flaky(reruns=2)

WITHIN_S = 2.0


def sign_in_editor(page: Page, base_url: str) -> None:
    page.goto(f"{base_url}/en/")
    page.evaluate(
        """async () => {
            const token = /csrftoken=([^;]+)/.exec(document.cookie)?.[1] ?? "";
            const body = new URLSearchParams({ persona: "editor" });
            await fetch("/accounts/sandbox/", { method: "POST", body, headers: { "X-CSRFToken": token } });
        }"""
    )


def fill_by_keyboard(page: Page, selector: str, text: str) -> None:
    page.locator(selector).focus()
    page.keyboard.type(text)


def opened_stage(page: Page, base_url: str, lang: str = "en") -> str:
    """An open stage with one slide, made by keyboard alone; the address of its desk."""
    sign_in_editor(page, base_url)
    page.goto(f"{base_url}/{lang}/today/stage/desk/")
    ends = (datetime.now(ZoneInfo("Asia/Seoul")) + timedelta(hours=1)).strftime("%Y-%m-%dT%H:%M")
    page.locator("#ends_at").fill(ends)
    fill_by_keyboard(page, "#title_ko", "봄밤 이야기")
    fill_by_keyboard(page, "#title_en", "Talk of a spring night")
    fill_by_keyboard(page, "#speaker", "문화본부")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"desk/[0-9a-f-]{36}/"))
    page.locator(".host-more summary").press("Enter")
    fill_by_keyboard(page, "#slide_title_ko", "덕수궁 돌담길")
    fill_by_keyboard(page, "#slide_title_en", "Along the palace wall")
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    page.locator("button[value=open]").press("Enter")
    expect(page.locator("#host-say")).to_be_visible()
    return page.url


def say(page: Page, text: str) -> float:
    """Say a line by keyboard; the moment at which it was sent."""
    fill_by_keyboard(page, "#line", text)
    before = time.monotonic()
    page.keyboard.press("Enter")
    return before


def test_line_reaches_both_views_within_two_seconds_and_a_question_comes_back(
    journey: Any, new_visitor: Any, city: Any, violations: Any
) -> None:
    host = new_visitor(strict=False).page
    opened_stage(host, city.base_url)
    reader = journey(view="map", viewport=PHONE).enter("하늘")
    walker = journey(view="3d").enter("바람")
    expect(reader.page.locator("#on-stage")).to_contain_text("덕수궁 돌담길")
    late = []
    for text in ("하나입니다", "둘입니다", "셋입니다"):
        time.sleep(1.1)
        sent = say(host, text)
        for one in (reader, walker):
            until(one.page, f"document.querySelector('#on-stage').textContent.includes('{text}')", 8000)
        late.append(time.monotonic() - sent)
        expect(host.locator("#line")).to_have_value("")
    assert min(late) <= WITHIN_S
    assert walker.page.locator("#log .log-stage").count() == 3
    reader.page.locator(".on-stage-clap").press("Enter")
    expect(walker.page.locator(".on-stage-clap")).to_contain_text("1", timeout=8000)

    page = reader.page
    page.locator("#on-stage button[aria-expanded]").press("Enter")
    expect(page.locator("#on-stage-text")).to_be_focused()
    page.keyboard.type("언제 끝나나요?")
    assert violations(page) == []
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#on-stage-told")).to_contain_text("언제 끝나나요?")
    expect(host.locator(".host-queue")).to_contain_text("언제 끝나나요?", timeout=8000)
    assert violations(host) == []
    host.locator("#stage-take").press("Enter")
    expect(walker.page.locator(".on-stage-asked")).to_have_text("언제 끝나나요?", timeout=8000)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert violations(walker.page) == []
    host.locator("button[value=end]").press("Enter")
    expect(page.locator("#on-stage")).to_be_hidden(timeout=8000)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_page_without_the_square_is_enough(new_visitor: Any, city: Any, violations: Any, lang: str) -> None:
    host = new_visitor(strict=False).page
    desk = opened_stage(host, city.base_url, lang)
    assert violations(host) == []
    page = new_visitor(viewport=PHONE, locale=lang).page
    page.goto(f"{city.base_url}/{lang}/today/stage/plaza/")
    say(host, "어서 오세요")
    expect(page.locator(".on-stage-line")).to_contain_text("어서 오세요", timeout=10_000)
    expect(page.locator("#stage-said")).to_contain_text("어서 오세요")
    fill_by_keyboard(page, "#question", "몇 시까지 하나요?")
    page.locator("button[value=ask]").press("Enter")
    expect(page.locator(".on-stage-mine")).to_contain_text("몇 시까지 하나요?")
    assert violations(page) == []
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    page.locator("button[value=withdraw]").press("Enter")
    expect(page.locator("#question")).to_be_visible()
    host.goto(desk)
    host.locator("h1").click()
    host.keyboard.press("PageUp")
    expect(host.locator(".host-count")).to_contain_text("0", timeout=8000)
    host.locator("button[value=end]").press("Enter")

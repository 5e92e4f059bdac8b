"""Keeping order by keyboard: hide and report in both views, be removed, appeal; and the desk that decides."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE

DESK_PAGES = ("", "appeals/", "removals/")


def press(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button by the keyboard alone."""
    button = page.get_by_role("button", name=name, exact=isinstance(name, str)).first
    button.focus()
    page.keyboard.press("Enter")


def submit(page: Page, name: str | re.Pattern[str]) -> None:
    """Press a button that leads to another page, and wait for that."""
    with page.expect_navigation():
        press(page, name)


@pytest.mark.parametrize("view", ["map", "3d"])
def test_person_is_hidden_and_reported_by_keyboard(journey, violations, view):
    rude = journey(view="map").enter("바람")
    kind = journey(view=view).enter("하늘")
    page = kind.page
    if view == "3d":
        press(page, "여기에 있는 것")
    expect(page.get_by_role("button", name="바람 님 신고")).to_be_attached(timeout=20_000)
    press(page, "바람 님 신고")
    dialog = page.get_by_role("dialog", name="바람 님 신고하기")
    expect(dialog).to_be_visible()
    assert violations(page) == []
    press(page, "신고 보내기")
    expect(dialog.get_by_role("alert")).to_contain_text("골라")
    dialog.get_by_label("위협하거나 따라다님").focus()
    page.keyboard.press("Space")
    press(page, "신고 보내기")
    expect(dialog.get_by_text("신고를 받았습니다")).to_be_visible()
    expect(dialog.get_by_role("link")).to_have_text(re.compile("[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{4}"))
    assert violations(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    press(page, "바람 님 가리기")
    expect(page.get_by_role("button", name="바람 님 다시 보기").first).to_be_attached()
    rude.page.close()


def test_removed_person_is_told_why_and_appeals(journey, violations):
    rude = journey(view="map", lang="en", locale="en-GB", strict=False).enter("Breeze")
    other = journey(view="map", lang="en", locale="en-GB").enter("Sky")
    press(other.page, "Report Breeze")
    other.page.get_by_label("Threats or following somebody").check()
    press(other.page, "Send the report")
    number = other.page.locator("#report-receipt a").first.inner_text()

    desk = journey(view="map", lang="en", locale="en-GB")
    desk.page.goto(f"{desk.base_url}/en/sign-in/")
    assert violations(desk.page) == []
    submit(desk.page, re.compile("^Moderator"))
    for path in DESK_PAGES:
        desk.page.goto(f"{desk.base_url}/en/order/{path}")
        assert violations(desk.page) == []
    desk.page.goto(f"{desk.base_url}/en/order/reports/{number}/")
    assert violations(desk.page) == []
    submit(desk.page, "Remove")
    expect(desk.page.get_by_text("Closed: Action taken").first).to_be_visible()

    banner = rude.page.locator("#line")
    expect(banner).to_contain_text("Threats or following somebody")
    expect(banner).to_contain_text("You may not enter until")
    assert violations(rude.page) == []
    banner.get_by_role("link", name="Appeal").click()
    assert violations(rude.page) == []
    rude.page.get_by_label("What do you want to say?").fill("It was a joke.")
    submit(rude.page, "Send the appeal")
    expect(rude.page.get_by_text("We have received your appeal")).to_be_visible()
    desk.page.goto(f"{desk.base_url}/en/order/appeals/")
    desk.page.locator(".desk-row-link").first.click()
    expect(desk.page.get_by_text("It was a joke.")).to_be_visible()
    assert violations(desk.page) == []


def test_desk_and_sign_in_fit_a_phone(journey):
    visit = journey(view="map", viewport=PHONE)
    page = visit.page
    page.goto(f"{visit.base_url}/ko/sign-in/")
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    submit(page, re.compile("^운영자"))
    for path in DESK_PAGES:
        page.goto(f"{visit.base_url}/ko/order/{path}")
        assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0, path

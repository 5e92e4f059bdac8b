"""Showing the square: a postcard, a friend at one's side, the page for other sites, removal by staff."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.steps import READY_MS, until
from tests.browser.test_order import press, submit

CARD = 'document.getElementById("postcard-image").naturalWidth === 1720'


@pytest.mark.parametrize(("view", "lang"), [("map", "ko"), ("3d", "en")])
def test_postcard_is_made_by_keyboard(journey, violations, view, lang):
    visit = journey(view=view, lang=lang).enter("하늘")
    page = visit.page
    words = {"ko": ("사진 찍기", "하늘"), "en": ("Take a picture", "하늘")}[lang]
    if view == "3d":
        press(page, "Menu")
    press(page, words[0])
    until(page, CARD, READY_MS)
    assert violations(page) == []
    with page.expect_download() as saved:
        press(page, re.compile("PNG"))
    assert saved.value.suggested_filename.endswith(".png")
    page.keyboard.press("Escape")
    expect(page.locator("#postcard")).to_be_hidden()


def test_friend_comes_by_link_and_is_led_to_the_side(journey, violations):
    host = journey(view="map").enter("하늘")
    press(host.page, "친구 초대")
    link = host.page.locator("#invite-link")
    expect(link).to_have_value(re.compile("spot=.*with="), timeout=5_000)
    assert violations(host.page) == []
    assert "하늘" not in link.input_value()
    query = link.input_value().partition("?")[2]
    friend = journey(view="map").open(f"&{query}").enter("바람")
    expect(friend.page.locator("#log")).to_contain_text("하늘 님 옆에 왔어요", timeout=20_000)
    assert "spot=" not in friend.page.url
    late = journey(view="map").open("&spot=16000,12000&when=20261101T0000Z&with=nobodyknows").enter("구름")
    expect(late.page.locator("#log")).to_contain_text("초대한 사람은 지금 여기에 없습니다", timeout=10_000)


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_page_for_other_sites_fits_300_pixels(journey, violations, lang):
    visit = journey(viewport={"width": 300, "height": 480})
    visit.page.goto(f"{visit.base_url}/{lang}/embed/")
    assert violations(visit.page) == []
    assert visit.page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    assert visit.page.context.cookies() == []


def test_staff_remove_somebody_from_within_the_square(journey, violations):
    rude = journey(view="map", strict=False).enter("바람")
    staff = journey(view="map", strict=False)
    staff.page.goto(f"{staff.base_url}/ko/sign-in/")
    submit(staff.page, re.compile("^운영자"))
    staff.open().enter("지킴이")
    expect(staff.page.get_by_role("button", name="바람 님 내보내기")).to_be_attached(timeout=20_000)
    press(staff.page, "바람 님 내보내기")
    assert violations(staff.page) == []
    staff.page.locator("#remove-send").focus()
    staff.page.keyboard.press("Enter")
    expect(rude.page.locator("#line")).to_contain_text("내보냈습니다", timeout=20_000)
    expect(staff.page.locator("#remove")).to_be_hidden()

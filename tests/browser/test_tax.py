"""Tax Square as its citizens walk it: to a result, to the own bill, by keyboard, large, with axe."""

import time

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, NewVisitor
from tests.running_city import RunningCity

RESULT = "/tax/property/?price=500000000&last_price=480000000"
PAGES = (
    "/tax/",
    "/tax/property/",
    "/tax/property/?price=오억&year=2019",
    RESULT,
    "/tax/automobile/?cc=1999&first_registered=2024-03-15",
    "/tax/property/compare/?price=500000000&b.one_home=yes&c.price=600000000",
)
OWN = ("/tax/mine/", "/tax/booking/")
DESK = ("/tax/desk/", "/tax/desk/disputes/", "/tax/desk/roster/")


def sign_in(page: Page, city: RunningCity, persona: str, lang: str = "ko") -> None:
    page.goto(f"{city.base_url}/{lang}/sign-in/")
    page.locator(f'button[name="persona"][value="{persona}"]').click()


def wider_than_the_screen(page: Page) -> bool:
    found: bool = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return found


def test_guest_comes_from_the_front_page_to_a_result_in_four_steps(
    city: RunningCity, new_visitor: NewVisitor
):
    page = new_visitor().page
    page.goto(f"{city.base_url}/ko/")
    began = time.monotonic()
    page.get_by_role("link", name="세금광장").first.click()  # 1
    page.get_by_role("link", name="집이 있어요").click()  # 2
    page.get_by_label("집의 공시가격").fill("5억")  # 3
    expect(page.locator("#tax-price-read")).to_have_text("5억 원")
    page.get_by_role("button", name="계산하기").click()  # 4
    expect(page.locator(".tax-sum strong")).to_have_text("1,104,000원")
    assert time.monotonic() - began < 30


def test_resident_comes_from_sign_in_to_the_own_bill_in_four_steps(
    city: RunningCity, new_visitor: NewVisitor
):
    page = new_visitor().page
    sign_in(page, city, "kim-haneul")  # 1
    page.get_by_role("link", name="세금광장").first.click()  # 2
    page.get_by_role("link", name="내 고지서와 집과 차").click()  # 3
    expect(page.get_by_text("모두 냈습니다")).to_be_visible()
    page.locator("a.tax-line-name").first.click()  # 4
    expect(page.get_by_text("고지서 번호")).to_be_visible()


def test_result_by_keyboard_alone(city: RunningCity, new_visitor: NewVisitor):
    page = new_visitor().page
    page.goto(f"{city.base_url}/en/tax/property/")
    page.locator("#tax-price").focus()
    page.keyboard.type("5억 3천만")
    expect(page.locator("#tax-price-read")).to_have_text("5억 3,000만 원")
    page.keyboard.press("Enter")
    expect(page.locator(".tax-sum strong")).to_contain_text("won")
    page.get_by_role("link", name="If it were the only home").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".tax-case")).to_have_count(3)


def test_a_bad_amount_is_explained_beside_the_field(city: RunningCity, new_visitor: NewVisitor):
    page = new_visitor().page
    page.goto(f"{city.base_url}/ko/tax/property/")
    page.get_by_label("집의 공시가격").fill("오억")
    page.keyboard.press("Enter")
    expect(page.locator("#tax-price-problem")).to_contain_text("5억")
    page.locator(".tax-problems a").click()
    expect(page.locator("#tax-price")).to_be_focused()


@pytest.mark.parametrize("lang", ["ko", "en"])
def test_pages_are_open_to_everyone(city: RunningCity, new_visitor: NewVisitor, violations, lang):
    """axe in both languages, at 390 px and with text of 200 %, for guests, a resident and an officer."""
    for persona, pages in ((None, PAGES), ("park-seojun", OWN), ("officer-tax", DESK)):
        page = new_visitor(viewport=PHONE).page
        if persona:
            sign_in(page, city, persona, lang)
        for address in pages:
            page.goto(f"{city.base_url}/{lang}{address}")
            assert not violations(page), address
            assert not wider_than_the_screen(page), address
            page.evaluate("document.documentElement.dataset.text = '200'")
            assert not wider_than_the_screen(page), f"{address} in text of 200 %"


def test_panel_in_the_square_reckons_too(city: RunningCity, new_visitor: NewVisitor):
    page = new_visitor().page
    page.goto(f"{city.base_url}/ko/place/plaza?view=map&at=tax")
    panel = page.locator("#panel-body")
    panel.get_by_role("link", name="집이 있어요").click(timeout=20_000)
    panel.get_by_label("집의 공시가격").fill("5억")
    panel.get_by_role("button", name="계산하기").click()
    expect(panel.locator(".tax-sum strong")).to_have_text("1,104,000원")

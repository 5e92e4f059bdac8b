"""Every page of accounts, errands, officials, auditors and taxes: axe, a phone's width, text of 200 %.

Each page is opened by a person whom it lets in; a new route is walked without a new test.
"""

import re
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.test_tax import wider_than_the_screen
from tests.running_city import RunningCity

Axe = Callable[[Page], list[str]]
ACCOUNT = (
    "",
    "sessions/",
    "address/",
    "passkeys/new/",
    "verify/",
    "guardian/",
    "delete/",
    "data/",
    "data/looks/",
)
WALKS = {
    "guest": ("/sign-in/", "/errands/", "/errands/notifications/", "/account/data/", "/account/data/delete/"),
    "park-seojun": (
        "/errands/",
        "/errands/notifications/",
        "/errands/channels/",
        "/account/",
        "/account/data/",
        "/account/data/looks/",
        "/tax/mine/",
        "/tax/booking/",
    ),
    "lee-junho": ("/account/guardian/",),
    "officer-tax": (
        "/officials/",
        "/officials/?days=7&service=tax",
        "/officials/enter/",
        "/tax/desk/",
        "/tax/desk/disputes/",
        "/tax/desk/roster/",
    ),
    "admin": ("/account/staff/", "/audit/", "/audit/seals/", "/audit/retention/", "/officials/"),
}


@pytest.fixture
def member(browser: Browser, city: RunningCity) -> Iterator[Page]:
    """A phone with nobody signed in."""
    context = browser.new_context(viewport=PHONE, locale="ko-KR", reduced_motion="reduce")  # type: ignore[arg-type]
    yield context.new_page()
    context.close()


def sign_in(page: Page, city: RunningCity, persona: str) -> None:
    page.goto(f"{city.base_url}/ko/sign-in/")
    page.locator(f"button[value={persona}]").click()
    expect(page.locator(".who-name")).to_be_visible()


def tell_the_desk(page: Page, city: RunningCity) -> str:
    """Say that the newest bill is wrong; answers the path of the receipt."""
    page.goto(f"{city.base_url}/ko/tax/mine/")
    page.locator("a.tax-line-name").first.click()
    page.get_by_role("link", name="고지서가 이상해요").click()
    page.locator("textarea").fill("배기량이 실제와 다릅니다 🚗")
    page.get_by_role("button", name="세무 공무원에게 보내기").click()
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{city.base_url}/ko/errands/?show=finished")
    found = page.locator('main a[href*="/errands/"]').evaluate_all("all => all.map(a => a.pathname)")
    return str(next(path for path in found if len(path.split("/")[3]) == 14))[3:]


def problems_of(page: Page, violations: Axe) -> list[str]:
    found = violations(page)
    if wider_than_the_screen(page):
        found.append("wider than a phone")
    page.evaluate("document.documentElement.dataset.text = '200'")
    if wider_than_the_screen(page):
        found.append("wider than a phone in text of 200 %")
    return found


@pytest.mark.parametrize("persona", list(WALKS))
def test_pages_of_errands_and_accounts_are_open_to_everyone(
    member: Page, city: RunningCity, violations: Axe, persona: str
) -> None:
    pages = list(WALKS[persona])
    if persona != "guest":
        sign_in(member, city, persona)
    if persona == "park-seojun":
        pages.append(tell_the_desk(member, city))
    found = {}
    for lang in ("ko", "en"):
        for path in pages:
            answer = member.goto(f"{city.base_url}/{lang}{path}")
            assert answer is not None
            assert answer.status == 200, path
            if problems := problems_of(member, violations):
                found[lang + path] = problems
    assert not found


@pytest.mark.flaky(reruns=2)
def test_pages_of_an_account_of_one_s_own_are_open_to_everyone(
    member: Page, city: RunningCity, violations: Axe
) -> None:
    """Signed up by e-mail: the six digits lie in the trial city's DIR/mail."""
    before = set((city.data / "mail").glob("*"))
    member.goto(f"{city.base_url}/ko/sign-in/")
    member.get_by_label("이메일 주소").fill("nara@example.kr")
    member.keyboard.press("Enter")
    expect(member.locator("input[name=code]")).to_be_visible()
    member.locator("input[name=code]").fill(newest_code(city, before))
    member.keyboard.press("Enter")
    expect(member.locator(".who-name")).to_be_visible()
    found = {}
    for lang in ("ko", "en"):
        for path in ACCOUNT:
            member.goto(f"{city.base_url}/{lang}/account/{path}")
            if problems := problems_of(member, violations):
                found[f"{lang}/account/{path}"] = problems
    assert not found


def newest_code(city: RunningCity, before: set[Path]) -> str:
    """The six digits of the letter that has come."""
    (letter,) = [path for path in (city.data / "mail").glob("*") if path not in before]
    text = message_from_bytes(letter.read_bytes(), policy=policy.default).get_body()
    assert text is not None
    found = re.search(r"(?<!\d)\d{6}(?!\d)", text.get_content())
    assert found
    return found[0]

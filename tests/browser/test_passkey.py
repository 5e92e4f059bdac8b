"""A person makes a passkey and signs in with it, as their device's lock would do it; no name, no address."""

import pytest
from playwright.sync_api import Page, expect

AUTHENTICATOR = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
WITHIN_MS = 30_000


def unlock_with_a_finger(page: Page) -> None:
    """Give the browser a platform authenticator that says yes."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})


@pytest.mark.flaky(reruns=2)
def test_person_signs_up_out_and_in_again_with_a_passkey(new_visitor, city, violations):
    page = new_visitor().page
    unlock_with_a_finger(page)
    page.goto(f"{city.base_url}/ko/sign-in/?next=/ko/information/")
    assert violations(page) == []
    create = page.locator("form[data-passkey=create] button")
    create.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".who-name")).to_have_text("회원", timeout=WITHIN_MS)
    assert page.url.endswith("/ko/information/")
    page.goto(f"{city.base_url}/ko/account/")
    assert violations(page) == []
    page.locator(".who button").click()
    expect(page.locator(".who-name")).to_have_count(0, timeout=WITHIN_MS)
    page.goto(f"{city.base_url}/ko/sign-in/?next=/ko/information/")
    page.locator("form[data-passkey=get] button").click()
    expect(page.locator(".who-name")).to_have_text("회원", timeout=WITHIN_MS)
    assert page.url.endswith("/ko/information/")


def test_page_says_why_no_passkey_works_under_another_name(new_visitor, city):
    page = new_visitor().page
    page.goto(city.base_url.replace("localhost", "127.0.0.1") + "/ko/sign-in/")
    expect(page.locator("[data-passkey-says]")).to_contain_text("localhost")
    expect(page.locator("form[data-passkey=get] button")).to_be_disabled()

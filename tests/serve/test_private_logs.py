"""Nobody's name, number or address gets into a log, whatever a person does and whatever goes wrong."""

from typing import Any, cast

import httpx
import pytest
from django.conf import settings

from madang.kernel.registers.adapters import registry
from tests.running_city import RunningCity

PERSONA = "kim-haneul"
TYPED = "880412-2345678 세종대로 110번지 김하늘"
PAGES = (
    "/ko/account/",
    "/ko/account/data/",
    "/ko/account/data/looks/",
    "/ko/errands/",
    "/ko/tax/",
    f"/ko/{TYPED}",
    f"/ko/place/{TYPED}",
    f"/ko/account/data/looks/?page={TYPED}",
    "/api/me/export",
    "/api/me/errands",
    "/api/me/events?after=x",
)


def secrets_of_persona() -> list[str]:
    """What no log may hold: names, the number, the addresses as the register has them."""
    resident = registry().resident(PERSONA)
    return [resident.resident_number, resident.resident_number[:6], "김하늘", "세종대로 110", TYPED]


def test_journey_of_a_resident_leaves_nothing_of_them_in_any_log(city: RunningCity) -> None:
    origin = {"Origin": city.base_url, "Referer": f"{city.base_url}/ko/"}
    with httpx.Client(base_url=city.base_url, headers=origin, timeout=20) as browser:
        browser.get("/ko/")
        browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
        entered = browser.post("/accounts/sandbox/", data={"persona": PERSONA})
        assert entered.status_code in (200, 302), entered.text
        browser.headers["X-CSRFToken"] = browser.cookies["csrftoken"]
        for page in PAGES:
            assert browser.get(page).status_code < 500, page
        assert browser.post("/api/tax/property", json={"price": TYPED}).status_code == 422
        assert browser.post("/accounts/sandbox/", data={"persona": TYPED}).status_code >= 400
        browser.post("/ko/account/data/delete/", data={"sure": TYPED})
        browser.post("/accounts/sign-out/")
    said = {name: city.log(name) for name in ("web", "worker", "world", "door", "nats", "serve")}
    assert said["web"] or said["worker"]
    found = [
        (name, secret) for name, text in said.items() for secret in secrets_of_persona() if secret in text
    ]
    assert not found


def test_no_error_is_ever_sent_by_mail_or_shown_with_its_values() -> None:
    assert settings.DEBUG is False
    assert not settings.ADMINS
    assert not settings.MANAGERS
    handlers: dict[str, dict[str, str]] = cast("Any", settings.LOGGING)["handlers"]
    assert not [handler for handler in handlers.values() if "Email" in handler["class"]]


@pytest.mark.parametrize("secret", ["880412", "김하늘"])
def test_what_is_looked_for_is_what_the_persona_has(secret: str) -> None:
    assert any(secret in one for one in secrets_of_persona())

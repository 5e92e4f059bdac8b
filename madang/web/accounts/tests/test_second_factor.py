"""The authenticator app: asked after an e-mail code, demanded of staff, no code good twice."""

import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from django.core.cache import cache

from madang.kernel.accounts.models import StaffRole
from madang.kernel.keys import load_staff_code
from madang.web.accounts.tests.conftest import code_of

pytestmark = pytest.mark.django_db
ADDRESS = "staff@example.kr"


def now_code(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def to_second_step(person):
    person.ask(ADDRESS)
    answer = person.type(code_of(ADDRESS))
    assert answer["Location"] == "/ko/sign-in/second/"
    assert "madang_subject" not in person.client.session


@pytest.fixture
def staff(somebody):
    """An officer without the app, signed in after the post was given."""
    person = somebody().sign_in(ADDRESS)
    StaffRole.objects.create(account=person.account, role="officer", service="tax", granted_by="a1")
    person.client.post("/accounts/sign-out/")
    return somebody().sign_in(ADDRESS)


def test_staff_without_the_app_reach_only_its_page(staff):
    assert staff.client.session["madang_roles"] == []
    for address in ("/ko/", "/ko/information/", "/ko/account/", "/en/order/"):
        assert staff.client.get(address)["Location"].endswith("/account/second-factor/")
    assert staff.client.get("/api/me/events").status_code == 403
    assert staff.client.post("/ko/account/language/", {"language": "en"}).status_code == 403
    assert staff.client.get("/ko/account/second-factor/").status_code == 200
    assert staff.client.post("/accounts/sign-out/").status_code == 302


def test_post_holds_once_the_app_is_set_up_under_a_new_session_key(staff):
    page = staff.client.get("/ko/account/second-factor/")
    picture = staff.client.get("/ko/account/second-factor/picture.svg")
    assert picture["Content-Type"] == "image/svg+xml"
    secret = page.context["form"].secret
    before = staff.client.session.session_key
    wrong = staff.client.post("/ko/account/second-factor/", {"code": "000000"})
    assert (wrong.status_code, 'role="alert"' in wrong.text) == (200, True)
    done = staff.client.post("/ko/account/second-factor/", {"code": now_code(secret)})
    assert done["Location"] == "/ko/account/second-factor/codes/"
    assert staff.client.session["madang_roles"] == ["officer"]
    assert staff.client.session.session_key != before
    assert staff.client.get("/ko/account/second-factor/codes/").text.count("<code>") == 10
    row = Authenticator.objects.get(type="totp")
    assert secret not in str(row.data)
    refused = staff.client.post("/ko/account/second-factor/remove/")
    assert refused.status_code == 200
    assert Authenticator.objects.filter(type="totp").exists()


def test_app_is_asked_for_and_its_code_is_good_once(somebody, with_app):
    account = somebody().sign_in(ADDRESS).account
    secret = with_app(account)
    person, replayer = somebody(), somebody()
    to_second_step(person)
    code = now_code(secret)
    assert person.client.post("/ko/sign-in/second/", {"code": code}).status_code == 302
    assert person.client.session["madang_subject"] == account.subject
    to_second_step(replayer)
    if now_code(secret) == code:
        assert replayer.client.post("/ko/sign-in/second/", {"code": code}).status_code == 200
        assert "madang_subject" not in replayer.client.session


def test_recovery_code_is_good_once(somebody, with_app):
    account = somebody().sign_in(ADDRESS).account
    with_app(account)
    code = RecoveryCodes.activate(account).get_unused_codes()[0]
    person = somebody()
    to_second_step(person)
    assert person.client.post("/ko/sign-in/second/", {"code": code}).status_code == 302
    other = somebody()
    to_second_step(other)
    assert other.client.post("/ko/sign-in/second/", {"code": code}).status_code == 200
    assert "madang_subject" not in other.client.session


def test_codes_of_one_account_cannot_be_tried_for_long(somebody, with_app):
    secret = with_app(somebody().sign_in(ADDRESS).account)
    person = somebody()
    to_second_step(person)
    for n in range(5):
        person.client.post("/ko/sign-in/second/", {"code": f"{n:06}"})
    locked = person.client.post("/ko/sign-in/second/", {"code": now_code(secret)})
    assert locked.status_code == 200
    assert "5분" in locked.text
    cache.clear()
    assert person.client.post("/ko/sign-in/second/", {"code": now_code(secret)}).status_code == 302


def test_second_step_without_the_first_leads_back(somebody):
    assert somebody().client.get("/ko/sign-in/second/")["Location"] == "/ko/sign-in/"


def test_app_is_waived_for_the_sandboxs_staff_alone(somebody):
    client = somebody().client
    code = load_staff_code(settings.CONFIG.data)
    client.post("/accounts/sandbox/", {"persona": "officer-tax", "code": code})
    assert client.session["madang_roles"] == ["officer"]
    assert client.get("/ko/").status_code == 200
    assert client.get("/ko/account/second-factor/")["Location"] == "/ko/account/"

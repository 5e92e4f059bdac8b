"""Signing in by e-mail: one way for known and unknown addresses, a code that is good once."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from madang.kernel.accounts.models import Account
from madang.kernel.errands.actions import start
from madang.kernel.errands.models import Errand
from madang.web.accounts import codes
from madang.web.accounts.tests.conftest import HERE, code_of

pytestmark = pytest.mark.django_db
ADDRESS = "haneul@example.kr"


def test_first_sign_in_makes_an_account_without_anything_about_the_person(somebody):
    person = somebody().sign_in(ADDRESS, next="/ko/information/")
    account = person.account
    assert (account.name, account.resident, account.level) == ("", None, 1)
    assert ADDRESS not in account.subject
    assert EmailAddress.objects.get(user=account).verified
    again = somebody().sign_in(ADDRESS)
    assert again.account == account
    assert Account.objects.count() == 1


def test_way_on_is_where_one_was_and_nowhere_else(somebody):
    person = somebody()
    person.ask(ADDRESS, next="/ko/information/")
    assert person.type(code_of(ADDRESS))["Location"] == "/ko/information/"
    other = somebody()
    other.ask("b@example.kr", next="https://elsewhere.example/")
    assert other.type(code_of("b@example.kr"))["Location"] == "/ko/"


def test_known_and_unknown_address_get_the_same_answer_and_letter(somebody):
    somebody().sign_in(ADDRESS)
    mail.outbox.clear()
    known, unknown = somebody(), somebody()
    answers = [known.ask(ADDRESS), unknown.ask("nobody@example.kr")]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [
        (302, "/ko/sign-in/code/")
    ] * 2
    bodies = [letter.body.replace(code_of(letter.to[0]), "") for letter in mail.outbox]
    assert bodies[0] == bodies[1]
    pages = [one.client.get("/ko/sign-in/code/").text.count("<form") for one in (known, unknown)]
    assert pages[0] == pages[1]


def test_code_is_good_once(somebody):
    person = somebody()
    person.ask(ADDRESS)
    code = code_of(ADDRESS)
    assert person.type(code).status_code == 302
    person.client.post("/accounts/sign-out/")
    assert person.type(code).status_code == 422
    assert "madang_subject" not in person.client.session


def test_code_of_one_browser_does_not_open_another(somebody):
    person, thief = somebody(), somebody()
    person.ask(ADDRESS)
    thief.ask("thief@example.kr")
    assert thief.type(code_of(ADDRESS)).status_code == 422


def test_code_ends_after_ten_minutes(somebody, monkeypatch):
    person = somebody()
    person.ask(ADDRESS)
    late = timezone.now() + timedelta(seconds=codes.LIFE_S + 1)
    monkeypatch.setattr(timezone, "now", lambda: late)
    answer = person.type(code_of(ADDRESS))
    assert answer.status_code == 422
    assert "10분" in answer.text


def test_five_wrong_codes_void_the_right_one(somebody):
    person = somebody()
    person.ask(ADDRESS)
    right = code_of(ADDRESS)
    wrong = f"{(int(right) + 1) % 10**6:06}"
    assert [person.type(wrong).status_code for _ in range(codes.TRIES)] == [422] * codes.TRIES
    assert person.type(right).status_code == 422


def test_codes_of_one_address_are_bounded_across_browsers(somebody):
    answers = [somebody().ask(ADDRESS).status_code for _ in range(4)]
    assert answers == [302, 302, 302, 429]
    assert somebody().ask("other@example.kr").status_code == 302


def test_tries_of_one_address_are_bounded_across_browsers(somebody, settings):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "type_code": "2/h/key"}
    person = somebody()
    person.ask(ADDRESS)
    person.type("000000")
    person.type("000001")
    assert person.type(code_of(ADDRESS)).status_code == 429


@pytest.mark.parametrize(
    "address", ["", "haneul", "a@b", "x" * 300 + "@example.kr", "a@example.kr\nBcc: b@c.kr"]
)
def test_what_is_no_address_is_said_beside_the_field(somebody, address):
    answer = somebody().ask(address)
    assert answer.status_code == 422
    assert 'id="email-problem"' in answer.text
    assert not mail.outbox


def test_session_key_is_new_and_the_guests_errand_goes_along(somebody):
    person = somebody()
    session = person.client.session
    session["madang_subject"], session["madang_level"] = "guest-1", 0
    session["draft"] = "half done"
    session.save()
    planted = session.session_key
    start("guest-1", "tax", "estimate", {"ko": "재산세", "en": "Property tax"})
    person.sign_in(ADDRESS)
    assert person.client.session.session_key != planted
    assert person.client.session["draft"] == "half done"
    assert Errand.objects.get().subject == person.account.subject
    assert not Client(headers={"Cookie": f"sessionid={planted}"}).session.get("madang_subject")


def test_another_account_finds_nothing_of_the_one_before(somebody):
    person = somebody().sign_in(ADDRESS)
    session = person.client.session
    session["draft"] = "half done"
    session.save()
    person.sign_in("b@example.kr")
    assert "draft" not in person.client.session


@pytest.mark.parametrize(
    "path", ["/ko/sign-in/email/", "/ko/sign-in/code/", "/ko/sign-in/passkey/", "/ko/sign-in/new/"]
)
def test_forms_of_another_site_are_refused(path):
    assert Client(headers=HERE, enforce_csrf_checks=True).post(path, {"email": ADDRESS}).status_code == 403


def test_code_and_address_are_not_in_the_session_in_clear(somebody):
    person = somebody()
    person.ask(ADDRESS)
    assert code_of(ADDRESS) not in str(dict(person.client.session))

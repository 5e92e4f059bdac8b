"""Signing in to the sandbox: residents from anywhere, staff from this machine or with the code."""

import dataclasses

import pytest
from django.conf import settings
from django.test import Client

from madang.kernel.city import load_city
from madang.kernel.keys import load_staff_code
from madang.kernel.personas import PERSONAS
from madang.web import context
from madang.web.api.addresses import AddressLimit
from madang.web.views import accounts

pytestmark = pytest.mark.django_db
URL = "/accounts/sandbox/"
HERE = {"Host": "localhost:8000", "X-Forwarded-For": "127.0.0.1"}
AWAY = {"Host": "localhost:8000", "X-Forwarded-For": "198.51.100.7"}


@pytest.fixture(autouse=True)
def _fresh_limits(monkeypatch):
    monkeypatch.setattr(accounts, "sign_in_limit", AddressLimit(300, 5.0))
    monkeypatch.setattr(accounts, "code_limit", AddressLimit(10, 0.1))


def sign_in(client, persona, headers=HERE, **fields):
    return client.post(URL, {"persona": persona, **fields}, headers=headers)


def test_script_signs_in_as_the_contract_says():
    script = Client(enforce_csrf_checks=True)
    assert script.post(URL, {"persona": "kim-haneul"}, headers=HERE).status_code == 403
    script.get("/", headers=HERE)
    token = script.cookies["csrftoken"].value
    answer = sign_in(script, "kim-haneul", {**HERE, "X-CSRFToken": token})
    assert answer.status_code == 302
    assert script.session["madang_level"] == 2
    assert script.session["madang_roles"] == []
    assert "김하늘" in script.get("/ko/", headers=HERE).text
    again = sign_in(script, "smith-john", {**HERE, "X-CSRFToken": token})
    assert again.status_code == 302, "The token that a script read from / goes on serving."


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.slug)
def test_every_persona_signs_in_from_this_machine(client, persona):
    assert sign_in(client, persona.slug).status_code == 302
    assert client.session["madang_subject"] == persona.visitor().subject
    assert tuple(client.session["madang_roles"]) == persona.roles


def test_who_prefers_large_text_finds_it_at_once_unless_this_browser_has_a_choice(client):
    sign_in(client, "kim-haneul")
    assert "madang_view" not in client.cookies
    sign_in(client, "choi-malsoon")
    assert client.cookies["madang_view"].value == "text-150"
    assert 'data-text="150"' in client.get("/ko/").text
    client.cookies["madang_view"] = "contrast-high"
    sign_in(client, "choi-malsoon")
    assert client.cookies["madang_view"].value == "contrast-high"


def test_resident_signs_in_from_anywhere(client):
    assert sign_in(client, "choi-malsoon", AWAY).status_code == 302


@pytest.mark.parametrize(
    "headers",
    [
        AWAY,
        {"Host": "localhost:8000", "X-Forwarded-For": "127.0.0.1, 198.51.100.7"},
        {**HERE, "Origin": "https://tunnel.example"},
    ],
)
def test_staff_from_elsewhere_need_the_code(client, headers):
    refused = sign_in(client, "moderator", headers)
    assert refused.status_code == 403
    assert "staff-code" in refused.text
    assert sign_in(client, "moderator", headers, code="aaaa-bbbb-cccc").status_code == 403
    assert "madang_subject" not in client.session
    assert (
        sign_in(client, "moderator", headers, code=load_staff_code(settings.CONFIG.data)).status_code == 302
    )
    assert client.session["madang_roles"] == ["moderator"]


def test_code_cannot_be_tried_for_long(client):
    tries = [sign_in(client, "admin", AWAY, code=f"try-{n}").status_code for n in range(11)]
    assert tries == [403] * 10 + [429]
    late = sign_in(client, "admin", AWAY, code=load_staff_code(settings.CONFIG.data))
    assert late.status_code == 429
    assert int(late["Retry-After"]) > 0
    assert sign_in(client, "kim-haneul", AWAY).status_code == 302


def test_sign_ins_of_one_address_are_bounded(client, monkeypatch):
    monkeypatch.setattr(accounts, "sign_in_limit", AddressLimit(2, 0.1))
    assert [sign_in(client, "kim-haneul").status_code for _ in range(3)] == [302, 302, 429]


@pytest.mark.parametrize("persona", ["nobody", "", "admin' --", "가" * 9999])
def test_unknown_persona_is_said_and_nobody_is_signed_in(client, persona):
    answer = sign_in(client, persona)
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert "sessionid" not in client.cookies


def test_session_key_is_new_after_sign_in_and_nothing_of_another_person_stays(client):
    session = client.session
    session["basket"] = "of somebody else"
    session.save()
    planted = session.session_key
    sign_in(client, "kim-haneul")
    first = client.session.session_key
    assert first != planted
    assert not Client(headers={"Cookie": f"sessionid={planted}"}).session.get("madang_subject")
    client.session["errand"] = "half done"
    sign_in(client, "park-seojun")
    assert client.session.session_key not in (planted, first)
    assert "errand" not in client.session
    assert "basket" not in client.session


def test_page_calls_staff_in_its_own_language(client):
    sign_in(client, "moderator", {**HERE, "Accept-Language": "en"})
    assert 'who-name">운영자<' in client.get("/ko/").text
    assert 'who-name">Moderator<' in client.get("/en/").text


def test_sign_out_ends_the_session(client):
    sign_in(client, "kim-haneul")
    key = client.session.session_key
    assert client.post("/accounts/sign-out/", {"next": "/en/"}).headers["Location"] == "/en/"
    assert client.session.session_key != key
    assert "madang_subject" not in client.session
    assert client.get("/accounts/sign-out/").status_code == 405


@pytest.mark.parametrize(
    ("wanted", "goes"),
    [
        ("/ko/place/plaza?view=map", "/ko/place/plaza?view=map"),
        ("https://elsewhere.example/", "/ko/"),
        ("//elsewhere.example/", "/ko/"),
        ("/\\elsewhere.example/", "/ko/"),
        ("javascript:alert(1)", "/ko/"),
        ("\t//elsewhere.example", "/ko/"),
        ("ko/", "/ko/"),
        ("/" + "a" * 600, "/ko/"),
        ("", "/ko/"),
    ],
)
def test_way_on_leads_nowhere_else(client, wanted, goes):
    headers = {**HERE, "Accept-Language": "ko"}
    assert sign_in(client, "kim-haneul", headers, next=wanted).headers["Location"] == goes


def test_page_asks_for_the_code_only_elsewhere(client):
    assert "staff-code" not in client.get("/ko/sign-in/", headers=HERE).text
    assert "staff-code" in client.get("/ko/sign-in/", headers=AWAY).text


def test_get_leads_to_the_page(client):
    assert client.get(URL, headers={**HERE, "Accept-Language": "en"}).headers["Location"] == "/en/sign-in/"


def test_city_that_is_no_sandbox_has_no_invented_people(client, monkeypatch):
    real = dataclasses.replace(load_city(settings.CONFIG.city), sandbox=False)
    monkeypatch.setattr(accounts, "load_city", lambda _slug: real)
    monkeypatch.setattr(context, "load_city", lambda _slug: real)
    page = client.get("/ko/sign-in/")
    assert "data-passkey" in page.text
    assert 'name="persona"' not in page.text
    assert sign_in(client, "kim-haneul").status_code == 404
    assert "madang_subject" not in client.session

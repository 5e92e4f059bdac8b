"""POST /api/world/ticket keeps the contract of docs/protocol.md, "Entering"."""

import json
import time
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from madang.kernel import keys
from madang.kernel.devices import device_subject
from madang.kernel.order.models import Removal
from madang.protocol import tickets
from madang.web.api import world as world_api
from madang.web.api.addresses import AddressLimit

URL = "/api/world/ticket"


def ask(client, headers=None, **body):
    asked = {"place": "plaza", "name": "하늘", "look": "k1.h02", **body}
    return client.post(URL, json.dumps(asked), content_type="application/json", headers=headers)


def claims_of(token, places=("plaza",)):
    public = keys.load_ticket_public(settings.CONFIG.data)
    return tickets.verify(
        token, {str(public.kid): public}, places=places, node=settings.CONFIG.node, now=time.time()
    )


@pytest.mark.usefixtures("open_world")
def test_guest_gets_a_ticket_and_a_pass_without_a_csrf_token_or_a_database():
    answer = ask(Client(enforce_csrf_checks=True))
    assert answer.status_code == 201
    assert answer["Cache-Control"] == "no-store"
    assert set(answer.json()) == {"ticket", "pass", "url", "expires_in"}
    assert answer.json()["url"] == settings.CONFIG.world_url
    ticket, passed = claims_of(answer.json()["ticket"]), claims_of(answer.json()["pass"])
    assert (ticket.use, passed.use) == ("ticket", "pass")
    assert (ticket.name, ticket.level, ticket.roles, ticket.place) == ("하늘", "guest", (), "plaza")
    assert (ticket.sid, ticket.sub) == (passed.sid, passed.sub)
    assert ticket.jti != passed.jti
    assert ticket.exp - ticket.iat == answer.json()["expires_in"] == 60
    assert passed.exp - passed.iat == 12 * 3600


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_look_is_made_canonical_and_never_refused(client):
    claims = claims_of(ask(client, look="zz.h9?.k2").json()["ticket"])
    assert claims.look.startswith("k2.h")
    assert claims_of(ask(client, look="").json()["ticket"]).look


@pytest.mark.usefixtures("open_world")
def test_empty_place_is_for_events_only(client):
    assert claims_of(ask(client, place="").json()["ticket"], places=("",)).place == ""


@pytest.mark.usefixtures("open_world")
def test_language_is_that_of_accept_language_whatever_the_cookie(client):
    client.cookies["madang_language"] = "ko"
    claims = claims_of(ask(client, headers={"Accept-Language": "en"}).json()["ticket"])
    assert claims.lang == "en"


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_session_gives_subject_level_and_roles_and_needs_the_csrf_token(signed_in):
    claims = claims_of(ask(signed_in).json()["ticket"])
    assert (claims.sub, claims.level, claims.roles) == ("s-1", "member", ("editor",))
    strict = Client(enforce_csrf_checks=True)
    strict.cookies = signed_in.cookies
    refused = ask(strict)
    assert refused.status_code == 403
    assert refused.json()["detail"][0]["code"] == "csrf"
    strict.get("/ko/")
    token = strict.cookies["csrftoken"].value
    assert ask(strict, headers={"X-CSRFToken": token}).status_code == 201


@pytest.mark.usefixtures("open_world")
@pytest.mark.parametrize(
    ("body", "field", "code"),
    [
        ({"name": "관리자"}, "name", "staff"),
        ({"name": ""}, "name", "required"),
        ({"name": 7}, "name", "string_type"),
        ({"name": "가" * 201}, "name", "string_too_long"),
        ({"place": "nowhere"}, "place", "unknown"),
        ({"place": "../../etc"}, "place", "unknown"),
        ({"place": "\ud800"}, "place", "string_unicode"),
        ({"place": None}, "place", "string_type"),
        ({"look": ["k1"]}, "look", "string_type"),
    ],
)
def test_bad_field_is_named_in_the_language_asked_for(client, body, field, code):
    korean = ask(client, headers={"Accept-Language": "ko"}, **body)
    english = ask(client, headers={"Accept-Language": "en"}, **body)
    assert korean.status_code == english.status_code == 422
    problem = korean.json()["detail"][0]
    assert (problem["field"], problem["code"]) == (field, code)
    assert english.json()["detail"][0]["text"].isascii()
    assert not problem["text"].isascii()


@pytest.mark.usefixtures("open_world")
@pytest.mark.parametrize(
    "body", [b"", b"{", b"[1]", b'"x"', b"\xff\xfe", b"null", b"[" * 50_000, b'{"name": NaN}']
)
def test_body_that_is_no_request_is_refused_and_never_breaks(client, body):
    answer = client.post(URL, body, content_type="application/json")
    assert answer.status_code == 422
    assert answer.json()["detail"][0]["text"]


@pytest.mark.usefixtures("open_world")
def test_body_that_is_too_large_is_413(client):
    answer = client.post(URL, b'{"name": "' + b"a" * 2_000_000 + b'"}', content_type="application/json")
    assert answer.status_code == 413
    assert answer.json()["detail"][0]["code"] == "too_big"


def test_world_that_does_not_answer_is_503_with_retry_after(client):
    answer = ask(client)
    assert answer.status_code == 503
    assert int(answer["Retry-After"]) > 0
    assert answer.json()["detail"][0]["code"] == "world_away"


@pytest.mark.usefixtures("open_world")
def test_missing_keys_are_503_not_an_error_page(client, monkeypatch):
    def missing(_data):
        raise keys.KeysMissing("gone")

    monkeypatch.setattr(world_api, "load_ticket_private", missing)
    assert ask(client).status_code == 503


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_too_many_from_one_address_is_429_and_others_feel_nothing(client, monkeypatch):
    monkeypatch.setattr(world_api, "ticket_limit", AddressLimit(2, 1.0))
    flood = {"X-Forwarded-For": "198.51.100.7"}
    assert [ask(client, headers=flood).status_code for _ in range(3)] == [201, 201, 429]
    assert int(ask(client, headers=flood)["Retry-After"]) >= 1
    assert ask(client, headers={"X-Forwarded-For": "198.51.100.8"}).status_code == 201


def removed(sub, term="day"):
    now = timezone.now()
    return Removal.objects.create(
        number="AAAA-BBBB-CCCC",
        sid="v1",
        sub=sub,
        reason="insult",
        words="세 번째",
        term=term,
        at=now,
        until=now + timedelta(days=1),
        by="staff",
    )


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_removed_guest_is_told_until_when_why_and_where_to_appeal(client):
    guest = claims_of(ask(client).json()["ticket"])
    removal = removed(guest.sub)
    korean = ask(client, headers={"Accept-Language": "ko"})
    problem = korean.json()["detail"][0]
    assert korean.status_code == 403
    assert (problem["code"], problem["number"]) == ("removed", removal.number)
    assert problem["reason"] == "욕설이나 모욕: 세 번째"
    assert problem["until"].endswith("Z")
    assert "까지 들어올 수 없습니다" in problem["text"]
    english = ask(client, headers={"Accept-Language": "en"}).json()["detail"][0]
    assert english["text"].startswith("You may not enter until ")
    assert ask(Client()).status_code == 201
    Removal.objects.update(lifted_at=timezone.now())
    assert ask(client).status_code == 201


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_removed_person_is_refused_under_their_sign_in_and_a_removed_browser_under_any(signed_in):
    removed("s-1")
    assert ask(signed_in).status_code == 403
    Removal.objects.update(sub="somebody else")
    answer = ask(signed_in)
    assert answer.status_code == 201
    device = device_subject(answer.wsgi_request)
    signed_in.get("/ko/")
    assert device is None
    Removal.objects.update(sub=device_subject(ask(signed_in).wsgi_request))
    assert ask(signed_in).status_code == 403


@pytest.mark.django_db
@pytest.mark.usefixtures("open_world")
def test_guest_is_the_same_to_others_at_the_next_visit_and_a_new_visit_to_the_world(client):
    first, second = (claims_of(ask(client).json()["ticket"]) for _ in range(2))
    assert (first.sub, first.key) == (second.sub, second.key)
    assert first.sid != second.sid
    assert first.key
    assert first.key != first.sub
    assert claims_of(ask(Client()).json()["ticket"]).key != first.key


def test_get_is_not_a_way_to_a_ticket(client):
    assert client.get(URL).status_code == 405

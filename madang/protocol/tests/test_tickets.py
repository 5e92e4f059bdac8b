"""Tickets: what the world accepts, and each way in which it must not be fooled."""

import base64
import json
from dataclasses import replace
from typing import Any

import pytest
from joserfc import jwt
from joserfc.jwk import OctKey, OKPKey

from madang.protocol import tickets
from madang.protocol.tickets import Claims, TicketError

NOW = 1_800_000_000.0
KEY = tickets.generate_key("city-1")
KEYS = {"city-1": tickets.import_key(KEY.as_dict(private=False))}
VISITOR = tickets.Visitor(sub="subject-1", sid="visit-1", name="하늘", look="k0", roles=("agent",), lang="en")


def claims(**changes) -> Claims:
    ticket = tickets.new_claims(VISITOR, issuer="http://localhost:8000", place="plaza", node="1", now=NOW)
    return replace(ticket, **changes)


def verify(token: str, *, now: float = NOW, places=("", "plaza"), node: str = "1") -> Claims:
    return tickets.verify(token, KEYS, places=places, node=node, now=now)


def refusal(token: str, **where) -> str:
    with pytest.raises(TicketError) as refused:
        verify(token, **where)
    return refused.value.code


def signed(payload: dict, key: OKPKey = KEY, **header) -> str:
    return jwt.encode({"alg": "Ed25519", "kid": "city-1", **header}, payload, key, algorithms=["Ed25519"])


def payload_of(token: str) -> Any:
    body = token.split(".")[1]
    return json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))


def test_ticket_comes_back_with_the_same_claims():
    ticket = claims()
    assert verify(tickets.issue(ticket, KEY)) == replace(ticket, kid="city-1")
    assert ticket.place == "plaza"


def test_pass_is_the_same_person_for_twelve_hours():
    ticket = claims()
    again = verify(tickets.issue(tickets.pass_of(ticket), KEY), now=NOW + 11.9 * 3600)
    assert (again.sid, again.sub, again.name, again.use) == ("visit-1", "subject-1", "하늘", "pass")
    assert again.jti != ticket.jti


def test_ticket_after_its_life_is_accepted_within_the_leeway_only():
    token = tickets.issue(claims(), KEY)
    assert verify(token, now=NOW + 60 + 29)
    assert refusal(token, now=NOW + 60 + 31) == "expired"


def test_ticket_from_the_future_is_refused_beyond_the_leeway():
    token = tickets.issue(claims(), KEY)
    assert verify(token, now=NOW - 29)
    assert refusal(token, now=NOW - 31) == "not_yet"


def test_ticket_for_another_place_or_node_is_refused():
    token = tickets.issue(claims(), KEY)
    assert refusal(token, places=("", "lobby")) == "wrong_audience"
    assert refusal(token, node="2") == "wrong_audience"


def test_ticket_for_events_only_has_an_empty_place():
    assert verify(tickets.issue(claims(aud=tickets.audience("", "1")), KEY)).place == ""


def test_ticket_of_another_key_with_the_same_name_is_refused():
    assert refusal(tickets.issue(claims(), tickets.generate_key("city-1"))) == "bad_signature"
    assert refusal(tickets.issue(claims(), tickets.generate_key("other"))) == "unknown_key"


def test_ticket_with_the_public_key_as_hmac_secret_is_refused():
    public = json.dumps(KEY.as_dict(private=False))
    token = jwt.encode(
        {"alg": "HS256", "kid": "city-1"},
        payload_of(tickets.issue(claims(), KEY)),
        OctKey.import_key(public),
        algorithms=["HS256"],
    )
    assert refusal(token) == "bad_signature"


def test_ticket_with_algorithm_none_is_refused():
    header = base64.urlsafe_b64encode(b'{"alg":"none","kid":"city-1"}').rstrip(b"=").decode()
    body = tickets.issue(claims(), KEY).split(".")[1]
    assert refusal(f"{header}.{body}.") == "bad_signature"


def test_ticket_with_a_changed_payload_is_refused():
    head, body, signature = tickets.issue(claims(), KEY).split(".")
    other = tickets.issue(claims(name="시장"), KEY).split(".")[1]
    assert body != other
    assert refusal(f"{head}.{other}.{signature}") == "bad_signature"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("sid", ""),
        ("sid", "a b"),
        ("sub", "x" * 65),
        ("jti", 7),
        ("kid", "city-2"),
        ("iat", "now"),
        ("exp", True),
        ("exp", -1),
        ("use", "both"),
        ("name", ""),
        ("name", None),
        ("look", ["k0"]),
        ("lang", "../ko"),
        ("roles", "agent"),
        ("roles", [1]),
        ("roles", ["r"] * 17),
    ],
)
def test_ticket_with_a_claim_of_the_wrong_shape_is_refused(name, value):
    payload = payload_of(tickets.issue(claims(), KEY))
    assert verify(signed(payload))
    assert refusal(signed({**payload, name: value})) == "malformed"


@pytest.mark.parametrize("token", ["", "x", "a.b.c", "..", "e30.e30.e30", "W10.W10.W10", "é.é.é", "a" * 5000])
def test_token_that_is_no_jwt_is_refused(token):
    assert refusal(token) == "malformed"


def test_key_without_name_or_of_another_kind_is_refused():
    public = KEY.as_dict(private=False)
    assert isinstance(public, dict)
    with pytest.raises(ValueError, match="kid"):
        tickets.import_key({**public, "kid": ""})
    with pytest.raises(ValueError, match="OKP Ed25519"):
        tickets.import_key({**public, "crv": "X25519"})
    with pytest.raises(ValueError, match="refused"):
        tickets.import_key({**public, "x": 5})

"""Proving residence: through the provider and back, once, for the session that asked."""

from urllib.parse import parse_qs, urlsplit

import pytest

from madang.kernel.accounts.models import Account
from madang.kernel.registers.interfaces import ProofRefused, RegisterUnavailable
from madang.web.accounts import verify

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(somebody):
    return somebody().sign_in("haneul@example.kr")


def go(person, **fields):
    return person.client.post("/ko/account/verify/", fields)


def state_of(answer):
    return parse_qs(urlsplit(answer["Location"]).query)["state"][0]


def test_member_becomes_a_resident_under_a_new_session_key(member):
    before = member.client.session.session_key
    started = go(member, next="/ko/information/")
    page = member.client.get(started["Location"])
    assert "김하늘" in page.text
    link = next(person["address"] for person in page.context["people"] if person["name"] == "김하늘")
    done = member.client.get(link)
    assert done["Location"] == "/ko/information/"
    session = member.client.session
    assert (session["madang_level"], session["madang_resident"]) == (2, "kim-haneul")
    assert session.session_key != before
    account = member.account
    assert (account.name, account.level) == ("김하늘", 2)
    assert "김하늘" in member.client.get("/ko/account/").text
    assert len(member.client.get("/ko/account/sessions/").context["rows"]) == 1


def test_proof_counts_once_and_for_its_own_session_alone(member, somebody):
    state = state_of(go(member))
    thief = somebody().sign_in("thief@example.kr")
    address = f"/ko/account/verify/back/?state={state}&person=kim-haneul"
    assert thief.client.get(address).status_code == 422
    assert member.client.get(address).status_code == 302
    assert member.client.get(address).status_code == 422
    assert thief.client.session["madang_level"] == 1


@pytest.mark.parametrize(
    "query", ["", "state=x", "state={state}&person=nobody", "state={state}&error=access_denied"]
)
def test_what_is_no_proof_changes_nothing(member, query):
    state = state_of(go(member))
    answer = member.client.get("/ko/account/verify/back/?" + query.format(state=state))
    assert answer.status_code == 422
    assert 'role="alert"' in answer.text
    assert member.account.level == 1


def test_resident_proved_in_a_second_account_leaves_the_first_as_member_and_signed_out(member, somebody):
    def prove(person):
        state = state_of(go(person))
        return person.client.get(f"/ko/account/verify/back/?state={state}&person=kim-haneul")

    prove(member)
    first = member.account
    second = somebody().sign_in("second@example.kr")
    prove(second)
    assert second.account.resident == "kim-haneul"
    first.refresh_from_db()
    assert (first.level, first.resident, first.name) == (1, None, "")
    assert "madang_subject" not in member.client.session


@pytest.mark.parametrize(
    "next_", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_way_on_after_the_proof_leads_nowhere_else(member, next_):
    state = state_of(go(member, next=next_))
    done = member.client.get(f"/ko/account/verify/back/?state={state}&person=kim-haneul")
    assert done["Location"].startswith("/ko/")


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "/ko/", ""])
def test_sandbox_provider_sends_nobody_elsewhere(member, address):
    assert (
        member.client.get("/accounts/sandbox/prove/", {"state": "x", "return_to": address}).status_code == 404
    )


def test_provider_that_is_down_says_so_and_keeps_the_level(member, monkeypatch):
    class Away:
        def start(self, return_to, state):
            raise RegisterUnavailable("identity", "slow", 30)

    monkeypatch.setattr(verify, "identity_provider", Away)
    answer = go(member)
    assert answer.status_code == 503
    assert 'role="alert"' in answer.text
    assert member.account.level == 1


def test_denied_proof_is_said_in_its_own_words(member, monkeypatch):
    started = go(member)

    class Refuses:
        def finish(self, params, keep):
            raise ProofRefused("denied", "turned round")

    monkeypatch.setattr(verify, "identity_provider", Refuses)
    page = member.client.get(f"/ko/account/verify/back/?state={state_of(started)}")
    assert "마치지 않았습니다" in page.text


def test_invented_person_cannot_prove_anything(somebody):
    client = somebody().client
    client.post("/accounts/sandbox/", {"persona": "kim-haneul"})
    assert client.post("/ko/account/verify/")["Location"] == "/ko/account/"
    assert Account.objects.get(resident="kim-haneul").invented

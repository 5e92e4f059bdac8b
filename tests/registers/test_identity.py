"""Both providers of identity: who is proved, and everything that must be refused."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from madang.kernel.registers.interfaces import ProofRefused, RegisterUnavailable
from madang.kernel.registers.lookup import Registry
from madang.kernel.registers.oidc import PROOF_LIFE_S, OidcIdentity, oidc_identity
from madang.kernel.registers.plan import OidcAdapter
from madang.kernel.registers.sandbox import SandboxSource
from madang.kernel.registers.sandbox_identity import SandboxIdentity
from tests.registers.oidc_server import CLIENT_ID, PERSON, SECRET, OidcServer, oidc_server

RETURN_TO = "http://localhost:8000/accounts/proved/"
WRONG_TOKENS = (
    "other_nonce",
    "no_nonce",
    "other_audience",
    "other_issuer",
    "expired",
    "for_others_too",
    "unsigned",
    "forged",
    "altered",
)


@pytest.fixture
def server() -> Iterator[OidcServer]:
    with oidc_server() as running:
        yield running


@pytest.fixture
def provider(server: OidcServer, tmp_path: Path) -> OidcIdentity:
    (tmp_path / "oidc.secret").write_text(SECRET, encoding="ascii")
    adapter = OidcAdapter(
        kind="oidc",
        issuer=server.url,
        client_id=CLIENT_ID,
        secret_file="oidc.secret",
        claim_resident="madang_resident",
        timeout_s=0.7,
    )
    return oidc_identity(adapter, tmp_path)


@pytest.fixture
def sandbox_provider(sandbox: SandboxSource) -> SandboxIdentity:
    return SandboxIdentity(Registry(sandbox), "/accounts/sandbox/prove/")


def test_oidc_proves_the_person_of_the_mapped_claims(server, provider, sandbox):
    started = provider.start(RETURN_TO, "a-state")
    proved = provider.finish(server.sign_in(started.address), started.keep)
    assert (proved.resident, proved.name, proved.birth) == ("kim-haneul", "김하늘", date(1988, 4, 12))
    assert (proved.method, proved.provider_subject) == ("oidc", "subject-7")
    assert Registry(sandbox).find(proved).id == "kim-haneul"
    assert provider.answers()


def test_oidc_asks_with_state_nonce_and_pkce(provider):
    asked = parse_qs(urlsplit(provider.start(RETURN_TO, "a-state").address).query)
    assert asked["response_type"] == ["code"]
    assert asked["redirect_uri"] == [RETURN_TO]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["state"] == ["a-state"]
    again = parse_qs(urlsplit(provider.start(RETURN_TO, "a-state").address).query)
    assert asked["nonce"] != again["nonce"]
    assert asked["code_challenge"] != again["code_challenge"]


@pytest.mark.parametrize("fault", WRONG_TOKENS)
def test_oidc_refuses_a_token_that_is_not_right(server, provider, fault):
    started = provider.start(RETURN_TO, "a-state")
    server.fault = fault
    with pytest.raises(ProofRefused) as refused:
        provider.finish(server.sign_in(started.address), started.keep)
    assert refused.value.code == "invalid"


def test_oidc_refuses_another_state_issuer_and_an_answer_without_code(server, provider):
    started = provider.start(RETURN_TO, "a-state")
    answer = server.sign_in(started.address)
    for wrong in ({"state": "another"}, {"state": ""}, {"iss": "https://another.example"}, {"code": ""}):
        with pytest.raises(ProofRefused):
            provider.finish({**answer, **wrong}, started.keep)
    with pytest.raises(ProofRefused):
        provider.finish(answer, {})
    assert server.token_requests == 0


def test_oidc_code_serves_once_and_only_with_its_verifier(server, provider):
    started = provider.start(RETURN_TO, "a-state")
    answer = server.sign_in(started.address)
    provider.finish(answer, started.keep)
    with pytest.raises(ProofRefused):
        provider.finish(answer, started.keep)
    another = provider.start(RETURN_TO, "a-state")
    with pytest.raises(ProofRefused):
        provider.finish(server.sign_in(started.address), another.keep)


def test_oidc_person_who_says_no_is_denied(provider):
    started = provider.start(RETURN_TO, "a-state")
    with pytest.raises(ProofRefused) as refused:
        provider.finish({"error": "access_denied", "state": "a-state"}, started.keep)
    assert refused.value.code == "denied"


def test_oidc_proof_that_takes_too_long_is_expired(server, provider):
    started = provider.start(RETURN_TO, "a-state")
    answer = server.sign_in(started.address)
    began = provider.now()
    provider.now = lambda: began + PROOF_LIFE_S + 2
    with pytest.raises(ProofRefused) as refused:
        provider.finish(answer, started.keep)
    assert refused.value.code == "expired"


def test_oidc_key_that_was_turned_is_fetched_anew(server, provider):
    started = provider.start(RETURN_TO, "a-state")
    provider.finish(server.sign_in(started.address), started.keep)
    server.turn_keys()
    started = provider.start(RETURN_TO, "a-state")
    provider._keys_at_s -= 60
    assert provider.finish(server.sign_in(started.address), started.keep).resident == "kim-haneul"


@pytest.mark.parametrize(
    "claims",
    [{"name": None}, {"name": " "}, {"birthdate": "12.04.1988"}, {"madang_resident": None}, {"sub": None}],
)
def test_oidc_without_a_claim_that_we_need_is_refused(server, provider, claims):
    server.claims = {**PERSON, **claims}
    started = provider.start(RETURN_TO, "a-state")
    with pytest.raises(ProofRefused):
        provider.finish(server.sign_in(started.address), started.keep)


def test_oidc_takes_missing_claims_from_userinfo_of_the_same_person(server, provider):
    server.claims = {"sub": PERSON["sub"]}
    server.userinfo = PERSON
    started = provider.start(RETURN_TO, "a-state")
    assert provider.finish(server.sign_in(started.address), started.keep).name == "김하늘"
    server.userinfo = {**PERSON, "sub": "somebody-else"}
    started = provider.start(RETURN_TO, "a-state")
    with pytest.raises(ProofRefused):
        provider.finish(server.sign_in(started.address), started.keep)


@pytest.mark.parametrize("fault", ["down", "other_metadata"])
def test_oidc_provider_without_right_metadata_is_unavailable(server, provider, fault):
    server.fault = fault
    with pytest.raises(RegisterUnavailable) as refused:
        provider.start(RETURN_TO, "a-state")
    assert refused.value.register == "identity"
    assert not provider.answers()


def test_oidc_provider_that_is_slow_is_unavailable_and_the_code_is_not_tried_twice(server, provider):
    started = provider.start(RETURN_TO, "a-state")
    server.fault = "token_slow"
    with pytest.raises(RegisterUnavailable):
        provider.finish(server.sign_in(started.address), started.keep)
    assert server.token_requests == 1


def test_sandbox_proves_whom_the_page_chose(sandbox_provider):
    started = sandbox_provider.start(RETURN_TO, "a-state")
    asked = parse_qs(urlsplit(started.address).query)
    assert (asked["state"], asked["return_to"]) == (["a-state"], [RETURN_TO])
    proved = sandbox_provider.finish({"state": "a-state", "person": "lee-junho"}, started.keep)
    assert (proved.resident, proved.name, proved.method) == ("lee-junho", "이준호", "sandbox")


@pytest.mark.parametrize(
    "params",
    [
        {"state": "another", "person": "lee-junho"},
        {"person": "lee-junho"},
        {"state": "a-state", "person": "nobody"},
        {"state": "a-state"},
        {"state": "a-state", "person": "lee-junho", "error": "access_denied"},
    ],
)
def test_sandbox_refuses_what_the_page_did_not_send(sandbox_provider, params):
    started = sandbox_provider.start(RETURN_TO, "a-state")
    with pytest.raises(ProofRefused):
        sandbox_provider.finish(params, started.keep)

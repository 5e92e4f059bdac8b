"""The city's own sign-in against a real OpenID server: signing up and in, and what must be refused."""

import re
from html import unescape
from urllib.parse import urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from django.test import Client

from madang.kernel.accounts.models import Account
from madang.kernel.city_sign_in import CitySignIn
from madang.kernel.errands.actions import start
from madang.kernel.errands.models import Errand
from madang.kernel.identity import SUBJECT_KEY
from madang.web.accounts import city_views
from madang.web.views import accounts
from tests.registers.oidc_server import CLIENT_ID, SECRET, oidc_server

pytestmark = pytest.mark.django_db
START = "/ko/sign-in/city/seoul/"
WRONG_TOKENS = ("other_nonce", "no_nonce", "other_audience", "other_issuer", "expired", "unsigned", "forged")


@pytest.fixture
def provider(monkeypatch):
    with oidc_server() as running:
        city = CitySignIn("seoul", {"ko": "서울시 통합회원", "en": "Seoul"}, running.url, CLIENT_ID, SECRET)
        for module in (city_views, accounts):
            monkeypatch.setattr(module, "load_city_sign_in", lambda _slug: city)
        city_views._asked.cache_clear()
        yield running
        city_views._asked.cache_clear()


def begin(browser: Client, way: str = "/ko/information/") -> str:
    """Press the button; answers the address of the provider that the page leads to."""
    answer = browser.post(START, {"next": way})
    assert answer.status_code == 200
    found = re.search(r'http-equiv="refresh" content="0;url=([^"]+)"', answer.text)
    assert found
    return unescape(found[1])


def come_back(browser: Client, provider, address: str, **other: str):
    return browser.get(f"{START}back/", {**provider.sign_in(address), **other})


def test_button_leads_to_the_provider_and_back_into_a_new_account(provider, client):
    assert "서울시 통합회원" in client.get("/ko/sign-in/").text
    address = begin(client)
    assert urlsplit(address).netloc == urlsplit(provider.url).netloc
    before = client.session.session_key
    answer = come_back(client, provider, address)
    assert (answer.status_code, answer["Location"]) == (302, "/ko/information/")
    assert client.session.session_key != before
    account = Account.objects.get(subject=client.session[SUBJECT_KEY])
    assert (account.level, account.name, account.resident) == (1, "", None)
    assert SocialAccount.objects.get().extra_data == {}


def test_second_time_is_the_same_account_in_another_browser(provider, client):
    come_back(client, provider, begin(client))
    other = Client()
    come_back(other, provider, begin(other))
    assert other.session[SUBJECT_KEY] == client.session[SUBJECT_KEY]
    assert Account.objects.count() == SocialAccount.objects.count() == 1


def test_another_person_gets_another_account(provider, client):
    come_back(client, provider, begin(client))
    provider.claims = {"sub": "s" * 255}
    other = Client()
    come_back(other, provider, begin(other))
    assert other.session[SUBJECT_KEY] != client.session[SUBJECT_KEY]


def test_what_a_guest_had_begun_becomes_the_account_s(provider, client):
    session = client.session
    session[SUBJECT_KEY] = "guest-7"
    session.save()
    start("guest-7", "information", "question", {"ko": "문의", "en": "Question"})
    come_back(client, provider, begin(client))
    assert Errand.objects.get().subject == client.session[SUBJECT_KEY] != "guest-7"


@pytest.mark.parametrize("fault", WRONG_TOKENS)
def test_token_that_is_not_right_signs_nobody_in(provider, client, fault):
    address = begin(client)
    provider.fault = fault
    assert come_back(client, provider, address).status_code == 422
    assert not Account.objects.exists()


def test_answer_counts_once_and_only_for_who_asked(provider, client):
    address = begin(client)
    stranger = Client()
    assert come_back(stranger, provider, address).status_code == 422
    assert come_back(client, provider, address, state="another").status_code == 422
    address = begin(client)
    brought = provider.sign_in(address)
    assert client.get(f"{START}back/", brought).status_code == 302
    assert Client().get(f"{START}back/", brought).status_code == 422
    assert Account.objects.count() == 1


def test_who_turns_round_is_told_that_nothing_changed(provider, client):
    answer = come_back(client, provider, begin(client), error="access_denied")
    assert answer.status_code == 422
    assert "바뀐 것은 없습니다" in answer.text


def test_provider_that_is_down_is_said_and_other_ways_stay(provider, client):
    provider.fault = "down"
    answer = client.post(START)
    assert answer.status_code == 503
    assert "응답하지 않습니다" in answer.text
    assert 'id="email"' in answer.text


@pytest.mark.parametrize(
    "way", ["https://elsewhere.example/", "//elsewhere.example/", "/\\elsewhere.example"]
)
def test_way_on_stays_here(provider, client, way):
    answer = come_back(client, provider, begin(client, way))
    assert answer["Location"] == "/ko/"


def test_button_needs_the_token_of_the_page(provider):
    assert Client(enforce_csrf_checks=True).post(START).status_code == 403


@pytest.mark.parametrize("address", [START, f"{START}back/", "/ko/sign-in/city/other/"])
def test_city_without_a_sign_in_of_its_own_has_no_such_page(client, address):
    assert client.get(address).status_code == 404

"""Every page in both languages: it answers, says its language and title, holds nothing CSP forbids."""

import re
from collections import Counter
from html.parser import HTMLParser

import pytest

from madang.kernel import funnel, presence
from madang.kernel.access import Access
from madang.kernel.accounts.models import Account
from madang.kernel.identity import LEVEL_KEY, ROLES_KEY, SUBJECT_KEY
from madang.kernel.service import Assurance
from tests.contract.pages import page_addresses, rule_at, some_errand, some_event, some_order

pytestmark = pytest.mark.django_db

REDIRECTS = ("/settings/keep/", ".csv")
PAGES = [address for address in page_addresses() if not address.endswith(REDIRECTS)]
FORBIDDEN = ("'unsafe-inline'", "'unsafe-eval'", " *", "http:", "https:")


@pytest.fixture(autouse=True)
def _quiet(monkeypatch):
    monkeypatch.setattr(presence, "ask_world", lambda _url: None)
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())
    presence.forget()


def let_in_everywhere(client):
    """Sign in as somebody whom every rule lets in."""
    account, _is_new = Account.objects.get_or_create(subject="s-1")
    client.force_login(account)
    session = client.session
    session.update({SUBJECT_KEY: "s-1", LEVEL_KEY: int(Assurance.VERIFIED), ROLES_KEY: ["admin"]})
    session.save()


class Seen(HTMLParser):
    """What a page holds: ids, headings, and what CSP would block."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ids: Counter[str] = Counter()
        self.tags: Counter[str] = Counter()
        self.inline: list[str] = []
        self.unnamed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        self.tags[tag] += 1
        if "id" in given:
            self.ids[given["id"]] += 1
        if "style" in given or tag == "style" or any(name.startswith("on") for name in given):
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "script" and "src" not in given and given.get("type") != "application/json":
            self.inline.append(self.get_starttag_text() or tag)
        if tag == "img" and "alt" not in given:
            self.unnamed.append(self.get_starttag_text() or tag)


@pytest.mark.parametrize("address", [address for address in PAGES if rule_at(address) is not Access.ANYONE])
def test_page_with_a_rule_is_closed_to_strangers(client, address):
    some_order()
    assert client.get(address).status_code == 403


@pytest.mark.parametrize("address", PAGES)
def test_page_stands_by_itself(client, address):
    some_order()
    some_event()
    if rule_at(address) is not Access.ANYONE or "/errands/" in address:
        some_errand("s-1")
        let_in_everywhere(client)
    answer = client.get(address)
    assert answer.status_code == 200
    html = answer.text
    seen = Seen(html)
    assert re.search(rf'<html lang="{address[1:3]}"', html)
    assert re.search(r"<title>[^·<]*\w[^·<]* · ", html)
    assert seen.tags["main"] == seen.tags["h1"] == 1
    assert not seen.inline
    assert not seen.unnamed
    assert not [name for name, times in seen.ids.items() if times > 1]


@pytest.mark.parametrize("address", [*PAGES, "/ko/nothing-here", "/healthz", "/api/world/here"])
def test_answer_carries_a_strict_policy(client, address):
    policy = client.get(address)["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    framed = address.endswith("/embed/")
    assert ("frame-ancestors *" if framed else "frame-ancestors 'none'") in policy
    rest = policy.replace("frame-ancestors *", "") if framed else policy
    assert not [part for part in FORBIDDEN if part in rest]
    assert ("wasm-unsafe-eval" in policy) == ("/place/" in address)


def test_policy_lets_the_page_reach_the_world(client, settings):
    host = settings.CONFIG.world_url.removesuffix("/world")
    assert re.search(
        rf"connect-src 'self' {re.escape(host)}(?:[ ;]|$)", client.get("/ko/")["Content-Security-Policy"]
    )


@pytest.mark.parametrize("address", ["/ko/embed/", "/en/embed/"])
def test_page_for_other_sites_sets_no_cookie_and_may_be_framed(client, address):
    answer = client.get(address)
    assert not answer.cookies
    assert "X-Frame-Options" not in answer
    assert "csrf" not in answer.text
    assert client.get("/ko/")["X-Frame-Options"] == "DENY"

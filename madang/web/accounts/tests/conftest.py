"""Accounts as they are after signing in by e-mail, and the letters that were sent."""

import re
from dataclasses import dataclass

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.cache import cache
from django.test import Client

from madang.kernel.accounts.models import Account

HERE = {"Host": "localhost:8000", "X-Forwarded-For": "198.51.100.9", "Accept-Language": "ko"}


@pytest.fixture(autouse=True)
def _fresh_counts(db):
    cache.clear()
    yield
    cache.clear()


@dataclass
class Somebody:
    """A browser of its own and what it does to sign in."""

    client: Client
    email: str = ""

    def ask(self, email: str, **fields: str):
        self.email = email
        return self.client.post("/ko/sign-in/email/", {"email": email, **fields})

    def type(self, code: str):
        return self.client.post("/ko/sign-in/code/", {"code": code})

    def sign_in(self, email: str, **fields: str) -> "Somebody":
        assert self.ask(email, **fields).status_code == 302
        assert self.type(code_of(email)).status_code == 302
        return self

    @property
    def account(self) -> Account:
        return Account.objects.get(pk=self.client.session["madang_subject"])


def code_of(email: str) -> str:
    """The newest code that was sent to the address."""
    letter = next(letter for letter in reversed(mail.outbox) if letter.to == [email])
    found = re.search(r"(?<!\d)(\d{6})(?!\d)", str(letter.body))
    assert found
    return found[1]


@pytest.fixture
def somebody():
    """Opens a browser: `somebody().sign_in("a@example.kr")`."""
    return lambda **options: Somebody(Client(headers=HERE, **options))


@pytest.fixture
def with_app():
    """Gives an account an authenticator app; answers its secret."""

    def give(account):
        from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret

        secret = generate_totp_secret()
        TOTP.activate(account, secret)
        return secret

    return give


@pytest.fixture
def address_of():
    """Gives an account an e-mail address."""

    def give(account: Account, email: str) -> Account:
        EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
        return account

    return give

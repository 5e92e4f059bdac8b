"""Who the tests are: the sandbox's people, signed in; counting that writes nothing."""

from collections.abc import Callable

import pytest
from django.test import Client

from madang.kernel import funnel
from madang.kernel.personas import find_persona

SignIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def _tally(monkeypatch):
    monkeypatch.setattr(funnel, "_tally", funnel.Tally())


@pytest.fixture
def signed_in() -> SignIn:
    """A browser in which this invented person is signed in."""

    def sign_in(slug: str) -> Client:
        client = Client(HTTP_HOST="localhost")
        answer = client.post("/accounts/sandbox/", {"persona": slug})
        assert answer.status_code == 302, slug
        return client

    return sign_in


def subject_of(slug: str) -> str:
    """The subject of this invented person."""
    persona = find_persona(slug)
    assert persona is not None
    return persona.visitor().subject or ""

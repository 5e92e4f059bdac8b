"""What the tests of pages and API share: a world that answers, and a fresh count of addresses."""

import pytest

from madang.kernel import presence
from madang.kernel.presence import Here
from madang.web.api import world as world_api
from madang.web.api.addresses import AddressLimit


@pytest.fixture(autouse=True)
def _fresh_state(monkeypatch):
    """No answer of the world remembered, nobody counted."""
    presence.forget()
    monkeypatch.setattr(presence, "ask_world", lambda _url: None)
    monkeypatch.setattr(world_api, "ticket_limit", AddressLimit(600, 20.0))
    yield
    presence.forget()


@pytest.fixture
def open_world(monkeypatch):
    """The world answers: three people on the plaza."""
    monkeypatch.setattr(presence, "ask_world", lambda _url: Here({"plaza": 3}))


@pytest.fixture
def signed_in(client):
    """A client with a session as sign-in will make it: subject `s-1`, member, one role."""
    session = client.session
    session.update({"madang_subject": "s-1", "madang_level": 1, "madang_roles": ["editor"]})
    session.save()
    return client

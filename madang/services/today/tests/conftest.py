"""An editor's browser and a draft that may be shown."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from madang.services.today import actions
from madang.services.today.rules import Draft


@pytest.fixture
def editor(db: None) -> Client:
    client = Client(HTTP_HOST="localhost", REMOTE_ADDR="127.0.0.1", headers={"origin": "http://localhost"})
    answer = client.post("/accounts/sandbox/", {"persona": "editor"}, headers={"x-real-ip": "127.0.0.1"})
    assert answer.status_code == 302
    return client


@pytest.fixture
def draft() -> Draft:
    now = timezone.now()
    return Draft(
        kind="event",
        title={"ko": "광장 음악회", "en": "Concert on the square"},
        text={"ko": "누구나 와서 들으세요.", "en": "Come and listen, everybody."},
        starts_at=now + timedelta(hours=2),
        ends_at=now + timedelta(hours=4),
        owner="문화본부",
        place="plaza",
        spot="lawn",
    )


@pytest.fixture
def event(db, draft):
    made = actions.create("seoul", draft, "editor")
    return actions.publish(made, "editor", made.version)

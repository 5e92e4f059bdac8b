"""A person's events are numbered from 1 without gaps, and ring."""

import pytest
from django.db import IntegrityError

from madang.kernel import person_events
from madang.kernel.models import OutboxEvent, PersonEvent
from madang.kernel.outbox import NotInTransaction
from madang.kernel.person_events import events_after, notify_person


@pytest.mark.django_db
def test_notify_numbers_each_person_from_one():
    assert [notify_person("a", "certificate_issued", "/x").n for _ in range(3)] == [1, 2, 3]
    assert notify_person("b", "certificate_issued", "/x").n == 1


@pytest.mark.django_db
def test_notify_rings_without_saying_what_is_in_it():
    notify_person("a", "certificate_issued", "/ko/wallet/secret-number")
    payload = OutboxEvent.objects.get().payload
    assert '"sub": "a"' in payload
    assert "secret-number" not in payload


@pytest.mark.django_db(transaction=True)
def test_notify_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransaction):
        notify_person("a", "certificate_issued", "/x")
    assert not PersonEvent.objects.exists()


@pytest.mark.django_db
def test_events_after_answers_what_is_newer_oldest_first_at_most_a_page(monkeypatch):
    monkeypatch.setattr(person_events, "PAGE", 2)
    for _ in range(4):
        notify_person("a", "certificate_issued", "/x")
    assert [event.n for event in events_after("a", 1)] == [2, 3]
    assert events_after("nobody", 0) == []


@pytest.mark.django_db
def test_two_events_of_one_person_cannot_share_a_number():
    event = notify_person("a", "certificate_issued", "/x")
    with pytest.raises(IntegrityError):
        PersonEvent.objects.create(subject="a", n=event.n, kind="x", link="", at=event.at)

"""An event is told only when what it tells was saved."""

import json

import pytest
from django.db import transaction

from madang.kernel.models import OutboxEvent
from madang.kernel.outbox import NotInTransaction, emit
from madang.protocol.events import PlacePublished, from_json

EVENT = PlacePublished(place="plaza", revision=3, at="2026-11-21T12:00:00+00:00")


@pytest.mark.django_db(transaction=True)
def test_emit_outside_a_transaction_is_refused():
    with pytest.raises(NotInTransaction, match="place_published"):
        emit(EVENT)
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_emit_writes_the_event_as_it_travels():
    row = emit(EVENT)
    assert row.subject == "events.seoul.place_published"
    assert row.published_at is None
    assert from_json(row.payload) == EVENT
    assert json.loads(row.payload)["kind"] == "place_published"


@pytest.mark.django_db(transaction=True)
def test_emit_in_a_transaction_that_fails_leaves_nothing():
    def act_and_fail():
        with transaction.atomic():
            emit(EVENT)
            raise RuntimeError("broken")

    with pytest.raises(RuntimeError, match="broken"):
        act_and_fail()
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_rows_sorted_by_id_come_in_the_order_of_writing():
    written = [emit(EVENT).id for _ in range(50)]
    assert list(OutboxEvent.objects.order_by("id").values_list("id", flat=True)) == written

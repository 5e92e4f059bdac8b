"""The way out for events: a row in the action's own transaction, so that what is told did happen."""

from django.conf import settings
from django.db import connection
from django.utils import timezone

from madang.kernel.models import OutboxEvent
from madang.protocol.events import Event, subject, to_json


class NotInTransaction(RuntimeError):
    """An event was to be written outside the transaction of what it tells."""


# The worker's relay listens here (madang/worker/wake.py); SQLite tells it by its data_version.
CHANNEL = "madang_outbox"


def emit(event: Event, city: str | None = None) -> OutboxEvent:
    """Write `event` to the outbox. Call it inside `transaction.atomic()`, beside the change that it tells."""
    if not connection.in_atomic_block:
        raise NotInTransaction(
            f"Event '{event.kind}' refused: no transaction. Emit it inside transaction.atomic()."
        )
    row = OutboxEvent.objects.create(
        kind=event.kind,
        subject=subject(city or settings.CONFIG.city, event),
        payload=to_json(event).decode(),
        created_at=timezone.now(),
    )
    wake_worker()
    return row


def wake_worker() -> None:
    """Have the worker look at once, when this transaction commits; SQLite tells it without being asked."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"NOTIFY {CHANNEL}")

"""What happened for one person: the truth behind the doorbell, fetched by GET /api/me/events."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone

from madang.kernel.models import PersonEvent
from madang.kernel.outbox import NotInTransaction, emit
from madang.protocol.events import PersonNotified

TRIES = 8
PAGE = 100


def notify_person(subject: str, kind: str, link: str) -> PersonEvent:
    """Record that `kind` (as `certificate_issued`) happened for `subject`, and ring. In a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(f"Event '{kind}' refused: no transaction. Notify inside transaction.atomic().")
    event = _append(subject, kind, link)
    emit(PersonNotified(sub=subject, n=event.n, about=kind, at=event.at.isoformat()))
    return event


def events_after(subject: str, after: int) -> list[PersonEvent]:
    """The person's events numbered above `after`, oldest first, at most 100."""
    return list(PersonEvent.objects.filter(subject=subject, n__gt=after).order_by("n")[:PAGE])


def _append(subject: str, kind: str, link: str) -> PersonEvent:
    """Take the person's next number; another transaction may take it first, then try the one after."""
    for _attempt in range(TRIES):
        last = PersonEvent.objects.filter(subject=subject).aggregate(last=Max("n"))["last"] or 0
        try:
            with transaction.atomic():
                return PersonEvent.objects.create(
                    subject=subject, n=last + 1, kind=kind, link=link, at=timezone.now()
                )
        except IntegrityError:
            continue
    raise IntegrityError(
        f"Event '{kind}' refused: its person's events are being written {TRIES} times at once."
    )

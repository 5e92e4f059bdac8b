"""What happened for one person: the truth behind the doorbell, fetched by GET /api/me/events."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, Max, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from madang.kernel.models import PersonEvent
from madang.kernel.outbox import NotInTransaction, emit
from madang.kernel.personal.records import PersonalRecords, register
from madang.protocol.events import PersonNotified

TRIES = 8
PAGE = 100
KEEP_DAYS = 365
PURGE_ROWS = 500


def register_records() -> None:
    """Events belong to a person for a year."""
    register(
        PersonalRecords(
            model=PersonEvent,
            title=_("What happened for you"),
            purpose=_("So that news reaches you also when you were away"),
            keep_days=KEEP_DAYS,
            age_field="at",
            adopt=adopt_events,
            purge=purge_old_events,
        )
    )


def adopt_events(old: str, new: str) -> None:
    """Give the events of `old` to `new`, numbered after those that `new` has, so that none is missed."""
    for event in PersonEvent.objects.filter(subject=old).order_by("n"):
        _append(new, event.kind, event.link, event.at)
        event.delete()


def purge_old_events(now: datetime) -> int:
    """Delete at most 500 events older than a year; each person's newest stays, it holds the count."""
    newer = PersonEvent.objects.filter(subject=OuterRef("subject"), n__gt=OuterRef("n"))
    due = PersonEvent.objects.filter(Exists(newer), at__lt=now - timedelta(days=KEEP_DAYS))
    gone, _by_model = PersonEvent.objects.filter(
        pk__in=list(due.values_list("pk", flat=True)[:PURGE_ROWS])
    ).delete()
    return gone


def notify_person(subject: str, kind: str, link: str) -> PersonEvent:
    """Record that `kind` (as `certificate_issued`) happened for `subject`, and ring. In a transaction."""
    if not transaction.get_connection().in_atomic_block:
        raise NotInTransaction(f"Event '{kind}' refused: no transaction. Notify inside transaction.atomic().")
    event = _append(subject, kind, link, timezone.now())
    emit(PersonNotified(sub=subject, n=event.n, about=kind, at=event.at.isoformat()))
    return event


def events_after(subject: str, after: int) -> list[PersonEvent]:
    """The person's events numbered above `after`, oldest first, at most 100."""
    return list(PersonEvent.objects.filter(subject=subject, n__gt=after).order_by("n")[:PAGE])


def _append(subject: str, kind: str, link: str, at: datetime) -> PersonEvent:
    """Take the person's next number; another transaction may take it first, then try the one after."""
    for _attempt in range(TRIES):
        last = PersonEvent.objects.filter(subject=subject).aggregate(last=Max("n"))["last"] or 0
        try:
            with transaction.atomic():
                return PersonEvent.objects.create(subject=subject, n=last + 1, kind=kind, link=link, at=at)
        except IntegrityError:
            continue
    raise IntegrityError(
        f"Event '{kind}' refused: its person's events are being written {TRIES} times at once."
    )

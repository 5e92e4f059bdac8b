"""What Tax Square keeps about people, and for how long: told to the registry of personal records."""

from datetime import datetime, timedelta

from django.utils.translation import gettext_lazy as _

from madang.kernel.personal.records import PersonalRecords, Row, register
from madang.services.tax.models import Booking, Dispute, DutyException, DutyHours, Reminder

DISPUTES_KEPT_DAYS = 5 * 365
BOOKINGS_KEPT = timedelta(days=90)
PURGE_ROWS = 500


def register_records() -> None:
    """Register every model whose rows belong to a person."""
    register(
        PersonalRecords(
            Dispute,
            _("Bills that you said are wrong"),
            purpose=_("So that an officer can look at the bill and answer"),
            keep_days=DISPUTES_KEPT_DAYS,
            export=_dispute,
        )
    )
    register(
        PersonalRecords(
            Booking,
            _("Consultations with a tax officer"),
            purpose=_("So that an officer waits for you at your time"),
            keep_days=BOOKINGS_KEPT.days,
            age_field="starts_at",
            export=_booking,
            purge=purge_bookings,
        )
    )
    register(
        PersonalRecords(
            Reminder,
            _("Reminders of taxes and consultations"),
            purpose=_("So that you are told in time"),
            age_field="at",
        )
    )
    for model in (DutyHours, DutyException):
        register(
            PersonalRecords(
                model,
                _("Hours on duty of a tax officer"),
                subject_field="officer",
                purpose=_("So that people can book a time"),
            )
        )
    register(
        PersonalRecords(
            Booking,
            _("Consultations that an officer holds"),
            subject_field="officer",
            on_delete="unlink",
            basis=_("The booking belongs to the person who made it"),
            keep_days=BOOKINGS_KEPT.days,
            age_field="starts_at",
            export=_held,
            purge=purge_bookings,
        )
    )
    register(
        PersonalRecords(
            Dispute,
            _("Answers that an officer gave"),
            subject_field="answered_by",
            on_delete="unlink",
            basis=_("The answer belongs to the person who asked"),
            keep_days=DISPUTES_KEPT_DAYS,
            export=_answered,
        )
    )


def purge_bookings(now: datetime) -> int:
    """Delete consultations that were 90 days ago, at most 500; answers how many."""
    old = Booking.objects.filter(starts_at__lt=now - BOOKINGS_KEPT).values_list("pk", flat=True)[:PURGE_ROWS]
    deleted, _rows = Booking.objects.filter(pk__in=list(old)).delete()
    return deleted


def _dispute(row: Dispute) -> Row:
    return {
        "number": row.number,
        "name": row.name,
        "bill": row.bill,
        "words": row.words,
        "state": row.state,
        "outcome": row.outcome,
        "answer": row.answer,
        "answered_at": row.answered_at,
        "created_at": row.created_at,
    }


def _booking(row: Booking) -> Row:
    return {
        "number": row.number,
        "name": row.name,
        "starts_at": row.starts_at,
        "topic": row.topic,
        "words": row.words,
        "state": row.state,
        "created_at": row.created_at,
    }


def _held(row: Booking) -> Row:
    """What an officer gets of it: nothing about the person who came."""
    return {"starts_at": row.starts_at, "topic": row.topic, "state": row.state}


def _answered(row: Dispute) -> Row:
    return {"answered_at": row.answered_at, "outcome": row.outcome}

"""Reminders: kept until their time, told once through the person's channels, and then deleted."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.db import transaction

from madang.kernel.errands.notifications import notify
from madang.services.tax.amounts import won_text
from madang.services.tax.duty import zone
from madang.services.tax.estimates import Estimate
from madang.services.tax.links import query_of
from madang.services.tax.models import Reminder
from madang.services.tax.rules.texts import LANGUAGES, text

AT_ONCE = 100
MOST_OF_A_PERSON = 60
# What could not be told for so long is told no more.
TOO_LATE = timedelta(days=2)
DAYS_BEFORE = (7, 1)
NINE = time(9)
_SAID = {
    "ko": "{day}까지입니다. 계산해 본 값은 {won}입니다. 고지서에 적힌 금액을 내세요.",
    "en": "It is due by {day}. Estimated: {won}. Pay what the bill says.",
}


class TooManyReminders(ValueError):
    """A person has as many reminders as we keep."""


def remind(
    subject: str, key: str, at: datetime, *, title: Mapping[str, str], text: Mapping[str, str], link: str
) -> None:
    """Tell `subject` at `at`; again with the same key and time changes nothing. Raises TooManyReminders."""
    if Reminder.objects.filter(subject=subject).count() >= MOST_OF_A_PERSON:
        raise TooManyReminders(f"Reminder refused: {MOST_OF_A_PERSON} are kept already.")
    Reminder.objects.get_or_create(
        subject=subject,
        key=key,
        at=at,
        defaults={"title": dict(title), "text": dict(text), "link": link},
    )


def remind_of_bills(subject: str, found: Estimate, now: datetime) -> int:
    """Remind `subject` a week and a day before each due date of the estimate; answers of how many days."""
    link = f"/ko/tax/{found.kind.slug}/?{query_of(found.kind, found.values)}"
    kept = 0
    for bill in found.bills:
        if bill.due is None:
            continue
        for days in DAYS_BEFORE:
            at = datetime.combine(bill.due - timedelta(days=days), NINE, zone())
            if at <= now:
                continue
            title = {lang: text(bill.label_key, lang) for lang in LANGUAGES}
            said = {
                lang: _SAID[lang].format(day=bill.due, won=won_text(bill.total, lang)) for lang in LANGUAGES
            }
            key = f"due:{found.kind.slug}:{bill.due.isoformat()}"
            remind(subject, key, at, title=title, text=said, link=link)
            kept += 1
    return kept


def forget_reminders(subject: str, key: str) -> None:
    """Take back what was to be told under `key`."""
    Reminder.objects.filter(subject=subject, key=key).delete()


def send_due_reminders(now: datetime) -> int:
    """Tell what is due, each once: the row goes in the transaction that tells. Answers how many were told."""
    told = 0
    for due in list(Reminder.objects.filter(at__lte=now).order_by("at")[:AT_ONCE]):
        with transaction.atomic():
            deleted, _rows = Reminder.objects.filter(pk=due.pk).delete()
            if deleted and due.at > now - TOO_LATE:
                notify(due.subject, "tax_reminder", due.title, due.text, due.link)
                told += 1
    return told

"""The officers' roster: the hours of a week, and days that differ; each officer writes their own."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from django.db import transaction

from madang.services.tax.models import DutyException, DutyHours
from madang.services.tax.roster import Hours

SANDBOX_HOURS = (Hours(time(10), time(12)), Hours(time(13), time(17)))
WORKDAYS = range(5)
MOST_A_DAY = 2


class RosterRefused(ValueError):
    """Hours that cannot be; `code` is for the page's words, `day` the weekday (0 is Monday)."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def write_week(officer: str, week: Mapping[int, Iterable[Hours]]) -> None:
    """Replace the officer's week. Bookings that were made stay. Raises RosterRefused."""
    rows = []
    for weekday, hours in week.items():
        spans = sorted(hours, key=lambda one: one.opens)
        if len(spans) > MOST_A_DAY:
            raise RosterRefused("many", f"Roster refused: {len(spans)} spans on day {weekday}.")
        for before, span in zip([None, *spans], spans, strict=False):
            _check(span)
            if before is not None and span.opens < before.closes:
                raise RosterRefused("overlap", f"Roster refused: {span} begins before {before} ends.")
            rows.append(DutyHours(officer=officer, weekday=weekday, opens=span.opens, closes=span.closes))
    with transaction.atomic():
        DutyHours.objects.filter(officer=officer).delete()
        DutyHours.objects.bulk_create(rows)


def write_exception(officer: str, day: date, hours: Hours | None, today: date) -> None:
    """On `day` other hours hold, or (None) nobody is there. Raises RosterRefused."""
    if day < today:
        raise RosterRefused("past", f"Roster refused: {day} is over.")
    if hours is not None:
        _check(hours)
    DutyException.objects.update_or_create(
        officer=officer,
        day=day,
        defaults={"opens": hours.opens if hours else None, "closes": hours.closes if hours else None},
    )


def remove_exception(officer: str, day: date) -> None:
    """The week's hours hold again on `day`."""
    DutyException.objects.filter(officer=officer, day=day).delete()


def purge_exceptions(now: datetime) -> int:
    """Delete the exceptions of days that are over."""
    deleted, _rows = DutyException.objects.filter(day__lt=now.date()).delete()
    return deleted


def fill_sandbox_roster(officer: str) -> None:
    """Give the trial city's officer ordinary hours, where nobody has any yet."""
    if not DutyHours.objects.exists():
        write_week(officer, dict.fromkeys(WORKDAYS, SANDBOX_HOURS))


def _check(span: Hours) -> None:
    if span.opens >= span.closes:
        raise RosterRefused("order", f"Roster refused: {span.opens} is not before {span.closes}.")

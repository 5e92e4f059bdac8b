"""Who is on duty and which times are free, as the roster and the bookings say."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext

from madang.services.tax.models import Booking, BookingState, DutyException, DutyHours
from madang.services.tax.roster import Hours, Roster, next_duty, on_duty_until, slots_on

DAYS_AHEAD = 21
LEAD = timedelta(minutes=30)


@dataclass(frozen=True)
class OnDuty:
    """Whether somebody is at the counter: until when, or else when somebody is next."""

    until: datetime | None
    next: datetime | None

    def sign(self) -> str:
        """What the counter's sign says, in the active language."""
        if self.until is not None:
            return gettext("On duty until %(time)s") % {"time": date_format(self.until, "H:i")}
        if self.next is None:
            return gettext("Nobody is on duty in the next weeks")
        when = {"day": date_format(self.next, "MONTH_DAY_FORMAT"), "time": date_format(self.next, "H:i")}
        return gettext("Nobody is on duty now. Next: %(day)s, %(time)s") % when


def zone() -> ZoneInfo:
    """The city's own time."""
    return ZoneInfo(settings.TIME_ZONE)


def rosters(first: date, last: date) -> Mapping[str, Roster]:
    """Every officer's roster with the days from `first` to `last` that differ."""
    week: dict[str, dict[int, list[Hours]]] = defaultdict(lambda: defaultdict(list))
    for row in DutyHours.objects.all():
        week[row.officer][row.weekday].append(Hours(row.opens, row.closes))
    other: dict[str, dict[date, tuple[Hours, ...]]] = defaultdict(dict)
    for day in DutyException.objects.filter(day__range=(first, last)):
        hours = () if day.opens is None or day.closes is None else (Hours(day.opens, day.closes),)
        other[day.officer][day.day] = hours
    return {
        officer: Roster({one: tuple(hours) for one, hours in week[officer].items()}, other[officer])
        for officer in sorted({*week, *other})
    }


def on_duty(now: datetime) -> OnDuty:
    """Who is at the counter at `now`. Two queries."""
    here = now.astimezone(zone())
    known = tuple(rosters(here.date(), here.date() + timedelta(days=DAYS_AHEAD)).values())
    until = on_duty_until(known, here)
    return OnDuty(until, None if until else next_duty(known, here, DAYS_AHEAD))


def free_times(now: datetime, subject: str = "") -> Mapping[date, tuple[datetime, ...]]:
    """The times that can be booked in the next three weeks, by day; without those `subject` has booked."""
    return {day: tuple(sorted(times)) for day, times in sorted(_free(now, subject).items()) if times}


def free_officers(now: datetime, starts_at: datetime) -> tuple[str, ...]:
    """The officers who can be booked at `starts_at`."""
    by_day = _free(now, "")
    return tuple(by_day.get(starts_at.astimezone(zone()).date(), {}).get(starts_at, ()))


def _free(now: datetime, subject: str) -> dict[date, dict[datetime, list[str]]]:
    here = now.astimezone(zone())
    last = here.date() + timedelta(days=DAYS_AHEAD)
    taken = Booking.objects.filter(state=BookingState.BOOKED, starts_at__gte=now).filter(
        Q(starts_at__lte=now + timedelta(days=DAYS_AHEAD + 1))
    )
    rows = set(taken.values_list("officer", "subject", "starts_at"))
    by_officer = {(officer, at) for officer, _subject, at in rows}
    own = {at for _officer, whose, at in rows if subject and whose == subject}
    found: dict[date, dict[datetime, list[str]]] = {}
    for officer, roster in rosters(here.date(), last).items():
        for ahead in range(DAYS_AHEAD + 1):
            day = here.date() + timedelta(days=ahead)
            for slot in slots_on(roster, day, zone()):
                if slot < here + LEAD or (officer, slot) in by_officer or slot in own:
                    continue
                found.setdefault(day, {}).setdefault(slot, []).append(officer)
    return found


def day_of(at: datetime) -> date:
    """The day of `at` in the city's own time."""
    return timezone.localtime(at, zone()).date()

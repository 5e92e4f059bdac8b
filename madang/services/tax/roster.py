"""Which times an officer has: the week's hours, days that differ, slots of 20 minutes. No Django or clock."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SLOT = timedelta(minutes=20)


@dataclass(frozen=True, slots=True)
class Hours:
    """From `opens` to `closes` in the city's own time; the end is not in it."""

    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Roster:
    """One officer's hours by day of the week (0 is Monday), and the days on which other hours hold."""

    week: Mapping[int, tuple[Hours, ...]]
    exceptions: Mapping[date, tuple[Hours, ...]]

    def hours_on(self, day: date) -> tuple[Hours, ...]:
        """The hours of `day`; none when nobody is there."""
        return self.exceptions.get(day, self.week.get(day.weekday(), ()))


def slots_on(roster: Roster, day: date, zone: ZoneInfo) -> Iterator[datetime]:
    """The beginnings of the consultations that fit into the hours of `day`, rising."""
    for hours in sorted(roster.hours_on(day), key=lambda one: one.opens):
        start = datetime.combine(day, hours.opens, zone)
        end = datetime.combine(day, hours.closes, zone)
        while start + SLOT <= end:
            yield start
            start += SLOT


def on_duty_until(rosters: Iterable[Roster], at: datetime) -> datetime | None:
    """Until when somebody is on duty who is now, or None when nobody is. `at` in the city's own time."""
    ends = [
        datetime.combine(at.date(), hours.closes, at.tzinfo)
        for roster in rosters
        for hours in roster.hours_on(at.date())
        if hours.opens <= at.time() < hours.closes
    ]
    return max(ends, default=None)


def next_duty(rosters: Iterable[Roster], at: datetime, days: int) -> datetime | None:
    """When somebody comes on duty next after `at`, within so many days."""
    known = tuple(rosters)
    for ahead in range(days + 1):
        day = at.date() + timedelta(days=ahead)
        starts = [
            datetime.combine(day, hours.opens, at.tzinfo)
            for roster in known
            for hours in roster.hours_on(day)
        ]
        later = [start for start in starts if start > at]
        if later:
            return min(later)
    return None

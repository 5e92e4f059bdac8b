"""Due dates and consultations as a calendar file (RFC 5545) that any calendar takes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from icalendar import Alarm, Calendar, Event

PRODUCT = "-//Madang//Tax Square//KO"


@dataclass(frozen=True)
class Entry:
    """One entry: a whole day or an hour, what it is, and how long before it rings, each in its own alarm."""

    uid: str
    title: str
    text: str
    start: date | datetime
    end: datetime | None = None
    place: str = ""
    link: str = ""
    alarms: tuple[timedelta, ...] = ()
    cancelled: bool = False


def calendar_file(name: str, entries: Sequence[Entry], now: datetime) -> bytes:
    """The .ics file of `entries`, stamped `now`."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", name)
    for entry in entries:
        calendar.add_component(_event(entry, now))
    return bytes(calendar.to_ical())


def _event(entry: Entry, now: datetime) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("dtstamp", now)
    event.add("summary", entry.title)
    event.add("description", entry.text)
    event.add("dtstart", entry.start)
    whole_day = not isinstance(entry.start, datetime)
    event.add("dtend", entry.end or entry.start + timedelta(days=1))
    if entry.place:
        event.add("location", entry.place)
    if entry.link:
        event.add("url", entry.link)
    event.add("transp", "TRANSPARENT" if whole_day else "OPAQUE")
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    for before in entry.alarms:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("description", entry.title)
        alarm.add("trigger", -before)
        event.add_component(alarm)
    return event

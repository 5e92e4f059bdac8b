"""An event as a calendar file (RFC 5545), for the calendar that the person has already."""

from datetime import timedelta

from icalendar import Alarm, Calendar, Event

from madang.services.today.models import Item
from madang.services.today.rules import REMIND_BEFORE


def calendar_file(item: Item, lang: str, url: str, where: str) -> bytes:
    """One event with an alarm a quarter of an hour before; times in UTC, which every calendar reads."""
    event = Event()
    event.add("uid", f"{item.pk}@madang")
    event.add("dtstamp", item.updated_at)
    event.add("sequence", item.version)
    event.add("dtstart", item.starts_at)
    event.add("dtend", item.ends_at)
    event.add("summary", item.title[lang])
    event.add("description", f"{item.text[lang]}\n{url}")
    event.add("location", where)
    event.add("url", url)
    event.add("status", "CANCELLED" if item.state == "withdrawn" else "CONFIRMED")
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("trigger", timedelta() - REMIND_BEFORE)
    alarm.add("description", item.title[lang])
    event.add_component(alarm)
    calendar = Calendar()
    calendar.add("prodid", "-//Madang//Today in the square//")
    calendar.add("version", "2.0")
    calendar.add_component(event)
    return bytes(calendar.to_ical())

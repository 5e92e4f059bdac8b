"""A person's data to take with them: everything registered, decrypted, as plain JSON values."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext

from madang.kernel.personal.records import PersonalRecords, export, registered

VERSION = 1


@dataclass(frozen=True)
class Kept:
    """One kind of data as the person's own page tells it; `count` is how many rows there are of them."""

    title: str
    purpose: str
    how_long: str
    stays: str
    count: int


class TakeoutEncoder(DjangoJSONEncoder):
    """Dates as ISO 8601, numbers of money and ids as text; what has no JSON form by its text."""

    def default(self, o: Any) -> Any:
        """A JSON value for `o`."""
        if isinstance(o, Promise):
            return str(o)
        if isinstance(o, bytes | memoryview):
            return bytes(o).hex()
        try:
            return super().default(o)
        except TypeError:
            return str(o)


def takeout(subject: str | None, city: str, now: datetime, *, sandbox: bool) -> dict[str, Any]:
    """All that is kept about `subject`; without one, the same form without rows."""
    found = [
        {
            "kind": part.records.label,
            "title": str(part.records.title),
            "purpose": str(part.records.purpose or ""),
            "kept": how_long(part.records),
            "after_deletion": stays(part.records),
            "rows": list(part.rows),
        }
        for part in (export(subject) if subject else ())
    ]
    body = {
        "madang": "export",
        "version": VERSION,
        "city": city,
        "sandbox": sandbox,
        "made_at": now,
        "subject": subject,
        "records": found,
    }
    made: dict[str, Any] = json.loads(json.dumps(body, cls=TakeoutEncoder))
    return made


def kept_about(subject: str | None, *, staff: bool) -> list[Kept]:
    """Every kind of data that there can be, once by title; those of the staff's work only for staff."""
    told: dict[str, Kept] = {}
    for records in registered():
        count = records.of(subject).count() if subject else 0
        if records.staff and not staff and not count:
            continue
        title = str(records.title)
        before = told[title].count if title in told else 0
        told[title] = Kept(
            title, str(records.purpose or ""), how_long(records), stays(records), before + count
        )
    return list(told.values())


def how_long(records: PersonalRecords) -> str:
    """How long rows are kept, in words."""
    if records.keep_days is None:
        if records.purge is not None:
            return gettext("Until the day that each one names")
        return gettext("Until you delete your account")
    return in_words(records.keep_days)


def in_words(days: int) -> str:
    """A span of days in the words of everyday: whole years as years."""
    years, rest = divmod(days, 365)
    if years and rest <= years // 4 + 1:
        return ngettext("%(n)d year", "%(n)d years", years) % {"n": years}
    return ngettext("%(n)d day", "%(n)d days", days) % {"n": days}


def stays(records: PersonalRecords) -> str:
    """Why rows outlive the account; empty where they do not."""
    return "" if records.on_delete == "delete" else str(records.basis or "")

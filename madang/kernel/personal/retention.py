"""What is kept for how long, and its deletion in time: every registered kind of rows, in bounded batches."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import F, Min
from django.utils.functional import Promise

from madang.kernel.personal.models import PurgeReport
from madang.kernel.personal.records import PersonalRecords, RegistrationRefused, registered

PURGE_ROWS = 500
BATCHES_AT_ONCE = 200
REPORT_KEEP_DAYS = 3 * 365 + 1
AGE_FIELDS = ("at", "started_at", "made_at")


@dataclass(frozen=True)
class KeptRows:
    """Rows of nobody in particular that are deleted in time too, such as counts."""

    model: type[models.Model]
    title: str | Promise
    keep_days: int
    age_field: str

    @property
    def label(self) -> str:
        """`kernel.FunnelCount`."""
        return self.model._meta.label


@dataclass(frozen=True)
class Retention:
    """One rule as it is carried out: `purge` deletes at most so many due rows and answers how many.

    `keep_days` None: each row says itself until when it is kept.
    """

    label: str
    title: str | Promise
    keep_days: int | None
    model: type[models.Model]
    age_field: str
    purge: Callable[[datetime], int]


_kept: dict[type[models.Model], KeptRows] = {}


def keep(rows: KeptRows) -> None:
    """Declare rows of nobody with their retention; again with the same values changes nothing."""
    if _kept.setdefault(rows.model, rows) != rows:
        raise RegistrationRefused(f"{rows.label} is registered twice, differently. Keep one.")


def retentions() -> Iterator[Retention]:
    """Every rule there is: of registered personal records and of other rows. A purge is named once."""
    seen: set[Callable[[datetime], int]] = set()
    for records in registered():
        purge = records.purge or (_deleting(records, records.keep_days) if records.keep_days else None)
        if purge is None or purge in seen:
            continue
        seen.add(purge)
        yield Retention(
            records.label, records.title, records.keep_days, records.model, records.age_field, purge
        )
    for rows in _kept.values():
        yield Retention(
            rows.label,
            rows.title,
            rows.keep_days,
            rows.model,
            rows.age_field,
            _deleting(rows, rows.keep_days),
        )


def purge(now: datetime) -> Sequence[PurgeReport]:
    """Carry out every rule until nothing is due or the bound is reached; answers the day's reports.

    Every batch is a transaction of its own: a kill loses nothing, the next call goes on.
    """
    return [purge_one(rule, now) for rule in retentions()]


def purge_one(rule: Retention, now: datetime, batches: int = BATCHES_AT_ONCE) -> PurgeReport:
    """Carry out at most so many batches of one rule; the day's report says whether that was all."""
    before = oldest(rule)
    deleted, complete = 0, False
    for _batch in range(batches):
        some = rule.purge(now)
        deleted += some
        if some == 0:
            complete = True
            break
    report, is_new = PurgeReport.objects.get_or_create(
        day=now.date(),
        label=rule.label,
        defaults={"deleted": deleted, "oldest_before": before, "at": now},
    )
    PurgeReport.objects.filter(pk=report.pk).update(
        deleted=F("deleted") + (0 if is_new else deleted),
        oldest_after=oldest(rule),
        complete=complete,
        at=now,
    )
    report.refresh_from_db()
    return report


def oldest(rule: Retention) -> datetime | None:
    """The moment of the oldest row that is kept under the rule, None where there is none."""
    known = {field.name for field in rule.model._meta.get_fields()}
    age_field = next((name for name in (rule.age_field, *AGE_FIELDS) if name in known), None)
    if age_field is None:
        return None
    found: datetime | None = rule.model._base_manager.aggregate(oldest=Min(age_field))["oldest"]
    return found


def _deleting(rows: PersonalRecords | KeptRows, keep_days: int) -> Callable[[datetime], int]:
    """Deletes the oldest rows that are due, at most 500."""

    def delete_due(now: datetime) -> int:
        due: Any = rows.model._base_manager.filter(
            **{f"{rows.age_field}__lt": now - timedelta(days=keep_days)}
        )
        keys = list(due.order_by(rows.age_field).values_list("pk", flat=True)[:PURGE_ROWS])
        rows.model._base_manager.filter(pk__in=keys).delete()
        return len(keys)

    return delete_due

"""Which rows belong to a person: every application says it once, in its AppConfig.ready().

From this come the person's export, the deletion of an account, the move of a guest's rows to the account they
sign in to, the retention, and the page that tells all this. A contract test finds models that were forgotten.
"""

import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.db import models, transaction
from django.utils.functional import Promise

Row = Mapping[str, object]
ROWS_AT_ONCE = 500


class RegistrationRefused(ValueError):
    """A registration that contradicts itself or another; the text says how."""


@dataclass(frozen=True)
class PersonalRecords:
    """One kind of rows that belong to one person each, found by `subject_field`.

    A model with two such fields (who reported, who was reported) is registered once for each.
    """

    model: type[models.Model]
    title: str | Promise
    subject_field: str = "subject"
    on_delete: Literal["delete", "unlink", "keep"] = "delete"
    """`unlink`: the subject is replaced by a random one, as the law demands that the row stays. `keep`: not
    even that may change, as in a sealed log; the subject is random, and nothing leads from it to anybody."""
    basis: str | Promise | None = None
    """Why it is kept, where `on_delete` is not `delete`."""
    purpose: str | Promise | None = None
    """What it is kept for, in a word or two, for the person's own page."""
    keep_days: int | None = None
    """Days after `age_field`; None: as long as the account."""
    age_field: str = "created_at"
    export: Callable[[Any], Row] | None = None
    """A row as the person gets it; by default every field, decrypted."""
    adopt: Callable[[str, str], None] | None = None
    """How a guest's rows become an account's, where changing the subject is not enough."""
    on_forget: Mapping[str, object] | None = None
    """With `unlink`: what other fields become, such as a name that is emptied."""
    staff: bool = False
    """Rows of one's work for the city: told on the own page only to those who have any."""
    purge: Callable[[datetime], int] | None = None
    """The application's own retention: deletes what is due, at most so many rows, and answers how many."""

    def of(self, subject: str) -> "models.QuerySet[Any]":
        """The rows of one person."""
        if not subject:
            raise ValueError(f"Rows of {self.label} refused: the subject is empty, which is nobody.")
        return self.model._default_manager.filter(**{self.subject_field: subject})

    @property
    def label(self) -> str:
        """`order.Report.by_sub`: which rows, by which field."""
        return f"{self.model._meta.label}.{self.subject_field}"


@dataclass(frozen=True)
class Exported:
    """All rows of one kind that are kept about somebody."""

    records: PersonalRecords
    rows: tuple[Row, ...]


_registered: dict[tuple[type[models.Model], str], PersonalRecords] = {}


def register(records: PersonalRecords) -> None:
    """Declare rows that belong to people; again with the same values changes nothing."""
    known = {field.name for field in records.model._meta.get_fields()}
    if records.subject_field not in known:
        raise RegistrationRefused(f"{records.label} is no field. Known are {', '.join(sorted(known))}.")
    if records.keep_days is not None and records.purge is None and records.age_field not in known:
        raise RegistrationRefused(
            f"{records.label}: age field '{records.age_field}' does not exist. Name a date of the row."
        )
    if records.on_delete != "delete" and not records.basis:
        raise RegistrationRefused(f"{records.label} outlives the account: say why in `basis`.")
    before = _registered.setdefault((records.model, records.subject_field), records)
    if before != records:
        raise RegistrationRefused(f"{records.label} is registered twice, differently. Keep one.")


def registered() -> tuple[PersonalRecords, ...]:
    """Everything registered, in the order of the applications."""
    return tuple(_registered.values())


def adopt(old: str, new: str) -> None:
    """Give all rows of the subject `old`, a guest, to `new`, the account they signed in to."""
    if old == new:
        return
    with transaction.atomic():
        for records in registered():
            if records.adopt is None:
                records.of(old).update(**{records.subject_field: new})
            else:
                records.adopt(old, new)


def export(subject: str) -> Iterator[Exported]:
    """All that is kept about `subject`, decrypted, one kind of rows after another; kinds without rows too."""
    for records in registered():
        rows = records.of(subject).order_by("pk").iterator(ROWS_AT_ONCE)
        yield Exported(records, tuple((records.export or every_field)(row) for row in rows))


def forget(subject: str) -> Mapping[str, int]:
    """Delete the rows of `subject`, or unlink those that must stay; answers how many by kind of rows."""
    stranger = f"gone-{secrets.token_hex(16)}"
    touched: dict[str, int] = {}
    with transaction.atomic():
        for records in registered():
            rows = records.of(subject)
            if records.on_delete == "delete":
                touched[records.label] = rows.count()
                rows.delete()
            elif records.on_delete == "unlink":
                touched[records.label] = rows.update(
                    **{records.subject_field: stranger, **(records.on_forget or {})}
                )
    return touched


def every_field(row: models.Model) -> Row:
    """All fields of a row by name; a relation as the key of its row."""
    return {field.name: field.value_from_object(row) for field in row._meta.concrete_fields}

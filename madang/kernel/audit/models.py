"""The rows of the audit log: entries are only ever added, and sealed in batches that chain to each other."""

from typing import Any, NoReturn

from django.db import models

from madang.kernel.identifiers import uuid7


class AppendOnly(TypeError):
    """Somebody tried to change or delete what may only be added."""


class AuditSubject(models.Model):
    """Which person a random audit id stands for. Deleted with the person; the entries stay, about nobody.

    A person may have several: those of a guest come along when they sign in.
    """

    audit_id = models.CharField(primary_key=True, max_length=32)
    subject = models.CharField(max_length=64, db_index=True)
    made_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.audit_id


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds; what else must be done says so by its name."""

    def update(self, **_values: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly("Entries of the audit log cannot be changed. Record what is right in a new one.")

    def delete(self) -> NoReturn:
        """Refused."""
        raise AppendOnly("Entries of the audit log cannot be deleted. seals.purge_old_entries does, in time.")

    def put_into_batch(self, batch: int) -> int:
        """Note in which batch entries were sealed, once; answers how many."""
        return super(EntryQuerySet, self.filter(batch=None)).update(batch=batch)

    def delete_after_their_time(self) -> int:
        """For retention alone."""
        return super().delete()[0]


class Entry(models.Model):
    """One thing that was done with somebody's data.

    actor      the subject of who did it; empty: the city's own machine
    role, unit what they were then: roles and units of the city, comma-separated
    action     a code of kernel/audit/texts.py
    whose      the audit id of whose data it was; empty: nobody's in particular
    what       a msgid that names the kind of data, and `reference` the case, receipt or report
    why        the purpose, as staff or the service gave it; no personal data
    batch      the number of the seal over it, None until the worker has sealed it
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64, blank=True)
    role = models.CharField(max_length=100, blank=True)
    unit = models.CharField(max_length=200, blank=True)
    action = models.CharField(max_length=20)
    whose = models.CharField(max_length=32, blank=True)
    what = models.CharField(max_length=200)
    reference = models.CharField(max_length=100, blank=True)
    why = models.CharField(max_length=300, blank=True)
    batch = models.PositiveIntegerField(null=True, default=None, editable=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["id"], condition=models.Q(batch=None), name="audit_unsealed"),
            models.Index(fields=["batch"], name="audit_by_batch"),
            models.Index(fields=["whose", "at"], name="audit_by_person"),
            models.Index(fields=["actor", "at"], name="audit_by_actor"),
            models.Index(fields=["at"], name="audit_by_time"),
        )

    def __str__(self) -> str:
        return f"{self.action} {self.at:%Y-%m-%d %H:%M}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Only a new entry can be saved."""
        if not self._state.adding:
            raise AppendOnly("Entries of the audit log cannot be changed. Record what is right in a new one.")
        super().save(*args, **kwargs)

    def delete(self, *_args: Any, **_kwargs: Any) -> NoReturn:
        """Refused."""
        raise AppendOnly("Entries of the audit log cannot be deleted.")


class Seal(models.Model):
    """One sealed batch: `digest` covers the entries, the number and the seal before.

    `rows_digest` covers the entries alone, so that the chain can be followed when they are deleted in time
    (`emptied_at`).
    """

    n = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    count = models.PositiveIntegerField()
    first_at = models.DateTimeField()
    last_at = models.DateTimeField()
    rows_digest = models.CharField(max_length=64)
    previous = models.CharField(max_length=64, blank=True)
    digest = models.CharField(max_length=64)
    emptied_at = models.DateTimeField(null=True, default=None)

    def __str__(self) -> str:
        return f"{self.n} {self.digest[:12]}"

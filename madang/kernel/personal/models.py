"""What the purge has done, by day and kind of rows: proof that retention is kept, without anybody's data."""

from django.db import models


class PurgeReport(models.Model):
    """How many rows of one kind were purged on a day, and how old the oldest was before and is after."""

    day = models.DateField()
    label = models.CharField(max_length=120)
    deleted = models.PositiveIntegerField(default=0)
    oldest_before = models.DateTimeField(null=True, default=None)
    oldest_after = models.DateTimeField(null=True, default=None)
    complete = models.BooleanField(default=False)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["day", "label"], name="purge_report_once_a_day"),)
        indexes = (models.Index(fields=["-day", "label"], name="purge_report_by_day"),)

    def __str__(self) -> str:
        return f"{self.day} {self.label} {self.deleted}"

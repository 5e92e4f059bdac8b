"""What keeping order keeps: reports with their evidence, removals, appeals, and the trail of the staff."""

from django.db import models

from madang.kernel.order import rules


class Report(models.Model):
    """One report of a person. Names and talk are emptied by the worker when `evidence_ends` comes.

    `reminded`: 1 once the staff were reminded that it is due soon, 2 once that it is overdue.
    """

    number = models.CharField(primary_key=True, max_length=20)
    place = models.CharField(max_length=40)
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    by_sub = models.CharField(max_length=64, blank=True)
    by_name = models.CharField(max_length=64, blank=True)
    by_lang = models.CharField(max_length=12, blank=True)
    of_sub = models.CharField(max_length=64, blank=True)
    of_sid = models.CharField(max_length=64, blank=True)
    of_name = models.CharField(max_length=64, blank=True)
    of_look = models.CharField(max_length=64, blank=True)
    said = models.JSONField(default=list)
    state = models.CharField(max_length=10, default=rules.OPEN)
    taken_by = models.CharField(max_length=64, blank=True)
    outcome = models.CharField(max_length=10, blank=True)
    note = models.TextField(blank=True)
    closed_at = models.DateTimeField(null=True, default=None)
    emptied_at = models.DateTimeField(null=True, default=None)
    reminded = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes = (
            models.Index(fields=["state", "due_at"], name="report_by_state"),
            models.Index(fields=["of_sub", "at"], name="report_by_person"),
        )

    def __str__(self) -> str:
        return self.number


class Removal(models.Model):
    """Somebody who may not enter, until `until`; `number` opens the page that says why and takes the appeal.

    `sid` is the visit it ended, `sub` the person or, for a guest, the browser; empty for a removal of the
    visit alone. `told_at` is when the worker has put it before the world, None while that is to be done.
    """

    number = models.CharField(primary_key=True, max_length=20)
    sid = models.CharField(max_length=64)
    sub = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=64, blank=True)
    reason = models.CharField(max_length=20)
    words = models.TextField(blank=True)
    term = models.CharField(max_length=10)
    at = models.DateTimeField()
    until = models.DateTimeField()
    by = models.CharField(max_length=64)
    report = models.ForeignKey(
        Report, null=True, default=None, on_delete=models.SET_NULL, related_name="removals"
    )
    lifted_at = models.DateTimeField(null=True, default=None)
    lifted_by = models.CharField(max_length=64, blank=True)
    told_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (
            models.Index(fields=["sub", "until"], name="removal_by_person"),
            models.Index(fields=["until"], name="removal_by_end"),
            models.Index(fields=["number"], condition=models.Q(told_at=None), name="removal_untold"),
        )

    def __str__(self) -> str:
        return self.number


class Appeal(models.Model):
    """What a removed person says against it, once for each removal, and what was answered."""

    removal = models.OneToOneField(Removal, primary_key=True, on_delete=models.CASCADE, related_name="appeal")
    text = models.TextField()
    lang = models.CharField(max_length=12)
    at = models.DateTimeField()
    due_at = models.DateTimeField()
    outcome = models.CharField(max_length=10, blank=True)
    answer = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True, default=None)
    answered_by = models.CharField(max_length=64, blank=True)

    def __str__(self) -> str:
        return self.removal_id


class Handling(models.Model):
    """One thing that one of the staff saw or did. Rows are only ever added; staff stand by their subject."""

    at = models.DateTimeField()
    by = models.CharField(max_length=64)
    did = models.CharField(max_length=20)
    report = models.ForeignKey(
        Report, null=True, default=None, on_delete=models.CASCADE, related_name="trail"
    )
    removal = models.ForeignKey(
        Removal, null=True, default=None, on_delete=models.CASCADE, related_name="trail"
    )

    class Meta:
        indexes = (models.Index(fields=["at"], name="handling_by_time"),)

    def __str__(self) -> str:
        return f"{self.did} {self.at:%Y-%m-%d %H:%M}"

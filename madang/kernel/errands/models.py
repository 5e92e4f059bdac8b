"""What is kept of an errand: where it stands, what was entered, its receipt, and what the person is told."""

from django.db import models

from madang.kernel.identifiers import uuid7
from madang.kernel.personal.fields import EncryptedJSONField


class State(models.TextChoices):
    """Where an errand stands. `waiting`: something it needs is away; what was entered is kept."""

    OPEN = "open"
    WAITING = "waiting"
    FINISHED = "finished"
    ABANDONED = "abandoned"
    FAILED = "failed"


GOING_ON = (State.OPEN, State.WAITING)


class Errand(models.Model):
    """One errand of one person. `key` makes starting it idempotent; `left_at`: counted as left in the funnel.

    `draft` is what was entered so far; `link` leads to where it goes on, or to its receipt. `keep_until` is
    when the worker deletes it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=14, unique=True)
    subject = models.CharField(max_length=64)
    service = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=80, null=True, default=None)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    step = models.CharField(max_length=40, default="start")
    reason = models.CharField(max_length=60, default="", blank=True)
    title = models.JSONField()
    link = models.CharField(max_length=300, default="", blank=True)
    draft = EncryptedJSONField(default=dict)
    door = models.CharField(max_length=10, default="page")
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, default=None)
    left_at = models.DateTimeField(null=True, default=None)
    keep_until = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "service", "key"], name="errand_once"),)
        indexes = (
            models.Index(fields=["subject", "-updated_at"], name="errand_by_person"),
            models.Index(fields=["state", "updated_at"], name="errand_by_state"),
            models.Index(fields=["keep_until"], name="errand_by_end"),
        )

    def __str__(self) -> str:
        return self.number


class ErrandStep(models.Model):
    """One line of an errand's story: what happened when. Rows are only ever added."""

    errand = models.ForeignKey(Errand, on_delete=models.CASCADE, related_name="story")
    at = models.DateTimeField()
    what = models.CharField(max_length=20)
    step = models.CharField(max_length=40, default="", blank=True)

    class Meta:
        indexes = (models.Index(fields=["errand", "at"], name="errand_story"),)

    def __str__(self) -> str:
        return f"{self.what} {self.at:%Y-%m-%d %H:%M}"


class Receipt(models.Model):
    """How an errand ended, under the errand's number: what was decided, what happens next, how to follow it.

    `decided` and `next` are texts by language; `documents` and `due` lists of objects as in decisions.py.
    """

    errand = models.OneToOneField(Errand, primary_key=True, on_delete=models.CASCADE, related_name="receipt")
    number = models.CharField(max_length=14, unique=True)
    subject = models.CharField(max_length=64)
    service = models.CharField(max_length=60)
    title = models.JSONField()
    decided = EncryptedJSONField()
    next = EncryptedJSONField()
    documents = EncryptedJSONField(default=list)
    due = EncryptedJSONField(default=list)
    link = models.CharField(max_length=300, default="", blank=True)
    at = models.DateTimeField()
    keep_until = models.DateTimeField()

    class Meta:
        indexes = (models.Index(fields=["subject", "-at"], name="receipt_by_person"),)

    def __str__(self) -> str:
        return self.number


class Notification(models.Model):
    """Something a person is told; `n` is the number of its doorbell (kernel.models.PersonEvent).

    `listed`: it stands on the person's page, and counts as unread until `read_at`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject = models.CharField(max_length=64)
    n = models.PositiveIntegerField(null=True, default=None)
    kind = models.CharField(max_length=60)
    title = EncryptedJSONField()
    text = EncryptedJSONField()
    link = models.CharField(max_length=300, default="", blank=True)
    listed = models.BooleanField(default=True)
    at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (
            models.Index(fields=["subject", "-at"], name="notification_by_person"),
            models.Index(fields=["subject", "n"], name="notification_by_number"),
            models.Index(fields=["at"], name="notification_by_age"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.at:%Y-%m-%d %H:%M}"


class Letter(models.Model):
    """One e-mail about one notification: due, sending, sent or given up. It never names what it is about."""

    notification = models.OneToOneField(
        Notification, primary_key=True, on_delete=models.CASCADE, related_name="letter"
    )
    subject = models.CharField(max_length=64)
    lang = models.CharField(max_length=8, default="ko")
    state = models.CharField(max_length=10, default="due")
    tries = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (models.Index(fields=["state", "due_at"], name="letter_by_state"),)

    def __str__(self) -> str:
        return f"{self.state} {self.due_at:%Y-%m-%d %H:%M}"


class Channels(models.Model):
    """Where a person wants to be told; without a row, in the square and on the page."""

    subject = models.CharField(primary_key=True, max_length=64)
    square = models.BooleanField(default=True)
    email = models.BooleanField(default=False)
    lang = models.CharField(max_length=8, default="ko")
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.subject


class PhoneLine(models.Model):
    """Figures of the telephone line for a span of days, as an official entered them; nobody is in them."""

    first_day = models.DateField()
    last_day = models.DateField()
    calls_a_day = models.PositiveIntegerField()
    wait_s = models.PositiveIntegerField()
    handle_s = models.PositiveIntegerField()
    cost_a_call_krw = models.PositiveIntegerField()
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"


class RunningCost(models.Model):
    """What running the square cost in a span of days, in won, as an official entered it."""

    first_day = models.DateField()
    last_day = models.DateField()
    amount_krw = models.PositiveBigIntegerField()
    source = models.CharField(max_length=300)
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.first_day}–{self.last_day}"

"""A session on a stage with its slides, speakers, lines and questions."""

from django.db import models
from django.db.models import Q

from madang.kernel.identifiers import uuid7
from madang.kernel.personal.fields import EncryptedTextField

SESSION_STATES = ("prepared", "open", "ended")
QUESTION_STATES = ("waiting", "shown", "answered", "dismissed", "withdrawn")


class StageSession(models.Model):
    """What happens on the stage of a place, from its preparation to its end.

    `n` grows with everything that is told of the stage, over all sessions of a place: receivers take the
    newest. `slide` counts from 1; 0 shows none. `untold`: applause has come that nobody was told of yet.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    item = models.ForeignKey("today.Item", on_delete=models.SET_NULL, null=True, blank=True)
    title = models.JSONField()
    speaker = models.CharField(max_length=40)
    state = models.CharField(max_length=10, default="prepared")
    n = models.BigIntegerField(default=0)
    slide = models.PositiveSmallIntegerField(default=0)
    question = models.ForeignKey(
        "today.StageQuestion", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    applause = models.PositiveIntegerField(default=0)
    untold = models.BooleanField(default=False)
    told_at = models.DateTimeField(null=True, default=None)
    created_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True, default=None)
    ends_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["city", "place"], condition=Q(state="open"), name="today_one_open_stage"
            ),
        )
        indexes = (models.Index(fields=["city", "place", "state"], name="today_stages"),)

    def __str__(self) -> str:
        return f"{self.place} {self.id} {self.state}"


class StageSlide(models.Model):
    """One slide; they are shown by position."""

    session = models.ForeignKey(StageSession, on_delete=models.CASCADE, related_name="slides")
    position = models.PositiveSmallIntegerField()
    title = models.JSONField(default=dict)
    text = models.JSONField(default=dict)
    picture = models.ForeignKey("today.Picture", on_delete=models.SET_NULL, null=True, blank=True)
    alt = models.JSONField(default=dict)

    class Meta:
        ordering = ("position", "id")

    def __str__(self) -> str:
        return f"{self.session_id} {self.position}"


class StageSpeaker(models.Model):
    """Somebody whom an editor has invited to speak. The link's secret is kept as SHA-256; it serves once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(StageSession, on_delete=models.CASCADE, related_name="speakers")
    name = models.CharField(max_length=40)
    secret_digest = models.CharField(max_length=64, unique=True)
    subject = models.CharField(max_length=64, blank=True, default="", db_index=True)
    created_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, default=None)

    def __str__(self) -> str:
        return f"{self.session_id} {self.id}"


class StageLine(models.Model):
    """What was said on a stage. `speaker`: the invited person; null for staff."""

    session = models.ForeignKey(StageSession, on_delete=models.CASCADE, related_name="lines")
    speaker = models.ForeignKey(StageSpeaker, on_delete=models.CASCADE, null=True)
    n = models.BigIntegerField()
    text = models.CharField(max_length=300)
    lang = models.CharField(max_length=10)
    name = models.CharField(max_length=40)
    at = models.DateTimeField()

    class Meta:
        ordering = ("n",)
        indexes = (models.Index(fields=["session", "n"], name="today_stage_lines"),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.n}"


class StageQuestion(models.Model):
    """A question from the square; `name` is empty unless the asker wishes to be named."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(StageSession, on_delete=models.CASCADE, related_name="questions")
    subject = models.CharField(max_length=64, db_index=True)
    text = EncryptedTextField()
    name = models.CharField(max_length=40, blank=True)
    lang = models.CharField(max_length=10)
    state = models.CharField(max_length=10, default="waiting")
    asked_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["session", "subject"], condition=Q(state="waiting"), name="today_one_question"
            ),
        )
        indexes = (models.Index(fields=["session", "state", "asked_at"], name="today_questions"),)

    def __str__(self) -> str:
        return f"{self.session_id} {self.id} {self.state}"

"""What the square shows today: notices and events with their revisions, pictures, and reminders."""

from django.db import models

from madang.kernel.identifiers import uuid7
from madang.services.today.stage import models as stage

# Django finds the stage's models here.
StageLine = stage.StageLine
StageQuestion = stage.StageQuestion
StageSession = stage.StageSession
StageSlide = stage.StageSlide
StageSpeaker = stage.StageSpeaker

STATES = ("draft", "published", "withdrawn")


class Item(models.Model):
    """A notice or an event. Texts are by language; `ends_at` is never empty, so nothing stale is shown.

    `told_at`: when the square was told of it (a notice at its beginning, an event when it begins).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    city = models.CharField(max_length=40)
    kind = models.CharField(max_length=10)
    title = models.JSONField()
    text = models.JSONField()
    picture = models.ForeignKey("Picture", on_delete=models.SET_NULL, null=True, blank=True)
    picture_alt = models.JSONField(default=dict)
    place = models.CharField(max_length=40, blank=True)
    spot = models.CharField(max_length=64, blank=True)
    link = models.CharField(max_length=300, blank=True)
    owner = models.CharField(max_length=60)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    state = models.CharField(max_length=10, default="draft")
    version = models.PositiveIntegerField(default=1)
    author = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, default=None)
    notice = models.UUIDField(null=True, default=None)

    class Meta:
        indexes = (models.Index(fields=["city", "state", "ends_at"], name="today_shown"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class ItemVersion(models.Model):
    """What an item was after each change, by whom: only ever added."""

    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="versions")
    version = models.PositiveIntegerField()
    state = models.CharField(max_length=10)
    content = models.JSONField()
    by = models.CharField(max_length=64)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["item", "version"], name="today_item_version"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.version}"


class Picture(models.Model):
    """A picture made anew from what was uploaded: WebP without anything that the camera had written in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    webp = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.id} {self.width}×{self.height}"


class Reminder(models.Model):
    """Somebody wants to be told before an event begins."""

    subject = models.CharField(max_length=64)
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="reminders")
    due_at = models.DateTimeField()
    told_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "item"], name="today_one_reminder"),)
        indexes = (models.Index(fields=["told_at", "due_at"], name="today_reminders_due"),)

    def __str__(self) -> str:
        return f"{self.item_id} {self.due_at}"

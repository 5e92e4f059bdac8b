"""What the kernel keeps: events on their way, events of a person, place revisions, notices, the funnel."""

import uuid

from django.db import models

from madang.kernel.identifiers import uuid7


class OutboxEvent(models.Model):
    """One event to be published: written in the action's transaction, carried to NATS by the worker's relay.

    `id` grows with time and becomes the message's `Nats-Msg-Id`; `payload` is the body as it travels.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=200)
    payload = models.TextField()
    created_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (
            models.Index(fields=["id"], condition=models.Q(published_at=None), name="outbox_unpublished"),
        )

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"


class PersonEvent(models.Model):
    """Something that happened for one person: `n` counts from 1 for each `subject` (a random id, no name)."""

    subject = models.CharField(max_length=64)
    n = models.PositiveIntegerField()
    kind = models.CharField(max_length=60)
    link = models.CharField(max_length=300)
    at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "n"], name="person_event_number"),)

    def __str__(self) -> str:
        return f"{self.kind} {self.n}"


class PlaceRevision(models.Model):
    """One revision of a place's document; the newest is what people see. Revisions are only ever added."""

    city = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    revision = models.PositiveIntegerField()
    document = models.JSONField()
    author = models.CharField(max_length=64)
    note = models.CharField(max_length=300, default="", blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["city", "place", "revision"], name="place_revision"),)

    def __str__(self) -> str:
        return f"{self.city}/{self.place} {self.revision}"


class PlaceDraft(models.Model):
    """What one editor is changing of a place, until they publish or drop it; seen by them alone.

    `based_on` is the revision they began with, `version` counts the savings: two devices cannot overwrite one
    another.
    """

    city = models.CharField(max_length=40)
    place = models.CharField(max_length=40)
    author = models.CharField(max_length=64)
    document = models.JSONField()
    based_on = models.PositiveIntegerField()
    version = models.PositiveIntegerField(default=1)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["city", "place", "author"], name="place_draft"),)

    def __str__(self) -> str:
        return f"{self.city}/{self.place} {self.version}"


class PlacePicture(models.Model):
    """A picture that hangs in a place: encoded anew when it came, never changed afterwards."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    webp = models.BinaryField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.id)


class Notice(models.Model):
    """Something the city says to everybody, from `starts_at` until `expires_at` (None: until taken back)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    city = models.CharField(max_length=40)
    title = models.JSONField(default=dict)
    text = models.JSONField()
    link = models.CharField(max_length=300, default="")
    starts_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, default=None)

    class Meta:
        indexes = (models.Index(fields=["city", "-starts_at"], name="notice_by_city"),)

    def __str__(self) -> str:
        return str(self.text.get("ko", self.id))


class FunnelCount(models.Model):
    """How many came, started, finished: per hour, service, door and step. Nothing about anybody.

    `detail` tells apart what one step counts: for `took` the upper edge of the duration in seconds, for
    `left` the errand's step at which people stopped. Empty for all others.
    """

    hour = models.DateTimeField()
    service = models.CharField(max_length=60)
    door = models.CharField(max_length=10)
    step = models.CharField(max_length=10)
    detail = models.CharField(max_length=40, default="", blank=True)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["hour", "service", "door", "step", "detail"], name="funnel_hour"),
        )

    def __str__(self) -> str:
        return f"{self.hour:%Y-%m-%d %H} {self.service} {self.door} {self.step}: {self.count}"

"""What Tax Square keeps: disputes about bills, booked consultations, the roster, reminders to send."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madang.kernel.identifiers import uuid7
from madang.kernel.personal.fields import EncryptedJSONField, EncryptedTextField


class DisputeState(models.TextChoices):
    """Where a dispute stands."""

    OPEN = "open", _("Waiting for an answer")
    ANSWERED = "answered", _("Answered")


class Outcome(models.TextChoices):
    """What an officer found."""

    RIGHT = "right", _("The bill is right")
    CORRECTED = "corrected", _("The bill will be corrected")
    MORE = "more", _("More is needed from you")


class Dispute(models.Model):
    """A resident says that a bill is wrong. `number` is its errand's; `bill` what the ledger said."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=14, unique=True)
    subject = models.CharField(max_length=64)
    name = EncryptedTextField()
    bill_number = EncryptedTextField()
    bill = EncryptedJSONField()
    words = EncryptedTextField()
    state = models.CharField(max_length=10, choices=DisputeState.choices, default=DisputeState.OPEN)
    outcome = models.CharField(max_length=10, choices=Outcome.choices, default="", blank=True)
    answer = EncryptedTextField(default="")
    answered_by = models.CharField(max_length=64, default="", blank=True)
    answered_at = models.DateTimeField(null=True, default=None)
    created_at = models.DateTimeField()

    class Meta:
        indexes = (
            models.Index(fields=["subject", "-created_at"], name="tax_dispute_by_person"),
            models.Index(fields=["state", "created_at"], name="tax_dispute_by_state"),
        )

    def __str__(self) -> str:
        return self.number


class BookingState(models.TextChoices):
    """Where a booking stands."""

    BOOKED = "booked", _("Booked")
    CANCELLED = "cancelled", _("Cancelled")


class Topic(models.TextChoices):
    """What a consultation is about."""

    PROPERTY = "property", _("Property tax")
    ACQUISITION = "acquisition", _("Acquisition tax")
    AUTOMOBILE = "automobile", _("Automobile tax")
    INCOME = "local-income", _("Local income tax")
    OTHER = "other", _("Something else")


class Booking(models.Model):
    """Twenty minutes of an officer for one person. `number` is its errand's."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    number = models.CharField(max_length=14, unique=True)
    subject = models.CharField(max_length=64)
    name = EncryptedTextField()
    officer = models.CharField(max_length=64)
    starts_at = models.DateTimeField()
    topic = models.CharField(max_length=20, choices=Topic.choices)
    words = EncryptedTextField(default="")
    state = models.CharField(max_length=10, choices=BookingState.choices, default=BookingState.BOOKED)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["officer", "starts_at"], condition=Q(state="booked"), name="tax_officer_once"
            ),
            models.UniqueConstraint(
                fields=["subject", "starts_at"], condition=Q(state="booked"), name="tax_person_once"
            ),
        )
        indexes = (
            models.Index(fields=["subject", "-starts_at"], name="tax_booking_by_person"),
            models.Index(fields=["starts_at"], name="tax_booking_by_time"),
        )

    def __str__(self) -> str:
        return self.number


class DutyHours(models.Model):
    """An officer's hours on one day of the week (0 is Monday), in the city's own time."""

    officer = models.CharField(max_length=64)
    weekday = models.PositiveSmallIntegerField()
    opens = models.TimeField()
    closes = models.TimeField()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["officer", "weekday", "opens"], name="tax_hours_once"),
        )

    def __str__(self) -> str:
        return f"{self.weekday} {self.opens}–{self.closes}"


class DutyException(models.Model):
    """One day on which the week's hours do not hold: other hours, or (without hours) nobody."""

    officer = models.CharField(max_length=64)
    day = models.DateField()
    opens = models.TimeField(null=True, default=None)
    closes = models.TimeField(null=True, default=None)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["officer", "day"], name="tax_exception_once"),)

    def __str__(self) -> str:
        return f"{self.day}"


class Reminder(models.Model):
    """Something a person wants to be told at `at`; deleted once told. `key` says what it belongs to."""

    subject = models.CharField(max_length=64)
    key = models.CharField(max_length=80)
    at = models.DateTimeField()
    title = EncryptedJSONField()
    text = EncryptedJSONField()
    link = models.CharField(max_length=300)

    class Meta:
        constraints = (models.UniqueConstraint(fields=["subject", "key", "at"], name="tax_reminder_once"),)
        indexes = (models.Index(fields=["at"], name="tax_reminder_by_time"),)

    def __str__(self) -> str:
        return f"{self.key} {self.at:%Y-%m-%d %H:%M}"

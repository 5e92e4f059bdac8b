"""What is kept about an account: a random subject, how well the person is known, and a name, encrypted.

The e-mail address, where somebody gave one, lies in allauth's table; docs/adr/ says why in clear.
"""

import secrets
from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from madang.kernel.personal.fields import EncryptedTextField
from madang.kernel.service import Assurance

SUBJECT_BYTES = 16


def new_subject() -> str:
    """A random subject: 32 hexadecimal digits."""
    return secrets.token_hex(SUBJECT_BYTES)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by their subject."""

    def create_account(self, **fields: object) -> "Account":
        """A new account without a password: nobody here has one."""
        account = Account(**fields)
        account.set_unusable_password()
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """Somebody who signed up. `subject` is what every service knows of them.

    `resident` is the key by which the city's register knows a verified person (no resident number), None
    for members; `name` is theirs in the register, empty for members. `invented` marks the sandbox's people:
    anybody may be them, so they keep nothing.
    """

    subject = models.CharField(primary_key=True, max_length=64, default=new_subject, editable=False)
    level = models.PositiveSmallIntegerField(default=int(Assurance.MEMBER))
    resident = models.CharField(max_length=64, null=True, default=None)
    name = EncryptedTextField(default="", blank=True)
    language = models.CharField(max_length=5, default="ko")
    invented = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    USERNAME_FIELD = "subject"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    objects = AccountManager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["resident"], condition=Q(invented=False), name="account_one_per_resident"
            ),
            models.CheckConstraint(
                condition=Q(level__in=[int(Assurance.MEMBER), int(Assurance.VERIFIED)]), name="account_level"
            ),
            models.CheckConstraint(
                condition=Q(level=int(Assurance.MEMBER)) | Q(resident__isnull=False),
                name="account_verified_has_resident",
            ),
        )

    def __str__(self) -> str:
        return self.subject

    def has_usable_password(self) -> bool:
        """Nobody has a password."""
        return False

    @property
    def assurance(self) -> Assurance:
        """How well this person is known."""
        return Assurance(self.level)


class StaffRole(models.Model):
    """A post: somebody may do `role` for one service (empty: all) in one unit of the city (empty: all).

    The role `admin` holds only once a second admin has confirmed it; nobody grants to or confirms themselves.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="staff_roles")
    role = models.CharField(max_length=20)
    service = models.CharField(max_length=60, default="", blank=True)
    unit = models.CharField(max_length=100, default="", blank=True)
    granted_by = models.CharField(max_length=64)
    granted_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.CharField(max_length=64, default="", blank=True)
    confirmed_at = models.DateTimeField(null=True, default=None)
    revoked_by = models.CharField(max_length=64, default="", blank=True)
    revoked_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["account", "role", "service", "unit"],
                condition=Q(revoked_at__isnull=True),
                name="staff_role_once",
            ),
            models.CheckConstraint(condition=~Q(granted_by=F("account")), name="staff_role_not_by_oneself"),
            models.CheckConstraint(
                condition=Q(confirmed_by="")
                | (~Q(confirmed_by=F("granted_by")) & ~Q(confirmed_by=F("account"))),
                name="staff_role_four_eyes",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by="", confirmed_at__isnull=True)
                | (~Q(confirmed_by="") & Q(confirmed_at__isnull=False)),
                name="staff_role_confirmed_whole",
            ),
        )

    def __str__(self) -> str:
        return f"{self.role} {self.service or '*'} {self.unit or '*'}"


class GuardianConsent(models.Model):
    """A minor's errand that waits for a guardian, and what the guardian said."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked"
        GIVEN = "given"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    minor = models.CharField(max_length=64)
    guardian_resident = models.CharField(max_length=64)
    guardian = models.CharField(max_length=64, default="", blank=True)
    errand = models.UUIDField(null=True, default=None)
    service = models.CharField(max_length=60)
    kind = models.CharField(max_length=60)
    title = models.JSONField()
    link = models.CharField(max_length=300, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, default=None)

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["errand", "guardian_resident"],
                condition=Q(errand__isnull=False),
                name="guardian_asked_once",
            ),
            models.CheckConstraint(
                condition=(Q(state="asked") & Q(answered_at__isnull=True))
                | (~Q(state="asked") & Q(answered_at__isnull=False)),
                name="guardian_answer_dated",
            ),
        )
        indexes = (
            models.Index(fields=["guardian_resident", "state"], name="guardian_asked_of"),
            models.Index(fields=["minor"], name="guardian_asked_by"),
        )

    def __str__(self) -> str:
        return f"{self.service}/{self.kind} {self.state}"

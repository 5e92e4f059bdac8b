"""The posts of staff: granting, confirming by a second admin, revoking."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_noop

from madang.kernel.accounts.models import Account, StaffRole
from madang.kernel.audit import log as audit
from madang.kernel.identity import Post, Visitor
from madang.kernel.service import Assurance

ADMIN = "admin"
ROLES = ("agent", "officer", "clerk", "editor", "moderator", "mentor", "auditor", ADMIN)
UNIT_CHARS = 100
OPERATOR = "operator"
"""Who grants where there is no admin yet: whoever runs the city's machine."""
FIRST_ADMINS = 2
"""Two, because four eyes need two of them; the operator appoints no third."""
_A_POST = gettext_noop("A post of staff")


@dataclass(frozen=True)
class RoleRefused(Exception):
    """A post cannot be granted, confirmed or revoked; `code` says why."""

    code: str


def posts_of(account: Account) -> tuple[Post, ...]:
    """The posts that hold now: not revoked and, for an admin, confirmed."""
    return tuple(Post(row.role, row.service, row.unit) for row in _holding(account.staff_roles.all()))


def holders_of(roles: Collection[str]) -> set[str]:
    """The subjects of the accounts that hold any of `roles` now."""
    return set(_holding(StaffRole.objects.filter(role__in=roles)).values_list("account_id", flat=True))


def is_staff(account: Account) -> bool:
    """Whether the account holds any post now."""
    return bool(posts_of(account))


def holds_admin(subject: str) -> bool:
    """Whether this account is an admin whose post holds."""
    return _holding(StaffRole.objects.filter(account_id=subject, role=ADMIN)).exists()


def is_last_admin(subject: str) -> bool:
    """Whether the city would be without an admin if this account went."""
    others = _holding(StaffRole.objects.filter(role=ADMIN).exclude(account_id=subject))
    return holds_admin(subject) and not others.exists()


def grant(by: Visitor, account: Account, role: str, service: str = "", unit: str = "") -> StaffRole:
    """Give `account` a post. An admin's holds only once another admin confirms it.

    Raises:
        RoleRefused: "not_admin", "unknown_role", "unit_too_long", "own" or "already".
    """
    _demand_admin(by)
    if role not in ROLES:
        raise RoleRefused("unknown_role")
    if len(unit) > UNIT_CHARS:
        raise RoleRefused("unit_too_long")
    if by.subject == account.subject:
        raise RoleRefused("own")
    try:
        with transaction.atomic():
            row = StaffRole.objects.create(
                account=account, role=role, service=service, unit=unit.strip(), granted_by=by.subject or ""
            )
            audit.record(by, "granted", account.subject, _A_POST, role)
            return row
    except IntegrityError as error:
        raise RoleRefused("already") from error


def appoint_first_admin(account: Account) -> StaffRole:
    """Make one of the city's first two admins, on the word of whoever runs its machine.

    Raises:
        RoleRefused: "already": there are two admins; they grant and confirm the next ones.
    """
    with transaction.atomic():
        if _holding(StaffRole.objects.filter(role=ADMIN)).count() >= FIRST_ADMINS:
            raise RoleRefused("already")
        row, _is_new = StaffRole.objects.get_or_create(
            account=account,
            role=ADMIN,
            revoked_at=None,
            defaults={"granted_by": OPERATOR},
        )
        row.confirmed_by, row.confirmed_at = f"{OPERATOR}-2", timezone.now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        audit.record(Visitor(None, Assurance.GUEST, ()), "granted", account.subject, _A_POST, OPERATOR)
    return row


def confirm(by: Visitor, number: int) -> StaffRole:
    """Confirm an admin's post that somebody else granted to a third person: four eyes.

    Raises:
        RoleRefused: "not_admin", "gone", "own" (granted by or to oneself).
    """
    _demand_admin(by)
    with transaction.atomic():
        row = StaffRole.objects.filter(pk=number, role=ADMIN, revoked_at=None, confirmed_by="").first()
        if row is None:
            raise RoleRefused("gone")
        if by.subject in (row.granted_by, row.account_id):
            raise RoleRefused("own")
        row.confirmed_by, row.confirmed_at = by.subject or "", timezone.now()
        row.save(update_fields=["confirmed_by", "confirmed_at"])
        audit.record(by, "decided", row.account_id, _A_POST, row.role)
    return row


def revoke(by: Visitor, number: int) -> StaffRole:
    """End a post now. The last admin cannot be revoked.

    Raises:
        RoleRefused: "not_admin", "gone" or "last_admin".
    """
    _demand_admin(by)
    with transaction.atomic():
        row = StaffRole.objects.filter(pk=number, revoked_at=None).select_related("account").first()
        if row is None:
            raise RoleRefused("gone")
        if row.role == ADMIN and row.confirmed_by and is_last_admin(row.account_id):
            raise RoleRefused("last_admin")
        row.revoked_by, row.revoked_at = by.subject or "", timezone.now()
        row.save(update_fields=["revoked_by", "revoked_at"])
        audit.record(by, "revoked", row.account_id, _A_POST, row.role)
    return row


def _demand_admin(by: Visitor) -> None:
    if by.subject is None or ADMIN not in by.roles:
        raise RoleRefused("not_admin")


def _holding(rows: QuerySet[StaffRole]) -> QuerySet[StaffRole]:
    return rows.filter(Q(revoked_at=None) & (~Q(role=ADMIN) | ~Q(confirmed_by="")))

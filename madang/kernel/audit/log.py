"""Writing the audit log and reading it: `from madang.kernel.audit import log as audit`.

    with transaction.atomic():
        bill = show_bill(...)
        audit.view(visitor, whose=bill.subject, what="Tax bills", why=gettext_noop("Consultation"))

An entry is written in the transaction of what it tells; every view by staff of somebody's data makes one.
"""

import secrets
from collections.abc import Iterable

from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from madang.kernel.audit.models import AuditSubject, Entry
from madang.kernel.audit.texts import ACTIONS
from madang.kernel.identity import Visitor
from madang.kernel.outbox import NotInTransaction

LENGTHS = {"what": 200, "reference": 100, "why": 300}


class EntryRefused(ValueError):
    """Something that the log cannot hold; the text says what to do."""


def record(
    actor: Visitor, action: str, whose: str | None, what: str, why: str, *, reference: str = ""
) -> Entry:
    """Write down that `actor` did `action` (texts.ACTIONS) with the data of the subject `whose`.

    `what` and `why` are msgids (mark them with `gettext_noop`) or the city's own words, without anybody's
    name or number; `reference` is a case, receipt or report. Call it inside `transaction.atomic()`.

    Raises:
        NotInTransaction, EntryRefused.
    """
    if not connection.in_atomic_block:
        raise NotInTransaction(
            f"Audit of '{action}' refused: no transaction. Record inside transaction.atomic()."
        )
    if action not in ACTIONS:
        raise EntryRefused(f"Audit of '{action}' refused: unknown. Known are {', '.join(ACTIONS)}.")
    if not what.strip():
        raise EntryRefused(f"Audit of '{action}' refused: it does not say of what.")
    if actor.roles and not why.strip():
        raise EntryRefused(f"Audit of '{action}' refused: staff look at data for a reason. Say it in `why`.")
    return Entry.objects.create(
        at=timezone.now(),
        actor=actor.subject or "",
        role=_joined(actor.roles, 100),
        unit=_joined((post.unit for post in actor.posts), 200),
        action=action,
        whose=audit_id(whose) if whose else "",
        what=what.strip()[: LENGTHS["what"]],
        reference=reference[: LENGTHS["reference"]],
        why=why.strip()[: LENGTHS["why"]],
    )


def view(actor: Visitor, whose: str | None, what: str, why: str, *, reference: str = "") -> Entry:
    """`record` that somebody of the staff saw the data of `whose`."""
    return record(actor, "viewed", whose, what, why, reference=reference)


def audit_id(subject: str) -> str:
    """The random id under which the log knows `subject`; made at the first entry about them."""
    known = AuditSubject.objects.filter(subject=subject).order_by("-made_at").first()
    if known is None:
        known = AuditSubject.objects.create(
            audit_id=secrets.token_hex(16), subject=subject, made_at=timezone.now()
        )
    return known.audit_id


def entries_about(subject: str) -> "QuerySet[Entry]":
    """What was done with the data of `subject`, the latest first."""
    ids = AuditSubject.objects.filter(subject=subject).values("audit_id")
    return Entry.objects.filter(whose__in=ids).order_by("-at", "-id")


def _joined(words: Iterable[str], limit: int) -> str:
    return ",".join(dict.fromkeys(word for word in words if word))[:limit]

"""Sealing the log: the worker chains batches of entries by SHA-256, and anybody can verify the chain.

What one seal covers, as canonical JSON (keys sorted, no spaces, UTF-8):
    rows_digest = SHA-256([[id, at, actor, role, unit, action, whose, what, reference, why], …] by id)
    digest      = SHA-256({n, at, count, first_at, last_at, rows_digest, previous})
Every moment is UTC, ISO 8601 with microseconds. `previous` is the digest of seal n - 1, empty for the first.
"""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from madang.kernel.audit.models import Entry, Seal
from madang.kernel.outbox import emit
from madang.protocol.events import AuditSealed

BATCH_ROWS = 1000
KEEP_DAYS = 3 * 365 + 1
"""Three years. At least two are demanded where resident numbers are handled
(개인정보의 안전성 확보조치 기준, 제8조 제1항)."""
PURGED_BATCHES = 5


def seal_batch(now: datetime, limit: int = BATCH_ROWS) -> Seal | None:
    """Seal the oldest entries that are not, at most `limit`; None when there are none or another was first.

    Two workers may try at once: both number the same seal, and the database lets one of them.
    """
    try:
        with transaction.atomic():
            return _seal(now, limit)
    except IntegrityError:
        return None


def _seal(now: datetime, limit: int) -> Seal | None:
    last = Seal.objects.order_by("-n").first()
    rows = list(Entry.objects.filter(batch=None).order_by("id")[:limit])
    if not rows:
        return None
    seal = Seal(
        n=last.n + 1 if last else 1,
        at=now,
        count=len(rows),
        first_at=min(row.at for row in rows),
        last_at=max(row.at for row in rows),
        rows_digest=digest_of_rows(rows),
        previous=last.digest if last else "",
    )
    seal.digest = digest_of(seal)
    seal.save(force_insert=True)
    taken = Entry.objects.filter(pk__in=[row.pk for row in rows]).put_into_batch(seal.n)
    if taken != len(rows):
        raise IntegrityError(f"Batch {seal.n}: another worker has sealed some of its entries.")
    emit(AuditSealed(n=seal.n, digest=seal.digest, count=seal.count, at=_moment(now)))
    return seal


def unsealed() -> tuple[int, datetime | None]:
    """How many entries wait for their seal, and since when the oldest does."""
    waiting = Entry.objects.filter(batch=None).order_by("id")
    return waiting.count(), waiting.values_list("at", flat=True).first()


def digest_of_rows(rows: Iterable[Entry]) -> str:
    """SHA-256 over the entries in the order of their ids."""
    return _sha256(
        [
            [
                str(row.pk),
                _moment(row.at),
                row.actor,
                row.role,
                row.unit,
                row.action,
                row.whose,
                row.what,
                row.reference,
                row.why,
            ]
            for row in sorted(rows, key=lambda row: row.pk.int)
        ]
    )


def digest_of(seal: Seal) -> str:
    """SHA-256 over a seal and the one before it."""
    return _sha256(
        {
            "n": seal.n,
            "at": _moment(seal.at),
            "count": seal.count,
            "first_at": _moment(seal.first_at),
            "last_at": _moment(seal.last_at),
            "rows_digest": seal.rows_digest,
            "previous": seal.previous,
        }
    )


def purge_old_entries(now: datetime) -> int:
    """Delete the entries of whole batches that ended three years ago, at most five; their seals stay."""
    before = now - timedelta(days=KEEP_DAYS)
    gone = 0
    for seal in Seal.objects.filter(last_at__lt=before, emptied_at=None).order_by("n")[:PURGED_BATCHES]:
        with transaction.atomic():
            gone += Entry.objects.filter(batch=seal.n).delete_after_their_time()
            Seal.objects.filter(pk=seal.n).update(emptied_at=now)
    return gone


def _sha256(value: Any) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat(timespec="microseconds")

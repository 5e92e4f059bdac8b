"""Whether the log is what was sealed: every batch, the chain between them, and the heads kept outside."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from madang.kernel.audit.models import Entry, Seal
from madang.kernel.audit.seal_log import Head, SealLogDamaged, read_heads
from madang.kernel.audit.seals import KEEP_DAYS, digest_of, digest_of_rows, unsealed

SEALED_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True)
class Verdict:
    """`broken` says what is wrong first, empty when all holds; `warnings` are no proof of anything."""

    batches: int
    entries: int
    emptied: int
    outside: int
    broken: str
    warnings: tuple[str, ...] = ()


def verify(data: Path, now: datetime) -> Verdict:
    """Follow the chain from its first seal to its last, and compare it with DIR/audit/seals.log."""
    try:
        # Before the database: what is sealed meanwhile is then only missing here, which is no harm.
        heads = read_heads(data)
    except SealLogDamaged as damage:
        return Verdict(0, 0, 0, 0, str(damage))
    batches = entries = emptied = 0
    previous: Seal | None = None
    digests: dict[int, str] = {}
    for seal in Seal.objects.order_by("n").iterator(200):
        if broken := _broken(seal, previous, now):
            return Verdict(batches, entries, emptied, 0, broken)
        previous = seal
        digests[seal.n] = seal.digest
        batches += 1
        entries += 0 if seal.emptied_at else seal.count
        emptied += 1 if seal.emptied_at else 0
    last = previous.n if previous else 0
    if stray := Entry.objects.filter(batch__gt=last).order_by("batch").first():
        return Verdict(batches, entries, emptied, 0, f"Batch {stray.batch}: its seal is missing.")
    broken = _against_heads(heads, digests)
    return Verdict(batches, entries, emptied, len(heads), broken, _warnings(heads, last, now))


def _broken(seal: Seal, previous: Seal | None, now: datetime) -> str:
    """What is wrong with one batch; empty when it holds."""
    wanted = previous.n + 1 if previous else 1
    if seal.n != wanted:
        return f"Batch {wanted}: its seal is missing; the next one there is {seal.n}."
    if seal.previous != (previous.digest if previous else ""):
        return f"Batch {seal.n}: it does not follow from batch {seal.n - 1}."
    if seal.digest != digest_of(seal):
        return f"Batch {seal.n}: its seal was altered."
    return _broken_rows(seal, now)


def _broken_rows(seal: Seal, now: datetime) -> str:
    rows = list(Entry.objects.filter(batch=seal.n))
    if seal.emptied_at is not None:
        if seal.last_at > now - timedelta(days=KEEP_DAYS):
            return f"Batch {seal.n}: its entries were deleted before their time."
        return f"Batch {seal.n}: it was emptied, but holds {len(rows)} entries." if rows else ""
    if len(rows) != seal.count:
        return f"Batch {seal.n}: it has {len(rows)} entries, sealed were {seal.count}."
    if digest_of_rows(rows) != seal.rows_digest:
        return f"Batch {seal.n}: an entry was altered."
    return ""


def _against_heads(heads: Sequence[Head], digests: dict[int, str]) -> str:
    for place, head in enumerate(heads, 1):
        if head.n != place:
            return f"seals.log: line {place} names batch {head.n}. A line was removed or added."
        if head.n not in digests:
            return f"Batch {head.n}: it was sealed at {head.at}, and is gone from the database."
        if head.digest != digests[head.n]:
            return f"Batch {head.n}: seals.log has another digest than the database."
    return ""


def _warnings(heads: Sequence[Head], last: int, now: datetime) -> tuple[str, ...]:
    found: list[str] = []
    if len(heads) < last:
        found.append(f"seals.log has {len(heads)} of {last} seals. The worker adds them; is it running?")
    waiting, since = unsealed()
    if since is not None and since < now - SEALED_WITHIN:
        found.append(f"{waiting} entries are not sealed, the oldest since {since:%Y-%m-%d %H:%M} UTC.")
    return tuple(found)

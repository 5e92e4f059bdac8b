"""Who may not enter: removed with a reason and an end, lifted, appealed against; and what the world is told.

The row here is the truth. The worker copies what holds into the bucket that the world reads (`untold`,
`holding`), so a removal survives every restart, also that of NATS with an empty disk.
"""

import json
from collections.abc import Collection
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from madang.kernel.order import rules
from madang.kernel.order.models import Appeal, Removal, Report
from madang.kernel.order.reports import OrderRefused, close, note
from madang.kernel.order.texts import reason_in_each_language
from madang.kernel.outbox import wake_worker
from madang.protocol.events import removal_key
from madang.protocol.reports import REASONS, new_number

UNTOLD_MOST = 200


def remove(report: Report, by: str, *, reason: str, term: str, words: str) -> Removal:
    """Remove whom a report is about, and close the report with that."""
    lasting = rules.find_term(term)
    if lasting is None or reason not in REASONS:
        raise OrderRefused("term", f"Removal refused: term '{term}' or reason '{reason}' is unknown.")
    if not report.of_sid:
        raise OrderRefused(
            "emptied", f"Removal refused: report {report.number} no longer says who it is about."
        )
    now = timezone.now()
    with transaction.atomic():
        if report.state != rules.CLOSED:
            close(report, by, rules.ACTION, words)
        removal = Removal.objects.create(
            number=new_number(),
            sid=report.of_sid,
            sub="" if lasting.visit else report.of_sub,
            name=report.of_name,
            reason=reason,
            words=words.strip()[: rules.WORDS_CHARS],
            term=term,
            at=now,
            until=now + lasting.lasts,
            by=by,
            report=report,
        )
        note(by, "removed", report=report, removal=removal)
        wake_worker()
    return removal


def lift(removal: Removal, by: str) -> None:
    """Let somebody in again before the end."""
    with transaction.atomic():
        now = timezone.now()
        if not Removal.objects.filter(number=removal.number, lifted_at=None).update(
            lifted_at=now, lifted_by=by, told_at=None
        ):
            raise OrderRefused("lifted", f"Removal {removal.number} is lifted already.")
        note(by, "lifted", removal=removal)
        wake_worker()
    removal.refresh_from_db()


def appeal(removal: Removal, text: str, lang: str) -> Appeal:
    """Take what the removed person says. Once for each removal, while it holds."""
    said = text.strip()
    if not 0 < len(said) <= rules.APPEAL_CHARS:
        raise OrderRefused(
            "appeal_text", f"Appeal refused: {len(said)} characters. Write 1 to {rules.APPEAL_CHARS}."
        )
    now = timezone.now()
    if not holds(removal, now):
        raise OrderRefused("ended", f"Appeal refused: removal {removal.number} has ended.")
    try:
        with transaction.atomic():
            return Appeal.objects.create(
                removal=removal, text=said, lang=lang, at=now, due_at=now + rules.APPEAL_DUE
            )
    except IntegrityError as error:
        raise OrderRefused("appealed", f"Appeal refused: removal {removal.number} has one.") from error


def answer_appeal(made: Appeal, by: str, outcome: str, answer: str) -> None:
    """Decide an appeal; `lifted` lifts the removal with it."""
    if outcome not in (rules.UPHELD, rules.LIFTED) or not answer.strip():
        raise OrderRefused("answer", f"Appeal {made.pk} not answered: it needs an outcome and words.")
    with transaction.atomic():
        changed = Appeal.objects.filter(removal=made.removal, answered_at=None).update(
            outcome=outcome,
            answer=answer.strip()[: rules.APPEAL_CHARS],
            answered_at=timezone.now(),
            answered_by=by,
        )
        if not changed:
            raise OrderRefused("answered", f"Appeal {made.pk} is answered already.")
        note(by, "answered", removal=made.removal)
        if outcome == rules.LIFTED and made.removal.lifted_at is None:
            lift(made.removal, by)


def holds(removal: Removal, now: datetime) -> bool:
    """Whether a removal keeps anybody out at `now`."""
    return removal.lifted_at is None and now < removal.until


def removal_of(subjects: Collection[str], now: datetime) -> Removal | None:
    """The removal that keeps a person out who is known by any of `subjects`: the one that ends last."""
    known = [subject for subject in subjects if subject]
    if not known:
        return None
    return Removal.objects.filter(sub__in=known, lifted_at=None, until__gt=now).order_by("-until").first()


def untold(now: datetime) -> list[tuple[Removal, dict[str, bytes | None]]]:
    """Removals of which the world has not been told, each with its entries: key to value, None to delete."""
    waiting = Removal.objects.filter(told_at=None).order_by("at")[:UNTOLD_MOST]
    return [(removal, entries(removal, now)) for removal in waiting]


def mark_told(removals: Collection[Removal]) -> None:
    """The world knows; not, where a removal was lifted while it was told."""
    now = timezone.now()
    for removal in removals:
        Removal.objects.filter(number=removal.number, lifted_at=removal.lifted_at).update(told_at=now)


def holding(now: datetime) -> dict[str, bytes]:
    """Every entry that the world's bucket should have at `now`."""
    kept: dict[str, bytes] = {}
    for removal in Removal.objects.filter(lifted_at=None, until__gt=now).order_by("until"):
        kept.update({key: value for key, value in entries(removal, now).items() if value is not None})
    return kept


def entries(removal: Removal, now: datetime) -> dict[str, bytes | None]:
    """What a removal means for the bucket: by its visit and, unless that is all it ends, by its person.

    A key of the person that another removal still holds keeps the value of that other one.
    """
    keys = {removal_key("sid", removal.sid): removal}
    if removal.sub:
        lasting = removal_of([removal.sub], now) or removal
        keys[removal_key("sub", removal.sub)] = lasting
    return {key: _value(kept) if holds(kept, now) else None for key, kept in keys.items()}


def forget_names(now: datetime) -> int:
    """Delete the names in removals that ended as long ago as evidence is kept; answers how many."""
    before = now - rules.EVIDENCE_KEPT_AFTER_CLOSE
    return Removal.objects.filter(until__lt=before).exclude(name="").update(name="")


def _value(removal: Removal) -> bytes:
    body = {
        "until": removal.until.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "reason": reason_in_each_language(removal),
        "number": removal.number,
    }
    return json.dumps(body, ensure_ascii=False).encode()

"""What is done with an errand: started, kept, waiting, taken up again, finished, given up. The only writer.

A service calls `start` when somebody begins, `save_draft` at every step, and `finish_with` at the end: its
own rows are saved by the function that it hands over, in the transaction that finishes the errand, so that
either all of it has happened or nothing. Starting again with the same key, and finishing again, answer what
is there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_noop

from madang.kernel import funnel
from madang.kernel.audit import log as audit
from madang.kernel.errands.decisions import (
    LANGUAGES,
    Decision,
    Document,
    Due,
    ErrandRefused,
    Text,
    check_texts,
)
from madang.kernel.errands.models import GOING_ON, Errand, ErrandStep, Receipt, State
from madang.kernel.errands.notifications import notify
from madang.kernel.errands.numbers import new_number
from madang.kernel.identity import Visitor, errand_subject
from madang.kernel.service import Assurance, find_service

DRAFT_KEPT = timedelta(days=30)
RECEIPT_KEPT = timedelta(days=365)
MOST_GOING_ON = 50
TRIES = 3
_AN_ERRAND = gettext_noop("An errand with its receipt")


def start(
    who: HttpRequest | str,
    service: str,
    kind: str,
    title: Text,
    *,
    draft: Mapping[str, object] | None = None,
    door: str = "page",
    step: str = "start",
    link: str = "",
    key: str | None = None,
) -> Errand:
    """Begin an errand of `who` (a request, or a person's subject). The same `key` again: the same errand.

    Raises:
        ErrandRefused: `too_many`, when the person has 50 that go on already.
    """
    subject = who if isinstance(who, str) else errand_subject(who)
    check_texts(title, "title")
    if key is not None and (known := _started_before(subject, service, key)):
        return known
    if Errand.objects.filter(subject=subject, state__in=GOING_ON).count() >= MOST_GOING_ON:
        raise ErrandRefused("too_many", f"Errand refused: {MOST_GOING_ON} go on already. End one of them.")
    now = timezone.now()
    for _attempt in range(TRIES):
        try:
            with transaction.atomic():
                errand = Errand.objects.create(
                    number=new_number(),
                    subject=subject,
                    service=service,
                    kind=kind,
                    key=key,
                    step=step,
                    title=dict(title),
                    link=link,
                    draft=dict(draft or {}),
                    door=door,
                    started_at=now,
                    updated_at=now,
                    keep_until=now + DRAFT_KEPT,
                )
                _tell(errand, "started", now)
        except IntegrityError:
            if key is not None and (known := _started_before(subject, service, key)):
                return known
            continue
        _after_commit(lambda: funnel.count(service, door=door, step="start"))
        return errand
    raise ErrandRefused("busy", f"Errand of '{service}' not started: no free number in {TRIES} tries. Again.")


def save_draft(errand: Errand, draft: Mapping[str, object], step: str, *, link: str = "") -> None:
    """Keep what was entered so far, and at which step the person is; ends waiting."""
    _change(errand, "saved", State.OPEN, draft=dict(draft), step=step, reason="", link=link or errand.link)


def wait(errand: Errand, reason: str, *, draft: Mapping[str, object] | None = None) -> None:
    """What the errand needs is away (`reason`: `register_away`, `ledger_away`…): keep all, go on later."""
    kept = None if draft is None else dict(draft)
    _change(errand, "waiting", State.WAITING, reason=reason, draft=kept)


def go_on(errand: Errand) -> None:
    """The person takes it up again, perhaps on another device."""
    if errand.state == State.WAITING or errand.left_at is not None:
        _change(errand, "resumed", State.OPEN, reason="")


def abandon(errand: Errand) -> None:
    """The person gives it up: what was entered is deleted at once, and the errand with it after 30 days."""
    _change(errand, "abandoned", State.ABANDONED, draft={}, reason="", count_left=True)


def fail(errand: Errand, reason: str) -> None:
    """It cannot be finished (`reason` is for the page's words): what was entered is deleted."""
    _change(errand, "failed", State.FAILED, draft={}, reason=reason, count_left=True)


def finish(
    errand: Errand,
    decided: Text,
    next: Text,  # noqa: A002 - the field's word, as on the receipt
    *,
    link: str = "",
    documents: Sequence[Document] = (),
    due: Sequence[Due] = (),
) -> Receipt:
    """Finish an errand that has nothing of its own to save."""
    return finish_with(errand, lambda: Decision(decided, next, link, documents, due))


def finish_with(errand: Errand, decide: Callable[[], Decision]) -> Receipt:
    """Finish an errand: `decide` saves the service's own rows and answers how it ended.

    `decide` is called once, in the transaction that finishes; if it raises, nothing has happened. A second
    call, also at the same time, answers the receipt of the first.

    Raises:
        ErrandRefused: `ended`, when it was given up or failed.
    """
    now = timezone.now()
    with transaction.atomic():
        mine = Errand.objects.filter(pk=errand.pk, state__in=GOING_ON).update(
            state=State.FINISHED, finished_at=now, updated_at=now, step="finished", reason="", draft={}
        )
        receipt = _write_receipt(errand, decide(), now) if mine else None
    errand.refresh_from_db()
    if receipt is None:
        return _receipt_of(errand)
    took_s = (now - errand.started_at).total_seconds()
    _after_commit(lambda: funnel.finished(errand.service, door=errand.door, seconds=took_s))
    return receipt


def _write_receipt(errand: Errand, decision: Decision, now: datetime) -> Receipt:
    check_texts(decision.decided, "decided")
    check_texts(decision.next, "next")
    keep_until = now + kept_for(errand.service)
    receipt = Receipt.objects.create(
        errand_id=errand.pk,
        number=errand.number,
        subject=errand.subject,
        service=errand.service,
        title=errand.title,
        decided=dict(decision.decided),
        next=dict(decision.next),
        documents=[asdict(document) for document in decision.documents],
        due=[{"title": dict(due.title), "day": due.day.isoformat()} for due in decision.due],
        link=decision.link,
        at=now,
        keep_until=keep_until,
    )
    Errand.objects.filter(pk=errand.pk).update(keep_until=keep_until)
    _tell(errand, "finished", now)
    person = Visitor(errand.subject, Assurance.GUEST, ())
    audit.record(person, "finished", errand.subject, _AN_ERRAND, "", reference=errand.number)
    notify(
        errand.subject,
        "errand_finished",
        {language: f"{errand.title[language]} · {errand.number}" for language in LANGUAGES},
        decision.decided,
        receipt_link(errand.number),
        channels=("square", "email"),
    )
    return receipt


def kept_for(service: str) -> timedelta:
    """How long a service's receipts are kept."""
    config = find_service(service)
    return timedelta(days=config.retention_days) if config else RECEIPT_KEPT


def receipt_link(number: str) -> str:
    """The address of a receipt, in Korean; pages and letters turn it into the reader's language."""
    return f"/ko/errands/{number}/"


def _receipt_of(errand: Errand) -> Receipt:
    found = Receipt.objects.filter(pk=errand.pk).first()
    if found is None:
        raise ErrandRefused(
            "ended", f"Errand {errand.number} not finished: it is '{errand.state}'. Start a new one."
        )
    return found


def _change(
    errand: Errand, what: str, to: str, *, count_left: bool = False, draft: object = None, **values: object
) -> None:
    """Change an errand that goes on; a draft replaces the old one. Counts leaving and coming back."""
    now = timezone.now()
    was_left = errand.left_at is not None
    if draft is not None:
        values["draft"] = draft
    left = now if count_left else None
    with transaction.atomic():
        changed = Errand.objects.filter(pk=errand.pk, state__in=GOING_ON).update(
            state=to, updated_at=now, left_at=left, keep_until=now + DRAFT_KEPT, **values
        )
        if not changed:
            errand.refresh_from_db()
            raise ErrandRefused("ended", f"Errand {errand.number} is '{errand.state}' and does not go on.")
        _tell(errand, what, now, str(values.get("step", errand.step)))
    service, door, stopped_at = errand.service, errand.door, errand.step
    if count_left and not was_left:
        _after_commit(lambda: funnel.left(service, door=door, at_step=stopped_at))
    if was_left and not count_left:
        _after_commit(lambda: funnel.count(service, door=door, step="resume"))
    errand.refresh_from_db()


def _after_commit(count: Callable[[], None]) -> None:
    """Count what has happened once it has: a transaction around the action may still be undone."""
    transaction.on_commit(count)


def _started_before(subject: str, service: str, key: str) -> Errand | None:
    return Errand.objects.filter(subject=subject, service=service, key=key).first()


def _tell(errand: Errand, what: str, now: datetime, step: str = "") -> None:
    """Add a line to the errand's story; saving the same step again adds none."""
    last = ErrandStep.objects.filter(errand_id=errand.pk).order_by("-at", "-pk").first()
    if what == "saved" and last is not None and (last.what, last.step) == (what, step):
        return
    ErrandStep.objects.create(errand_id=errand.pk, at=now, what=what, step=step)

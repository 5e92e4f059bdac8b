""" "This bill is wrong": a resident says so, the officers' desk answers, the resident is told."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_noop

from madang.kernel.audit import log as audit
from madang.kernel.errands import actions as errands
from madang.kernel.errands.decisions import Decision
from madang.kernel.errands.models import GOING_ON, Errand
from madang.kernel.errands.notifications import notify
from madang.kernel.identity import Visitor
from madang.kernel.registers.interfaces import Bill
from madang.services.tax.models import Dispute, DisputeState, Outcome

SERVICE, KIND = "tax", "dispute"
TITLE = {"ko": "고지서가 이상해요", "en": "This bill is wrong"}
WORDS_CHARS = 2_000


class DisputeRefused(ValueError):
    """What cannot be done; `code` is for the page's words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def begin(subject: str, bill_number: str, words: str, door: str) -> Errand:
    """The errand about this bill: begun, or the one that goes on, with the words kept."""
    link = _form_link(bill_number)
    draft = {"bill": bill_number, "words": words[:WORDS_CHARS]}
    known = _going_on(subject, bill_number)
    if known is None:
        return errands.start(subject, SERVICE, KIND, TITLE, draft=draft, step="words", link=link, door=door)
    errands.save_draft(known, draft, "words", link=link)
    return known


def kept_words(subject: str, bill_number: str) -> str:
    """What the person has written about this bill and not sent yet."""
    known = _going_on(subject, bill_number)
    return str(known.draft.get("words", "")) if known else ""


def file_dispute(errand: Errand, bill: Bill, words: str, name: str, now: datetime) -> Dispute:
    """Hand the words to the officers' desk; the errand ends in a receipt. Raises DisputeRefused `words`."""
    said = words.strip()
    if not 0 < len(said) <= WORDS_CHARS:
        raise DisputeRefused("words", f"Dispute refused: {len(said)} characters. Write 1 to {WORDS_CHARS}.")

    def decide() -> Decision:
        Dispute.objects.create(
            number=errand.number,
            subject=errand.subject,
            name=name,
            bill_number=bill.number,
            bill=_kept(bill),
            words=said,
            created_at=now,
        )
        return Decision(
            decided={
                "ko": "세무 공무원이 볼 수 있게 전했습니다. 아직 고지서는 그대로입니다.",
                "en": "It was handed to the tax officers. The bill stands as it is for now.",
            },
            next={
                "ko": "세무 공무원이 살펴보고 이 페이지에 답합니다. 답이 오면 알려 드립니다.",
                "en": "A tax officer looks at it and answers on this page. You will be told.",
            },
            link=f"/ko/tax/mine/disputes/{errand.number}/",
        )

    errands.finish_with(errand, decide)
    return Dispute.objects.get(number=errand.number)


def answer_dispute(dispute: Dispute, officer: Visitor, outcome: str, text: str, now: datetime) -> None:
    """An officer answers; the resident is told. Raises DisputeRefused `answered`, `outcome` or `text`."""
    said = text.strip()
    if outcome not in Outcome.values:
        raise DisputeRefused("outcome", f"Answer refused: outcome '{outcome}' is unknown.")
    if not 0 < len(said) <= WORDS_CHARS:
        raise DisputeRefused("text", f"Answer refused: {len(said)} characters. Write 1 to {WORDS_CHARS}.")
    with transaction.atomic():
        changed = Dispute.objects.filter(pk=dispute.pk, state=DisputeState.OPEN).update(
            state=DisputeState.ANSWERED,
            outcome=outcome,
            answer=said,
            answered_by=officer.subject or "",
            answered_at=now,
        )
        if not changed:
            raise DisputeRefused("answered", "Answer refused: somebody has answered already.")
        audit.record(
            officer,
            "decided",
            dispute.subject,
            gettext_noop("A disputed tax bill"),
            gettext_noop("Answer to the resident"),
            reference=dispute.number,
        )
        notify(
            dispute.subject,
            "tax_dispute_answered",
            TITLE,
            {"ko": "세무 공무원이 답했습니다.", "en": "A tax officer has answered."},
            f"/ko/tax/mine/disputes/{dispute.number}/",
        )


def _going_on(subject: str, bill_number: str) -> Errand | None:
    mine = Errand.objects.filter(subject=subject, service=SERVICE, kind=KIND, state__in=GOING_ON)
    return mine.filter(link=_form_link(bill_number)).first()


def _form_link(bill_number: str) -> str:
    return f"/ko/tax/mine/bills/{bill_number}/wrong/"


def _kept(bill: Bill) -> Mapping[str, Any]:
    """What the ledger said of the bill on the day of the dispute, as JSON."""
    kept = asdict(bill)
    return {**kept, "issued_on": bill.issued_on.isoformat(), "due": bill.due.isoformat()}

"""Questions from the square: one waits per person, they come in the order in which they were asked."""

from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone

from madang.services.today.stage import actions, rules
from madang.services.today.stage.actions import StageRefused
from madang.services.today.stage.models import StageQuestion, StageSession


def ask(session: UUID, subject: str, text: str, lang: str, name: str = "") -> StageQuestion:
    """Take a question. Raises WordsRefused; StageRefused: closed, waiting, full, often."""
    words, shown_name = rules.question_of(text), rules.name_of(name)
    now = timezone.now()
    try:
        with transaction.atomic():
            found = StageSession.objects.select_for_update().filter(pk=session).first()
            if found is None or found.state != "open" or found.ends_at <= now:
                raise StageRefused({"question": "closed"})
            if found.questions.filter(state="waiting").count() >= rules.WAITING_MOST:
                raise StageRefused({"question": "full"})
            if found.questions.filter(subject=subject).count() >= rules.QUESTIONS_EACH:
                raise StageRefused({"question": "often"})
            return StageQuestion.objects.create(
                session=found,
                subject=subject,
                text=words,
                name=shown_name,
                lang=lang,
                asked_at=now,
                changed_at=now,
            )
    except IntegrityError as error:
        raise StageRefused({"question": "waiting"}) from error


def withdraw(session: UUID, subject: str) -> bool:
    """The asker takes back what waits."""
    waiting = StageQuestion.objects.filter(session=session, subject=subject, state="waiting")
    return waiting.update(state="withdrawn", changed_at=timezone.now()) > 0


def waiting_of(session: UUID, subject: str) -> tuple[StageQuestion, int] | None:
    """This person's waiting question, and how many come before it."""
    mine = StageQuestion.objects.filter(session=session, subject=subject, state="waiting").first()
    if mine is None:
        return None
    before = StageQuestion.objects.filter(session=session, state="waiting", asked_at__lt=mine.asked_at)
    return mine, before.count()


def queue(session: UUID) -> list[StageQuestion]:
    """What waits, the first first."""
    waiting = StageQuestion.objects.filter(session=session, state="waiting")
    return list(waiting.order_by("asked_at", "id")[: rules.WAITING_MOST])


def show_next(session: UUID) -> StageSession | None:
    """Put the question that has waited longest on the screen; what stood there is answered."""

    def take(found: StageSession) -> None:
        now = timezone.now()
        _answered(found, now)
        first = found.questions.filter(state="waiting").order_by("asked_at", "id").first()
        if first is not None:
            _becomes(first, "shown", now)
            found.question = first

    return actions.change(session, take)


def answered(session: UUID) -> StageSession | None:
    """The question on the screen is answered; the slide comes back."""
    return actions.change(session, lambda found: _answered(found, timezone.now()))


def dismiss(session: UUID, question: UUID) -> StageSession | None:
    """Put a question away, waiting or on the screen, unanswered."""

    def put_away(found: StageSession) -> None:
        now = timezone.now()
        one = found.questions.filter(pk=question, state__in=("waiting", "shown")).first()
        if one is None:
            return
        _becomes(one, "dismissed", now)
        if found.question_id == one.pk:
            found.question = None

    return actions.change(session, put_away)


def _answered(found: StageSession, now: datetime) -> None:
    if found.question is not None:
        _becomes(found.question, "answered", now)
        found.question = None


def _becomes(question: StageQuestion, state: str, now: datetime) -> None:
    question.state, question.changed_at = state, now
    question.save(update_fields=["state", "changed_at"])

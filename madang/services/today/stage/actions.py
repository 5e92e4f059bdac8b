"""The only writer of stage sessions: check → save → tell everybody in the place, in one transaction."""

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import F, Max, Q
from django.utils import timezone

from madang.kernel.outbox import emit
from madang.protocol.text import clean_text
from madang.services.today.models import Item, Picture, StageLine, StageSession, StageSlide
from madang.services.today.stage import rules
from madang.services.today.stage.models import StageQuestion, StageSpeaker
from madang.services.today.stage.state import change_of

AT_ONCE = 50
Values = Mapping[str, str]


class StageRefused(ValueError):
    """What the stage does not do; `problems` is a code for each field, `all` for the whole."""

    def __init__(self, problems: Mapping[str, str]) -> None:
        super().__init__(f"Stage refused: {', '.join(f'{name} {code}' for name, code in problems.items())}.")
        self.problems = dict(problems)


def prepare(city: str, draft: rules.Draft, item: Item | None = None) -> StageSession:
    """A session that nobody sees yet; of an event it takes place and end. Raises StageRefused."""
    now = timezone.now()
    problems = rules.problems_of(draft, now)
    if problems or draft.ends_at is None:
        raise StageRefused(problems)
    return StageSession.objects.create(
        city=city,
        place=draft.place,
        item=item,
        title=_stripped(draft.title),
        speaker=clean_text(draft.speaker),
        created_at=now,
        ends_at=min(draft.ends_at, item.ends_at) if item else draft.ends_at,
    )


def open_session(session: UUID) -> StageSession:
    """Put it on the stage, for all in the place. Raises StageRefused: taken, past."""
    now = timezone.now()
    end_what_is_over(now)
    try:
        with transaction.atomic():
            found = StageSession.objects.select_for_update().get(pk=session)
            if found.state != "prepared":
                return found
            if found.ends_at <= now:
                raise StageRefused({"all": "past"})
            found.state, found.opened_at = "open", now
            found.ends_at = rules.latest_end(now, found.ends_at)
            before = StageSession.objects.filter(city=found.city, place=found.place)
            found.n = before.aggregate(newest=Max("n"))["newest"] or 0
            found.slide = min(1, found.slides.count())
            _tell(found, now)
    except IntegrityError as error:
        raise StageRefused({"all": "taken"}) from error
    return found


def end(session: UUID) -> StageSession | None:
    """Clear the stage; what waits is answered no more. None when it was not open."""
    now = timezone.now()
    return _changed(session, lambda found: _end(found, now))


def end_what_is_over(now: datetime) -> int:
    """End what has come to its end, or whose event has; tell what applause was not told. How many."""
    over = Q(ends_at__lte=now) | Q(item__ends_at__lte=now) | Q(item__state="withdrawn")
    ended = 0
    for pk in StageSession.objects.filter(over, state="open").values_list("pk", flat=True)[:AT_ONCE]:
        with transaction.atomic():
            found = StageSession.objects.select_for_update().get(pk=pk)
            if found.state == "open":
                _end(found, now)
                _tell(found, now)
                ended += 1
    for pk in StageSession.objects.filter(state="open", untold=True).values_list("pk", flat=True)[:AT_ONCE]:
        tell_applause(pk, now)
    return ended


def say(session: UUID, text: str, lang: str, speaker: StageSpeaker | None) -> StageLine | None:
    """A line that everybody in the place reads. None when the stage is not open.

    Raises WordsRefused; StageRefused `fast`, when less than a second has passed since the last one.
    """
    line = rules.line_of(text)
    now = timezone.now()
    with transaction.atomic():
        found = _open(session, now)
        if found is None:
            return None
        newest = found.lines.last()
        if newest is not None and now - newest.at < rules.LINE_EVERY:
            raise StageRefused({"line": "fast"})
        name = speaker.name if speaker else found.speaker
        found.n = _next(found.n, now)
        said = StageLine.objects.create(
            session=found, speaker=speaker, n=found.n, text=line, lang=lang, name=name, at=now
        )
        _tell(found, now)
    return said


def turn(session: UUID, steps: int) -> StageSession | None:
    """Show the next slide (1) or the one before (-1); a question on the screen goes. None: not open."""

    def to_slide(found: StageSession) -> None:
        shown = found.question
        if shown is not None:
            shown.state, shown.changed_at = "answered", timezone.now()
            shown.save(update_fields=["state", "changed_at"])
            found.question = None
        found.slide = max(0, min(found.slide + steps, found.slides.count()))

    return _changed(session, to_slide)


def applaud(session: UUID, times: int) -> tuple[int, bool] | None:
    """Count applause, tell it at most once a second. The count, and whether it was told; None: not open."""
    now = timezone.now()
    times = max(0, min(times, rules.CLAPS_AT_ONCE))
    open_ones = StageSession.objects.filter(pk=session, state="open", ends_at__gt=now)
    room = open_ones.filter(applause__lt=rules.APPLAUSE_MOST)
    if times:
        room.update(applause=F("applause") + times, untold=True)
    found = open_ones.first()
    if found is None:
        return None
    told = not found.untold or tell_applause(session, now)
    return found.applause, told


def tell_applause(session: UUID, now: datetime) -> bool:
    """Tell the count to the place, unless it was told less than a second ago."""
    due = Q(told_at=None) | Q(told_at__lte=now - rules.TOLD_EVERY)
    if not StageSession.objects.filter(due, pk=session, state="open", untold=True).exists():
        return False
    with transaction.atomic():
        locked = StageSession.objects.select_for_update().filter(due, pk=session, state="open", untold=True)
        found = locked.first()
        if found is not None:
            _tell(found, now)
    return found is not None


def add_slide(session: UUID, slide: rules.Slide, picture: Picture | None) -> StageSlide:
    """A slide at the end. Raises StageRefused."""
    problems = rules.slide_problems(slide)
    if problems:
        raise StageRefused(problems)
    with transaction.atomic():
        found = StageSession.objects.select_for_update().get(pk=session)
        if found.slides.count() >= rules.SLIDES_MOST:
            raise StageRefused({"all": "slides"})
        last = found.slides.aggregate(last=Max("position"))["last"] or 0
        made = StageSlide.objects.create(
            session=found,
            position=last + 1,
            title=_stripped(slide.title),
            text=_stripped(slide.text),
            picture=picture,
            alt=_stripped(slide.alt) if picture else {},
        )
        _tell_if_open(found)
    return made


def move_slide(session: UUID, slide: int, steps: int) -> None:
    """Show a slide earlier (-1) or later (1)."""
    with transaction.atomic():
        found = StageSession.objects.select_for_update().get(pk=session)
        slides = list(found.slides.all())
        at = next((n for n, one in enumerate(slides) if one.pk == slide), None)
        if at is None or not 0 <= at + steps < len(slides):
            return
        slides.insert(at + steps, slides.pop(at))
        for position, one in enumerate(slides, start=1):
            StageSlide.objects.filter(pk=one.pk).update(position=position)
        _tell_if_open(found)


def remove_slide(session: UUID, slide: int) -> None:
    """Take a slide away; the one on the screen gives way to the one before."""
    with transaction.atomic():
        found = StageSession.objects.select_for_update().get(pk=session)
        found.slides.filter(pk=slide).delete()
        found.slide = min(found.slide, found.slides.count())
        found.save(update_fields=["slide"])
        _tell_if_open(found)


def forget_old(now: datetime) -> int:
    """Delete questions and lines some days after the end of their session; answers how many."""
    asked = StageSession.objects.filter(ended_at__lte=now - timedelta(days=rules.QUESTIONS_KEPT_DAYS))
    questions, _each = StageQuestion.objects.filter(session__in=asked).delete()
    lines, _each = StageLine.objects.filter(session__in=asked).delete()
    return questions + lines


def change(session: UUID, alter: Callable[[StageSession], Any]) -> StageSession | None:
    """Alter an open session and tell everybody in the place; None when it is not open."""
    return _changed(session, alter)


def _changed(session: UUID, alter: Callable[[StageSession], Any]) -> StageSession | None:
    now = timezone.now()
    with transaction.atomic():
        found = _open(session, now)
        if found is None:
            return None
        alter(found)
        _tell(found, now)
    return found


def _open(session: UUID, now: datetime) -> StageSession | None:
    return StageSession.objects.select_for_update().filter(pk=session, state="open", ends_at__gt=now).first()


def _end(found: StageSession, now: datetime) -> None:
    found.state, found.ended_at, found.question = "ended", now, None
    found.questions.filter(state="shown").update(state="answered", changed_at=now)
    found.questions.filter(state="waiting").update(state="dismissed", changed_at=now)


def _tell_if_open(found: StageSession) -> None:
    if found.state == "open":
        _tell(found, timezone.now())


def _tell(found: StageSession, now: datetime) -> None:
    """Save under the next number and tell it."""
    found.n = _next(found.n, now)
    found.told_at, found.untold = now, False
    found.save()
    emit(change_of(found, now), found.city)


def _next(n: int, now: datetime) -> int:
    return max(n + 1, int(now.timestamp() * 1000))


def _stripped(texts: Values) -> dict[str, str]:
    return {lang: clean_text(texts.get(lang, "")) for lang in rules.LANGUAGES}

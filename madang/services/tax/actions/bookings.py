"""Booking, moving and cancelling a consultation. Two people never get one time: a constraint forbids it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.timezone import localtime

from madang.kernel.errands import actions as errands
from madang.kernel.errands.decisions import Decision, Due
from madang.kernel.errands.lookup import going_on
from madang.kernel.errands.models import Errand
from madang.kernel.errands.notifications import notify
from madang.services.tax import duty
from madang.services.tax.actions.reminders import forget_reminders, remind
from madang.services.tax.models import Booking, BookingState, Topic

SERVICE, KIND = "tax", "booking"
TITLE = {"ko": "세무 상담 예약", "en": "Consultation with a tax officer"}
MOST_AHEAD = 3
WORDS_CHARS = 500
REMIND_BEFORE = (timedelta(days=1), timedelta(minutes=15))


class BookingRefused(ValueError):
    """A booking that cannot be made; `code` is for the page's words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Wish:
    """What a person asks for: when, about what, in which words, and the name by which to greet them."""

    starts_at: datetime
    topic: str
    words: str = ""
    name: str = ""


def book(subject: str, wish: Wish, now: datetime, door: str = "page") -> Booking:
    """Book a free officer at the wished time.

    Raises:
        BookingRefused: `time` when nobody is free then, `topic`, `words`, `too_many`.
    """
    _check(wish)
    ahead = Booking.objects.filter(subject=subject, state=BookingState.BOOKED, starts_at__gt=now).count()
    if ahead >= MOST_AHEAD:
        raise BookingRefused("too_many", f"Booking refused: {MOST_AHEAD} are booked already. Cancel one.")
    errand = going_on(subject, SERVICE, KIND) or errands.start(subject, SERVICE, KIND, TITLE, door=door)

    def save(officer: str) -> Booking:
        errands.finish_with(errand, lambda: _decide(errand, officer, wish, now))
        return Booking.objects.get(number=errand.number)

    return _with_a_free_officer(now, wish.starts_at, save)


def move(booking: Booking, starts_at: datetime, now: datetime) -> Booking:
    """Move a booking to another free time; the old time is free at once. Raises BookingRefused."""
    _refuse_past(booking, now)

    def save(officer: str) -> Booking:
        with transaction.atomic():
            changed = Booking.objects.filter(pk=booking.pk, state=BookingState.BOOKED).update(
                officer=officer, starts_at=starts_at, changed_at=now
            )
            if not changed:
                raise BookingRefused("ended", "Move refused: the booking was cancelled.")
            moved = Booking.objects.get(pk=booking.pk)
            forget_reminders(booking.subject, _key(booking))
            _remind(moved, now)
            notify(booking.subject, "tax_booking_moved", TITLE, _when_text(moved, "moved"), _link(moved))
        return moved

    return _with_a_free_officer(now, starts_at, save)


def cancel(booking: Booking, now: datetime) -> None:
    """Cancel a booking; its time is free at once. Cancelling again changes nothing. Raises BookingRefused."""
    _refuse_past(booking, now)
    with transaction.atomic():
        changed = Booking.objects.filter(pk=booking.pk, state=BookingState.BOOKED).update(
            state=BookingState.CANCELLED, changed_at=now
        )
        if changed:
            forget_reminders(booking.subject, _key(booking))
            notify(
                booking.subject,
                "tax_booking_cancelled",
                TITLE,
                _when_text(booking, "cancelled"),
                _link(booking),
            )


def _check(wish: Wish) -> None:
    if wish.topic not in Topic.values:
        raise BookingRefused("topic", f"Booking refused: topic '{wish.topic}' is unknown.")
    if len(wish.words) > WORDS_CHARS:
        raise BookingRefused(
            "words", f"Booking refused: {len(wish.words)} characters, at most {WORDS_CHARS}."
        )


def _refuse_past(booking: Booking, now: datetime) -> None:
    if booking.starts_at <= now:
        raise BookingRefused("past", "Change refused: the consultation has begun.")


def _with_a_free_officer(now: datetime, starts_at: datetime, save: Callable[[str], Booking]) -> Booking:
    """Save with the first officer whose time nobody takes meanwhile."""
    for officer in duty.free_officers(now, starts_at):
        try:
            return save(officer)
        except IntegrityError:
            continue
    raise BookingRefused("time", f"Booking refused: nobody is free at {starts_at.isoformat()}. Choose again.")


def _decide(errand: Errand, officer: str, wish: Wish, now: datetime) -> Decision:
    booking = Booking.objects.create(
        number=errand.number,
        subject=errand.subject,
        name=wish.name,
        officer=officer,
        starts_at=wish.starts_at,
        topic=wish.topic,
        words=wish.words,
        created_at=now,
        changed_at=now,
    )
    _remind(booking, now)
    return Decision(
        decided=_when_text(booking, "booked"),
        next={
            "ko": "그 시간에 로비의 세금광장 창구로 오시면 세무 공무원이 기다립니다. "
            "못 오시면 옮기거나 취소해 주세요.",
            "en": "Come to the Tax Square counter in the lobby then; a tax officer waits for you. "
            "If you cannot, please move or cancel it.",
        },
        link=_link(booking),
        due=(Due(TITLE, duty.day_of(booking.starts_at)),),
    )


def _remind(booking: Booking, now: datetime) -> None:
    for before in REMIND_BEFORE:
        at = booking.starts_at - before
        if at > now:
            said = _when_text(booking, "soon")
            remind(booking.subject, _key(booking), at, title=TITLE, text=said, link=_link(booking))


_SAID = {
    "booked": (
        "{when}부터 20분 동안 상담을 예약했습니다.",
        "A consultation of 20 minutes is booked for {when}.",
    ),
    "moved": ("상담을 {when}으로 옮겼습니다.", "The consultation was moved to {when}."),
    "cancelled": ("{when}의 상담을 취소했습니다.", "The consultation of {when} was cancelled."),
    "soon": ("{when}부터 20분 동안 상담이 있습니다.", "Your consultation of 20 minutes begins at {when}."),
}


def _when_text(booking: Booking, what: str) -> dict[str, str]:
    at = localtime(booking.starts_at, duty.zone())
    korean = f"{at.year}년 {at.month}월 {at.day}일 {at:%H:%M}"
    english = f"{at:%H:%M} on {at.day} {at:%B %Y}"
    return {"ko": _SAID[what][0].format(when=korean), "en": _SAID[what][1].format(when=english)}


def _key(booking: Booking) -> str:
    return f"booking:{booking.number}"


def _link(booking: Booking) -> str:
    return f"/ko/tax/booking/{booking.number}/"

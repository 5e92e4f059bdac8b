"""The officers' desk: a day's consultations, disputes to answer, the own roster. Views are audited."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_time
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.audit import log as audit
from madang.kernel.identity import visitor_of
from madang.kernel.personal.masks import mask_name
from madang.services.tax import duty
from madang.services.tax.actions import disputes, rosters
from madang.services.tax.models import (
    Booking,
    BookingState,
    Dispute,
    DisputeState,
    DutyException,
    DutyHours,
    Outcome,
)
from madang.services.tax.roster import SLOT, Hours

SHOWN = 50
WEEKDAYS = 7


@require_safe
@never_cache
@access(Access.OFFICER, service="tax")
def day(request: HttpRequest) -> HttpResponse:
    """The officer's own consultations of a day (`?day=`, default today), and how many disputes wait."""
    now = timezone.now()
    shown = _day(request.GET.get("day", "")) or duty.day_of(now)
    start = datetime.combine(shown, time(0), duty.zone())
    rows = Booking.objects.filter(
        officer=visitor_of(request).subject,
        state=BookingState.BOOKED,
        starts_at__gte=start,
        starts_at__lt=start + timedelta(days=1),
    ).order_by("starts_at")
    lines = [
        {"booking": row, "name": mask_name(row.name), "ends_at": row.starts_at + SLOT} for row in rows[:SHOWN]
    ]
    if lines:
        with transaction.atomic():
            for row in rows[:SHOWN]:
                _seen(request, row.subject, gettext_noop("A booked consultation, masked"), row.number)
    context = {
        "day": shown,
        "before": shown - timedelta(days=1),
        "after": shown + timedelta(days=1),
        "lines": lines,
        "waiting": Dispute.objects.filter(state=DisputeState.OPEN).count(),
        "duty": duty.on_duty(now),
    }
    return render(request, "tax/desk/day.html", context)


@require_safe
@never_cache
@access(Access.OFFICER, service="tax")
def consultation(request: HttpRequest, number: str) -> HttpResponse:
    """One own consultation: what it is about, in the person's words; the name is masked."""
    found = get_object_or_404(Booking, number=number, officer=visitor_of(request).subject)
    with transaction.atomic():
        _seen(request, found.subject, gettext_noop("A booked consultation"), number)
    context = {"booking": found, "name": mask_name(found.name), "ends_at": found.starts_at + SLOT}
    return render(request, "tax/desk/consultation.html", context)


@require_safe
@never_cache
@access(Access.OFFICER, service="tax")
def dispute_list(request: HttpRequest) -> HttpResponse:
    """Disputes that wait, the oldest first, and those answered last; nothing of what is in them."""
    context = {
        "waiting": Dispute.objects.filter(state=DisputeState.OPEN).order_by("created_at")[:SHOWN],
        "answered": Dispute.objects.filter(state=DisputeState.ANSWERED).order_by("-answered_at")[:20],
    }
    return render(request, "tax/desk/disputes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.OFFICER, service="tax")
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """One dispute with the bill it is about; POST `outcome` and `answer` answers it."""
    found = get_object_or_404(Dispute, number=number)
    problem = ""
    if request.method == "POST":
        problem = _answer(request, found)
        if not problem:
            return HttpResponseRedirect(reverse("tax:desk_dispute", args=[number]))
    with transaction.atomic():
        _seen(request, found.subject, gettext_noop("A disputed tax bill"), number)
    context = {
        "dispute": found,
        "name": mask_name(found.name),
        "outcomes": Outcome.choices,
        "problem": problem,
        "typed": request.POST.get("answer", ""),
        "chosen": request.POST.get("outcome", ""),
        "most": disputes.WORDS_CHARS,
    }
    return render(request, "tax/desk/dispute.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.OFFICER, service="tax")
def roster(request: HttpRequest) -> HttpResponse:
    """The officer's own week and the days that differ; POST `what` (week, exception, remove) changes them."""
    problem = ""
    if request.method == "POST":
        try:
            _change_roster(request)
            return HttpResponseRedirect(reverse("tax:desk_roster"))
        except rosters.RosterRefused as refused:
            problem = _roster_words(refused.code)
    officer = visitor_of(request).subject or ""
    spans: dict[int, list[Hours]] = {weekday: [] for weekday in range(WEEKDAYS)}
    for row in DutyHours.objects.filter(officer=officer).order_by("opens"):
        spans[row.weekday].append(Hours(row.opens, row.closes))
    context = {
        "week": [(weekday, _weekday(weekday), _two(hours)) for weekday, hours in spans.items()],
        "exceptions": DutyException.objects.filter(
            officer=officer, day__gte=duty.day_of(timezone.now())
        ).order_by("day"),
        "today": duty.day_of(timezone.now()),
        "problem": problem,
    }
    return render(request, "tax/desk/roster.html", context)


def _seen(request: HttpRequest, whose: str, what: str, number: str) -> None:
    audit.view(visitor_of(request), whose, what, gettext_noop("Work at the tax desk"), reference=number)


def _answer(request: HttpRequest, found: Dispute) -> str:
    """Answer; what stood in the way, in words, or nothing."""
    outcome, said = request.POST.get("outcome", ""), request.POST.get("answer", "")
    try:
        disputes.answer_dispute(found, visitor_of(request), outcome, said, timezone.now())
    except disputes.DisputeRefused as refused:
        texts = {
            "answered": gettext("Somebody has answered this already."),
            "outcome": gettext("Please choose what you found."),
        }
        told = gettext("Please write the answer, in at most %(most)s characters.")
        return texts.get(refused.code, told % {"most": disputes.WORDS_CHARS})
    return ""


def _change_roster(request: HttpRequest) -> None:
    """Do what the form asks. Raises RosterRefused."""
    officer = visitor_of(request).subject or ""
    what = request.POST.get("what", "")
    if what == "week":
        week = {weekday: _hours_of(request, weekday) for weekday in range(WEEKDAYS)}
        rosters.write_week(officer, week)
        return
    chosen = _day(request.POST.get("day", ""))
    if chosen is None:
        raise rosters.RosterRefused("day", "Roster refused: no day.")
    if what == "remove":
        rosters.remove_exception(officer, chosen)
    else:
        span = _span(request, "opens", "closes")
        rosters.write_exception(officer, chosen, span, duty.day_of(timezone.now()))


def _hours_of(request: HttpRequest, weekday: int) -> list[Hours]:
    spans = (
        _span(request, f"opens-{weekday}-{n}", f"closes-{weekday}-{n}") for n in range(rosters.MOST_A_DAY)
    )
    return [span for span in spans if span is not None]


def _span(request: HttpRequest, opens: str, closes: str) -> Hours | None:
    """The hours of two fields; None where both are empty. Raises RosterRefused `time`."""
    given = [request.POST.get(name, "").strip() for name in (opens, closes)]
    if not any(given):
        return None
    read = [_time_in(text) for text in given]
    if read[0] is None or read[1] is None:
        raise rosters.RosterRefused(
            "time", f"Roster refused: '{given[0][:20]}'–'{given[1][:20]}' is no time."
        )
    return Hours(read[0], read[1])


def _time_in(text: str) -> time | None:
    try:
        return parse_time(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _two(hours: list[Hours]) -> list[Hours | None]:
    """Two spans a day, empty ones as None."""
    return [*hours, *[None] * (rosters.MOST_A_DAY - len(hours))]


def _weekday(weekday: int) -> str:
    names: list[Any] = [
        gettext("Monday"),
        gettext("Tuesday"),
        gettext("Wednesday"),
        gettext("Thursday"),
        gettext("Friday"),
        gettext("Saturday"),
        gettext("Sunday"),
    ]
    return str(names[weekday])


def _roster_words(code: str) -> str:
    texts = {
        "order": gettext("The hours must begin before they end."),
        "overlap": gettext("The second hours of a day must begin after the first end."),
        "time": gettext("Please write both times as 10:00, or leave both empty."),
        "day": gettext("Please choose a day."),
        "past": gettext("This day is over."),
    }
    return texts.get(code, gettext("This cannot be done."))

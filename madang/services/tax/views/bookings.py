"""Booking twenty minutes with a tax officer; moving and cancelling it; its calendar file."""

from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madang.kernel.access import Access, access
from madang.kernel.city import load_city
from madang.kernel.doors import door_of
from madang.kernel.errands.decisions import ErrandRefused
from madang.kernel.funnel import count
from madang.kernel.identity import name_of, visitor_of
from madang.kernel.places import built_places
from madang.services.tax import duty
from madang.services.tax.actions import bookings
from madang.services.tax.calendars import Entry, calendar_file
from madang.services.tax.models import Booking, BookingState, Topic
from madang.services.tax.roster import SLOT

LOBBY = "lobby"
ALARMS = (timedelta(days=1), timedelta(minutes=15))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
def booking(request: HttpRequest) -> HttpResponse:
    """The free times of a day (`?day=`); POST `at`, `topic` and `words` books one of them."""
    if request.method == "POST":
        return _book(request)
    count("tax", door=door_of(request), step="visit")
    return _choose(request)


@require_safe
@never_cache
@access(Access.SIGNED_IN)
def booked(request: HttpRequest, number: str) -> HttpResponse:
    """One own booking: when, where, and how to change it."""
    found = _own(request, number)
    context = {
        "booking": found,
        "ends_at": found.starts_at + SLOT,
        "past": found.starts_at <= timezone.now(),
        "place_url": place_url(),
    }
    return render(request, "tax/booked.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
def move(request: HttpRequest, number: str) -> HttpResponse:
    """The free times to move to; POST `at` moves."""
    found = _own(request, number)
    if request.method != "POST":
        return _choose(request, moving=found)
    try:
        bookings.move(found, _time(request), timezone.now())
    except bookings.BookingRefused as refused:
        return _choose(request, moving=found, problem=_words(refused.code))
    return HttpResponseRedirect(reverse("tax:booked", args=[number]))


@require_POST
@never_cache
@access(Access.SIGNED_IN)
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel an own booking."""
    found = _own(request, number)
    try:
        bookings.cancel(found, timezone.now())
    except bookings.BookingRefused as refused:
        context = {"booking": found, "past": True, "problem": _words(refused.code), "place_url": place_url()}
        return render(request, "tax/booked.html", context)
    return HttpResponseRedirect(reverse("tax:booked", args=[number]))


@require_safe
@never_cache
@access(Access.SIGNED_IN)
def booked_calendar(request: HttpRequest, number: str) -> HttpResponse:
    """The booking as a calendar file; after it is moved or cancelled, the same entry changed."""
    found = _own(request, number)
    entry = Entry(
        uid=f"{found.pk}@madang",
        title=gettext("Consultation with a tax officer"),
        text=gettext("Come to the Tax Square counter in the lobby. Number: %(number)s")
        % {"number": found.number},
        start=found.starts_at,
        end=found.starts_at + SLOT,
        place=gettext("Tax Square counter, City Hall lobby in Madang"),
        link=request.build_absolute_uri(reverse("tax:booked", args=[number])),
        alarms=ALARMS,
        cancelled=found.state == BookingState.CANCELLED,
    )
    body = calendar_file(gettext("Tax Square"), [entry], timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="madang-consultation.ics"'
    return response


def place_url() -> str:
    """Where the counter stands: the lobby, where the city has one, else its square."""
    city = load_city(settings.CONFIG.city)
    name = LOBBY if LOBBY in built_places(city.slug) else city.place
    return reverse("place", args=[name]) + "?at=tax"


def _own(request: HttpRequest, number: str) -> Booking:
    found: Booking = get_object_or_404(Booking, number=number, subject=visitor_of(request).subject)
    return found


def _book(request: HttpRequest) -> HttpResponse:
    visitor = visitor_of(request)
    try:
        wish = bookings.Wish(
            _time(request),
            request.POST.get("topic", ""),
            request.POST.get("words", "").strip(),
            name_of(request),
        )
        made = bookings.book(visitor.subject or "", wish, timezone.now(), door_of(request))
    except (bookings.BookingRefused, ErrandRefused) as refused:
        return _choose(request, problem=_words(refused.code))
    return HttpResponseRedirect(reverse("tax:booked", args=[made.number]))


def _time(request: HttpRequest) -> datetime:
    """The chosen time. Raises BookingRefused `choose` where it is none."""
    try:
        at = parse_datetime(request.POST.get("at", "")[:40])
    except ValueError:
        at = None
    if at is None or timezone.is_naive(at):
        raise bookings.BookingRefused("choose", "Booking refused: no time was chosen.")
    return at


def _choose(request: HttpRequest, moving: Booking | None = None, problem: str = "") -> HttpResponse:
    """The page of free times, with what was entered."""
    now = timezone.now()
    free = duty.free_times(now, visitor_of(request).subject or "")
    days = list(free)
    asked = request.POST.get("day") or request.GET.get("day", "")
    day = next((one for one in days if one.isoformat() == asked), days[0] if days else None)
    own = Booking.objects.filter(
        subject=visitor_of(request).subject, state=BookingState.BOOKED, starts_at__gt=now
    ).order_by("starts_at")
    context = {
        "days": days,
        "day": day,
        "times": _halves(free[day]) if day else [],
        "topics": Topic.choices,
        "topic": request.POST.get("topic") or request.GET.get("topic") or Topic.PROPERTY,
        "words": request.POST.get("words", ""),
        "words_chars": bookings.WORDS_CHARS,
        "moving": moving,
        "own": [] if moving else own,
        "problem": problem,
        "duty": duty.on_duty(now),
        "place_url": place_url(),
    }
    return render(request, "tax/booking.html", context)


def _halves(times: tuple[datetime, ...]) -> list[tuple[str, list[datetime]]]:
    """The times before and after noon."""
    local = [timezone.localtime(at, duty.zone()) for at in times]
    halves = [
        (gettext("Morning"), [at for at in local if at.hour < 12]),
        (gettext("Afternoon"), [at for at in local if at.hour >= 12]),
    ]
    return [(name, some) for name, some in halves if some]


def _words(code: str) -> str:
    texts = {
        "time": gettext("Somebody has just taken this time. Please choose another."),
        "choose": gettext("Please choose a time."),
        "topic": gettext("Please choose what it is about."),
        "words": gettext("That is too long. Write at most %(most)s characters.")
        % {"most": bookings.WORDS_CHARS},
        "too_many": gettext("You have %(most)s consultations booked already. Cancel one first.")
        % {"most": bookings.MOST_AHEAD},
        "past": gettext("This consultation has begun or is over."),
        "ended": gettext("This consultation was cancelled."),
    }
    return texts.get(code, gettext("This cannot be done."))

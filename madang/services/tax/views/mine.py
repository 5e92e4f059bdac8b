"""A verified resident's own homes, cars and bills from the ledger, and what they say is wrong."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.doors import door_of
from madang.kernel.errands import actions as errands
from madang.kernel.errands.decisions import ErrandRefused
from madang.kernel.funnel import count
from madang.kernel.identity import name_of, visitor_of
from madang.kernel.registers.adapters import ledger, today
from madang.kernel.registers.interfaces import RegisterUnavailable
from madang.services.tax.actions import disputes
from madang.services.tax.duty import on_duty
from madang.services.tax.holdings import bill_of, holdings_of
from madang.services.tax.models import Booking, BookingState, Dispute

View = Callable[..., HttpResponse]


def away_said(view: View) -> View:
    """A page that says so, with a way to go on later, where the ledger does not answer."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return view(request, *args, **kwargs)
        except RegisterUnavailable as away:
            return render(request, "tax/away.html", {"again": request.path, "kept": False, "away": away})

    return guarded


@require_safe
@never_cache
@access(Access.VERIFIED)
@away_said
def mine(request: HttpRequest) -> HttpResponse:
    """Unpaid bills first and what to do; homes and cars with estimates filled in; consultations, disputes."""
    count("tax", door=door_of(request), step="visit")
    visitor = visitor_of(request)
    subject, now = visitor.subject or "", timezone.now()
    found = holdings_of(ledger(), visitor.resident or "", today())
    context = {
        "found": found,
        "disputes": Dispute.objects.filter(subject=subject).order_by("-created_at")[:10],
        "bookings": Booking.objects.filter(
            subject=subject, state=BookingState.BOOKED, starts_at__gt=now
        ).order_by("starts_at"),
        "duty": on_duty(now),
    }
    return render(request, "tax/mine.html", context)


@require_safe
@never_cache
@access(Access.VERIFIED)
@away_said
def bill(request: HttpRequest, number: str) -> HttpResponse:
    """One own bill: its parts, payments, its day, and the way to say that it is wrong."""
    visitor = visitor_of(request)
    line = bill_of(ledger(), visitor.resident or "", number, today())
    if line is None:
        raise Http404
    said = Dispute.objects.filter(subject=visitor.subject).order_by("-created_at")[:50]
    context = {"line": line, "disputes": [one for one in said if one.bill_number == number]}
    return render(request, "tax/bill.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.VERIFIED)
def wrong(request: HttpRequest, number: str) -> HttpResponse:
    """ "This bill is wrong": POST `words` sends it to the desk, with `later` it is kept to go on with."""
    visitor = visitor_of(request)
    subject = visitor.subject or ""
    if request.method == "POST":
        return _say_wrong(request, number)
    try:
        line = bill_of(ledger(), visitor.resident or "", number, today())
    except RegisterUnavailable as away:
        return render(request, "tax/away.html", {"again": request.path, "kept": False, "away": away})
    if line is None:
        raise Http404
    kept = disputes.kept_words(subject, number)
    return render(request, "tax/wrong.html", {"line": line, "words": kept, "most": disputes.WORDS_CHARS})


@require_safe
@never_cache
@access(Access.VERIFIED)
def dispute(request: HttpRequest, number: str) -> HttpResponse:
    """What became of an own dispute."""
    found = get_object_or_404(Dispute, number=number, subject=visitor_of(request).subject)
    return render(request, "tax/dispute.html", {"dispute": found})


def _say_wrong(request: HttpRequest, number: str) -> HttpResponse:
    """Keep the words, then hand them to the desk; what is away or wrong is said, and nothing is lost."""
    visitor = visitor_of(request)
    subject = visitor.subject or ""
    words = request.POST.get("words", "")
    if not number.isascii() or len(number) > 40:
        raise Http404
    try:
        line = bill_of(ledger(), visitor.resident or "", number, today())
    except RegisterUnavailable as away:
        errand = disputes.begin(subject, number, words, door_of(request))
        errands.wait(errand, "ledger_away")
        return render(request, "tax/away.html", {"again": request.path, "kept": True, "away": away})
    if line is None:
        raise Http404
    try:
        errand = disputes.begin(subject, number, words, door_of(request))
        if "later" in request.POST:
            return HttpResponseRedirect(reverse("tax:mine"))
        filed = disputes.file_dispute(errand, line.bill, words, name_of(request), timezone.now())
    except (disputes.DisputeRefused, ErrandRefused) as refused:
        texts = {
            "words": gettext("Please write what is wrong, in at most %(most)s characters.")
            % {"most": disputes.WORDS_CHARS},
            "too_many": gettext("You have too many errands that go on. Finish or end one first."),
        }
        problem = texts.get(refused.code, gettext("This cannot be done."))
        context = {"line": line, "words": words, "problem": problem, "most": disputes.WORDS_CHARS}
        return render(request, "tax/wrong.html", context)
    return HttpResponseRedirect(reverse("tax:dispute", args=[filed.number]))

"""My errands: what goes on, what has ended with a receipt, and each of them by itself."""

from datetime import date, datetime, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe
from icalendar import Calendar, Event

from madang.kernel.access import Access, access
from madang.kernel.errands import actions, lookup
from madang.kernel.errands.decisions import ErrandRefused
from madang.kernel.errands.models import GOING_ON, Errand, Receipt
from madang.kernel.errands.notifications import in_language
from madang.kernel.identity import is_guest_subject, visitor_of
from madang.kernel.service import find_service
from madang.web.errands.texts import REASON_OTHER, REASON_TEXTS, SHOWN_TEXTS, STATE_TEXTS, STORY_TEXTS


@require_safe
@never_cache
@access(Access.ANYONE)
def mine(request: HttpRequest) -> HttpResponse:
    """`?show=all|going_on|finished`: the errands of this session's person; a guest's stay in the session."""
    subject = visitor_of(request).subject
    shown = request.GET.get("show", "all")
    shown = shown if shown in lookup.SHOWN else "all"
    page = Paginator(lookup.errands_of(subject or "", shown), lookup.ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [row_of(errand) for errand in page.object_list],
        "shown": [(name, text, name == shown) for name, text in SHOWN_TEXTS.items()],
        "query": f"show={shown}",
        "guest": subject is None or is_guest_subject(subject),
    }
    return render(request, "web/errands/mine.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.ANYONE)
def errand(request: HttpRequest, number: str) -> HttpResponse:
    """One errand of the person who asks, or its receipt. POST `do=go_on|abandon`; nobody else's is found."""
    found = _own(request, number)
    refused = False
    if request.method == "POST":
        try:
            return _do(found, request.POST.get("do", ""))
        except ErrandRefused:
            refused = True
            found.refresh_from_db()
    receipt = Receipt.objects.filter(pk=found.pk).first()
    context = {
        **row_of(found),
        "receipt": _receipt(receipt) if receipt else None,
        "story": [
            {"at": line.at, "text": STORY_TEXTS.get(line.what, line.what)} for line in lookup.story_of(found)
        ],
        "refused": refused,
    }
    return render(request, "web/errands/errand.html", context, status=409 if refused else 200)


@require_safe
@never_cache
@access(Access.ANYONE)
def calendar(request: HttpRequest, number: str) -> HttpResponse:
    """The days to remember of a receipt, as a calendar file with a reminder a day before."""
    receipt = lookup.receipt_of(visitor_of(request).subject or "", number)
    if receipt is None or not receipt.due:
        raise Http404
    lang = _lang()
    sheet = Calendar()
    sheet.add("prodid", "-//Madang//errands//EN")
    sheet.add("version", "2.0")
    for at, due in enumerate(receipt.due):
        day = date.fromisoformat(due["day"])
        event = Event()
        event.add("uid", f"{receipt.number}-{at}@{settings.CONFIG.city}.madang")
        event.add("dtstamp", receipt.at)
        event.add("dtstart", day)
        event.add("dtend", day + timedelta(days=1))
        event.add("summary", due["title"][lang])
        event.add("description", receipt.number)
        event.add("url", settings.CONFIG.public_url + reverse("errands:errand", args=[receipt.number]))
        sheet.add_component(event)
    answer = HttpResponse(sheet.to_ical(), content_type="text/calendar; charset=utf-8")
    answer.headers["Content-Disposition"] = f'attachment; filename="{receipt.number}.ics"'
    return answer


def row_of(errand: Errand) -> dict[str, Any]:
    """An errand as lists show it, in the reader's language."""
    lang = _lang()
    service = find_service(errand.service)
    return {
        "errand": errand,
        "title": errand.title[lang],
        "service": service,
        "service_title": service.title if service else errand.service,
        "state": STATE_TEXTS[errand.state],
        "goes_on": errand.state in GOING_ON,
        "finished": errand.state == "finished",
        "reason": REASON_TEXTS.get(errand.reason, REASON_OTHER) if errand.state == "waiting" else "",
        "go_on_link": in_language(errand.link, lang) if errand.link else (service.url() if service else ""),
        "page_link": reverse("errands:errand", args=[errand.number]),
    }


def _receipt(receipt: Receipt) -> dict[str, Any]:
    lang = _lang()
    return {
        "number": receipt.number,
        "at": receipt.at,
        "keep_until": receipt.keep_until,
        "decided": receipt.decided[lang],
        "next": receipt.next[lang],
        "link": in_language(receipt.link, lang) if receipt.link else "",
        "documents": [
            {"title": one["title"][lang], "link": in_language(one["link"], lang)} for one in receipt.documents
        ],
        "due": [{"title": one["title"][lang], "day": date.fromisoformat(one["day"])} for one in receipt.due],
    }


def _do(found: Errand, what: str) -> HttpResponse:
    if what == "abandon":
        actions.abandon(found)
        return HttpResponseRedirect(reverse("errands:mine"))
    if what == "go_on":
        actions.go_on(found)
        return HttpResponseRedirect(row_of(found)["go_on_link"] or reverse("errands:mine"))
    raise ErrandRefused("deed", f"Errand {found.number}: '{what}' is not something to do.")


def _own(request: HttpRequest, number: str) -> Errand:
    found = lookup.errand_of(visitor_of(request).subject or "", number)
    if found is None or _is_over(found, timezone.now()):
        raise Http404
    return found


def _is_over(found: Errand, now: datetime) -> bool:
    """Its time has come, also where the worker has not deleted it yet."""
    return found.keep_until < now


def _lang() -> str:
    return get_language() or settings.LANGUAGE_CODE

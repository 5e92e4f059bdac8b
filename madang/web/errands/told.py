"""Notifications on the page, read and unread; and where a person wants to be told."""

import uuid
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.errands.letters import address_of
from madang.kernel.errands.models import Notification
from madang.kernel.errands.notifications import (
    channels_of,
    choose_channels,
    in_language,
    mark_read,
    unread,
)
from madang.kernel.identity import is_guest_subject, visitor_of

ON_A_PAGE = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.ANYONE)
def notifications(request: HttpRequest) -> HttpResponse:
    """What this session's person was told. POST `open=<id>` reads one and goes there, `read=all` all."""
    subject = visitor_of(request).subject or ""
    if request.method == "POST":
        return _read(subject, request)
    rows = Notification.objects.filter(subject=subject, listed=True).order_by("-at", "-pk")
    page = Paginator(rows, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": [_row(one) for one in page.object_list],
        "query": "",
        "unread": unread(subject),
    }
    return render(request, "web/errands/notifications.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
def channels(request: HttpRequest) -> HttpResponse:
    """Where the person wants to be told. POST `square`, `email` (each present or not)."""
    subject = visitor_of(request).subject or ""
    address = None if is_guest_subject(subject) else address_of(subject)
    if request.method == "POST":
        choose_channels(
            subject,
            square=bool(request.POST.get("square")),
            email=bool(request.POST.get("email")) and address is not None,
            lang=_lang(),
        )
        return HttpResponseRedirect(f"{reverse('errands:channels')}?kept=1")
    context = {
        "chosen": channels_of(subject),
        "has_address": address is not None,
        "kept": bool(request.GET.get("kept")),
    }
    return render(request, "web/errands/channels.html", context)


def _read(subject: str, request: HttpRequest) -> HttpResponse:
    back = reverse("errands:notifications")
    if request.POST.get("read") == "all":
        mark_read(subject, None, timezone.now())
        return HttpResponseRedirect(back)
    try:
        wanted = uuid.UUID(request.POST.get("open", ""))
    except ValueError:
        return HttpResponseRedirect(back)
    found = Notification.objects.filter(subject=subject, pk=wanted).first()
    if found is None:
        return HttpResponseRedirect(back)
    mark_read(subject, [str(wanted)], timezone.now())
    return HttpResponseRedirect(in_language(found.link, _lang()) if found.link.startswith("/") else back)


def _row(one: Notification) -> dict[str, Any]:
    lang = _lang()
    return {
        "id": one.pk,
        "title": one.title[lang],
        "text": one.text[lang],
        "at": one.at,
        "unread": one.read_at is None,
        "has_link": bool(one.link),
    }


def _lang() -> str:
    return get_language() or settings.LANGUAGE_CODE

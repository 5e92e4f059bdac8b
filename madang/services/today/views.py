"""What is on today: the page (and panel), one event or notice, its calendar file, pictures, reminders."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access, allows
from madang.kernel.doors import door_of
from madang.kernel.funnel import count
from madang.kernel.identity import errand_subject, visitor_of
from madang.kernel.service import Assurance
from madang.services.today import actions
from madang.services.today.calendar import calendar_file
from madang.services.today.forms import SEPARATOR, spots, where_of
from madang.services.today.models import Item, Picture, Reminder

PICTURE_KEPT_S = 31_536_000


@require_safe
@access(Access.ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """Notices that hold and events to come, the next first."""
    count("today", door=door_of(request), step="visit")
    now = timezone.now()
    lang = language()
    words = dict(spots(lang))
    rows = [
        told(one, lang, words.get(f"{one.place}{SEPARATOR}{one.spot}", ""))
        for one in actions.shown(settings.CONFIG.city, now).select_related("picture")[:100]
    ]
    context = {
        "notices": [row for row in rows if row["item"].kind == "notice"],
        "running": [row for row in rows if row["item"].kind == "event" and row["item"].starts_at <= now],
        "coming": [row for row in rows if row["item"].kind == "event" and row["item"].starts_at > now],
        "may_edit": allows(Access.EDITOR, visitor_of(request)),
    }
    return render(request, "today/index.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@access(Access.ANYONE)
def item(request: HttpRequest, item: UUID) -> HttpResponse:
    """One of them. POST `do=remind|forget` asks for a reminder, or takes that back."""
    now = timezone.now()
    found = get_object_or_404(actions.shown(settings.CONFIG.city, now).select_related("picture"), pk=item)
    if request.method == "POST":
        if request.POST.get("do") == "forget":
            actions.forget_reminder(errand_subject(request), found)
        elif actions.remind(errand_subject(request), found) is not None:
            count("today", door=door_of(request), step="finish")
        return HttpResponseRedirect(reverse("today:item", args=[found.pk]))
    subject = visitor_of(request).subject
    lang = language()
    context = {
        **told(found, lang, where_of(found, lang)),
        "reminded": bool(subject) and Reminder.objects.filter(subject=subject, item=found).exists(),
        "can_remind": found.kind == "event" and found.starts_at > now,
        "running": found.kind == "event" and found.starts_at <= now,
        "is_member": visitor_of(request).level > 0,
    }
    return render(request, "today/item.html", context)


@require_safe
@access(Access.ANYONE)
def calendar(request: HttpRequest, item: UUID) -> HttpResponse:
    """The event as a calendar file."""
    found = get_object_or_404(actions.shown(settings.CONFIG.city, timezone.now()), pk=item, kind="event")
    lang = language()
    url = settings.CONFIG.public_url + reverse("today:item", args=[found.pk])
    where = where_of(found, lang) or gettext("Madang, on the web")
    response = HttpResponse(
        calendar_file(found, lang, url, where), content_type="text/calendar; charset=utf-8"
    )
    response.headers["Content-Disposition"] = 'attachment; filename="event.ics"'
    return response


@require_safe
@access(Access.ANYONE)
def picture(request: HttpRequest, picture: UUID) -> HttpResponse:
    """A picture of what is shown or on a stage now; editors and speakers see those of drafts too."""
    found = get_object_or_404(Picture, pk=picture)
    now = timezone.now()
    public = (
        actions.shown(settings.CONFIG.city, now).filter(picture=found).exists()
        or found.stageslide_set.filter(session__state="open", session__ends_at__gt=now).exists()
    )
    if not public and not _may_see_draft(request, found):
        raise Http404
    response = HttpResponse(bytes(found.webp), content_type="image/webp")
    kept = f"public, max-age={PICTURE_KEPT_S}, immutable" if public else "private, no-store"
    response.headers["Cache-Control"] = kept
    return response


def _may_see_draft(request: HttpRequest, found: Picture) -> bool:
    visitor = visitor_of(request)
    if allows(Access.EDITOR, visitor):
        return True
    if visitor.subject is None or visitor.level < Assurance.MEMBER:
        return False
    return found.stageslide_set.filter(session__speakers__subject=visitor.subject).exists()


def told(one: Item, lang: str, where: str) -> dict[str, Any]:
    """An item in the reader's language."""
    return {
        "item": one,
        "title": one.title[lang],
        "text": one.text[lang],
        "alt": one.picture_alt.get(lang, ""),
        "where": where,
        "one_day": timezone.localdate(one.starts_at) == timezone.localdate(one.ends_at),
    }


def language() -> str:
    """The language of this answer."""
    return get_language() or settings.LANGUAGE_CODE

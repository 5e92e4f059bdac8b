"""What is kept about the person who asks: why, how long, who looked at it; and its deletion for guests."""

from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.audit import log as auditing
from madang.kernel.audit.models import Entry
from madang.kernel.audit.texts import ACTIONS, role_texts
from madang.kernel.identity import Visitor, sign_out, visitor_of
from madang.kernel.personal.records import forget
from madang.kernel.personal.takeout import kept_about
from madang.kernel.service import Assurance

ON_A_PAGE = 20


@require_safe
@never_cache
@access(Access.ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """What is kept about whoever asks, by the registry; the download, who looked, and the way to delete."""
    visitor = visitor_of(request)
    kept = kept_about(visitor.subject, staff=bool(visitor.roles))
    context = {
        "known": visitor.subject is not None,
        "is_guest": visitor.level < Assurance.MEMBER,
        "kept": [one for one in kept if one.count],
        "could_be": [one for one in kept if not one.count],
        "looks": auditing.entries_about(visitor.subject).count() if visitor.subject else 0,
    }
    return render(request, "web/personal/data.html", context)


@require_safe
@never_cache
@access(Access.ANYONE)
def looks(request: HttpRequest) -> HttpResponse:
    """Who did what with the data of whoever asks: when, in which role and unit, what for."""
    visitor = visitor_of(request)
    found = auditing.entries_about(visitor.subject) if visitor.subject else Entry.objects.none()
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    context = {"page": page, "rows": [_row(entry, visitor) for entry in page.object_list], "query": ""}
    return render(request, "web/personal/looks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@access(Access.ANYONE)
def delete(request: HttpRequest) -> HttpResponse:
    """A guest's way to be forgotten. POST `sure=yes`: now. Whoever has an account deletes that instead."""
    visitor = visitor_of(request)
    if visitor.level >= Assurance.MEMBER:
        return HttpResponseRedirect(reverse("my_data:index"))
    problem = ""
    if request.method == "POST" and visitor.subject:
        if request.POST.get("sure") == "yes":
            _forget(visitor, visitor.subject)
            sign_out(request)
            return HttpResponseRedirect(f"/{get_language()}/")
        problem = gettext("Tick the box, if you are sure.")
    stays = {
        one.title: one.stays for one in kept_about(visitor.subject, staff=False) if one.count and one.stays
    }
    context = {"known": visitor.subject is not None, "stays": stays.items(), "problem": problem}
    return render(request, "web/personal/delete.html", context, status=422 if problem else 200)


def _forget(visitor: Visitor, subject: str) -> None:
    with transaction.atomic():
        forget(subject)
        auditing.record(
            visitor,
            "deleted",
            None,
            gettext_noop("Everything kept about a person"),
            gettext_noop("By themselves"),
        )


def _row(entry: Entry, visitor: Visitor) -> dict[str, Any]:
    """One line for the citizen: nobody's name, but role and unit."""
    return {
        "at": entry.at,
        "by_me": entry.actor == visitor.subject,
        "by_machine": not entry.actor,
        "roles": ", ".join(role_texts(entry.role)),
        "unit": entry.unit.replace(",", ", "),
        "action": ACTIONS.get(entry.action, entry.action),
        "what": gettext(entry.what),
        "why": gettext(entry.why) if entry.why else "",
        "reference": entry.reference,
    }

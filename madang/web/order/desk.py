"""The moderators' desk: what was reported, who is removed, who appeals; every look leaves a trail."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.audit import log as audit
from madang.kernel.identity import Visitor, visitor_of
from madang.kernel.order import removals as removing
from madang.kernel.order import reports as reporting
from madang.kernel.order import rules
from madang.kernel.order.models import Appeal, Handling, Removal, Report
from madang.kernel.order.reports import OrderRefused
from madang.kernel.order.texts import (
    DEED_TEXTS,
    OUTCOME_TEXTS,
    REASON_TEXTS,
    STATE_TEXTS,
    TERM_TEXTS,
    reason_choices,
)
from madang.kernel.personas import persona_of

ON_A_PAGE = 30
_NAMES, _REPORT = gettext_noop("Names in the lists of the desk"), gettext_noop("A report with its evidence")
_REMOVAL = gettext_noop("A removal and its appeal")
_WHY = gettext_noop("Keeping order in the square")
WAITING = "waiting"


@require_safe
@never_cache
@access(Access.MODERATOR)
def reports(request: HttpRequest) -> HttpResponse:
    """`?state=waiting|open|taken|closed|all`, `?reason=`, `?mine=1`, `?late=1`: the most urgent first."""
    asked = request.GET
    state, reason = asked.get("state", WAITING), asked.get("reason", "")
    found: QuerySet[Report] = Report.objects.all()
    if state in STATE_TEXTS:
        found = found.filter(state=state)
    elif state != "all":
        state = WAITING
        found = found.exclude(state=rules.CLOSED)
    if reason in REASON_TEXTS:
        found = found.filter(reason=reason)
    if asked.get("mine"):
        found = found.filter(taken_by=_self(request))
    now = timezone.now()
    if asked.get("late"):
        found = found.exclude(state=rules.CLOSED).filter(due_at__lt=now)
    _saw(request, None, _NAMES)
    order = ("-closed_at", "-at") if state == rules.CLOSED else ("due_at", "number")
    page = Paginator(found.order_by(*order), ON_A_PAGE).get_page(asked.get("page"))
    context = {
        "page": page,
        "rows": [_row(one, now) for one in page.object_list],
        "states": _choices({WAITING: gettext("Waiting"), **STATE_TEXTS, "all": gettext("All")}, state),
        "reasons": _choices({"": gettext("All reasons"), **REASON_TEXTS}, reason),
        "mine": bool(asked.get("mine")),
        "late": bool(asked.get("late")),
        "query": _query_without_page(request),
        "tab": "reports",
        **_tabs(now),
    }
    return render(request, "web/order/reports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.MODERATOR)
def report(request: HttpRequest, number: str) -> HttpResponse:
    """One report with its evidence. POST `do=take|give_back|close|remove` decides."""
    found = get_object_or_404(Report, pk=number)
    by = _self(request)
    problem = ""
    if request.method == "POST":
        problem = _attempt(lambda: _decide_report(found, visitor_of(request), request.POST))
        if not problem:
            return HttpResponseRedirect(reverse("order:report", args=[number]))
        found.refresh_from_db()
    reporting.note_view(found, by)
    _saw(request, found.of_sub, _REPORT, number)
    _saw(request, found.by_sub, _REPORT, number)
    earlier = (
        Report.objects.filter(of_sub=found.of_sub).exclude(pk=number)
        if found.of_sub
        else Report.objects.none()
    )
    context = {
        "report": found,
        "row": _row(found, timezone.now()),
        "lines": [{"at": _moment(line["at"]), "text": line["text"]} for line in found.said],
        "evidence_ends": rules.evidence_ends(found.at, found.closed_at),
        "taken_by": staff_name(found.taken_by),
        "is_mine": found.taken_by == by,
        "earlier": [_row(one, timezone.now()) for one in earlier.order_by("-at")[:10]],
        "removals": list(found.removals.order_by("-at")),
        "trail": _trail(found.trail.order_by("at")),
        "reasons": reason_choices(),
        "terms": [(term.code, TERM_TEXTS[term.code]) for term in rules.TERMS],
        "words_chars": rules.WORDS_CHARS,
        "problem": problem,
        "typed": request.POST if problem else {},
        "tab": "reports",
        **_tabs(timezone.now()),
    }
    return render(request, "web/order/report.html", context, status=409 if problem else 200)


@require_safe
@never_cache
@access(Access.MODERATOR)
def appeals(request: HttpRequest) -> HttpResponse:
    """Appeals: those without an answer first, by their deadline."""
    _saw(request, None, _NAMES)
    now = timezone.now()
    found = Appeal.objects.select_related("removal").order_by("answered_at", "due_at")
    waiting = found.filter(answered_at=None)
    page = Paginator(found if request.GET.get("all") else waiting, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    rows = [
        {
            "appeal": one,
            "reason": REASON_TEXTS[one.removal.reason],
            "late": one.answered_at is None and one.due_at < now,
            "outcome": OUTCOME_TEXTS.get(one.outcome, ""),
        }
        for one in page.object_list
    ]
    context = {
        "page": page,
        "rows": rows,
        "all": bool(request.GET.get("all")),
        "query": _query_without_page(request),
        "tab": "appeals",
        **_tabs(now),
    }
    return render(request, "web/order/appeals.html", context)


@require_safe
@never_cache
@access(Access.MODERATOR)
def removals(request: HttpRequest) -> HttpResponse:
    """Who is removed now, or `?all=1` everybody who was."""
    now = timezone.now()
    found = Removal.objects.order_by("-at")
    _saw(request, None, _NAMES)
    holding = found.filter(lifted_at=None, until__gt=now)
    page = Paginator(found if request.GET.get("all") else holding, ON_A_PAGE).get_page(
        request.GET.get("page")
    )
    context = {
        "page": page,
        "rows": [_removal_row(one, now) for one in page.object_list],
        "all": bool(request.GET.get("all")),
        "query": _query_without_page(request),
        "tab": "removals",
        **_tabs(now),
    }
    return render(request, "web/order/removals.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.MODERATOR)
def removal(request: HttpRequest, number: str) -> HttpResponse:
    """One removal with its appeal. POST `do=lift|answer` decides."""
    found = get_object_or_404(Removal.objects.select_related("report"), pk=number)
    problem = ""
    if request.method == "POST":
        problem = _attempt(lambda: _decide_removal(found, visitor_of(request), request.POST))
        if not problem:
            return HttpResponseRedirect(reverse("order:removal", args=[number]))
        found.refresh_from_db()
    _saw(request, found.sub, _REMOVAL, number)
    made = Appeal.objects.filter(pk=number).first()
    now = timezone.now()
    context = {
        **_removal_row(found, now),
        "appeal": made,
        "appeal_late": made is not None and made.answered_at is None and made.due_at < now,
        "appeal_outcome": OUTCOME_TEXTS.get(made.outcome, "") if made else "",
        "answered_by": staff_name(made.answered_by) if made else "",
        "removed_by": staff_name(found.by),
        "trail": _trail(found.trail.order_by("at")),
        "answer_chars": rules.APPEAL_CHARS,
        "problem": problem,
        "typed": request.POST if problem else {},
        "tab": "removals",
        **_tabs(now),
    }
    return render(request, "web/order/removal.html", context, status=409 if problem else 200)


def staff_name(subject: str) -> str:
    """What the desk calls one of the staff: the sandbox's by name, others by the start of their subject."""
    persona = persona_of(subject)
    return str(persona.name) if persona else subject[:8]


def _decide_report(found: Report, visitor: Visitor, given: Mapping[str, str]) -> None:
    by = visitor.subject or ""
    words = given.get("words", "")
    match given.get("do"):
        case "take":
            reporting.take(found, by)
        case "give_back":
            reporting.give_back(found, by)
        case "close":
            reporting.close(found, by, given.get("outcome", ""), words)
        case "remove":
            remove_reported(found, visitor, given.get("reason", ""), given.get("term", ""), words)
        case other:
            raise OrderRefused("deed", f"Report {found.number}: '{other}' is not something to do.")


def remove_reported(found: Report, visitor: Visitor, reason: str, term: str, words: str) -> Removal:
    """Remove whom a report is about, and write it into the audit log. Raises OrderRefused."""
    with transaction.atomic():
        made = removing.remove(found, visitor.subject or "", reason=reason, term=term, words=words)
        audit.record(visitor, "decided", found.of_sub or None, _REMOVAL, _WHY, reference=made.number)
    return made


def _decide_removal(found: Removal, visitor: Visitor, given: Mapping[str, str]) -> None:
    by = visitor.subject or ""
    match given.get("do"):
        case "lift":
            removing.lift(found, by)
            _decided(visitor, found)
        case "answer":
            made = get_object_or_404(Appeal, pk=found.number)
            removing.answer_appeal(made, by, given.get("outcome", ""), given.get("answer", ""))
            _decided(visitor, found)
        case other:
            raise OrderRefused("deed", f"Removal {found.number}: '{other}' is not something to do.")


def _decided(visitor: Visitor, found: Removal) -> None:
    with transaction.atomic():
        audit.record(visitor, "decided", found.sub or None, _REMOVAL, _WHY, reference=found.number)


def _attempt(deed: Callable[[], None]) -> str:
    """What stood in the way of a deed, in words; empty when it is done."""
    texts = {
        "changed": gettext("Somebody has changed this meanwhile. Look at it again."),
        "outcome": gettext("Choose how it is decided."),
        "term": gettext("Choose a reason and for how long."),
        "emptied": gettext("Its names have been deleted; nobody can be removed for it any more."),
        "lifted": gettext("This removal has been lifted already."),
        "answered": gettext("This appeal has been answered already."),
        "answer": gettext("Choose how it is decided and write an answer."),
    }
    try:
        deed()
    except OrderRefused as refused:
        return texts.get(refused.code, gettext("This cannot be done."))
    return ""


def _row(one: Report, now: datetime) -> dict[str, Any]:
    return {
        "report": one,
        "reason": REASON_TEXTS.get(one.reason, one.reason),
        "state": STATE_TEXTS[one.state],
        "outcome": OUTCOME_TEXTS.get(one.outcome, ""),
        "late": one.state != rules.CLOSED and one.due_at < now,
        "taken_by": staff_name(one.taken_by) if one.taken_by else "",
    }


def _removal_row(one: Removal, now: datetime) -> dict[str, Any]:
    return {
        "removal": one,
        "reason": REASON_TEXTS.get(one.reason, one.reason),
        "term": TERM_TEXTS.get(one.term, one.term),
        "holds": removing.holds(one, now),
    }


def _tabs(now: datetime) -> dict[str, Any]:
    """What the tabs count: reports and appeals that wait, and how many of the reports are late."""
    waiting = Report.objects.exclude(state=rules.CLOSED)
    counts = waiting.aggregate(waiting=Count("pk"))
    return {
        "reports_waiting": counts["waiting"],
        "reports_late": waiting.filter(due_at__lt=now).count(),
        "appeals_waiting": Appeal.objects.filter(answered_at=None).count(),
    }


def _trail(rows: QuerySet[Handling]) -> list[dict[str, Any]]:
    return [{"at": row.at, "by": staff_name(row.by), "did": DEED_TEXTS.get(row.did, row.did)} for row in rows]


def _choices(texts: Mapping[str, Any], chosen: str) -> list[dict[str, Any]]:
    return [{"value": value, "text": text, "chosen": value == chosen} for value, text in texts.items()]


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("page", None)
    return query.urlencode()


def _moment(text: str) -> datetime | None:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _saw(request: HttpRequest, whose: str | None, what: str, reference: str = "") -> None:
    """Write into the city's sealed log whose data the desk has shown; nothing, where the name is deleted."""
    if whose == "":
        return
    with transaction.atomic():
        audit.view(visitor_of(request), whose, what, _WHY, reference=reference)


def _self(request: HttpRequest) -> str:
    return visitor_of(request).subject or ""

"""The auditors' pages: the log, its seals, and what retention has deleted. Every search is written down."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import QuerySet, Sum
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.audit import log as auditing
from madang.kernel.audit.models import AuditSubject, Entry, Seal
from madang.kernel.audit.seals import unsealed
from madang.kernel.audit.texts import ACTIONS, ROLES, role_texts
from madang.kernel.audit.verify import Verdict, verify
from madang.kernel.identity import visitor_of
from madang.kernel.personal.models import PurgeReport
from madang.kernel.personal.retention import oldest, retentions
from madang.kernel.personal.takeout import in_words
from madang.web.order.desk import staff_name

ON_A_PAGE = 30
WHY_CHARS = 300
SEALS_SHOWN = 20
REPORTED_DAYS = 30
FILTERS = ("action", "role", "reference", "whose", "actor", "since", "until")


@require_safe
@never_cache
@access(Access.AUDITOR)
def log(request: HttpRequest) -> HttpResponse:
    """`?why=` the purpose, without which nothing is shown, and any of FILTERS."""
    asked = {name: request.GET.get(name, "").strip()[:100] for name in FILTERS}
    why = request.GET.get("why", "").strip()[:WHY_CHARS]
    context: dict[str, Any] = {
        "asked": asked,
        "why": why,
        "actions": ACTIONS.items(),
        "roles": ROLES.items(),
        "tab": "log",
        "why_chars": WHY_CHARS,
    }
    if why:
        context |= _found(request, asked, why)
    elif request.GET:
        context["problem"] = gettext("Say what you look for and why. It is written down.")
    return render(request, "web/personal/log.html", context, status=422 if "problem" in context else 200)


def _found(request: HttpRequest, asked: dict[str, str], why: str) -> dict[str, Any]:
    """The entries asked for, after the search itself is recorded."""
    whose = AuditSubject.objects.filter(audit_id=asked["whose"]).first() if asked["whose"] else None
    with transaction.atomic():
        auditing.record(
            visitor_of(request),
            "searched",
            whose.subject if whose else None,
            gettext_noop("Audit log"),
            why,
            reference=" ".join(f"{name}={value}" for name, value in asked.items() if value),
        )
    page = Paginator(_filtered(asked), ON_A_PAGE).get_page(request.GET.get("page"))
    query = request.GET.copy()
    query.pop("page", None)
    about = request.GET.copy()
    for name in ("page", "whose"):
        about.pop(name, None)
    return {
        "page": page,
        "rows": [_row(entry) for entry in page.object_list],
        "query": query.urlencode(),
        "about": about.urlencode(),
    }


def _filtered(asked: dict[str, str]) -> "QuerySet[Entry]":
    found = Entry.objects.all()
    for name in ("action", "reference", "whose", "actor"):
        if asked[name]:
            found = found.filter(**{name: asked[name]})
    if asked["role"]:
        found = found.filter(role__contains=asked["role"])
    if since := _day(asked["since"]):
        found = found.filter(at__gte=_moment(since, time.min))
    if until := _day(asked["until"]):
        found = found.filter(at__lte=_moment(until, time.max))
    return found.order_by("-at", "-id")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.AUDITOR)
def seals(request: HttpRequest) -> HttpResponse:
    """The last seals. POST verifies the whole chain and says what it found."""
    verdict: Verdict | None = None
    if request.method == "POST":
        verdict = verify(settings.CONFIG.data, timezone.now())
        with transaction.atomic():
            auditing.record(
                visitor_of(request),
                "viewed",
                None,
                gettext_noop("Seals of the audit log"),
                gettext_noop("Verified whether the log is unaltered"),
            )
    waiting, since = unsealed()
    context = {
        "verdict": verdict,
        "seals": Seal.objects.order_by("-n")[:SEALS_SHOWN],
        "waiting": waiting,
        "since": since,
        "tab": "seals",
    }
    return render(request, "web/personal/seals.html", context)


@require_safe
@never_cache
@access(Access.AUDITOR)
def retention(request: HttpRequest) -> HttpResponse:
    """What is kept how long, what the purge has deleted in the last 30 days, and the oldest row there is."""
    since = timezone.localdate() - timedelta(days=REPORTED_DAYS)
    sums = dict(
        PurgeReport.objects.filter(day__gte=since)
        .values_list("label")
        .annotate(rows=Sum("deleted"))
        .values_list("label", "rows")
    )
    rows = []
    for rule in retentions():
        last = PurgeReport.objects.filter(label=rule.label).order_by("-day").first()
        rows.append(
            {
                "title": rule.title,
                "keep": in_words(rule.keep_days) if rule.keep_days else gettext("Each until its own day"),
                "deleted": sums.get(rule.label, 0),
                "last": last,
                "oldest": oldest(rule),
            }
        )
    return render(
        request, "web/personal/retention.html", {"rows": rows, "days": REPORTED_DAYS, "tab": "retention"}
    )


def _row(entry: Entry) -> dict[str, Any]:
    return {
        "entry": entry,
        "actor": staff_name(entry.actor) if entry.actor else gettext("The city's machine"),
        "roles": ", ".join(role_texts(entry.role)),
        "unit": entry.unit.replace(",", ", "),
        "action": ACTIONS.get(entry.action, entry.action),
        "what": gettext(entry.what),
        "why": gettext(entry.why) if entry.why else "",
    }


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def _moment(day: date, at: time) -> datetime:
    return timezone.make_aware(datetime.combine(day, at))

"""The dashboard for officials: finished errands by day, service and door, beside the phone line, with CSV."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from madang.kernel import funnel
from madang.kernel.access import Access, access, allows
from madang.kernel.errands.figures import (
    MOST_DAYS,
    Counts,
    Figures,
    figures,
    phone_line,
    running_cost_krw,
)
from madang.kernel.errands.models import PhoneLine
from madang.kernel.identity import visitor_of
from madang.kernel.service import find_service, installed_services
from madang.web.officials.charts import day_chart

SPANS: tuple[tuple[int, Promise], ...] = (
    (7, _("7 days")),
    (30, _("30 days")),
    (90, _("90 days")),
    (365, _("1 year")),
)
DEFAULT_DAYS = 30
DOOR_TEXTS: dict[str, Promise] = {
    "page": _("Page"),
    "panel": _("Panel in the square"),
    "api": _("API"),
    "3d": _("3D view"),
    "map": _("Map view"),
    "auto": _("View chosen by itself"),
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True)
class Asked:
    """Which days and which service the official looks at."""

    first: date
    last: date
    days: int
    service: str


@require_safe
@never_cache
@access(Access.STAFF)
def show(request: HttpRequest) -> HttpResponse:
    """`?days=7|30|90|365` or `?first=&last=` (dates), `?service=`; nobody's data is in it."""
    funnel.write_now()
    asked = _asked(request)
    found = figures(asked.first, asked.last, asked.service)
    context = {
        "asked": asked,
        "spans": [(days, text, days == asked.days) for days, text in SPANS],
        "services": [(one.slug, one.title, one.slug == asked.service) for one in installed_services()],
        "total": _row(found.total),
        "rows": [_row(row) for row in found.rows],
        "chart": day_chart(list(found.finished_a_day.items())),
        "by_day": [(day, n) for day, n in reversed(list(found.finished_a_day.items())) if n],
        "steps": _steps(found.total),
        "left_at": [
            {"service": _service_name(name), "step": _step_name(name, step), "count": n}
            for name, step, n in found.left_at[:10]
        ],
        **_against_phone(found),
        "may_enter": allows(Access.OFFICER, visitor_of(request)),
    }
    return render(request, "web/officials/dashboard.html", context)


@require_safe
@never_cache
@access(Access.STAFF)
def table(request: HttpRequest) -> HttpResponse:
    """The same figures as CSV for a spreadsheet: UTF-8 with BOM; no cell is ever taken for a formula."""
    funnel.write_now()
    asked = _asked(request)
    found = figures(asked.first, asked.last, asked.service)
    sheet = StringIO()
    writer = csv.writer(sheet)
    writer.writerow([gettext("First day"), asked.first.isoformat()])
    writer.writerow([gettext("Last day"), asked.last.isoformat()])
    writer.writerow([])
    writer.writerow(
        [
            gettext("Service"),
            gettext("Door"),
            gettext("Visits"),
            gettext("Started"),
            gettext("Finished"),
            gettext("Left"),
            gettext("Came back"),
            gettext("Finishing rate"),
            gettext("Median time (s)"),
        ]
    )
    for row in [*found.rows, found.total]:
        name = _service_name(row.service) if row.service else gettext("All")
        rate = "" if row.rate is None else f"{row.rate:.4f}"
        median = "" if row.median_s is None else round(row.median_s)
        cells = [name, _door_name(row.door), row.visit, row.start, row.finish, row.abandon, row.resume]
        writer.writerow([plain_cell(cell) for cell in [*cells, rate, median]])
    writer.writerow([])
    writer.writerow([gettext("Day"), gettext("Finished")])
    writer.writerows((day.isoformat(), n) for day, n in found.finished_a_day.items())
    answer = HttpResponse("\ufeff" + sheet.getvalue(), content_type="text/csv; charset=utf-8")
    name = f"madang-{asked.first.isoformat()}-{asked.last.isoformat()}.csv"
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def plain_cell(value: object) -> object:
    """A cell that a spreadsheet takes for text or a number, never for a formula."""
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def duration_text(seconds: float | None) -> str:
    """A duration in words: `45 s`, `2 min 30 s`, `1 h 5 min`; a line where there is none."""
    if seconds is None:
        return "–"
    whole = round(seconds)
    if whole < 60:
        return gettext("%(s)d s") % {"s": whole}
    if whole < 3600:
        return gettext("%(min)d min %(s)d s") % {"min": whole // 60, "s": whole % 60}
    return gettext("%(h)d h %(min)d min") % {"h": whole // 3600, "min": whole % 3600 // 60}


def _asked(request: HttpRequest) -> Asked:
    today = timezone.localdate()
    service = request.GET.get("service", "")
    service = service if find_service(service) else ""
    first, last = _day(request.GET.get("first")), _day(request.GET.get("last"))
    if first and last and first <= last and (last - first).days < MOST_DAYS:
        return Asked(first, last, 0, service)
    asked = request.GET.get("days", "")
    days = int(asked) if asked in {str(days) for days, _text in SPANS} else DEFAULT_DAYS
    return Asked(today - timedelta(days=days - 1), today, days, service)


def _day(text: str | None) -> date | None:
    try:
        day = date.fromisoformat(text or "")
    except ValueError:
        return None
    return day if 2000 <= day.year <= 2999 else None


def _row(row: Counts) -> dict[str, Any]:
    return {
        "counts": row,
        "service": _service_name(row.service),
        "door": _door_name(row.door),
        "percent": None if row.rate is None else round(row.rate * 100, 1),
        "median": duration_text(row.median_s),
    }


def _steps(total: Counts) -> Sequence[dict[str, Any]]:
    """The funnel: each step with its bar's length out of 100."""
    values = (
        (gettext("Visits"), total.visit),
        (gettext("Started"), total.start),
        (gettext("Finished"), total.finish),
        (gettext("Left"), total.abandon),
    )
    most = max((value for _name, value in values), default=0) or 1
    return [{"name": name, "value": value, "width": round(100 * value / most, 1)} for name, value in values]


def _against_phone(found: Figures) -> dict[str, Any]:
    """What the phone line's figures and the running costs say about the same days."""
    line = phone_line(found.first, found.last)
    cost = running_cost_krw(found.first, found.last)
    each = None if cost is None or not found.total.finish else round(cost / found.total.finish)
    days = (found.last - found.first).days + 1
    return {
        "line": line,
        "line_time": duration_text(line.wait_s + line.handle_s) if line else "",
        "finished_a_day": round(found.total.finish / days, 1),
        "part_of_calls": _percent(found.total.finish / days, line) if line else None,
        "cost": cost,
        "cost_each": each,
    }


def _percent(finished_a_day: float, line: PhoneLine) -> float | None:
    return round(100 * finished_a_day / line.calls_a_day, 2) if line.calls_a_day else None


def _service_name(slug: str) -> str:
    service = find_service(slug)
    if service is not None:
        return str(service.title)
    if slug == "front":
        return gettext("Front page")
    return gettext("Place: %(name)s") % {"name": slug[6:]} if slug.startswith("place:") else slug


def _step_name(slug: str, step: str) -> str:
    """What the service calls the step; the name in code where it says none."""
    service = find_service(slug)
    named = service.steps.get(step) if service else None
    if named is not None:
        return str(named)
    return gettext("at the beginning") if step == "start" else gettext("step “%(name)s”") % {"name": step}


def _door_name(door: str) -> str:
    return str(DOOR_TEXTS.get(door, door))

"""What a person takes away from an estimate: the due dates as a calendar file, the result as a PDF."""

import hashlib
from datetime import date, timedelta
from importlib.resources import as_file, files
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.kernel.limits import AddressLimit, client_address
from madang.kernel.paper.pdf import pdf
from madang.services.tax import links, shown
from madang.services.tax.amounts import won_text, won_words
from madang.services.tax.calendars import Entry, calendar_file
from madang.services.tax.estimates import Estimate, estimate, rate_text
from madang.services.tax.kinds import Kind, find_kind
from madang.services.tax.rules.texts import article_text, text
from madang.services.tax.views.estimates import language, read_query

TEMPLATE = files("madang.services.tax") / "paper" / "estimate.typ"
# A whole week and a day ahead, at nine in the morning.
ALARMS = (timedelta(days=6, hours=15), timedelta(hours=15))
# Setting type costs about a tenth of a second of a core.
paper_limit = AddressLimit(burst=60, per_s=2.0)


@require_safe
@access(Access.ANYONE)
def paper(request: HttpRequest, slug: str) -> HttpResponse:
    """The estimate as a tagged PDF to print; to the form where an answer cannot be used."""
    found = _found(request, slug)
    if isinstance(found, HttpResponse):
        return found
    wait_s = paper_limit.wait_s(client_address(request))
    if wait_s > 0:
        told = gettext("Too many documents were asked for from your address. Wait a moment and try again.")
        return HttpResponse(
            told, status=429, content_type="text/plain; charset=utf-8", headers={"Retry-After": "2"}
        )
    query = links.query_of(found.kind, found.values)
    link = request.build_absolute_uri(f"{reverse('tax:form', args=[slug])}?{query}")
    made = estimate_pdf(found, language(), link)
    response = HttpResponse(made, content_type="application/pdf")
    response.headers["Content-Disposition"] = f'inline; filename="madang-{slug}-{found.year}.pdf"'
    return response


@require_safe
@access(Access.ANYONE)
def calendar(request: HttpRequest, slug: str) -> HttpResponse:
    """The due dates of the estimate as a calendar file with alarms a week and a day before."""
    found = _found(request, slug)
    if isinstance(found, HttpResponse):
        return found
    dated = [bill for bill in found.bills if bill.due is not None]
    if not dated:
        raise Http404
    lang = language()
    query = links.query_of(found.kind, found.values)
    link = request.build_absolute_uri(f"{reverse('tax:form', args=[slug])}?{query}")
    entries = [
        Entry(
            uid=f"{_digest(slug, query, bill.label_key)}@madang",
            title=f"{text(bill.label_key, lang)}: {won_text(bill.total, lang)}",
            text=gettext("The last day for paying. This is an estimate, not a bill: pay what the bill says."),
            start=bill.due,
            link=link,
            alarms=ALARMS,
        )
        for bill in dated
        if bill.due is not None
    ]
    body = calendar_file(str(found.kind.title), entries, timezone.now())
    response = HttpResponse(body, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="madang-{slug}-{found.year}.ics"'
    return response


def estimate_pdf(found: Estimate, lang: str, link: str) -> bytes:
    """The PDF of `found` in `lang`; `link` leads back to the same estimate."""
    with as_file(TEMPLATE) as template:
        return pdf(template, paper_values(found, lang, link, timezone.localdate()), timezone.now())


def paper_values(found: Estimate, lang: str, link: str, today: date) -> dict[str, Any]:
    """Every word and number of the printed estimate, in `lang`."""
    result = shown.result_of(found, lang)
    kind: Kind = found.kind
    return {
        "lang": lang,
        "title": gettext("%(tax)s of %(year)s, estimated") % {"tax": kind.title, "year": found.year},
        "place": gettext("Tax Square, Madang"),
        "warning": gettext("This is not a bill. It is an estimate from the answers below."),
        "sum_label": gettext("To be paid"),
        "sum": won_text(found.total, lang),
        "sum_words": won_words(found.total) if lang == "ko" and found.total >= 10_000 else "",
        "answers_title": gettext("What it rests on"),
        "answers": [[str(field.label), said] for field, said in result.answers],
        "parts_title": gettext("What makes up the sum"),
        "parts_head": [gettext("Tax"), gettext("Won"), gettext("Share")],
        "parts": [
            [words, won_text(piece.part.amount, lang), f"{piece.percent} %"] for piece, words in result.parts
        ],
        "bills_title": gettext("When to pay"),
        "bills_head": [gettext("Bill"), gettext("Last day"), gettext("Won")],
        "bills": [
            [text(bill.label_key, lang), _due(bill.due), won_text(bill.total, lang)]
            for bill, _ in result.bills
        ],
        "steps_title": gettext("Step by step"),
        "steps_head": [gettext("Step"), gettext("Rate"), gettext("Won"), gettext("Article")],
        "steps": [
            [
                text(step.label_key, lang),
                "" if step.rate is None else rate_text(step.rate),
                won_text(step.amount, lang),
                article_text(step.article, lang),
            ]
            for step in found.steps
        ],
        "notes_title": gettext("What it leaves out"),
        "notes": [[title, [text(note.text_key, lang) for note in some]] for title, some in result.notes],
        "link_title": gettext("This estimate again"),
        "link": link,
        "made": gettext("Made on %(day)s by the law as verified on %(checked)s.")
        % {"day": today.isoformat(), "checked": result.verified.checked.isoformat()},
    }


def _due(day: date | None) -> str:
    return day.isoformat() if day else gettext("With an extra notice")


def _found(request: HttpRequest, slug: str) -> Estimate | HttpResponse:
    """The estimate that the address asks for, or the way to the form that says what is wrong."""
    kind = find_kind(slug)
    if kind is None:
        raise Http404
    asked = read_query(request, kind)
    if asked.values is not None:
        return estimate(kind, asked.values)
    query = request.META.get("QUERY_STRING", "")[: links.QUERY_LETTERS]
    return HttpResponseRedirect(f"{reverse('tax:form', args=[slug])}?{query}")


def _digest(*parts: str) -> str:
    return hashlib.sha256("|".join(parts).encode()).hexdigest()[:24]

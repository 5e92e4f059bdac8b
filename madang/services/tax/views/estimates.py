"""The start page, the forms with their results, the comparison, and the files to take away."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.http import require_POST, require_safe

from madang.kernel.access import Access, access, allows
from madang.kernel.doors import door_of
from madang.kernel.funnel import count
from madang.kernel.identity import visitor_of
from madang.kernel.service import Assurance
from madang.services.tax import duty, inputs, links, shown, what_if
from madang.services.tax.actions.reminders import remind_of_bills
from madang.services.tax.estimates import Estimate, estimate
from madang.services.tax.kinds import CAR, HOME, KINDS, FieldKind, Kind, find_kind


@require_safe
@access(Access.ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """Five plain choices, and where one's own bills and an officer are."""
    count("tax", door=door_of(request), step="visit")
    visitor = visitor_of(request)
    context = {
        "kinds": [kind for kind in KINDS if kind is not CAR],
        "duty": duty.on_duty(timezone.now()),
        "verified": visitor.level >= Assurance.VERIFIED,
        "member": visitor.level >= Assurance.MEMBER,
        "officer": allows(Access.OFFICER, visitor, "tax"),
    }
    return render(request, "tax/index.html", context)


@require_safe
@access(Access.ANYONE)
def form(request: HttpRequest, slug: str) -> HttpResponse:
    """The form of one estimate and, where the address holds answers, the result; nothing is kept."""
    kind = _kind(slug)
    lang = language()
    asked = read_query(request, kind)
    context: dict[str, Any] = {"kind": kind, "bad_link": asked.bad_link, "twins": _twins(kind)}
    if not asked.answered:
        count("tax", door=door_of(request), step="visit")
    else:
        count("tax", door=door_of(request), step="start")
    if asked.values is not None:
        found = estimate(kind, asked.values)
        count("tax", door=door_of(request), step="finish")
        context |= {"result": shown.result_of(found, lang), "suggestions": _suggested(found)}
        context["remind"] = visitor_of(request).level >= Assurance.MEMBER and bool(found.bills)
        context["reminded"] = request.GET.get("reminded", "")
        context["link"] = request.build_absolute_uri(f"{request.path}?{links.query_of(kind, asked.values)}")
    context["questions"] = shown.questions(kind, asked.answers, asked.refusals, lang)
    context["problems"] = asked.refusals
    context["more_open"] = _more_open(context["questions"], kind)
    return render(request, "tax/estimate.html", context)


@require_safe
@access(Access.ANYONE)
def compare(request: HttpRequest, slug: str) -> HttpResponse:
    """Two or three estimates side by side: the address holds the answers and what each case changes."""
    kind = _kind(slug)
    asked = read_query(request, kind)
    if asked.values is None:
        return _back_to_form(request, kind)
    lang = language()
    base = estimate(kind, asked.values)
    cases = [_Case("a", base, (), shown.questions(kind, asked.answers, (), lang))]
    for name in _cases_asked(request):
        changes = links.answers_in(kind, request.GET.dict(), f"{name}.")
        cases.append(_case(kind, name, {**asked.answers, **changes}, lang))
    context = {
        "kind": kind,
        "cases": [_compared(case, base, lang) | {"more_open": _is_wrong_in_more(case)} for case in cases],
        "refused": any(case.found is None for case in cases),
        "query": links.query_of(kind, asked.values),
        "base_pairs": links.pairs_of(kind, asked.values),
        "can_add": len(cases) == 2,
        "add_query": _with_third(request, kind, asked.answers),
    }
    return render(request, "tax/compare.html", context)


@require_POST
@access(Access.SIGNED_IN)
def remind(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep a reminder a week and a day before each due date of this estimate, for who is signed in."""
    kind = _kind(slug)
    asked = read_query(request, kind)
    if asked.values is None:
        return _back_to_form(request, kind)
    reminded = remind_of_bills(
        visitor_of(request).subject or "", estimate(kind, asked.values), timezone.now()
    )
    query = links.query_of(kind, asked.values)
    said = "kept" if reminded else "none"
    return HttpResponseRedirect(f"{reverse('tax:form', args=[slug])}?{query}&reminded={said}")


@dataclass(frozen=True)
class Asked:
    """What an address asks: the written answers, whether there are any, the values or what is wrong."""

    answers: Mapping[str, str]
    answered: bool
    values: Mapping[str, Any] | None
    refusals: tuple[inputs.Refusal, ...]
    bad_link: str


def read_query(request: HttpRequest, kind: Kind) -> Asked:
    """The answers in the address of `request` for `kind`; defaults where it holds none."""
    answers = {**links.first_answers(kind)}
    if len(request.META.get("QUERY_STRING", "")) > links.QUERY_LETTERS:
        told = gettext("This link is longer than any of ours, so it was not read. Answer below instead.")
        return Asked(answers, answered=False, values=None, refusals=(), bad_link=told)
    given = links.answers_in(kind, request.GET.dict())
    asks_nothing = all(field.kind is FieldKind.YEAR for field in kind.fields)
    answers |= given
    if not given and not asks_nothing:
        return Asked(answers, answered=False, values=None, refusals=(), bad_link="")
    try:
        values = inputs.read_answers(kind, answers, timezone.localdate())
    except inputs.Refused as refused:
        return Asked(answers, answered=True, values=None, refusals=refused.refusals, bad_link="")
    return Asked(answers, answered=True, values=values, refusals=(), bad_link="")


def language() -> str:
    """The page's language."""
    return get_language() or settings.LANGUAGE_CODE


def _kind(slug: str) -> Kind:
    kind = find_kind(slug)
    if kind is None:
        raise Http404
    return kind


def _twins(kind: Kind) -> tuple[Kind, ...]:
    """The estimates that stand behind one choice of the start page."""
    return (HOME, CAR) if kind in (HOME, CAR) else ()


def _more_open(questions: tuple[shown.Question, ...], kind: Kind) -> bool:
    """Whether the further questions are shown at once: one of them was answered, or is wrong."""
    first = links.first_answers(kind)
    return any(
        question.field.more and (question.problem or question.value != first[question.field.name])
        for question in questions
    )


def _suggested(found: Estimate) -> list[dict[str, object]]:
    """The changes worth a look, each with the address of its comparison."""
    made: list[dict[str, object]] = []
    for one in what_if.suggestions(found.kind, found.values):
        pairs = what_if.comparison_pairs(found.kind, found.values, {"b": {**found.values, **one.changes}})
        made.append({"label": one.label, "query": urlencode(pairs)})
    return made


def _back_to_form(request: HttpRequest, kind: Kind) -> HttpResponse:
    """To the form, which says what is wrong with the answers of this address."""
    query = request.META.get("QUERY_STRING", "")[: links.QUERY_LETTERS]
    return HttpResponseRedirect(f"{reverse('tax:form', args=[kind.slug])}?{query}")


@dataclass(frozen=True)
class _Case:
    """One column of a comparison; `found` is None where an answer cannot be used."""

    name: str
    found: Estimate | None
    refusals: tuple[inputs.Refusal, ...]
    questions: tuple[shown.Question, ...]


def _cases_asked(request: HttpRequest) -> list[str]:
    """The cases beside the first: always one, and a second where the address has something of it."""
    third = any(key.startswith("c.") for key in request.GET)
    return list(what_if.CASES if third else what_if.CASES[:1])


def _case(kind: Kind, name: str, answers: Mapping[str, str], lang: str) -> _Case:
    prefix = f"{name}."
    try:
        values = inputs.read_answers(kind, answers, timezone.localdate())
    except inputs.Refused as refused:
        asked = shown.questions(kind, answers, refused.refusals, lang, prefix)
        return _Case(name, None, refused.refusals, asked)
    return _Case(name, estimate(kind, values), (), shown.questions(kind, answers, (), lang, prefix))


def _compared(case: _Case, base: Estimate, lang: str) -> dict[str, object]:
    """A column: what it changes, its sum and parts, and the differences from the first."""
    if case.found is None:
        return {"case": case, "name": case.name}
    found = case.found
    before = {part.label_key: part.amount for part in base.parts}
    now = {part.label_key: part for part in found.parts}
    keys = [*now, *(key for key in before if key not in now)]
    rows = []
    for key in keys:
        amount = now[key].amount if key in now else 0
        part = next(part for part in (*found.parts, *base.parts) if part.label_key == key)
        rows.append((shown.part_words(found.kind, part, lang), amount, amount - before.get(key, 0)))
    return {
        "case": case,
        "name": case.name,
        "found": found,
        "result": shown.result_of(found, lang),
        "rows": rows,
        "difference": found.total - base.total,
        "changes": [
            (field.label, shown.answer_text(field, value, lang))
            for field, value in what_if.changed(found.kind, base.values, found.values)
        ],
    }


def _is_wrong_in_more(case: _Case) -> bool:
    """Whether one of the further questions of a case has to be corrected."""
    return any(question.field.more and question.problem for question in case.questions)


def _with_third(request: HttpRequest, kind: Kind, answers: Mapping[str, str]) -> str:
    """The query of this comparison with one more case, which begins as the first."""
    first = kind.fields[0].name
    pairs = [(key, value) for key, value in request.GET.items() if not key.startswith("c.")]
    return urlencode([*pairs, (f"c.{first}", answers[first])])

"""The stage for everybody, as a page that needs neither 3D nor a script: what is on, applause, questions."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.devices import device_subject
from madang.kernel.identity import errand_subject, visitor_of
from madang.kernel.limits import client_address
from madang.kernel.places import PlaceNotBuilt, built_places, current_document, load_built_place
from madang.kernel.service import Assurance
from madang.protocol import stage as telling
from madang.services.today.models import StageSession
from madang.services.today.stage import actions, api, questions, rules, speakers
from madang.services.today.stage.barred import is_barred
from madang.services.today.stage.state import change_of, nothing_on, on_stage
from madang.services.today.stage.texts import explained
from madang.services.today.views import language

LINES_SHOWN = 20


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@access(Access.ANYONE)
def stage(request: HttpRequest, place: str) -> HttpResponse:
    """`?part=live` answers only what changes. POST `do=applaud|ask|withdraw` (`text`, `name`)."""
    if place not in built_places(settings.CONFIG.city):
        raise Http404
    found = on_stage(settings.CONFIG.city, place, timezone.now())
    problem, status = "", 200
    if request.method == "POST":
        problem = _do(request, found)
        if not problem:
            return HttpResponseRedirect(reverse("today:stage", args=[place]))
        status = 422
    context = _context(request, place, found) | {"problem": problem, "typed": request.POST.get("text", "")}
    part = request.GET.get("part") == "live"
    template = "today/stage/_live.html" if part else "today/stage/stage.html"
    return render(request, template, context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.ANYONE)
def invited(request: HttpRequest, secret: str) -> HttpResponse:
    """The page of an invitation. POST accepts it, once, for the person who is signed in."""
    found = speakers.invitation(secret)
    visitor = visitor_of(request)
    signed_in = visitor.subject is not None and visitor.level >= Assurance.MEMBER
    if request.method == "POST" and found and signed_in and visitor.subject and not is_barred(request):
        accepted = speakers.accept(secret, visitor.subject)
        if accepted is not None:
            return HttpResponseRedirect(reverse("today:stage_host", args=[accepted.session_id]))
        found = None
    context = {
        "found": found,
        "title": found.session.title[language()] if found else "",
        "place": place_title(found.session.place) if found else "",
        "signed_in": signed_in,
    }
    response = render(request, "today/stage/invited.html", context, status=200 if found else 404)
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


@require_safe
@never_cache
@access(Access.ANYONE)
def places(request: HttpRequest) -> HttpResponse:
    """The stages of the city, and what is on."""
    now = timezone.now()
    rows = []
    for name in built_places(settings.CONFIG.city):
        found = on_stage(settings.CONFIG.city, name, now)
        rows.append(
            {"place": name, "words": place_title(name), "title": found.title[language()] if found else ""}
        )
    return render(request, "today/stage/places.html", {"rows": rows})


def place_title(place: str) -> str:
    """What a place is called."""
    try:
        document = current_document(load_built_place(settings.CONFIG.city, place))
    except PlaceNotBuilt:
        return place
    return str(document["title"][language()])


def _context(request: HttpRequest, place: str, found: StageSession | None) -> dict[str, Any]:
    now = timezone.now()
    told = telling.told(change_of(found, now) if found else nothing_on(place, now), language())
    visitor = visitor_of(request)
    mine = questions.waiting_of(found.pk, visitor.subject) if found and visitor.subject else None
    lines = list(found.lines.order_by("-n")[1 : LINES_SHOWN + 1]) if found else []
    return {
        "place": place,
        "place_title": place_title(place),
        "told": told,
        "found": found,
        "mine": mine[0] if mine else None,
        "ahead": mine[1] if mine else 0,
        "lines": lines,
        "may_host": found is not None and speakers.may_host(found, visitor),
        "limits": {"question": rules.QUESTION_CHARS, "name": rules.NAME_CHARS},
    }


def _do(request: HttpRequest, found: StageSession | None) -> str:
    """What went wrong, as a sentence; empty when nothing did."""
    code = "closed" if found is None else "barred" if is_barred(request) else ""
    if found is None or code:
        return explained(code)
    match request.POST.get("do"):
        case "applaud":
            code = _applaud(request, found)
        case "ask":
            code = _ask(request, found)
        case "withdraw":
            questions.withdraw(found.pk, errand_subject(request))
        case _:
            return gettext("We could not read this request. Please go back and try again.")
    return explained(code) if code else ""


def _applaud(request: HttpRequest, found: StageSession) -> str:
    address = client_address(request)
    person = visitor_of(request).subject or device_subject(request) or address
    if api.clap_address_limit.wait_s(address) or api.clap_limit.wait_s(person):
        return "fast"
    actions.applaud(found.pk, 1)
    return ""


def _ask(request: HttpRequest, found: StageSession) -> str:
    given = request.POST
    if api.ask_limit.wait_s(client_address(request)):
        return "fast"
    subject = errand_subject(request)
    try:
        questions.ask(found.pk, subject, given.get("text", ""), language(), given.get("name", ""))
    except actions.StageRefused as refused:
        return next(iter(refused.problems.values()))
    except rules.WordsRefused as refused:
        return refused.code
    return ""

"""The stage for other programs and for both views of a place: what is on, applause, questions."""

import math
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext
from ninja import Field, Router, Schema, Status

from madang.kernel.access import Access, access
from madang.kernel.devices import know_device
from madang.kernel.identity import errand_subject, visitor_of
from madang.kernel.limits import AddressLimit, client_address
from madang.kernel.places import built_places
from madang.kernel.refusals import Problem, Refused
from madang.protocol import stage
from madang.services.today.models import StageSession
from madang.services.today.stage import actions, questions, rules
from madang.services.today.stage.barred import is_barred
from madang.services.today.stage.state import change_of, nothing_on, on_stage
from madang.services.today.stage.texts import explained
from madang.services.today.views import language

router = Router(tags=["today"])
# One person's clapping, and that of all who share an address (a carrier's phones do).
clap_limit = AddressLimit(burst=3, per_s=0.7)
clap_address_limit = AddressLimit(burst=400, per_s=200.0)
ask_limit = AddressLimit(burst=30, per_s=1.0)


class Clap(Schema):
    """How many times somebody clapped since they last told it; 0 only has the count told."""

    times: int = Field(ge=0, le=rules.CLAPS_AT_ONCE)


class Clapped(Schema):
    """`told`: whether everybody knows the count; else ask again with 0 times after a second."""

    applause: int
    told: bool


class Question(Schema):
    """A question; `name` only where the asker wishes to be named."""

    text: str = Field(max_length=2000)
    name: str = Field("", max_length=200)


class Asked(Schema):
    """The question as it waits, and how many come before it."""

    text: str
    ahead: int


@router.get("/{place}", response=dict[str, Any], url_name="today_stage", summary="What is on a place's stage")
@access(Access.ANYONE)
def stage_now(request: HttpRequest, response: HttpResponse, place: str) -> dict[str, Any]:
    """As the message `stage` of docs/protocol.md; `mine` is the asker's own waiting question or null."""
    patch_cache_control(response, no_store=True)
    found = _on(place)
    now = timezone.now()
    told = stage.told(change_of(found, now) if found else nothing_on(place, now), language())
    subject = visitor_of(request).subject
    mine = questions.waiting_of(found.pk, subject) if found and subject else None
    return {**told, "mine": {"text": mine[0].text, "ahead": mine[1]} if mine else None}


@router.post("/{place}/applause", response=Clapped, url_name="today_applause", summary="Applaud")
@access(Access.ANYONE)
def applaud(request: HttpRequest, response: HttpResponse, place: str, clap: Clap) -> Clapped:
    """At most ten at once and, in the long run, two thirds of a request a second."""
    device = know_device(request, response)
    _refuse_too_many(clap_address_limit.wait_s(client_address(request)))
    _refuse_too_many(clap_limit.wait_s(visitor_of(request).subject or device))
    found = _open(place)
    if is_barred(request):
        raise Refused(403, Problem("", "barred", gettext("You were removed from the square for a time.")))
    answer = actions.applaud(found.pk, clap.times)
    if answer is None:
        raise _closed()
    return Clapped(applause=answer[0], told=answer[1])


@router.post("/{place}/question", response={201: Asked}, url_name="today_question", summary="Ask the speaker")
@access(Access.ANYONE)
def ask(request: HttpRequest, place: str, asked: Question) -> Status[Asked]:
    """One question waits per person; it can be withdrawn."""
    _refuse_too_many(ask_limit.wait_s(client_address(request)))
    found = _open(place)
    if is_barred(request):
        raise Refused(403, Problem("", "barred", gettext("You were removed from the square for a time.")))
    subject = errand_subject(request)
    try:
        questions.ask(found.pk, subject, asked.text, language(), asked.name)
    except (actions.StageRefused, rules.WordsRefused) as refused:
        raise Refused(422, *_problems(refused)) from refused
    mine = questions.waiting_of(found.pk, subject)
    return Status(201, Asked(text=mine[0].text if mine else "", ahead=mine[1] if mine else 0))


@router.delete(
    "/{place}/question", response={204: None}, url_name="today_question_back", summary="Withdraw the question"
)
@access(Access.ANYONE)
def withdraw(request: HttpRequest, place: str) -> Status[None]:
    """The asker takes back what waits; nothing waits afterwards."""
    found, subject = _on(place), visitor_of(request).subject
    if found and subject:
        questions.withdraw(found.pk, subject)
    return Status(204, None)


def _on(place: str) -> StageSession | None:
    if place not in built_places(settings.CONFIG.city):
        raise Http404
    return on_stage(settings.CONFIG.city, place, timezone.now())


def _open(place: str) -> StageSession:
    found = _on(place)
    if found is None:
        raise _closed()
    return found


def _closed() -> Refused:
    return Refused(409, Problem("", "closed", gettext("Nothing is on the stage now.")))


def _refuse_too_many(wait_s: float) -> None:
    if wait_s > 0:
        text = gettext("That was very fast. Wait a moment.")
        raise Refused(429, Problem("", "too_many", text), retry_after_s=math.ceil(wait_s))


def _problems(refused: actions.StageRefused | rules.WordsRefused) -> list[Problem]:
    codes = refused.problems if isinstance(refused, actions.StageRefused) else {"text": refused.code}
    return [Problem("text", code, explained(code)) for code in codes.values()]

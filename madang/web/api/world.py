"""The way into the world: a ticket for a person, how many are here, the document of a place."""

import math
import time
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext
from ninja import Field, Router, Schema, Status

from madang.kernel.access import Access, access
from madang.kernel.devices import device_subject, know_device, pseudonym
from madang.kernel.identity import visitor_of
from madang.kernel.keys import KeysMissing, load_ticket_private
from madang.kernel.order.removals import removal_of
from madang.kernel.order.texts import reason_of
from madang.kernel.places import (
    PlaceNotBuilt,
    built_places,
    current_document,
    load_built_place,
    shown_document,
)
from madang.kernel.presence import people_here
from madang.kernel.service import installed_services
from madang.protocol import tickets
from madang.protocol.look import canonical_look
from madang.web.api.addresses import AddressLimit, client_address
from madang.web.api.errors import Problem, Refused
from madang.web.api.names import NameRefused, accept_name
from madang.web.doors import honest

WORLD_RETRY_S = 3
TICKETS_BURST = 600
TICKETS_PER_S = 20.0

router = Router(tags=["world"])
ticket_limit = AddressLimit(TICKETS_BURST, TICKETS_PER_S)


class TicketRequest(Schema):
    """Who wants to enter, and where. An empty `place` means events only, without an avatar."""

    place: str = Field(max_length=40)
    name: str = Field(max_length=200)
    look: str = Field("", max_length=1_000)


class TicketAnswer(Schema):
    """What opens the world: `ticket` once within `expires_in` seconds, `pass` again for twelve hours."""

    ticket: str
    pass_: str = Field(serialization_alias="pass")
    url: str
    expires_in: int


class HereAnswer(Schema):
    """People by place and in all; `total` is null when the world does not answer. No bots, ever."""

    total: int | None
    places: dict[str, int]


@router.post(
    "/world/ticket",
    response={201: TicketAnswer},
    url_name="world_ticket",
    by_alias=True,
    summary="Ask for a ticket",
)
@access(Access.ANYONE)
def world_ticket(
    request: HttpRequest, response: HttpResponse, asked: TicketRequest
) -> Status[dict[str, Any]]:
    """A ticket and a pass for the world (docs/protocol.md, "Entering"). A guest needs no CSRF token."""
    patch_cache_control(response, no_store=True)
    _refuse_too_many(request)
    name = _name(asked.name)
    _refuse_unknown_place(asked.place)
    config = settings.CONFIG
    person = visitor_of(request)
    _refuse_removed(person.subject, device_subject(request))
    if people_here(config) is None:
        raise _no_world()
    device = know_device(request, response)
    subject = person.subject or device
    visitor = tickets.Visitor(
        sub=subject,
        sid=tickets.fresh_id(),
        name=name,
        look=canonical_look(asked.look),
        level=person.level.name.lower(),
        roles=person.roles,
        lang=get_language() or settings.LANGUAGE_CODE,
        key=pseudonym(subject),
    )
    claims = tickets.new_claims(
        visitor, issuer=config.public_url, place=asked.place, node=config.node, now=time.time()
    )
    try:
        key = load_ticket_private(config.data)
    except KeysMissing as error:
        raise _no_world() from error
    return Status(
        201,
        {
            "ticket": tickets.issue(claims, key),
            "pass_": tickets.issue(tickets.pass_of(claims), key),
            "url": config.world_url,
            "expires_in": tickets.TICKET_LIFE_S,
        },
    )


@router.get("/world/here", response=HereAnswer, url_name="world_here", summary="How many people are here now")
@access(Access.ANYONE)
def world_here(request: HttpRequest, response: HttpResponse) -> HereAnswer:
    """The world is asked at most every 2 s."""
    patch_cache_control(response, no_store=True)
    here = people_here(settings.CONFIG)
    return HereAnswer(total=here.total if here else None, places=dict(here.people) if here else {})


@router.get(
    "/places/{place}/document",
    response=dict[str, Any],
    url_name="place_document",
    summary="A place's document",
)
@access(Access.ANYONE)
def place_document(request: HttpRequest, response: HttpResponse, place: str) -> dict[str, Any]:
    """The newest published revision as people see it: spawns, objects, zones, with Korean and English texts.

    The things of the seasons' touches that are switched on are among the objects.
    """
    if place not in built_places(settings.CONFIG.city):
        raise Http404
    patch_cache_control(response, no_cache=True)
    try:
        built = load_built_place(settings.CONFIG.city, place)
    except PlaceNotBuilt as error:
        raise Http404 from error
    slugs = [service.slug for service in installed_services()]
    return honest(shown_document(built, current_document(built)), slugs)


def _refuse_too_many(request: HttpRequest) -> None:
    wait_s = ticket_limit.wait_s(client_address(request))
    if wait_s > 0:
        text = gettext(
            "Too many people are entering from your network at once. Please try again in a moment."
        )
        raise Refused(429, Problem("", "too_many", text), retry_after_s=math.ceil(wait_s))


def _refuse_removed(*subjects: str | None) -> None:
    """Keep out whom staff have removed: the person who is signed in, and the browser they come with."""
    known = [subject for subject in subjects if subject]
    removal = removal_of(known, timezone.now()) if known else None
    if removal is None:
        return
    until = timezone.localtime(removal.until)
    text = gettext("You may not enter until %(until)s. Reason: %(reason)s") % {
        "until": date_format(until, "DATETIME_FORMAT"),
        "reason": reason_of(removal),
    }
    more = {
        "until": removal.until.isoformat(timespec="seconds").replace("+00:00", "Z"),
        "reason": reason_of(removal),
        "number": removal.number,
    }
    raise Refused(403, Problem("", "removed", text, more))


def _name(name: str) -> str:
    try:
        return accept_name(name)
    except NameRefused as error:
        raise Refused(422, Problem("name", error.code, error.text)) from error


def _refuse_unknown_place(place: str) -> None:
    if place and place not in built_places(settings.CONFIG.city):
        raise Refused(422, Problem("place", "unknown", gettext("This city has no such place.")))


def _no_world() -> Refused:
    text = gettext("The square is not open at the moment. Please try again shortly; the pages still work.")
    return Refused(503, Problem("", "world_away", text), retry_after_s=WORLD_RETRY_S)

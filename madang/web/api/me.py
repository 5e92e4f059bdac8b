"""What concerns the person who asks."""

from datetime import datetime
from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from ninja import Query, Router, Schema

from madang.kernel.access import Access, access
from madang.kernel.errands.lookup import ON_A_PAGE, errands_of
from madang.kernel.errands.models import GOING_ON, Errand, Notification
from madang.kernel.errands.notifications import in_language, told_under
from madang.kernel.identity import visitor_of
from madang.kernel.models import PersonEvent
from madang.kernel.person_events import events_after

router = Router(tags=["me"])
LARGEST_NUMBER = 2_147_483_647
LARGEST_PAGE = 10_000


class PersonEventAnswer(Schema):
    """Something that happened: its number for this person, what it was, when, where to read more."""

    n: int
    kind: str
    at: datetime
    link: str
    title: str | None = None
    text: str | None = None


class ErrandAnswer(Schema):
    """An errand: its number, where it stands, where its page is, and where it goes on if it does."""

    number: str
    service: str
    kind: str
    title: str
    state: str
    reason: str | None
    link: str
    go_on: str | None
    started_at: datetime
    updated_at: datetime
    finished_at: datetime | None


class ErrandsAnswer(Schema):
    """One page of errands; ask again with `page=next_page` while that is a number."""

    errands: list[ErrandAnswer]
    next_page: int | None


class EventsAnswer(Schema):
    """The events after the one asked for; ask again with `next`."""

    events: list[PersonEventAnswer]
    next: int


@router.get("/me/events", response=EventsAnswer, url_name="my_events", summary="What happened for me")
@access(Access.ANYONE)
def my_events(
    request: HttpRequest, response: HttpResponse, after: Annotated[int, Query(ge=0, le=LARGEST_NUMBER)] = 0
) -> dict[str, object]:
    """At most 100 events of this session's person, oldest first; a guest without a session has none."""
    patch_cache_control(response, no_store=True)
    person = visitor_of(request)
    events = list(events_after(person.subject, after)) if person.subject else []
    told = told_under(person.subject or "", [event.n for event in events]) if events else {}
    return {
        "events": [_event(event, told.get(event.n)) for event in events],
        "next": events[-1].n if events else after,
    }


@router.get("/me/errands", response=ErrandsAnswer, url_name="my_errands", summary="My errands")
@access(Access.ANYONE)
def my_errands(
    request: HttpRequest,
    response: HttpResponse,
    show: Literal["all", "going_on", "finished"] = "all",
    page: Annotated[int, Query(ge=1, le=LARGEST_PAGE)] = 1,
) -> dict[str, object]:
    """The errands of this session's person, the last touched first, 20 a page."""
    patch_cache_control(response, no_store=True)
    rows = errands_of(visitor_of(request).subject or "", show)
    first = (page - 1) * ON_A_PAGE
    some = list(rows[first : first + ON_A_PAGE + 1])
    return {
        "errands": [_errand(row) for row in some[:ON_A_PAGE]],
        "next_page": page + 1 if len(some) > ON_A_PAGE else None,
    }


def _event(event: PersonEvent, told: Notification | None) -> dict[str, object]:
    """An event with what the notification behind it says; both in the reader's language."""
    lang = get_language() or settings.LANGUAGE_CODE
    return {
        "n": event.n,
        "kind": event.kind,
        "at": event.at,
        "link": in_language(event.link, lang),
        "title": told.title[lang] if told else None,
        "text": told.text[lang] if told else None,
    }


def _errand(errand: Errand) -> dict[str, object]:
    lang = get_language() or settings.LANGUAGE_CODE
    return {
        "number": errand.number,
        "service": errand.service,
        "kind": errand.kind,
        "title": errand.title[lang],
        "state": errand.state,
        "reason": errand.reason or None,
        "link": reverse("errands:errand", args=[errand.number]),
        "go_on": in_language(errand.link, lang) if errand.link and errand.state in GOING_ON else None,
        "started_at": errand.started_at,
        "updated_at": errand.updated_at,
        "finished_at": errand.finished_at,
    }

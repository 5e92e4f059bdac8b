"""What concerns the person who asks."""

from datetime import datetime
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control
from ninja import Query, Router, Schema

from madang.kernel.access import Access, access
from madang.kernel.identity import visitor_of
from madang.kernel.person_events import events_after

router = Router(tags=["me"])
LARGEST_NUMBER = 2_147_483_647


class PersonEventAnswer(Schema):
    """Something that happened: its number for this person, what it was, when, where to read more."""

    n: int
    kind: str
    at: datetime
    link: str


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
    return {"events": events, "next": events[-1].n if events else after}

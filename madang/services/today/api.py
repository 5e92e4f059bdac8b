"""What is on, for other programs and for the media wall: the same as the page."""

from datetime import datetime

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from ninja import Router, Schema

from madang.kernel.access import Access, access
from madang.kernel.funnel import count
from madang.services.today import actions
from madang.services.today.models import Item
from madang.services.today.stage.api import router as stage_router

router = Router(tags=["today"])
router.add_router("/stage", stage_router)
MOST = 50


class ItemAnswer(Schema):
    """A notice or an event; texts by language. `picture` is an address or null."""

    id: str
    kind: str
    title: dict[str, str]
    text: dict[str, str]
    picture: str | None
    picture_alt: dict[str, str]
    place: str
    spot: str
    owner: str
    starts_at: datetime
    ends_at: datetime
    link: str


@router.get("", response=list[ItemAnswer], url_name="today_items", summary="Notices and events of now")
@access(Access.ANYONE)
def items(request: HttpRequest) -> list[ItemAnswer]:
    """Notices that hold and events that have not ended, the next first, at most 50."""
    count("today", door="api", step="visit")
    return [_answer(one) for one in actions.shown(settings.CONFIG.city, timezone.now())[:MOST]]


def _answer(one: Item) -> ItemAnswer:
    return ItemAnswer(
        id=str(one.pk),
        kind=one.kind,
        title=one.title,
        text=one.text,
        picture=reverse("today:picture", args=[one.picture_id]) if one.picture_id else None,
        picture_alt=one.picture_alt,
        place=one.place,
        spot=one.spot,
        owner=one.owner,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
        link=one.link or reverse("today:item", args=[one.pk]),
    )

"""The config that a place's page hands to the client: one JSON for both views (docs/architecture.md)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from madang.config import Config
from madang.kernel.models import Notice
from madang.kernel.notices import notices_now
from madang.kernel.places import BuiltPlace, Document
from madang.kernel.service import installed_services
from madang.web.doors import honest, place_links

ANY_NUMBER = "0000-0000-0000"


def place_config(
    config: Config,
    built: BuiltPlace,
    documents: Mapping[str, Document],
    *,
    lang: str,
    view: str,
    at: str | None,
    keeps_order: bool,
    draft: bool = False,
    now: datetime,
    time_zone: str,
) -> dict[str, Any]:
    """What the client needs before the socket opens: addresses, built files, services, notices, the hour, and
    the documents: this place's whole, of the others what stands there.

    `now` is the server's: the place's light follows it, whatever the clock of a phone says.
    """
    services = installed_services()
    slugs = [service.slug for service in services]
    document = honest(documents[built.place], slugs)
    here = reverse("place", args=[built.place])
    known = {thing.get("id") for thing in document.get("objects", ())}
    return {
        "city": config.city,
        "place": built.place,
        "lang": lang,
        "view": view,
        "at": at if at in known else None,
        "urls": {
            "ticket": reverse("api:world_ticket"),
            "here": reverse("api:world_here"),
            "events": reverse("api:my_events"),
            "document": reverse("api:place_document", args=[built.place]),
            "map": f"{here}?view=map",
            "three": f"{here}?view=3d",
            "front": reverse("front"),
            "errands": reverse("errands:mine"),
            "receipt": _numbered("order:receipt"),
            "appeal": _numbered("order:appeal"),
            "report": _numbered("order:report") if keeps_order else None,
            "remove": reverse("api:order_removals") if keeps_order else None,
            **{name: url for one in services for name, url in one.place_urls(built.place).items()},
        },
        "built": dict(built.files),
        "side_m": built.side_m,
        "cell_m": built.cell_m,
        "geo": dict(built.geo),
        "now": now.astimezone(UTC).isoformat(),
        "time_zone": time_zone,
        "document": document,
        "draft": draft,
        "places": place_links(documents, slugs),
        "notices": [_notice(notice, lang) for notice in notices_now(built.city)],
        "services": {
            service.slug: {
                "title": str(service.title),
                "summary": str(service.summary),
                "easy_title": str(service.easy_title or service.title),
                "url": service.url(),
                "icon": service.kiosk.icon,
                "colour": service.kiosk.colour,
            }
            for service in services
        },
    }


def _notice(notice: Notice, lang: str) -> dict[str, str]:
    """As the world tells it on the socket: `id`, `title`, `text`, `link`, `until` (ISO 8601 or empty)."""
    until = notice.expires_at
    return {
        "id": str(notice.id),
        "title": str(notice.title.get(lang, "")),
        "text": str(notice.text.get(lang, "")),
        "link": notice.link,
        "until": until.isoformat() if until else "",
    }


def _numbered(route: str) -> str:
    """An address that holds a number, with `{number}` in its place."""
    return reverse(route, args=[ANY_NUMBER]).replace(ANY_NUMBER, "{number}")

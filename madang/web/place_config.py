"""The config that a place's page hands to the client: one JSON for both views (docs/architecture.md)."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.urls import reverse

from madang.config import Config
from madang.kernel.places import BuiltPlace
from madang.kernel.service import installed_services

ANY_NUMBER = "0000-0000-0000"


def place_config(
    config: Config,
    built: BuiltPlace,
    document: Mapping[str, Any],
    *,
    lang: str,
    view: str,
    at: str | None,
    keeps_order: bool,
    now: datetime,
    time_zone: str,
) -> dict[str, Any]:
    """What the client needs before the socket opens: addresses, built files, document, services, the hour.

    `now` is the server's: the place's light follows it, whatever the clock of a phone says.
    """
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
            "map": f"{here}?view=map",
            "three": f"{here}?view=3d",
            "front": reverse("front"),
            "errands": reverse("errands:mine"),
            "receipt": _numbered("order:receipt"),
            "appeal": _numbered("order:appeal"),
            "report": _numbered("order:report") if keeps_order else None,
        },
        "built": dict(built.files),
        "side_m": built.side_m,
        "cell_m": built.cell_m,
        "geo": dict(built.geo),
        "now": now.astimezone(UTC).isoformat(),
        "time_zone": time_zone,
        "document": document,
        "services": {
            service.slug: {
                "title": str(service.title),
                "summary": str(service.summary),
                "easy_title": str(service.easy_title or service.title),
                "url": service.url(),
                "icon": service.kiosk.icon,
                "colour": service.kiosk.colour,
            }
            for service in installed_services()
        },
    }


def _numbered(route: str) -> str:
    """An address that holds a number, with `{number}` in its place."""
    return reverse(route, args=[ANY_NUMBER]).replace(ANY_NUMBER, "{number}")

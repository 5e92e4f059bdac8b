"""The square on somebody else's page: live number, small map, next event and a way in, for an iframe.

It is public and reads and sets no cookie; so it is the one page that other sites may frame (city.toml,
`[embed] ancestors`). Nothing can be done on it but open the square in a tab of its own.
"""

import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.views.decorators.clickjacking import xframe_options_exempt
from django.views.decorators.http import require_safe

from madang import paths
from madang.kernel.access import Access, access
from madang.kernel.city import load_city
from madang.kernel.places import PlaceNotBuilt, load_built_place
from madang.kernel.presence import people_here
from madang.services.today import actions as today

KEPT_S = 15
_SPOKEN = re.compile(r"<title[^>]*>[^<]*</title>\s*")


@require_safe
@xframe_options_exempt
@access(Access.ANYONE)
def embed(request: HttpRequest) -> HttpResponse:
    """The page for an iframe, from 300 pixels of width; without a script it is as new as its loading."""
    city = load_city(settings.CONFIG.city)
    lang = get_language() or settings.LANGUAGE_CODE
    context = {
        "here": people_here(settings.CONFIG),
        "map": _map(city.slug, city.place),
        "next": _next_event(city.slug, lang),
    }
    response = render(request, "web/embed.html", context)
    response.headers["Cache-Control"] = f"public, max-age={KEPT_S}"
    response._csp_replace = {"frame-ancestors": list(city.embed_ancestors)}  # type: ignore[attr-defined]
    return response


def _next_event(city: str, lang: str) -> dict[str, Any] | None:
    """The event that goes on or comes next; None where nothing is planned."""
    now = timezone.now()
    found = today.shown(city, now).filter(kind="event").first()
    if found is None:
        return None
    return {
        "title": found.title[lang],
        "starts_at": found.starts_at,
        "ends_at": found.ends_at,
        "running": found.starts_at <= now,
        "id": found.pk,
    }


def _map(city: str, place: str) -> SafeString:
    """The place's map as a drawing within the page; empty while it is not built."""
    try:
        built = load_built_place(city, place)
    except PlaceNotBuilt:
        return mark_safe("")
    path = paths.built_dir() / built.files["map"].removeprefix("/built/")
    return mark_safe(_drawing(path, path.stat().st_mtime_ns))  # noqa: S308 - our own builder's file


@lru_cache(maxsize=4)
def _drawing(path: Path, _changed_ns: int) -> str:
    """The map for eyes alone: the words beside it say what is to be known."""
    svg = _SPOKEN.sub("", path.read_text(encoding="utf-8"))
    return svg.replace(' role="img"', ' aria-hidden="true" focusable="false"', 1)

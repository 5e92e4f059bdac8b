"""Through which door a page of a service was opened: as a page of its own, or as a panel in the place."""

from typing import Literal

from django.http import HttpRequest

Door = Literal["page", "panel"]


def door_of(request: HttpRequest) -> Door:
    """`panel` when htmx asks for a part of the place's page (django-htmx's `request.htmx`), else `page`."""
    htmx = getattr(request, "htmx", None)
    return "panel" if htmx and not htmx.history_restore_request else "page"

"""Whoever staff have removed from the square neither asks nor applauds nor speaks for that time."""

from django.http import HttpRequest
from django.utils import timezone

from madang.kernel.devices import device_subject
from madang.kernel.identity import visitor_of
from madang.kernel.order.removals import removal_of


def is_barred(request: HttpRequest) -> bool:
    """Whether the person, or the browser they come with, is removed now."""
    known = [one for one in (visitor_of(request).subject, device_subject(request)) if one]
    return bool(known) and removal_of(known, timezone.now()) is not None

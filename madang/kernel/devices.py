"""A guest's browser, told again by a random cookie: so that a removal or a block outlives one visit.

It is coarse and meant to be: another browser, a private window or a cleared memory is another device, and a
shared one is one. Nothing about the person or the machine is in it, and no row keeps it.
"""

import re
import secrets

from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

DEVICE_COOKIE = "madang_device"
DEVICE_S = 90 * 24 * 3600
_FORM = re.compile(r"[A-Za-z0-9_-]{22}")
_CHARS = 32


def device_subject(request: HttpRequest) -> str | None:
    """The subject of the browser that asks, None where it carries no cookie of ours."""
    cookie = request.COOKIES.get(DEVICE_COOKIE, "")
    return _subject(cookie) if _FORM.fullmatch(cookie) else None


def know_device(request: HttpRequest, response: HttpResponse) -> str:
    """The subject of the browser that asks; gives it a cookie, or the one it has for another 90 days."""
    cookie = request.COOKIES.get(DEVICE_COOKIE, "")
    if not _FORM.fullmatch(cookie):
        cookie = secrets.token_urlsafe(16)
    response.set_cookie(
        DEVICE_COOKIE, cookie, max_age=DEVICE_S, httponly=True, samesite="Lax", secure=request.is_secure()
    )
    return _subject(cookie)


def pseudonym(subject: str) -> str:
    """What others may know a person by: the same at every visit, and it leads back to nothing."""
    return salted_hmac("madang.kernel.devices.pseudonym", subject, algorithm="sha256").hexdigest()[:_CHARS]


def _subject(cookie: str) -> str:
    return salted_hmac("madang.kernel.devices.subject", cookie, algorithm="sha256").hexdigest()[:_CHARS]

"""Where to go on after signing in or out: back to where one was, and never to another site."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language

NEXT_CHARS = 500


def is_ours(address: str) -> bool:
    """Whether it is an address within this site, as a path."""
    return (
        address.startswith("/")
        and len(address) <= NEXT_CHARS
        and url_has_allowed_host_and_scheme(address, allowed_hosts=None)
        and not urlsplit(address).netloc
    )


def way_on(request: HttpRequest) -> str:
    """What the form or the link named as `next` where that is ours, else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    return wanted if is_ours(wanted) else f"/{get_language()}/"


def onward(request: HttpRequest, address: str) -> HttpResponse:
    """Answer a form by sending the browser to `address`, which may be another site's (a provider's).

    Browsers hold redirects after a form to the page's `form-action`, which names this site alone; so the way
    to another site is a page that leads on by itself and holds the link.
    """
    parts, ours = urlsplit(address), urlsplit(settings.CONFIG.public_url)
    if is_ours(address) or (parts.scheme, parts.netloc) == (ours.scheme, ours.netloc):
        return HttpResponseRedirect(address)
    return render(request, "web/account/onward.html", {"address": address, "host": parts.hostname})

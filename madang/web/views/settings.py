"""How the pages look and sound for this person, and easy mode: pages that need no script."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.kernel.city import load_city
from madang.kernel.funnel import count
from madang.kernel.service import installed_services
from madang.web.preferences import changed, keep, preferences_of

NEXT_CHARS = 500


@require_safe
@access(Access.ANYONE)
def show(request: HttpRequest) -> HttpResponse:
    """The settings as a page, for who has no script; elsewhere they are a dialog of the page itself."""
    return render(request, "web/settings.html", {"next": _next(request)})


@require_safe
@access(Access.ANYONE)
def keep_settings(request: HttpRequest) -> HttpResponse:
    """Remember what the query names (`?text=150&easy=on`) and go on to `?next=`; a harmless GET."""
    preferences = changed(preferences_of(request), request.GET)
    response = HttpResponseRedirect(_next(request))
    keep(response, preferences, secure=request.is_secure())
    return response


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def easy(request: HttpRequest) -> HttpResponse:
    """Easy mode's first page: "What can we help you with?" and a few big answers."""
    city = load_city(settings.CONFIG.city)
    count("easy", door="page", step="visit")
    return render(request, "web/easy.html", {"services": installed_services(), "helpline": city.helpline})


def _next(request: HttpRequest) -> str:
    """Where to go on: an address of this site that `?next=` names, else the front page."""
    wanted = request.GET.get("next", "")
    ours = len(wanted) <= NEXT_CHARS and url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if ours and wanted.startswith("/") else f"/{get_language()}/"

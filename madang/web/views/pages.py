"""The front page, and the pages that say what this is."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, get_language_from_request
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.kernel.city import load_city
from madang.kernel.funnel import count
from madang.kernel.models import Notice
from madang.kernel.notices import notices_now
from madang.kernel.presence import people_here
from madang.kernel.service import installed_services
from madang.web.preferences import preferences_of


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def choose_language(request: HttpRequest) -> HttpResponse:
    """`/` leads to the front page in the language last chosen, or that the browser asks for."""
    response = HttpResponseRedirect(f"/{get_language_from_request(request)}/")
    response.headers["Vary"] = "Accept-Language, Cookie"
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def front(request: HttpRequest) -> HttpResponse:
    """Who is here now, two doors, what one can do here; in easy mode its own first page instead."""
    if preferences_of(request).is_easy:
        response = HttpResponseRedirect(reverse("easy"))
        response.headers["Vary"] = "Cookie"
        return response
    city = load_city(settings.CONFIG.city)
    lang = get_language() or settings.LANGUAGE_CODE
    context = {
        "here": people_here(settings.CONFIG),
        "services": installed_services(),
        "notices": [_said(notice, lang) for notice in notices_now(city.slug)],
        "welcome": city.welcome[lang],
    }
    count("front", door="page", step="visit")
    return render(request, "web/front.html", context)


@require_safe
@access(Access.ANYONE)
def accessibility(request: HttpRequest) -> HttpResponse:
    """What works for whom, what does not yet, and whom to tell."""
    return render(request, "web/accessibility.html")


@require_safe
@access(Access.ANYONE)
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept and for how long."""
    return render(request, "web/privacy.html")


def _said(notice: Notice, lang: str) -> dict[str, object]:
    """A notice in the reader's language."""
    return {
        "title": notice.title.get(lang, ""),
        "text": notice.text.get(lang, ""),
        "link": notice.link,
        "starts_at": notice.starts_at,
    }

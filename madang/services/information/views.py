"""The page of the information desk, which is its panel too."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.kernel.doors import door_of
from madang.kernel.funnel import count
from madang.services.information.rules import load_topics


@require_safe
@access(Access.ANYONE)
def index(request: HttpRequest) -> HttpResponse:
    """All topics, each to be opened; the first is open."""
    count("information", door=door_of(request), step="visit")
    topics = load_topics(get_language() or settings.LANGUAGE_CODE)
    return render(request, "information/index.html", {"topics": topics})

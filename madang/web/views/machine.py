"""Answers for machines: is it alive, is it ready, may a crawler come, the small picture in the tab."""

from pathlib import Path

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access
from madang.web.readiness import parts_ready

FAVICON = Path(__file__).parent.parent / "pictures" / "favicon.svg"


@require_safe
@access(Access.ANYONE)
def healthz(_request: HttpRequest) -> HttpResponse:
    """The process is alive."""
    return HttpResponse("ok\n", content_type="text/plain; charset=utf-8")


@require_safe
@access(Access.ANYONE)
def readyz(_request: HttpRequest) -> JsonResponse:
    """Which parts answer; 503 only when the database is gone, since pages still serve without the world."""
    parts = parts_ready(settings.CONFIG)
    return JsonResponse(
        {"ready": all(parts.values()), "parts": parts}, status=200 if parts["database"] else 503
    )


@require_safe
@access(Access.ANYONE)
@cache_control(max_age=86_400, public=True)
def robots(_request: HttpRequest) -> HttpResponse:
    """Pages may be found; the API and the place are for people."""
    return HttpResponse("User-agent: *\nDisallow: /api/\n", content_type="text/plain; charset=utf-8")


@require_safe
@access(Access.ANYONE)
@cache_control(max_age=86_400, public=True)
def favicon(_request: HttpRequest) -> HttpResponse:
    """A yard seen from above: our own sign."""
    return HttpResponse(FAVICON.read_bytes(), content_type="image/svg+xml")

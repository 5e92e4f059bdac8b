"""What every response carries, and when an API request must prove that it comes from our own page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from madang.kernel.identity import has_session

Respond = Callable[[HttpRequest], HttpResponseBase]

PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=(), payment=(), usb=()"
SAFE_METHODS = ("GET", "HEAD", "OPTIONS")


def page_headers(get_response: Respond) -> Respond:
    """Say that pages are personal (language, text size, panel) and what the browser need not offer."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        response.headers.setdefault("Permissions-Policy", PERMISSIONS_POLICY)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            patch_vary_headers(response, ("Cookie", "Accept-Language", "HX-Request"))
            response.headers.setdefault("Cache-Control", "private, no-cache")
        return response

    return respond


def api_language(get_response: Respond) -> Respond:
    """Let Accept-Language alone decide what the API answers in; the cookie is for pages."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith("/api/"):
            request.COOKIES.pop(settings.LANGUAGE_COOKIE_NAME, None)
        return get_response(request)

    return respond


def api_csrf(get_response: Respond) -> Respond:
    """Demand the CSRF token of an unsafe API request that carries a session cookie; a guest's needs none."""

    def never(_request: HttpRequest) -> HttpResponse:
        return HttpResponse()

    check = CsrfViewMiddleware(never)

    def respond(request: HttpRequest) -> HttpResponseBase:
        if (
            request.path_info.startswith("/api/")
            and request.method not in SAFE_METHODS
            and has_session(request)
        ):
            request.csrf_processing_done = False  # type: ignore[attr-defined]
            check.process_request(request)
            if check.process_view(request, never, (), {}) is not None:
                text = gettext("This request did not come from our page. Reload the page and try again.")
                return JsonResponse({"detail": [{"field": "", "code": "csrf", "text": text}]}, status=403)
        return get_response(request)

    return respond

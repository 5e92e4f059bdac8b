"""What every response carries, and when an API request must prove that it comes from our own page."""

from collections.abc import Callable

from django.conf import settings
from django.http import (
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotAllowed,
    HttpResponsePermanentRedirect,
    JsonResponse,
)
from django.middleware.csrf import CsrfViewMiddleware
from django.urls import is_valid_path
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext

from madang.kernel.identity import has_session
from madang.web.api.errors import Problem, answer
from madang.web.views.errors import length_required

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


def api_methods(get_response: Respond) -> Respond:
    """Answer HEAD as GET (the server leaves the body out), and a method that an operation lacks in JSON."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not request.path_info.startswith("/api/"):
            return get_response(request)
        method = request.method
        if method == "HEAD":
            request.method = "GET"
        response = get_response(request)
        request.method = method
        if not isinstance(response, HttpResponseNotAllowed):
            return response
        refusal = answer(405, [Problem("", "method", gettext("This address does not take this method."))])
        methods = {method.strip() for method in response.headers["Allow"].split(",")}
        refusal.headers["Allow"] = ", ".join(sorted(methods | ({"HEAD"} if "GET" in methods else set())))
        return refusal

    return respond


def known_length(get_response: Respond) -> Respond:
    """Refuse a body of unknown length (sent in chunks): of it nothing could be read."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if request.META.get("HTTP_TRANSFER_ENCODING") and not request.META.get("CONTENT_LENGTH"):
            return length_required(request)
        return get_response(request)

    return respond


def no_slash_too_many(get_response: Respond) -> Respond:
    """Send whoever adds a slash to an address that has none to that address."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        response = get_response(request)
        path = request.path_info
        if response.status_code != 404 or request.method not in SAFE_METHODS or not path.endswith("/"):
            return response
        if path.startswith("//") or not is_valid_path(path[:-1]):
            return response
        query = request.META.get("QUERY_STRING")
        return HttpResponsePermanentRedirect(request.path[:-1] + (f"?{query}" if query else ""))

    return respond

"""Pages and API answers for what went wrong: they say what happened and what to do, in one's language."""

import math
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext

from madang.kernel.access import Access, access

TOO_MANY_WAIT_S = 300.0


@access(Access.ANYONE)
def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request itself cannot be read."""
    return _answer(
        request, 400, "bad_request", gettext("We could not read this request. Please go back and try again.")
    )


@access(Access.ANYONE)
def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: this needs a person who is signed in, or better known."""
    return _answer(request, 403, "forbidden", gettext("You cannot open this page with your present sign-in."))


@access(Access.ANYONE)
def page_not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing is at this address."""
    return _answer(request, 404, "not_found", gettext("There is no page at this address."))


@access(Access.ANYONE)
def length_required(request: HttpRequest) -> HttpResponse:
    """411: a body came in chunks."""
    text = gettext("Send the length of the request's body (Content-Length); it cannot be read in chunks.")
    return _answer(request, 411, "length_required", text)


@access(Access.ANYONE)
def too_many_requests(request: HttpRequest, wait_s: float) -> HttpResponse:
    """429: asked more often than one network may; says in Retry-After when it may again."""
    text = gettext("Too many attempts from your network. Please try again in a moment.")
    response = _answer(request, 429, "too_many", text)
    response.headers["Retry-After"] = str(math.ceil(wait_s))
    return response


@access(Access.ANYONE)
def too_many(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """429 as allauth asks for it: it does not say for how long; its longest narrow bound is five minutes."""
    return too_many_requests(request, TOO_MANY_WAIT_S)


@access(Access.ANYONE)
def second_factor_due(request: HttpRequest) -> HttpResponse:
    """403: staff must set up the second factor before anything else."""
    text = gettext("Set up the authenticator app first. Staff cannot do anything else without it.")
    return _answer(request, 403, "second_factor_due", text)


@access(Access.ANYONE)
def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault. Needs neither database nor session."""
    return _answer(
        request, 500, "server_error", gettext("Something went wrong on our side. Please try again shortly.")
    )


@access(Access.ANYONE)
def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a form came without the mark of our own page, for example because cookies are off."""
    text = gettext(
        "This form has been open for too long, or cookies are turned off. Reload the page and try again."
    )
    return _answer(request, 403, "csrf", text)


def _answer(request: HttpRequest, status: int, code: str, text: str) -> HttpResponse:
    if request.path_info.startswith("/api/"):
        return JsonResponse({"detail": [{"field": "", "code": code, "text": text}]}, status=status)
    context: dict[str, Any] = {"status": status, "text": text, "code": code}
    return HttpResponse(render_to_string("web/error.html", context, request=request), status=status)

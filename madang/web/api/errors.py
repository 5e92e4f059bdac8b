"""How the API says what went wrong: `{"detail": [{"field", "code", "text"}]}` in the language asked for."""

from collections.abc import Sequence
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from madang.kernel.refusals import Problem, Refused

__all__ = ["MEANINGS", "Problem", "Refused", "answer", "described", "install"]

# What a status means at any operation, for the description of the API.
MEANINGS = {
    400: "The request could not be read.",
    401: "Nobody is signed in.",
    403: "This person may not do it.",
    404: "There is no such thing, or it is somebody else's.",
    409: "It has changed meanwhile.",
    413: "The request is too large.",
    422: "A field does not fit; the text says what to enter.",
    429: "Too often; Retry-After says when again.",
    503: "A part that this needs is away; try again later.",
}
_TEXT = {"type": "string"}
_PROBLEM = {"type": "object", "properties": {"field": _TEXT, "code": _TEXT, "text": _TEXT}}
_PROBLEMS = {"type": "object", "properties": {"detail": {"type": "array", "items": _PROBLEM}}}


def described(meaning: str) -> dict[str, Any]:
    """A refusal as OpenAPI describes a response."""
    return {"description": meaning, "content": {"application/json": {"schema": _PROBLEMS}}}


def answer(status: int, problems: Sequence[Problem], retry_after_s: int | None = None) -> JsonResponse:
    """The problems as a response that nobody caches."""
    detail = [
        {"field": problem.field, "code": problem.code, "text": problem.text, **problem.more}
        for problem in problems
    ]
    response = JsonResponse({"detail": detail}, status=status)
    response.headers["Cache-Control"] = "no-store"
    if retry_after_s is not None:
        response.headers["Retry-After"] = str(retry_after_s)
    return response


def install(api: NinjaAPI) -> None:
    """Teach `api` to answer every error in this form."""

    @api.exception_handler(Refused)
    def refused(_request: HttpRequest, error: Refused) -> HttpResponse:
        return answer(error.status, error.problems, error.retry_after_s)

    @api.exception_handler(ValidationError)
    def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
        return answer(422, [_problem(one) for one in error.errors])

    @api.exception_handler(HttpError)
    def failed(_request: HttpRequest, error: HttpError) -> HttpResponse:
        if error.status_code == 400:
            return answer(422, [Problem("", "json", gettext("The request's body is not JSON."))])
        return answer(error.status_code, [Problem("", "refused", error.message)])

    @api.exception_handler(Http404)
    def missing(_request: HttpRequest, _error: Http404) -> HttpResponse:
        return answer(404, [Problem("", "not_found", gettext("There is nothing at this address."))])

    @api.exception_handler(PermissionDenied)
    def denied(_request: HttpRequest, _error: PermissionDenied) -> HttpResponse:
        return answer(
            403, [Problem("", "forbidden", gettext("You may not do this with your present sign-in."))]
        )

    @api.exception_handler(RequestDataTooBig)
    def too_big(_request: HttpRequest, _error: RequestDataTooBig) -> HttpResponse:
        return answer(413, [Problem("", "too_big", gettext("The request is too large."))])


def _problem(error: dict[str, Any]) -> Problem:
    """A pydantic error in our words; where it stands, without the names of ninja's own wrapping."""
    path = [str(part) for part in error.get("loc", ())]
    field = ".".join(path[2:] if path[:1] == ["body"] else path[1:])
    kind = str(error.get("type", "invalid"))
    return Problem(field, kind, _text(kind, error.get("ctx") or {}))


def _text(kind: str, limits: dict[str, Any]) -> str:
    texts = {
        "missing": gettext("This is required."),
        "string_type": gettext("This must be text."),
        "int_parsing": gettext("This must be a whole number."),
        "int_type": gettext("This must be a whole number."),
        "string_too_long": gettext("This is longer than %(most)s characters.")
        % {"most": limits.get("max_length")},
        "greater_than_equal": gettext("This must be at least %(least)s.") % {"least": limits.get("ge")},
        "less_than_equal": gettext("This must be at most %(most)s.") % {"most": limits.get("le")},
    }
    return texts.get(kind) or gettext("This value does not fit.")

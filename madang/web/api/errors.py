"""How the API says what went wrong: `{"detail": [{"field", "code", "text"}]}` in the language asked for."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from typing import Any

from django.core.exceptions import PermissionDenied, RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong. `field` is empty when it is the request as a whole; `more` is for machines."""

    field: str
    code: str
    text: str
    more: Mapping[str, str] = dataclass_field(default_factory=dict)


class Refused(Exception):
    """An operation refuses: raise it with the status, the problems, and how long to wait where that helps."""

    def __init__(self, status: int, *problems: Problem, retry_after_s: int | None = None) -> None:
        super().__init__(f"{status} {', '.join(problem.code for problem in problems)}")
        self.status = status
        self.problems = problems
        self.retry_after_s = retry_after_s


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

"""Staff without a second factor reach only the pages that set it up."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language

from madang.kernel.accounts.sessions import FACTOR_DUE_KEY
from madang.kernel.identity import has_session
from madang.web.views.errors import second_factor_due

Respond = Callable[[HttpRequest], HttpResponseBase]
# What they need meanwhile: the account's own pages, the way out, and what pages are made of.
_OPEN = ("/accounts/sign-out/", "/healthz", "/readyz", "/favicon.ico", "/robots.txt")


def second_factor_first(get_response: Respond) -> Respond:
    """Lead staff who lack the authenticator app to its page; answer everything else 403."""

    def respond(request: HttpRequest) -> HttpResponseBase:
        if not has_session(request) or not request.session.get(FACTOR_DUE_KEY) or _is_open(request.path_info):
            return get_response(request)
        if request.method == "GET" and not request.path_info.startswith("/api/"):
            return HttpResponseRedirect(reverse("mfa_activate_totp"))
        return second_factor_due(request)

    return respond


def _is_open(path: str) -> bool:
    account = f"/{get_language()}/account/"
    return path in _OPEN or path.startswith((f"{account}second-factor/", f"{account}again/"))

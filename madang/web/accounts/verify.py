"""Proving that one is a resident, by the city's identity provider; and the sandbox's stand-in for it."""

import secrets
from urllib.parse import urlencode

from allauth.core.ratelimit import consume
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, override
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.accounts.proof import become_resident
from madang.kernel.accounts.sessions import refresh
from madang.kernel.city import load_city
from madang.kernel.personas import residents
from madang.kernel.registers.adapters import identity_provider, registry
from madang.kernel.registers.interfaces import NotFound, ProofRefused, RegisterUnavailable
from madang.web.accounts import messages
from madang.web.accounts.own import account_here, account_of, own_account
from madang.web.accounts.way_on import is_ours, onward, way_on
from madang.web.views.errors import too_many

PROOF_KEY = "madang_proof"


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
@own_account
def start(request: HttpRequest) -> HttpResponse:
    """GET: what it is. POST: to the provider; `next` is where the person goes on afterwards."""
    if request.method != "POST":
        return _page(request)
    if not consume(request, action="verify"):
        return too_many(request)
    state = secrets.token_urlsafe(24)
    try:
        started = identity_provider().start(_return_to(), state)
    except RegisterUnavailable:
        return _page(request, _away(), 503)
    request.session[PROOF_KEY] = {"keep": dict(started.keep), "state": state, "next": way_on(request)}
    return onward(request, started.address)


@require_safe
@never_cache
@access(Access.SIGNED_IN)
@own_account
def back(request: HttpRequest) -> HttpResponse:
    """The provider sends the browser here. What it says counts once, for the session that asked."""
    account = account_here(request)
    kept = request.session.pop(PROOF_KEY, None)
    if not isinstance(kept, dict) or not secrets.compare_digest(
        request.GET.get("state", "").encode(), kept["state"].encode()
    ):
        return _page(
            request, gettext("This proof was not begun here, or it was used before. Begin again."), 422
        )
    try:
        proved = identity_provider().finish(request.GET.dict(), kept["keep"])
        resident = registry().find(proved)
    except RegisterUnavailable:
        return _page(request, _away(), 503)
    except (ProofRefused, NotFound) as refused:
        denied = isinstance(refused, ProofRefused) and refused.code == "denied"
        text = (
            gettext("You did not finish the proof. Nothing was changed.")
            if denied
            else gettext("The city's register does not know you by this proof. Ask the helpline.")
        )
        return _page(request, text, 422)
    become_resident(account, resident)
    refresh(request, account)
    messages.say(request, gettext("It is done: you are known as a resident."))
    return HttpResponseRedirect(kept["next"] if is_ours(kept["next"]) else reverse("account"))


@require_safe
@never_cache
@access(Access.SIGNED_IN)
def sandbox_provider(request: HttpRequest) -> HttpResponse:
    """The sandbox's identity provider: whoever of the invented people is chosen here is proved."""
    return_to = request.GET.get("return_to", "")
    if not load_city(settings.CONFIG.city).sandbox or return_to not in _returns():
        raise Http404
    state = request.GET.get("state", "")
    people = [
        {
            "name": persona.name,
            "about": persona.about,
            "address": f"{return_to}?{urlencode({'state': state, 'person': persona.slug})}",
        }
        for persona in residents()
    ]
    cancel = f"{return_to}?{urlencode({'state': state, 'error': 'access_denied'})}"
    return render(request, "web/account/sandbox_provider.html", {"people": people, "cancel": cancel})


def _return_to() -> str:
    return f"{settings.CONFIG.public_url}{reverse('account_verify_back')}"


def _returns() -> list[str]:
    """The addresses that a proof may come back to, in every language."""
    found = []
    for language, _name in settings.LANGUAGES:
        with override(language):
            found.append(_return_to())
    return found


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    account = account_of(request)
    context = {
        "problem": problem,
        "verified": account is not None and account.resident is not None,
        "next": request.GET.get("next", reverse("account")),
    }
    return render(request, "web/account/verify.html", context, status=status)


def _away() -> str:
    return gettext(
        "The identity provider does not answer. Nothing is lost: please try again in a few minutes."
    )

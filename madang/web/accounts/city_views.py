"""The city's own sign-in: to its OpenID provider and back, with an account of ours at the end.

The protocol (PKCE, state, nonce, signature) is that of the registers' provider, so it is checked once.
"""

import hashlib
import secrets
from functools import cache

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from allauth.core.ratelimit import consume
from allauth.socialaccount.models import SocialAccount
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.accounts.models import Account
from madang.kernel.city_sign_in import CitySignIn, load_city_sign_in
from madang.kernel.registers.interfaces import ProofRefused, RegisterUnavailable
from madang.kernel.registers.oidc import OidcIdentity, signing_in
from madang.web.accounts.way_on import is_ours, onward, way_on
from madang.web.views.accounts import sign_in_page
from madang.web.views.errors import too_many

KEPT_KEY = "madang_city_sign_in"
UID_CHARS = 191


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.ANYONE)
def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """POST: to the city's sign-in; `next` is where the person goes on afterwards."""
    city = _city_sign_in(provider_id)
    if request.method != "POST":
        return HttpResponseRedirect(reverse("sign_in"))
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    if not consume(request, action="login"):
        return too_many(request)
    return_to = f"{settings.CONFIG.public_url}{reverse('city_sign_in_back', args=[city.id])}"
    try:
        started = _provider(city).start(return_to, secrets.token_urlsafe(24))
    except RegisterUnavailable:
        return sign_in_page(request, 503, _away())
    request.session[KEPT_KEY] = {"keep": dict(started.keep), "next": way_on(request)}
    return onward(request, started.address)


@require_safe
@never_cache
@access(Access.ANYONE)
def back(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider sends the browser here. What it says counts once, for the session that asked."""
    city = _city_sign_in(provider_id)
    kept = request.session.pop(KEPT_KEY, None)
    if not isinstance(kept, dict):
        return sign_in_page(request, 422, _not_begun())
    try:
        subject = _provider(city).subject(request.GET.dict(), kept["keep"])
    except RegisterUnavailable:
        return sign_in_page(request, 503, _away())
    except ProofRefused as refused:
        denied = gettext("You turned round at the city's sign-in. Nothing was changed.")
        return sign_in_page(request, 422, denied if refused.code == "denied" else _not_begun())
    account = account_of(city.id, subject)
    record_authentication(request, account, method="city", provider=city.id)
    way = kept["next"] if is_ours(kept["next"]) else reverse("account")
    response: HttpResponse = perform_login(request, account, redirect_url=way)
    return response


def account_of(provider: str, subject: str) -> Account:
    """The account of the person whom `provider` knows as `subject`; a new one at the first time.

    Of what the provider tells, only this key is kept.
    """
    uid = subject if len(subject) <= UID_CHARS else hashlib.sha256(subject.encode()).hexdigest()
    known = SocialAccount.objects.filter(provider=provider, uid=uid).select_related("user").first()
    if known is None:
        try:
            with transaction.atomic():
                account = Account.objects.create_account(language=get_language() or settings.LANGUAGE_CODE)
                SocialAccount.objects.create(user=account, provider=provider, uid=uid)
                return account
        except IntegrityError:
            known = SocialAccount.objects.select_related("user").get(provider=provider, uid=uid)
    found: Account = known.user
    return found


def _city_sign_in(provider_id: str) -> CitySignIn:
    city = load_city_sign_in(settings.CONFIG.city)
    if city is None or city.id != provider_id:
        raise Http404
    return city


def _provider(city: CitySignIn) -> OidcIdentity:
    return _asked(city.issuer, city.client_id, city.secret)


@cache
def _asked(issuer: str, client_id: str, secret: str) -> OidcIdentity:
    """One for the process: it remembers the provider's addresses and keys."""
    return signing_in(issuer, client_id, secret)


def _away() -> str:
    return gettext("The city's sign-in does not answer. Try again in a few minutes, or choose another way.")


def _not_begun() -> str:
    return gettext("This sign-in was not begun here, or it was used before. Begin again.")

"""Signing up and in with a passkey: the device's lock proves the person, and no name or address is asked."""

from typing import Any

from allauth.account.models import Login
from allauth.core.ratelimit import consume
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import LoginWebAuthnForm
from allauth.mfa.webauthn.internal import auth, flows
from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect, JsonResponse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.accounts.models import Account, new_subject
from madang.web.accounts.way_on import way_on
from madang.web.views.accounts import sign_in_page
from madang.web.views.errors import too_many

NEW_SUBJECT_KEY = "madang_new_subject"
CREDENTIAL_CHARS = 20_000


class CredentialForm(forms.Form):
    """What the browser answers to a WebAuthn ceremony, as JSON."""

    credential = forms.JSONField(max_length=CREDENTIAL_CHARS)


@never_cache
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "POST"])
@access(Access.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """GET: what the browser asks its passkeys for. POST `credential`: sign in with the one chosen."""
    if request.method == "GET":
        if _asks_for_page(request):
            return HttpResponseRedirect(_entrance())
        return JsonResponse({"request_options": auth.begin_authentication(user=None)})
    if not consume(request, action="login"):
        return too_many(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    form = LoginWebAuthnForm(data=request.POST)
    if not _is_valid(form):
        return sign_in_page(
            request,
            422,
            gettext("This passkey is not known here. Try another one, or make a new one to sign up."),
        )
    authenticator = form.cleaned_data["credential"]
    return _enter(request, authenticator)


@never_cache
@sensitive_post_parameters("credential")
@require_http_methods(["GET", "POST"])
@access(Access.ANYONE)
def sign_up(request: HttpRequest) -> HttpResponseBase:
    """GET: what the device makes a passkey of. POST `credential`: a new account with that passkey."""
    if request.method == "GET":
        if _asks_for_page(request):
            return HttpResponseRedirect(_entrance())
        return JsonResponse({"creation_options": _begin(request)})
    if not consume(request, action="signup"):
        return too_many(request)
    if request.user.is_authenticated:
        return HttpResponseRedirect(way_on(request))
    try:
        authenticator = _make_account(request)
    except ValidationError:
        return sign_in_page(request, 422, gettext("The passkey was not made. Please try once more."))
    return _enter(request, authenticator)


def _begin(request: HttpRequest) -> dict[str, Any]:
    subject = new_subject()
    request.session[NEW_SUBJECT_KEY] = subject
    options: dict[str, Any] = auth.begin_registration(Account(subject=subject), True)
    return options


def _make_account(request: HttpRequest) -> Authenticator:
    """The passkey of a new account. Raises ValidationError: not what was asked for, or by nobody."""
    subject = request.session.pop(NEW_SUBJECT_KEY, None)
    form = CredentialForm(data=request.POST)
    if not isinstance(subject, str) or not form.is_valid():
        raise ValidationError("credential")
    credential = form.cleaned_data["credential"]
    if not isinstance(credential, dict):
        raise ValidationError("credential")
    _demand_verified(credential)
    with transaction.atomic():
        account = Account.objects.create_account(subject=subject, language=get_language() or "ko")
        name = gettext("First passkey")
        return auth.WebAuthn.add(account, name, credential).instance


def _demand_verified(credential: dict[str, Any]) -> None:
    """The device must have asked for its lock. Raises ValidationError."""
    try:
        auth.parse_registration_response(credential)
        binding = auth.complete_registration(credential)
    except (KeyError, TypeError, ValueError) as error:
        raise ValidationError("credential") from error
    if not binding.is_user_verified():
        raise ValidationError("credential")


def _enter(request: HttpRequest, authenticator: Authenticator) -> HttpResponse:
    login = Login(user=authenticator.user, redirect_url=way_on(request))
    response: HttpResponse = flows.perform_passwordless_login(request, authenticator, login)
    return response


def _is_valid(form: forms.Form) -> bool:
    """Whether the form is; what fido2 cannot even read is not."""
    try:
        return form.is_valid()
    except (AttributeError, KeyError, TypeError, ValueError):
        return False


def _asks_for_page(request: HttpRequest) -> bool:
    return "application/json" not in request.headers.get("Accept", "")


def _entrance() -> str:
    return f"/{get_language()}/sign-in/"

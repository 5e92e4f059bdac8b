"""allauth's own views that we route, each under a rule and with our page; what is not here has no address."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.internal.flows.reauthentication import raise_if_reauthentication_required
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from allauth.socialaccount.models import SocialAccount
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse, reverse_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET

from madang.kernel.access import Access, access
from madang.kernel.accounts.sessions import refresh
from madang.web.accounts.own import account_here, own_account

View = Callable[..., Any]


class _App(ActivateTOTPView):  # type: ignore[misc]
    """Setting up the authenticator app. Posts of staff hold from then on, under a new session key."""

    def form_valid(self, form: Any) -> HttpResponseBase:
        answer: HttpResponseBase = super().form_valid(form)
        refresh(self.request, account_here(self.request))
        return answer

    def get_success_url(self) -> str:
        return reverse("mfa_view_recovery_codes" if self.did_generate_recovery_codes else "account")


class _AddPasskey(AddWebAuthnView):  # type: ignore[misc]
    """A further passkey; always one that signs in by itself."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        from allauth.mfa.webauthn.internal import auth

        context: dict[str, Any] = super().get_context_data(**kwargs)
        context["js_data"] = {"creation_options": auth.begin_registration(self.request.user, True)}
        return context

    def get_success_url(self) -> str:
        return reverse("account")


def _own(view: View) -> View:
    """Only somebody who is signed in with an account of their own."""

    @never_cache
    @sensitive_post_parameters("code", "credential")
    @access(Access.SIGNED_IN)
    @own_account
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return view(request, *args, **kwargs)

    return guarded


def _template(name: str) -> str:
    return f"web/account/{name}.html"


def fresh(view: View) -> View:
    """Ask for the passkey or the app once more where the sign-in is older than five minutes."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        raise_if_reauthentication_required(request, app="madang")
        return view(request, *args, **kwargs)

    return guarded


app = _own(_App.as_view(template_name=_template("app")))
remove_app = _own(
    DeactivateTOTPView.as_view(template_name=_template("app_remove"), success_url=reverse_lazy("account"))
)
recovery_codes = _own(ViewRecoveryCodesView.as_view(template_name=_template("recovery_codes")))
new_recovery_codes = _own(
    GenerateRecoveryCodesView.as_view(
        template_name=_template("recovery_codes_new"), success_url=reverse_lazy("mfa_view_recovery_codes")
    )
)
add_passkey = _own(_AddPasskey.as_view(template_name=_template("passkey_add")))
rename_passkey = _own(
    EditWebAuthnView.as_view(template_name=_template("passkey_rename"), success_url=reverse_lazy("account"))
)
again_by_app = _own(ReauthenticateView.as_view(template_name=_template("again_app")))
again_by_passkey = _own(ReauthenticateWebAuthnView.as_view(template_name=_template("again_passkey")))
_remove_passkey = RemoveWebAuthnView.as_view(
    template_name=_template("passkey_remove"), success_url=reverse_lazy("account")
)


@_own
@require_GET
def app_picture(request: HttpRequest) -> HttpResponseBase:
    """The QR code of the secret that this session is setting up; nothing where it is not."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not isinstance(secret, str):
        raise Http404
    adapter = get_adapter()
    svg = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(svg, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


@_own
def remove_passkey(request: HttpRequest, pk: int) -> Any:
    """Remove a passkey; the last one stays where there is no other way back in."""
    if ways_in(account_here(request).subject) <= 1:
        return render(request, _template("passkey_last"), status=200 if request.method == "GET" else 409)
    return _remove_passkey(request, pk=pk)


def ways_in(subject: str) -> int:
    """In how many ways the account can be entered: passkeys, e-mail, the city's sign-in."""
    passkeys = Authenticator.objects.filter(user=subject, type=Authenticator.Type.WEBAUTHN).count()
    addresses = EmailAddress.objects.filter(user=subject, verified=True).count()
    return int(passkeys + addresses + SocialAccount.objects.filter(user=subject).count())


_second_factor = AuthenticateView.as_view(template_name=_template("second_factor"))


@never_cache
@sensitive_post_parameters("code", "credential")
@access(Access.ANYONE)
def second_factor(request: HttpRequest) -> Any:
    """The authenticator app's code, asked of whoever has one, between the proof and the session."""
    return _second_factor(request)

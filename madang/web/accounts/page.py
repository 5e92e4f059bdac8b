"""The account's own page: how well one is known, ways in, devices, data. And who is signed in where."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madang.kernel.access import Access, access
from madang.kernel.accounts.guardians import waiting_for
from madang.kernel.accounts.models import Account
from madang.kernel.accounts.sessions import end_sessions
from madang.kernel.identity import visitor_of
from madang.kernel.service import Assurance
from madang.web.accounts import messages
from madang.web.accounts.devices import device_name
from madang.web.accounts.own import account_here, account_of, own_account

SESSIONS_SHOWN = 50


@require_safe
@never_cache
@access(Access.SIGNED_IN)
def index(request: HttpRequest) -> HttpResponse:
    """All that an account is, on one page."""
    account = account_of(request)
    visitor = visitor_of(request)
    context: dict[str, Any] = {
        "account": account,
        "invented": account is None or account.invented,
        "verified": visitor.level >= Assurance.VERIFIED,
        "name": account.name if account else "",
        "asked": len(waiting_for(visitor)),
    }
    if account is not None and not account.invented:
        context |= _ways_in(account)
    return render(request, "web/account/index.html", context)


@require_POST
@access(Access.SIGNED_IN)
@own_account
def choose_language(request: HttpRequest) -> HttpResponse:
    """`language`: what letters to this account are written in."""
    account = account_here(request)
    language = request.POST.get("language", "")
    if language in dict(settings.LANGUAGES):
        account.language = language
        account.save(update_fields=["language"])
        messages.say(request, gettext("Letters now come in the language that you chose."))
    return HttpResponseRedirect(reverse("account"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
@own_account
def sessions(request: HttpRequest) -> HttpResponse:
    """Where one is signed in. POST `end=<id>`: end that one; `end=others`: all but this one."""
    account = account_here(request)
    here = request.session.session_key
    if request.method == "POST":
        count = _end(account, request.POST.get("end", ""), here)
        messages.say(
            request,
            ngettext("%(n)d device was signed out.", "%(n)d devices were signed out.", count) % {"n": count},
        )
        return HttpResponseRedirect(reverse("account_sessions"))
    found = UserSession.objects.filter(user=account).order_by("-created_at")[:SESSIONS_SHOWN]
    rows = [
        {
            "id": row.pk,
            "device": device_name(row.user_agent),
            "at": row.created_at,
            "here": row.session_key == here,
        }
        for row in found
    ]
    return render(request, "web/account/sessions.html", {"rows": rows, "others": len(rows) > 1})


def _end(account: Account, which: str, here: str | None) -> int:
    if which == "others":
        return end_sessions(account, but=here)
    row = UserSession.objects.filter(user=account, pk=which).first() if which.isdecimal() else None
    if row is None or row.session_key == here:
        return 0
    row.end()
    return 1


def _ways_in(account: Account) -> dict[str, Any]:
    found = list(Authenticator.objects.filter(user=account).order_by("created_at"))
    return {
        "passkeys": [
            {"pk": row.pk, "name": row.wrap().name, "created_at": row.created_at, "used_at": row.last_used_at}
            for row in found
            if row.type == Authenticator.Type.WEBAUTHN
        ],
        "has_app": any(row.type == Authenticator.Type.TOTP for row in found),
        "email": EmailAddress.objects.filter(user=account, verified=True).first(),
        "sessions": UserSession.objects.filter(user=account).count(),
    }

"""Signing up and in with an e-mail address: it is asked for, a code goes there, the code comes back."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import perform_login
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from madang.kernel.access import Access, access
from madang.kernel.accounts.models import Account
from madang.web.accounts.codes import CodeRefused, Waiting, ask, check, waiting
from madang.web.accounts.letters import MailAway
from madang.web.accounts.way_on import way_on
from madang.web.views.accounts import sign_in_page
from madang.web.views.errors import too_many

SIGN_IN = "sign_in"


@sensitive_post_parameters("email")
@require_POST
@access(Access.ANYONE)
def ask_code(request: HttpRequest) -> HttpResponse:
    """`email`: send a code there. The answer is the same whether anybody has an account with it."""
    if not settings.MAIL_IS_SENT:
        return sign_in_page(request, 404, problem_of("away"))
    try:
        ask(request, request.POST.get("email", ""), SIGN_IN, way_on(request))
    except CodeRefused as refused:
        if refused.code == "limited":
            return too_many(request)
        return sign_in_page(request, 422, email_problem=problem_of(refused.code))
    except MailAway:
        return sign_in_page(request, 503, email_problem=problem_of("away"))
    return HttpResponseRedirect(reverse("email_code"))


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@access(Access.ANYONE)
def type_code(request: HttpRequest) -> HttpResponse:
    """`code`: sign in to the account of the address, or to a new one."""
    waits = waiting(request.session, SIGN_IN)
    if request.method != "POST":
        return _page(request, waits) if waits else HttpResponseRedirect(reverse("sign_in"))
    try:
        proved = check(request, request.POST.get("code", ""), SIGN_IN)
    except CodeRefused as refused:
        if refused.code == "limited":
            return too_many(request)
        if refused.code == "wrong" and waits:
            return _page(request, waits, problem_of("wrong"), 422)
        return sign_in_page(request, 422, email_problem=problem_of(refused.code))
    account = account_with(proved.email)
    record_authentication(request, account, method="code")
    response: HttpResponse = perform_login(request, account, redirect_url=proved.next, email=proved.email)
    return response


def account_with(email: str) -> Account:
    """The account of a proved address; a new one where nobody has it."""
    known = _account_of(email)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            account = Account.objects.create_account(language=get_language() or settings.LANGUAGE_CODE)
            EmailAddress.objects.create(user=account, email=email, verified=True, primary=True)
            return account
    except IntegrityError:
        known = _account_of(email)
        if known is None:
            raise
        return known


def problem_of(code: str) -> str:
    """What the page says to a refused address or code."""
    return {
        "email": gettext("This is no e-mail address. Write it like name@example.kr."),
        "away": gettext("We cannot send mail at the moment. Use a passkey, or try again in a few minutes."),
        "wrong": gettext("This is not the code of the letter. Look again and type the six digits."),
        "expired": gettext("This code is older than 10 minutes. Ask for a new one."),
        "used_up": gettext("Five codes were not right. Ask for a new one."),
        "none": gettext("No code is waiting here. Ask for a new one."),
        "taken": gettext("This address cannot be added. If it is yours, sign in with it."),
    }[code]


def _account_of(email: str) -> Account | None:
    row = EmailAddress.objects.filter(email=email, verified=True).select_related("user").first()
    return row.user if row else None


def _page(request: HttpRequest, waits: Waiting, problem: str = "", status: int = 200) -> HttpResponse:
    context: dict[str, Any] = {
        "email": waits.email,
        "next": waits.next,
        "problem": problem,
    }
    return render(request, "web/account/code.html", context, status=status)

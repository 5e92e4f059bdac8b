"""The account's e-mail address: adding one by its code, removing it."""

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.accounts.models import Account
from madang.web.accounts import messages
from madang.web.accounts.allauth_views import fresh, ways_in
from madang.web.accounts.codes import CodeRefused, Waiting, ask, check, waiting
from madang.web.accounts.codes_views import problem_of
from madang.web.accounts.letters import MailAway
from madang.web.accounts.own import account_here, own_account
from madang.web.views.errors import too_many

ADD = "add"


@sensitive_post_parameters("email")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
@own_account
@fresh
def email(request: HttpRequest) -> HttpResponse:
    """POST `email`: send a code there; `remove=1`: forget the address where another way in is left."""
    account = account_here(request)
    if request.method != "POST":
        return _page(request, account)
    if request.POST.get("remove"):
        return _remove(request, account)
    try:
        ask(request, request.POST.get("email", ""), ADD, reverse("account"))
    except CodeRefused as refused:
        if refused.code == "limited":
            return too_many(request)
        return _page(request, account, problem_of(refused.code), 422)
    except MailAway:
        return _page(request, account, problem_of("away"), 503)
    return HttpResponseRedirect(reverse("account_address_code"))


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
@own_account
@fresh
def type_code(request: HttpRequest) -> HttpResponse:
    """`code`: the address is the account's from now on, instead of the one before."""
    account = account_here(request)
    waits = waiting(request.session, ADD)
    if request.method != "POST":
        if waits is None:
            return HttpResponseRedirect(reverse("account_address"))
        return render(request, "web/account/code.html", {"email": waits.email, "adding": True})
    try:
        proved = check(request, request.POST.get("code", ""), ADD)
    except CodeRefused as refused:
        return _refuse_code(request, account, refused.code, waits)
    if not _set(account, proved.email):
        return _page(request, account, problem_of("taken"), 409)
    messages.say(request, gettext("Your e-mail address is kept. You can sign in with it."))
    return HttpResponseRedirect(reverse("account"))


def _refuse_code(request: HttpRequest, account: Account, code: str, waits: Waiting | None) -> HttpResponse:
    if code == "limited":
        return too_many(request)
    if code == "wrong" and waits is not None:
        context = {"email": waits.email, "adding": True, "problem": problem_of("wrong")}
        return render(request, "web/account/code.html", context, status=422)
    return _page(request, account, problem_of(code), 422)


def _set(account: Account, address: str) -> bool:
    """Whether the address is the account's now; not where another account has it."""
    try:
        with transaction.atomic():
            EmailAddress.objects.filter(user=account).delete()
            EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    except IntegrityError:
        return False
    return True


def _remove(request: HttpRequest, account: Account) -> HttpResponse:
    if ways_in(account.subject) <= 1:
        problem = gettext("This is your only way in. Add a passkey first, then remove the address.")
        return _page(request, account, problem, 409)
    EmailAddress.objects.filter(user=account).delete()
    messages.say(request, gettext("Your e-mail address was forgotten."))
    return HttpResponseRedirect(reverse("account"))


def _page(request: HttpRequest, account: Account, problem: str = "", status: int = 200) -> HttpResponse:
    context = {
        "email": EmailAddress.objects.filter(user=account, verified=True).first(),
        "problem": problem,
        "typed": request.POST.get("email", "")[:254],
        "mail_is_sent": settings.MAIL_IS_SENT,
    }
    return render(request, "web/account/address.html", context, status=status)

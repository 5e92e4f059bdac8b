"""Deleting one's account: everything goes but what a law keeps, and that loses its link to the person."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext, gettext_noop
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.accounts.roles import is_last_admin
from madang.kernel.accounts.sessions import end_sessions
from madang.kernel.audit import log as audit
from madang.kernel.identity import sign_out, visitor_of
from madang.kernel.personal.records import forget, registered
from madang.web.accounts.allauth_views import fresh
from madang.web.accounts.own import account_here, own_account

_EVERYTHING = gettext_noop("Everything kept about a person")
_BY_THEMSELVES = gettext_noop("By themselves")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
@own_account
@fresh
def delete(request: HttpRequest) -> HttpResponse:
    """GET: what would go and what stays, and why. POST `sure=yes`: delete now."""
    account = account_here(request)
    problem = ""
    if request.method == "POST":
        if is_last_admin(account.subject):
            problem = gettext("You are the city's only administrator. Let another one be confirmed first.")
        elif request.POST.get("sure") != "yes":
            problem = gettext("Tick the box, if you are sure.")
        else:
            with transaction.atomic():
                end_sessions(account)
                forget(account.subject)
                audit.record(visitor_of(request), "deleted", None, _EVERYTHING, _BY_THEMSELVES)
            sign_out(request)
            return HttpResponseRedirect(f"/{get_language()}/")
    rows = [records for records in registered() if records.on_delete != "delete" and not records.staff]
    stays = list(dict.fromkeys((str(records.title), str(records.basis)) for records in rows))
    context = {"stays": stays, "problem": problem}
    return render(request, "web/account/delete.html", context, status=422 if problem else 200)

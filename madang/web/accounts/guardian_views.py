"""A guardian's page: what waits for an answer, and one request to consent to or refuse."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.accounts.guardians import ConsentRefused, answer, request_for, waiting_for, withdraw
from madang.kernel.accounts.models import GuardianConsent
from madang.kernel.identity import visitor_of
from madang.kernel.registers.interfaces import NotFound, RegisterUnavailable
from madang.web.accounts import messages

SHOWN = 50


@require_safe
@never_cache
@access(Access.SIGNED_IN)
def consents(request: HttpRequest) -> HttpResponse:
    """What waits for this person as a guardian, what they answered, and what they asked as a minor."""
    visitor = visitor_of(request)
    mine = GuardianConsent.objects.filter(minor=visitor.subject).order_by("-asked_at")[:SHOWN]
    answered = GuardianConsent.objects.filter(guardian=visitor.subject).order_by("-answered_at")[:SHOWN]
    context = {
        "waiting": [_row(row) for row in waiting_for(visitor)],
        "answered": [_row(row) for row in answered],
        "asked": [_row(row) for row in mine],
    }
    return render(request, "web/account/consents.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.VERIFIED)
def consent(request: HttpRequest, number: int) -> HttpResponse:
    """One request. POST `do=consent|refuse|withdraw`."""
    visitor = visitor_of(request)
    row = request_for(visitor, number)
    if row is None:
        raise Http404
    if request.method != "POST":
        return _page(request, row)
    do = request.POST.get("do")
    try:
        if do == "withdraw":
            withdraw(visitor, number)
        elif do in ("consent", "refuse"):
            answer(visitor, number, consents=do == "consent")
        else:
            return _page(request, row, gettext("Choose whether you consent."), 422)
    except ConsentRefused as refused:
        return _page(request, row, _problem(refused.code), 409)
    except (RegisterUnavailable, NotFound):
        text = gettext("The residents' register does not answer at the moment. Please try again in a minute.")
        return _page(request, row, text, 503)
    messages.say(request, gettext("Your answer was kept, and the child was told."))
    return HttpResponseRedirect(reverse("account_consents"))


def _page(request: HttpRequest, row: GuardianConsent, problem: str = "", status: int = 200) -> HttpResponse:
    context = {"row": _row(row), "problem": problem}
    return render(request, "web/account/consent.html", context, status=status)


def _row(row: GuardianConsent) -> dict[str, Any]:
    lang = get_language() or "ko"
    states = {
        "asked": gettext("Waiting"),
        "given": gettext("Consented"),
        "refused": gettext("Refused"),
        "withdrawn": gettext("Taken back"),
    }
    title = row.title.get(lang) or row.title.get("ko", "")
    return {
        "pk": row.pk,
        "title": title,
        "state": row.state,
        "state_name": states[row.state],
        "asked_at": row.asked_at,
        "answered_at": row.answered_at,
        "expires_at": row.expires_at,
    }


def _problem(code: str) -> str:
    return {
        "not_yours": gettext("By the register you are not this child's guardian at present."),
        "answered": gettext("This was answered already, or its time is over."),
    }[code]

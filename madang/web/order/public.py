"""What the receipt of a report says, and the page of a removed person: why, until when, and the appeal."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.order import removals as removing
from madang.kernel.order import rules
from madang.kernel.order.models import Appeal, Removal, Report
from madang.kernel.order.reports import OrderRefused
from madang.kernel.order.texts import OUTCOME_TEXTS, STATE_TEXTS, reason_of
from madang.web.api.addresses import AddressLimit, client_address
from madang.web.views.errors import too_many_requests

# Numbers cannot be guessed (60 bits); this keeps anybody from trying all the same.
look_limit = AddressLimit(burst=60, per_s=1.0)


@require_safe
@never_cache
@access(Access.ANYONE)
def receipt(request: HttpRequest, number: str) -> HttpResponse:
    """What became of a report, for whoever has its number; nothing about the people in it."""
    wait_s = look_limit.wait_s(client_address(request))
    if wait_s > 0:
        return too_many_requests(request, wait_s)
    found = get_object_or_404(Report, pk=number)
    context = {
        "report": found,
        "state": STATE_TEXTS[found.state],
        "outcome": OUTCOME_TEXTS.get(found.outcome, ""),
    }
    return render(request, "web/order/receipt.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@access(Access.ANYONE)
def appeal(request: HttpRequest, number: str) -> HttpResponse:
    """For whoever has the number of a removal, which only the removed person is told. POST `text` appeals."""
    wait_s = look_limit.wait_s(client_address(request))
    if wait_s > 0:
        return too_many_requests(request, wait_s)
    found = get_object_or_404(Removal, pk=number)
    problem = ""
    if request.method == "POST":
        problem = _appeal(found, request.POST.get("text", ""))
        if not problem:
            return HttpResponseRedirect(reverse("order:appeal", args=[number]))
    made = Appeal.objects.filter(pk=number).first()
    context = {
        "removal": found,
        "reason": reason_of(found),
        "holds": removing.holds(found, timezone.now()),
        "appeal": made,
        "outcome": OUTCOME_TEXTS.get(made.outcome, "") if made else "",
        "appeal_chars": rules.APPEAL_CHARS,
        "appeal_hours": int(rules.APPEAL_DUE.total_seconds() // 3600),
        "problem": problem,
        "typed": request.POST.get("text", "") if problem else "",
    }
    return render(request, "web/order/appeal.html", context, status=422 if problem else 200)


def _appeal(found: Removal, text: str) -> str:
    """Take the appeal; what stood in the way, in words, or nothing."""
    texts = {
        "appeal_text": gettext("Please write what you have to say, in at most %(most)d characters.")
        % {"most": rules.APPEAL_CHARS},
        "ended": gettext("This removal has ended; you can come in again."),
        "appealed": gettext("You have appealed already."),
    }
    try:
        removing.appeal(found, text, get_language() or "ko")
    except OrderRefused as refused:
        return texts.get(refused.code, gettext("This cannot be done."))
    return ""

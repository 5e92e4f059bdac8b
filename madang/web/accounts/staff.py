"""Who of the city's staff holds which post: an admin grants and ends them, another one confirms admins."""

from typing import Any

from allauth.account.models import EmailAddress
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access
from madang.kernel.accounts.models import Account, StaffRole
from madang.kernel.accounts.roles import ADMIN, ROLES, RoleRefused, confirm, grant, revoke
from madang.kernel.accounts.sessions import end_sessions
from madang.kernel.identity import visitor_of
from madang.kernel.service import find_service, installed_services
from madang.web.accounts import messages
from madang.web.accounts.allauth_views import fresh
from madang.web.accounts.letters import send_letter

SHOWN = 200


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.ADMIN)
def roles(request: HttpRequest) -> HttpResponseBase:
    """The posts. POST `do=grant` with `email`, `role`, `service`, `unit`; `do=confirm|revoke` with `post`."""
    if request.method != "POST":
        return _page(request)
    answer: HttpResponseBase = _change(request)
    return answer


@fresh
def _change(request: HttpRequest) -> HttpResponseBase:
    try:
        said = _do(request)
    except RoleRefused as refused:
        return _page(request, _problem(refused.code), 409 if refused.code == "already" else 422)
    messages.say(request, said)
    return HttpResponseRedirect(reverse("account_staff"))


def _do(request: HttpRequest) -> str:
    """Do what was asked and say it. Raises RoleRefused."""
    by = visitor_of(request)
    do, post = request.POST.get("do"), request.POST.get("post", "")
    number = int(post) if post.isdecimal() and len(post) < 18 else 0
    if do == "grant":
        row = grant(by, _account(request), request.POST.get("role", ""), **_scope(request))
        if row.role == ADMIN:
            return gettext("The post waits for a second administrator to confirm it.")
    elif do == "confirm":
        row = confirm(by, number)
    elif do == "revoke":
        row = revoke(by, number)
        end_sessions(row.account)
        send_letter(row.account, gettext("A post of yours was ended."))
        return gettext("The post was ended, and the person was signed out everywhere.")
    else:
        raise RoleRefused("gone")
    end_sessions(row.account)
    send_letter(row.account, gettext("You were given a post. Sign in again to use it."))
    return gettext("The post was given. It holds from the person's next sign-in.")


def _account(request: HttpRequest) -> Account:
    address = request.POST.get("email", "").strip().lower()
    row = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    if row is None:
        raise RoleRefused("no_account")
    account: Account = row.user
    return account


def _scope(request: HttpRequest) -> dict[str, str]:
    service = request.POST.get("service", "")
    if service and find_service(service) is None:
        raise RoleRefused("unknown_service")
    return {"service": service, "unit": request.POST.get("unit", "")}


def _page(request: HttpRequest, problem: str = "", status: int = 200) -> HttpResponse:
    by = visitor_of(request)
    found = StaffRole.objects.filter(revoked_at=None).order_by("role", "service", "unit")[:SHOWN]
    emails = dict(
        EmailAddress.objects.filter(user__in=[row.account_id for row in found], verified=True).values_list(
            "user", "email"
        )
    )
    rows = [
        {
            "pk": row.pk,
            "who": emails.get(row.account_id, row.account_id[:8]),
            "role": role_name(row.role),
            "service": service_name(row.service),
            "unit": row.unit,
            "granted_at": row.granted_at,
            "waits": row.role == ADMIN and not row.confirmed_by,
            "may_confirm": by.subject not in (row.granted_by, row.account_id),
        }
        for row in found
    ]
    context: dict[str, Any] = {
        "rows": rows,
        "problem": problem,
        "typed": {name: request.POST.get(name, "") for name in ("email", "role", "service", "unit")},
        "role_choices": [(role, role_name(role)) for role in ROLES],
        "service_choices": [(service.slug, str(service.title)) for service in installed_services()],
    }
    return render(request, "web/account/staff.html", context, status=status)


def role_name(role: str) -> str:
    """What a role is called."""
    return {
        "agent": gettext("Helpline agent"),
        "officer": gettext("Officer"),
        "clerk": gettext("Clerk"),
        "editor": gettext("Editor"),
        "moderator": gettext("Moderator"),
        "auditor": gettext("Auditor"),
        "mentor": gettext("Mentor"),
        "admin": gettext("Administrator"),
    }[role]


def service_name(slug: str) -> str:
    """What a service is called; "all services" for none."""
    if not slug:
        return gettext("All services")
    service = find_service(slug)
    return str(service.title) if service else slug


def _problem(code: str) -> str:
    return {
        "not_admin": gettext("Only administrators give and end posts."),
        "unknown_role": gettext("Choose a role from the list."),
        "unknown_service": gettext("Choose a service from the list."),
        "unit_too_long": gettext("The unit's name is too long. Use at most 100 characters."),
        "own": gettext("Nobody gives a post to themselves or confirms their own. Ask another administrator."),
        "already": gettext("This person has this post already."),
        "no_account": gettext("Nobody signs in with this address. The person first signs in with it once."),
        "gone": gettext("This post is not there any more. Look at the list again."),
        "last_admin": gettext("This is the city's only administrator. Let another one be confirmed first."),
    }[code]

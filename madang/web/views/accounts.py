"""Signing in to the sandbox as one of its invented people, and out again. A real city has neither page."""

from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madang.kernel.access import Access, access
from madang.kernel.city import load_city
from madang.kernel.identity import sign_in as begin_session
from madang.kernel.identity import sign_out as end_session
from madang.kernel.keys import load_staff_code, same_staff_code
from madang.kernel.personas import Persona, find_persona, residents, staff
from madang.web.api.addresses import AddressLimit, client_address, is_on_this_machine
from madang.web.views.errors import too_many_requests

NEXT_CHARS = 500
# Wide: a whole class may sit behind one address. Codes are tried far more narrowly.
sign_in_limit = AddressLimit(burst=300, per_s=5.0)
code_limit = AddressLimit(burst=10, per_s=0.1)


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The sandbox's people, each with a button."""
    _sandbox_only()
    return _page(request)


@sensitive_post_parameters("code")
@require_http_methods(["GET", "HEAD", "POST"])
@access(Access.ANYONE)
def sandbox(request: HttpRequest) -> HttpResponse:
    """`persona=<slug>`: sign in as one of the sandbox's people (shared contract of scripts and the page).

    The CSRF token stays what it was, unlike after a real sign-in: a script has read it from `GET /` and
    sends it on; a session here opens nothing but invented records.
    """
    _sandbox_only()
    if request.method != "POST":
        return HttpResponseRedirect(f"/{get_language()}/sign-in/")
    wait_s = sign_in_limit.wait_s(client_address(request))
    if wait_s > 0:
        return too_many_requests(request, wait_s)
    persona = find_persona(request.POST.get("persona", ""))
    if persona is None:
        return _page(
            request, 422, gettext("There is nobody of that name in the sandbox. Choose from the list.")
        )
    if persona.is_staff and not is_on_this_machine(request):
        refused = _refuse_without_code(request)
        if refused is not None:
            return refused
    return _begin(request, persona)


@require_POST
@access(Access.ANYONE)
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; whoever is in the square with it stays there as they are until they leave."""
    end_session(request)
    return HttpResponseRedirect(_next(request))


def _begin(request: HttpRequest, persona: Persona) -> HttpResponse:
    begin_session(request, persona.visitor(), str(persona.name))
    return HttpResponseRedirect(_next(request))


def _refuse_without_code(request: HttpRequest) -> HttpResponse | None:
    """Why a staff persona may not sign in from another machine; None when the code is right."""
    code = request.POST.get("code", "")
    if not code.strip():
        return _page(
            request, 403, gettext("Staff sign in from another machine with the code that ./run prints.")
        )
    wait_s = code_limit.wait_s(client_address(request))
    if wait_s > 0:
        return too_many_requests(request, wait_s)
    if not same_staff_code(code, load_staff_code(settings.CONFIG.data)):
        return _page(
            request, 403, gettext("This is not the code that ./run printed. Look at its first lines.")
        )
    return None


def _page(request: HttpRequest, status: int = 200, problem: str = "") -> HttpResponse:
    context = {
        "residents": residents(),
        "staff": staff(),
        "code_needed": not is_on_this_machine(request),
        "problem": problem,
        "next": _next(request),
    }
    return render(request, "web/sign_in.html", context, status=status)


def _next(request: HttpRequest) -> str:
    """Where to go on: an address of this site that the form or the link named, else the front page."""
    wanted = request.POST.get("next") or request.GET.get("next", "")
    front = f"/{get_language()}/"
    ours = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if ours and len(wanted) <= NEXT_CHARS and not urlsplit(wanted).netloc else front


def _sandbox_only() -> None:
    if not load_city(settings.CONFIG.city).sandbox:
        raise Http404

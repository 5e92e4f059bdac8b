"""The page where people sign in, the sandbox's invented people, and signing out."""

from urllib.parse import urlsplit

from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from madang.kernel.access import Access, access
from madang.kernel.accounts.sessions import account_of_persona
from madang.kernel.city import load_city
from madang.kernel.city_sign_in import load_city_sign_in
from madang.kernel.identity import sign_out as end_session
from madang.kernel.keys import load_staff_code, same_staff_code
from madang.kernel.personas import Persona, find_persona, residents, staff
from madang.web.accounts.way_on import way_on
from madang.web.api.addresses import AddressLimit, client_address, is_on_this_machine
from madang.web.preferences import COOKIE, changed, keep, preferences_of
from madang.web.views.errors import too_many_requests

# Wide: a whole class may sit behind one address. Codes are tried far more narrowly.
sign_in_limit = AddressLimit(burst=300, per_s=5.0)
code_limit = AddressLimit(burst=10, per_s=0.1)


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def sign_in(request: HttpRequest) -> HttpResponse:
    """The ways in: a passkey, a code by e-mail, the city's own sign-in; in a sandbox its invented people."""
    return sign_in_page(request)


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
        return sign_in_page(
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
    UserSession.objects.filter(session_key=request.session.session_key).delete()
    end_session(request)
    return HttpResponseRedirect(way_on(request))


def _begin(request: HttpRequest, persona: Persona) -> HttpResponse:
    token, is_new = request.META.get("CSRF_COOKIE"), request.META.get("CSRF_COOKIE_NEEDS_UPDATE", False)
    login(request, account_of_persona(persona))
    request.META["CSRF_COOKIE"], request.META["CSRF_COOKIE_NEEDS_UPDATE"] = token, is_new
    response = HttpResponseRedirect(way_on(request))
    if persona.text_percent != 100 and COOKIE not in request.COOKIES:
        # Who has chosen something in this browser keeps it.
        wanted = changed(preferences_of(request), {"text": persona.text_percent})
        keep(response, wanted, secure=request.is_secure())
    return response


def _refuse_without_code(request: HttpRequest) -> HttpResponse | None:
    """Why a staff persona may not sign in from another machine; None when the code is right."""
    code = request.POST.get("code", "")
    if not code.strip():
        return sign_in_page(
            request, 403, gettext("Staff sign in from another machine with the code that ./run prints.")
        )
    wait_s = code_limit.wait_s(client_address(request))
    if wait_s > 0:
        return too_many_requests(request, wait_s)
    if not same_staff_code(code, load_staff_code(settings.CONFIG.data)):
        return sign_in_page(
            request, 403, gettext("This is not the code that ./run printed. Look at its first lines.")
        )
    return None


def sign_in_page(
    request: HttpRequest, status: int = 200, problem: str = "", email_problem: str = ""
) -> HttpResponse:
    """The page with what went wrong, where something did."""
    city_sign_in = load_city_sign_in(settings.CONFIG.city)
    context = {
        "residents": residents(),
        "staff": staff(),
        "code_needed": not is_on_this_machine(request),
        "problem": problem,
        "email_problem": email_problem,
        "typed_email": request.POST.get("email", "")[:254],
        "mail_is_sent": settings.MAIL_IS_SENT,
        "city_sign_in": city_sign_in,
        "city_sign_in_name": city_sign_in.name[get_language() or "ko"] if city_sign_in else "",
        "passkey_host": urlsplit(settings.CONFIG.public_url).hostname,
        "next": way_on(request),
    }
    return render(request, "web/sign_in.html", context, status=status)


def _sandbox_only() -> None:
    if not load_city(settings.CONFIG.city).sandbox:
        raise Http404

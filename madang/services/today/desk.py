"""The editors' desk: every notice and event in every state, with its history, a form and a preview."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel.access import Access, access
from madang.kernel.identity import visitor_of
from madang.kernel.personas import persona_of
from madang.services.today import actions, forms, rules
from madang.services.today.models import Item, Picture
from madang.services.today.pictures import PictureRefused, keep_picture
from madang.services.today.rules import Problem
from madang.services.today.views import language, told

ON_A_PAGE = 30
FILTERS = ("now", "draft", "past")


@require_safe
@never_cache
@access(Access.EDITOR)
def items(request: HttpRequest) -> HttpResponse:
    """`?show=now|draft|past`: what is shown or will be, drafts and withdrawn ones, and what has ended."""
    show = request.GET.get("show", "now")
    now = timezone.now()
    found = Item.objects.filter(city=settings.CONFIG.city)
    if show == "draft":
        found = found.exclude(state="published").filter(ends_at__gt=now).order_by("-updated_at")
    elif show == "past":
        found = found.filter(ends_at__lte=now).order_by("-ends_at")
    else:
        show = "now"
        found = found.filter(state="published", ends_at__gt=now).order_by("starts_at")
    page = Paginator(found, ON_A_PAGE).get_page(request.GET.get("page"))
    rows = [{"item": one, "title": one.title[language()]} for one in page.object_list]
    return render(request, "today/desk.html", {"rows": rows, "page": page, "show": show, "now": now})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.EDITOR)
def new(request: HttpRequest, kind: str) -> HttpResponse:
    """A form for a new notice or event; kept as a draft first."""
    if kind not in rules.KINDS:
        raise Http404
    values: dict[str, Any] = {"kind": kind}
    problems: dict[str, str] = {}
    if request.method == "POST":
        values = {**request.POST.dict(), "kind": kind}
        try:
            made = actions.create(
                settings.CONFIG.city, _draft(request, values), _by(request), _upload(request)
            )
        except (actions.ItemRefused, PictureRefused) as refused:
            problems = _explained(refused)
        else:
            return HttpResponseRedirect(reverse("today:edit", args=[made.pk]))
    return _form(request, values, problems, None)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.EDITOR)
def edit(request: HttpRequest, item: UUID) -> HttpResponse:
    """One of them. POST `do=save|publish|withdraw` with the `version` that the form showed."""
    found = get_object_or_404(Item.objects.select_related("picture"), pk=item, city=settings.CONFIG.city)
    values: dict[str, Any] = dict(forms.form_of(actions.draft_of(found)))
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            _do(request, found)
            return HttpResponseRedirect(reverse("today:edit", args=[found.pk]))
        except (actions.ItemRefused, PictureRefused) as refused:
            problems = _explained(refused)
            values = {**request.POST.dict(), "kind": found.kind}
        except actions.Changed:
            problems = {"all": gettext("Somebody has changed this meanwhile. Look at it again.")}
            found.refresh_from_db()
    return _form(request, values, problems, found)


def _do(request: HttpRequest, found: Item) -> None:
    version = request.POST.get("version", "")
    number = int(version) if version.isdecimal() and len(version) < 9 else 0
    by = _by(request)
    match request.POST.get("do"):
        case "publish":
            problems = rules.problems_of(actions.draft_of(found), timezone.now())
            if problems:
                raise actions.ItemRefused(problems)
            actions.publish(found, by, number)
        case "withdraw":
            actions.withdraw(found, by, number)
        case _:
            values = {**request.POST.dict(), "kind": found.kind}
            draft = _draft(request, values, str(found.picture_id or ""))
            actions.change(found, draft, by, number, _upload(request))


def _draft(request: HttpRequest, values: dict[str, Any], kept_picture: str = "") -> rules.Draft:
    draft = forms.read_draft(values, kept_picture, "picture" in request.FILES)
    known = {"", *(value for value, _words in forms.spots(language()))}
    if values.get("where", "") not in known:
        raise actions.ItemRefused([Problem("where", "spot")])
    return draft


def _upload(request: HttpRequest) -> Picture | None:
    upload = request.FILES.get("picture")
    return keep_picture(upload) if upload is not None and not isinstance(upload, list) else None


def _explained(refused: actions.ItemRefused | PictureRefused) -> dict[str, str]:
    if isinstance(refused, PictureRefused):
        return {"picture": str(forms.CODES[refused.code])}
    return forms.explained(refused.problems)


def _form(
    request: HttpRequest, values: dict[str, Any], problems: dict[str, str], found: Item | None
) -> HttpResponse:
    lang = language()
    context = {
        "values": values,
        "problems": problems,
        "found": found,
        "kind": values["kind"],
        "spots": forms.spots(lang),
        "limits": {"title": rules.TITLE_CHARS, "text": rules.TEXT_CHARS, "owner": rules.OWNER_CHARS},
        "history": _history(found) if found else [],
        "preview": told(found, lang, forms.where_of(found, lang)) if found else None,
        "ended": found is not None and found.ends_at <= timezone.now(),
    }
    return render(request, "today/edit.html", context, status=422 if problems else 200)


def _history(found: Item) -> list[dict[str, Any]]:
    return [
        {"version": one.version, "state": one.state, "by": staff_name(one.by), "at": one.at}
        for one in found.versions.order_by("-version")[:20]
    ]


def staff_name(subject: str) -> str:
    """What the desk calls one of the staff: the sandbox's by name, others by the start of their subject."""
    persona = persona_of(subject)
    return str(persona.name) if persona else subject[:8]


def _by(request: HttpRequest) -> str:
    return visitor_of(request).subject or ""

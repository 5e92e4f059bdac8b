"""The page of a place: a server-rendered shell for the 3D view or the map view, and the config both read."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_safe

from madang.kernel.access import Access, access, allows
from madang.kernel.city import load_city
from madang.kernel.funnel import count
from madang.kernel.identity import visitor_of
from madang.kernel.order import rules
from madang.kernel.order.texts import TERM_TEXTS, reason_choices
from madang.kernel.place_drafts import draft_of, usable_draft
from madang.kernel.places import (
    BuiltPlace,
    PlaceNotBuilt,
    current_documents,
    load_built_place,
    shown_document,
)
from madang.places.document import DocumentError
from madang.web.place_config import place_config

VIEWS = ("auto", "3d", "map")
TEMPLATES = {"auto": "web/place_3d.html", "3d": "web/place_3d.html", "map": "web/place_map.html"}
PLACE_CSP = {
    "script-src": ["'wasm-unsafe-eval'"],
    "worker-src": ["'self'", "blob:"],
    "img-src": ["blob:", "data:"],
    "connect-src": ["blob:"],
}


@require_safe
@ensure_csrf_cookie
@access(Access.ANYONE)
def place(request: HttpRequest, name: str) -> HttpResponse:
    """`?view=auto|3d|map`, `?at=<object id>`: the square, as the person chose to see it."""
    city = load_city(settings.CONFIG.city)
    view = request.GET.get("view", "auto")
    view = view if view in VIEWS else "auto"
    try:
        built = load_built_place(city.slug, name)
    except PlaceNotBuilt as error:
        if name == city.place:
            preparing = render(request, "web/preparing.html", status=503)
            preparing.headers["Retry-After"] = "60"
            return preparing
        raise Http404(str(error)) from error
    count(f"place:{name}", door=view, step="visit")
    response = render(request, TEMPLATES[view], _context(request, built, view))
    response._csp_update = PLACE_CSP  # type: ignore[attr-defined]  # as csp.decorators.csp_update does
    return response


def _context(request: HttpRequest, built: BuiltPlace, view: str) -> dict[str, object]:
    """`place`, `place_title`, `view`, `document`, `config` (printed with json_script as `place-config`)."""
    lang = get_language() or settings.LANGUAGE_CODE
    documents = current_documents(built.city)
    visitor = visitor_of(request)
    draft = None
    if request.GET.get("draft") and visitor.subject and allows(Access.EDITOR, visitor):
        draft = draft_of(built, visitor.subject)
    try:
        document = shown_document(built, usable_draft(built, draft) or documents[built.place])
    except DocumentError:
        draft, document = None, shown_document(built, documents[built.place])
    title = document.get("title", {}).get(lang) or gettext("Square")
    config = place_config(
        settings.CONFIG,
        built,
        {**documents, built.place: document},
        lang=lang,
        view=view,
        at=request.GET.get("at"),
        keeps_order=allows(Access.MODERATOR, visitor),
        draft=draft is not None,
        now=timezone.now(),
        time_zone=load_city(settings.CONFIG.city).time_zone,
    )
    return {
        "place": built.place,
        "place_title": title,
        "view": view,
        "document": document,
        "config": config,
        "draft": draft,
        "report_reasons": reason_choices(),
        "removal_terms": [(term.code, TERM_TEXTS[term.code]) for term in rules.TERMS],
    }

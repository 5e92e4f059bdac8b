"""The desk: one page a place, whose script keeps a draft; what is restored or dropped is a plain form."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import ensure_csrf_cookie
from django.views.decorators.http import require_http_methods, require_safe

from madang.kernel import place_drafts as drafts
from madang.kernel.access import Access, access
from madang.kernel.identity import visitor_of
from madang.kernel.models import PlaceRevision
from madang.kernel.place_drafts import DraftTaken
from madang.kernel.places import (
    BuiltPlace,
    RevisionTaken,
    built_places,
    current_documents,
    load_built_place,
)
from madang.places.document import DocumentError
from madang.web.placedesk import texts
from madang.web.placedesk.choices import author_name, check, language, page_data, told

MAX_BYTES = 2_000_000
MOST_REVISIONS = 30
NOTE_CHARS = 300


@require_safe
@never_cache
@access(Access.EDITOR)
def index(request: HttpRequest) -> HttpResponse:
    """The places that can be changed."""
    lang = language()
    rows = [
        {"name": name, "title": document["title"][lang], "n": len(document["objects"])}
        for name, document in current_documents(settings.CONFIG.city).items()
    ]
    return render(request, "placedesk/index.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@ensure_csrf_cookie
@access(Access.EDITOR)
def edit(request: HttpRequest, name: str) -> HttpResponse:
    """The desk of a place. POST `do=save|publish|merge` as JSON by its script, `do=drop|restore` as forms."""
    if name not in built_places(settings.CONFIG.city):
        raise Http404
    built = load_built_place(settings.CONFIG.city, name)
    author = visitor_of(request).subject or ""
    if request.method == "POST" and request.content_type == "application/json":
        return _answer_script(request, built, author)
    if request.method == "POST":
        return _answer_form(request, built, author)
    return _page(request, built, author)


def _page(request: HttpRequest, built: BuiltPlace, author: str, problem: str = "") -> HttpResponse:
    rows = PlaceRevision.objects.filter(city=built.city, place=built.place).defer("document")
    others = drafts.other_drafts(built, author)
    context = {
        "place": built.place,
        "place_title": built.document["title"][language()],
        "here": reverse("place", args=[built.place]),
        "data": page_data(built, author),
        "history": [(row, author_name(row.author)) for row in rows.order_by("-revision")[:MOST_REVISIONS]],
        "others": [(draft, author_name(draft.author)) for draft in others],
        "note_chars": NOTE_CHARS,
        "problem": problem,
    }
    return render(request, "placedesk/edit.html", context, status=422 if problem else 200)


def _answer_script(request: HttpRequest, built: BuiltPlace, author: str) -> HttpResponse:
    """Save, publish or merge; 409 where somebody was faster, 422 where the document cannot be published."""
    try:
        if len(request.body) > MAX_BYTES:
            raise ValueError
        asked = json.loads(request.body)
        version, do = int(asked["version"]), asked["do"]
        if do == "save":
            return _save(built, author, asked, version)
        if do == "publish":
            return _publish(built, author, version, str(asked.get("note", ""))[:NOTE_CHARS])
        if do != "merge":
            raise ValueError
        draft, conflicts = drafts.rebase_draft(built, author, version=version)
        state = _state(built, draft.document, draft.version, draft.based_on)
        return JsonResponse({**state, "conflicts": conflicts})
    except (ValueError, KeyError, TypeError, RecursionError):
        text = gettext("This cannot be read. Load the page again.")
        return JsonResponse({"code": "unreadable", "text": text}, status=400)
    except DraftTaken:
        return JsonResponse({"code": "draft_taken", "text": str(texts.SAYS["taken"])}, status=409)


def _save(built: BuiltPlace, author: str, asked: Mapping[str, Any], version: int) -> HttpResponse:
    document = asked["document"]
    if not isinstance(document, dict) or not isinstance(document.get("objects"), list):
        raise TypeError
    kept = drafts.save_draft(built, author, document, version=version, based_on=int(asked["based_on"]))
    return JsonResponse(_state(built, kept.document, kept.version, kept.based_on))


def _publish(built: BuiltPlace, author: str, version: int, note: str) -> HttpResponse:
    draft = drafts.draft_of(built, author)
    if draft is None or draft.version != version:
        raise DraftTaken(draft)
    problems = check(built, draft.document)
    if any(problem.level == "error" for problem in problems):
        said = told(problems, draft.document)
        return JsonResponse({"code": "wrong", "text": "", "problems": said}, status=422)
    try:
        row = drafts.publish_draft(built, author, version=version, note=note)
    except RevisionTaken:
        newest = drafts.newest_revision(built)
        text = gettext(
            "%(by)s has published revision %(n)s since you began. Nothing is lost: put your changes on top "
            "of it, look at the whole, then publish."
        ) % {"by": author_name(newest.author) if newest else "", "n": newest.revision if newest else 0}
        return JsonResponse({"code": "revision_taken", "text": text}, status=409)
    except DocumentError as error:
        return JsonResponse({"code": "wrong", "text": str(error), "problems": []}, status=422)
    return JsonResponse({**_state(built, row.document, 0, row.revision), "published": row.revision})


def _answer_form(request: HttpRequest, built: BuiltPlace, author: str) -> HttpResponse:
    """Drop the draft, or publish an older revision again: plain forms, without a script."""
    again = reverse("placedesk:edit", args=[built.place])
    number = request.POST.get("revision", "")
    if request.POST.get("do") == "drop":
        drafts.drop_draft(built, author)
    elif request.POST.get("do") == "restore" and number.isdecimal() and len(number) < 9:
        note = gettext("Revision %(n)s again") % {"n": number}
        try:
            drafts.restore_revision(built, author, int(number), note)
        except PlaceRevision.DoesNotExist as error:
            raise Http404 from error
        except (DocumentError, RevisionTaken) as error:
            problem = gettext("This revision cannot be published again: %(why)s") % {"why": str(error)}
            return _page(request, built, author, problem)
        again += "#history"
    return HttpResponseRedirect(again)


def _state(built: BuiltPlace, document: Mapping[str, Any], version: int, based_on: int) -> dict[str, Any]:
    """How the draft stands, for the script."""
    return {
        "document": document,
        "version": version,
        "based_on": based_on,
        "problems": told(check(built, document), document),
    }

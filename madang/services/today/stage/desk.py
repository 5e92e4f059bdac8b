"""The host's desk: sessions of the stage, slides, speakers, the line, the queue of questions, the end."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from madang.kernel.access import Access, access, allows
from madang.kernel.identity import visitor_of
from madang.kernel.places import built_places
from madang.services.today.actions import shown
from madang.services.today.forms import CODES as ITEM_CODES
from madang.services.today.forms import read_moment
from madang.services.today.models import Item, StageSession
from madang.services.today.pictures import PictureRefused, keep_picture
from madang.services.today.stage import actions, questions, rules, speakers
from madang.services.today.stage.barred import is_barred
from madang.services.today.stage.texts import explained
from madang.services.today.stage.views import place_title
from madang.services.today.views import language

RECENT = 30
# What a speaker may do too; all else is the editors'.
OF_SPEAKERS = frozenset(
    {
        "say", "next", "previous", "take", "answered", "dismiss", "add_slide", "earlier", "later",
        "remove_slide", "end",
    }
)  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.EDITOR)
def sessions(request: HttpRequest) -> HttpResponse:
    """All sessions, the newest first, and the form for a new one."""
    problems: dict[str, str] = {}
    if request.method == "POST":
        try:
            made = _prepared(request)
        except actions.StageRefused as refused:
            problems = {name: explained(code) for name, code in refused.problems.items()}
        else:
            return HttpResponseRedirect(reverse("today:stage_host", args=[made.pk]))
    now = timezone.now()
    lang = language()
    rows = [
        {"session": one, "title": one.title[lang], "where": place_title(one.place)}
        for one in StageSession.objects.filter(city=settings.CONFIG.city).order_by("-created_at")[:RECENT]
    ]
    events = shown(settings.CONFIG.city, now).filter(kind="event").exclude(place="")
    context = {
        "sessions": rows,
        "problems": problems,
        "values": request.POST.dict(),
        "events": [{"id": str(one.pk), "title": one.title[lang]} for one in events[:100]],
        "places": [(name, place_title(name)) for name in built_places(settings.CONFIG.city)],
        "limits": {"title": rules.TITLE_CHARS, "name": rules.NAME_CHARS},
    }
    return render(request, "today/stage/desk.html", context, status=422 if problems else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@access(Access.SIGNED_IN)
def host(request: HttpRequest, session: UUID) -> HttpResponse:
    """One session, for editors and its speakers. `?part=live` answers only what changes."""
    found = get_object_or_404(StageSession, pk=session, city=settings.CONFIG.city)
    visitor = visitor_of(request)
    if not speakers.may_host(found, visitor) or is_barred(request):
        raise PermissionDenied("This needs an editor, or a speaker of this stage.")
    problems: dict[str, str] = {}
    link = ""
    if request.method == "POST":
        do = request.POST.get("do", "")
        if do not in OF_SPEAKERS and not allows(Access.EDITOR, visitor):
            raise PermissionDenied("This needs an editor.")
        try:
            link = _do(request, found, do)
        except actions.StageRefused as refused:
            problems = {name: explained(code) for name, code in refused.problems.items()}
        except rules.WordsRefused as refused:
            problems = {"line": explained(refused.code)}
        except PictureRefused as refused:
            problems = {"picture": str(ITEM_CODES[refused.code])}
        found = StageSession.objects.get(pk=session)
        if not problems and not link and request.GET.get("part") != "live":
            return HttpResponseRedirect(reverse("today:stage_host", args=[found.pk]))
    part = request.GET.get("part") == "live"
    context = _context(request, found) | {"problems": problems, "link": link, "values": request.POST.dict()}
    template = "today/stage/_host_live.html" if part else "today/stage/host.html"
    return render(request, template, context, status=422 if problems else 200)


def _prepared(request: HttpRequest) -> StageSession:
    given = request.POST
    item = None
    if given.get("item"):
        events = Item.objects.filter(city=settings.CONFIG.city, kind="event", state="published")
        item = next((one for one in events if str(one.pk) == given["item"]), None)
    place = item.place if item and item.place else given.get("place", "")
    draft = rules.Draft(
        place=place if place in built_places(settings.CONFIG.city) else "",
        title={lang: given.get(f"title_{lang}", "") for lang in rules.LANGUAGES},
        speaker=given.get("speaker", ""),
        ends_at=item.ends_at if item else read_moment(given.get("ends_at", "")),
    )
    return actions.prepare(settings.CONFIG.city, draft, item)


def _do(request: HttpRequest, found: StageSession, do: str) -> str:
    """Do it; the address of a new invitation, else empty."""
    given = request.POST
    simple: dict[str, Callable[[], object]] = {
        "open": lambda: actions.open_session(found.pk),
        "end": lambda: actions.end(found.pk),
        "next": lambda: actions.turn(found.pk, 1),
        "previous": lambda: actions.turn(found.pk, -1),
        "take": lambda: questions.show_next(found.pk),
        "answered": lambda: questions.answered(found.pk),
        "earlier": lambda: actions.move_slide(found.pk, _number(given.get("slide")), -1),
        "later": lambda: actions.move_slide(found.pk, _number(given.get("slide")), 1),
        "remove_slide": lambda: actions.remove_slide(found.pk, _number(given.get("slide"))),
    }
    if do in simple:
        simple[do]()
    elif do == "say":
        me = speakers.speaker_of(found, visitor_of(request))
        if actions.say(found.pk, given.get("line", ""), language(), me) is None:
            raise actions.StageRefused({"line": "closed"})
    elif do == "add_slide":
        _add_slide(request, found)
    elif do == "invite":
        _made, secret = speakers.invite(found.pk, given.get("name", ""))
        return settings.CONFIG.public_url + reverse("today:stage_invited", args=[secret])
    elif do in ("dismiss", "uninvite"):
        which = _uuid(given.get("which"))
        if which is not None and do == "dismiss":
            questions.dismiss(found.pk, which)
        elif which is not None:
            speakers.uninvite(found.pk, which)
    return ""


def _add_slide(request: HttpRequest, found: StageSession) -> None:
    upload = request.FILES.get("picture")
    has_picture = upload is not None and not isinstance(upload, list)
    texts = {
        name: {lang: request.POST.get(f"{name}_{lang}", "") for lang in rules.LANGUAGES}
        for name in ("slide_title", "slide_text", "alt")
    }
    slide = rules.Slide(texts["slide_title"], texts["slide_text"], has_picture, texts["alt"])
    problems = rules.slide_problems(slide)
    if problems:
        raise actions.StageRefused(problems)
    actions.add_slide(found.pk, slide, keep_picture(upload) if has_picture and upload else None)


def _context(request: HttpRequest, found: StageSession) -> dict[str, Any]:
    lang = language()
    slides = [
        {
            "slide": one,
            "title": one.title.get(lang, ""),
            "text": one.text.get(lang, ""),
            "alt": one.alt.get(lang, ""),
            "is_on": number == found.slide and found.state == "open",
            "n": number,
        }
        for number, one in enumerate(found.slides.select_related("picture"), start=1)
    ]
    return {
        "found": found,
        "title": found.title[lang],
        "where": place_title(found.place),
        "slides": slides,
        "on": next((row for row in slides if row["is_on"]), None),
        "is_over": found.state == "ended" or found.ends_at <= timezone.now(),
        "queue": questions.queue(found.pk) if found.state == "open" else [],
        "lines": list(found.lines.order_by("-n")[:5]),
        "speakers": found.speakers.order_by("created_at"),
        "may_edit": allows(Access.EDITOR, visitor_of(request)),
        "limits": {
            "line": rules.LINE_CHARS,
            "slide_title": rules.SLIDE_TITLE_CHARS,
            "slide_text": rules.SLIDE_TEXT_CHARS,
            "alt": rules.ALT_CHARS,
            "name": rules.NAME_CHARS,
        },
    }


def _number(text: str | None) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else 0


def _uuid(text: str | None) -> UUID | None:
    try:
        return UUID(text or "")
    except ValueError:
        return None

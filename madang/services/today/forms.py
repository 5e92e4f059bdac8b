"""What an editor's form says, read into a draft; and what it needs to be shown again."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from madang.kernel.places import PlaceNotBuilt, built_places, current_document, load_built_place
from madang.services.today import rules
from madang.services.today.models import Item
from madang.services.today.rules import Draft, Problem

SEPARATOR = ":"
CODES: dict[str, str | Promise] = {
    "empty": _("Write this in both languages."),
    "long": _("This is too long. Shorten it."),
    "time": _("Give a day and a time."),
    "order": _("The end must come after the beginning."),
    "past": _("The end lies in the past. Choose a later one."),
    "longest": _("At most 60 days. Choose an earlier end."),
    "farthest": _("This is more than a year ahead. Choose an earlier day."),
    "owner": _("Say which office answers for this, in at most 60 characters."),
    "link": _("Write an address that begins with https:// or with /."),
    "kind": _("Choose a notice or an event."),
    "spot": _("Choose a place from the list."),
    "too_large": _("The file is larger than 1.5 MB. Choose a smaller one."),
    "not_a_picture": _("This is not a picture that can be shown. Choose a JPEG, PNG or WebP file."),
    "too_many_pixels": _("The picture has too many pixels. Choose a smaller one."),
}


def read_draft(given: Mapping[str, str], kept_picture: str = "", has_upload: bool = False) -> Draft:
    """The draft in a form's fields; times are the city's own."""
    place, _sign, spot = given.get("where", "").partition(SEPARATOR)
    keeps = bool(kept_picture) and given.get("picture_away") != "1"
    return Draft(
        kind=given.get("kind", ""),
        title={lang: given.get(f"title_{lang}", "") for lang in rules.LANGUAGES},
        text={lang: given.get(f"text_{lang}", "").replace("\r\n", "\n") for lang in rules.LANGUAGES},
        starts_at=read_moment(given.get("starts_at", "")),
        ends_at=read_moment(given.get("ends_at", "")),
        owner=given.get("owner", ""),
        place=place,
        spot=spot,
        link=given.get("link", "").strip(),
        picture="new" if has_upload else kept_picture if keeps else "",
        picture_alt={lang: given.get(f"alt_{lang}", "") for lang in rules.LANGUAGES},
    )


def form_of(draft: Draft) -> dict[str, str]:
    """A draft as the form's fields."""
    texts = {"title": draft.title, "text": draft.text, "alt": draft.picture_alt or {}}
    words = {
        f"{name}_{lang}": value.get(lang, "") for name, value in texts.items() for lang in rules.LANGUAGES
    }
    return {
        **words,
        "kind": draft.kind,
        "starts_at": _typed(draft.starts_at),
        "ends_at": _typed(draft.ends_at),
        "owner": draft.owner,
        "link": draft.link,
        "where": f"{draft.place}{SEPARATOR}{draft.spot}" if draft.place else "",
    }


def explained(problems: list[Problem]) -> dict[str, str]:
    """The sentence beside each field."""
    return {problem.field: str(CODES[problem.code]) for problem in problems}


def spots(lang: str) -> list[tuple[str, str]]:
    """Every place with its objects and zones as `(value, words)`, for the list in the form."""
    found: list[tuple[str, str]] = []
    for name in built_places(settings.CONFIG.city):
        try:
            document = current_document(load_built_place(settings.CONFIG.city, name))
        except PlaceNotBuilt:
            continue
        title = document["title"][lang]
        found.append((f"{name}{SEPARATOR}", title))
        things = [*document.get("zones", ()), *document.get("objects", ())]
        found += [
            (f"{name}{SEPARATOR}{thing['id']}", f"{title} · {thing['title'][lang]}")
            for thing in things
            if thing.get("title") and thing.get("kind") != "seat"
        ]
    return found


def where_of(item: Item, lang: str) -> str:
    """The place of an item in words; empty when it is nowhere in particular."""
    if not item.place:
        return ""
    return dict(spots(lang)).get(f"{item.place}{SEPARATOR}{item.spot}", "")


def read_moment(text: str) -> datetime | None:
    """The moment in a field, in the city's own time; None when it is none."""
    try:
        found = parse_datetime(text)
        if found is None:
            return None
        return found if timezone.is_aware(found) else timezone.make_aware(found)
    except (ValueError, OverflowError):
        return None


def _typed(moment: datetime | None) -> str:
    return timezone.localtime(moment).strftime("%Y-%m-%dT%H:%M") if moment else ""

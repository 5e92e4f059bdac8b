"""What the desk's page holds: the draft, what there is to choose from, and what is wrong with it."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import get_language, gettext

from madang import paths
from madang.kernel import place_drafts as drafts
from madang.kernel.models import PlacePicture
from madang.kernel.pictures import pictures_in
from madang.kernel.places import CITY_PACK, BuiltPlace, current_documents
from madang.kernel.service import installed_services
from madang.places.check import Known, Problem, check_draft
from madang.places.document import LANGUAGES, PICTURE
from madang.places.place import Place, load_place
from madang.web.order.desk import staff_name
from madang.web.placedesk import texts


def page_data(built: BuiltPlace, author: str) -> dict[str, Any]:
    """All that the page's script needs, printed as JSON."""
    now = drafts.standing(built, author)
    place = ground_of(built)
    here = reverse("place", args=[built.place])
    lang = language()
    kinds = [
        {"value": kind, "title": str(texts.KINDS.get(kind, kind)), "half": list(half)}
        for kind, half in place.footprints.items()
    ]
    return {
        "lang": lang,
        "side_m": built.side_m,
        "map": built.files["map"],
        "document": now.document,
        "based_on": now.based_on,
        "version": now.version,
        "problems": told(check(built, now.document), now.document),
        "kinds": sorted(kinds, key=lambda kind: str(kind["title"])),
        "services": [{"value": one.slug, "title": str(one.title)} for one in installed_services()],
        "destinations": [
            {"value": value, "title": title} for value, title in destinations(built, lang).items()
        ],
        "layers": [
            {"value": name, "title": about["title"][lang], "objects": about["objects"]}
            for name, about in built.layers.items()
        ],
        "urls": {
            "three": f"{here}?view=3d&draft=1",
            "map": f"{here}?view=map&draft=1",
            "self": reverse("placedesk:edit", args=[built.place]),
            "upload": reverse("placedesk:upload", args=[built.place]),
        },
        "texts": {key: str(text) for key, text in texts.SAYS.items()},
    }


def check(built: BuiltPlace, document: Mapping[str, Any]) -> list[Problem]:
    """What is wrong with a draft."""
    # The city pack names services that a city may not have installed yet; staff may leave them there.
    planned = {thing["service"] for thing in built.document["objects"] if thing.get("service")}
    known = Known(
        kinds=built.kinds,
        services=planned | {service.slug for service in installed_services()},
        destinations=destinations(built, language()),
        layers=list(built.layers),
        pictures=_kept_pictures(document),
    )
    return check_draft(document, ground_of(built), known)


def _kept_pictures(document: Mapping[str, Any]) -> set[str]:
    """Those of the draft's pictures that there are."""
    things = [thing for thing in document.get("objects", ()) if isinstance(thing, dict)]
    asked = {name for name in pictures_in({"objects": things}) if PICTURE.match(name)}
    return {str(pk) for pk in PlacePicture.objects.filter(pk__in=asked).values_list("pk", flat=True)}


def told(problems: Sequence[Problem], document: Mapping[str, Any]) -> list[dict[str, str]]:
    """The problems in the editor's language, with things called by their titles."""
    titles = {
        str(thing.get("id")): str(thing["title"].get(language()) or thing.get("id"))
        for thing in document.get("objects", ())
        if isinstance(thing, dict) and isinstance(thing.get("title"), dict)
    }
    said = []
    for one in problems:
        text = str(texts.PROBLEMS[one.code])
        if one.other:
            text = text.replace("%(other)s", titles.get(one.other, one.other))
        said.append({"where": one.where, "field": one.field, "level": one.level, "text": text})
    return said


def destinations(built: BuiltPlace, lang: str) -> dict[str, str]:
    """Where a door may lead: the other places and their named spawns, as `to` names them, with words."""
    found: dict[str, str] = {}
    for name, document in current_documents(built.city).items():
        if name == built.place:
            continue
        found[name] = title = document["title"][lang]
        for spawn in document["spawns"]:
            if spawn.get("id"):
                found[f"{name}#{spawn['id']}"] = f"{title} · {spawn['id']}"
    return found


def author_name(author: str) -> str:
    """What the desk calls who has published."""
    return gettext("City pack") if author == CITY_PACK else staff_name(author)


def ground_of(built: BuiltPlace) -> Place:
    """The built place, as the world walks it."""
    folder = paths.built_dir() / "places" / built.city / built.place
    return _load_ground(folder, (folder / "place.json").stat().st_mtime_ns)


@lru_cache(maxsize=8)
def _load_ground(folder: Path, _changed: int) -> Place:
    return load_place(folder)


def language() -> str:
    """The page's language, one of those that texts of places have."""
    lang = get_language() or settings.LANGUAGE_CODE
    return lang if lang in LANGUAGES else LANGUAGES[0]

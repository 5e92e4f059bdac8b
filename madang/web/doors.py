"""What a place's page knows of the city's other places: what stands there, which door leads on.

Also what a counter says while its service is not installed: no button may promise what is not there.
"""

from collections.abc import Collection, Mapping
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, override

from madang.kernel.places import Document, load_built_place
from madang.kernel.service import find_service

DUTY = "-duty"


def place_links(documents: Mapping[str, Document], services: Collection[str]) -> list[dict[str, Any]]:
    """All places of the city for the client: `place`, `title`, `url`, `built`, `spawns`, `kiosks`, `doors`.

    `spawns` are those with a name; `kiosks` the things whose service is installed; `doors` lead elsewhere.
    """
    return [_link(name, document, services) for name, document in documents.items()]


def honest(document: Document, services: Collection[str]) -> dict[str, Any]:
    """The document with no service named that is not installed; what stands there says so in its text."""
    objects = [
        _on_duty(thing) if thing.get("service") in {None, *services} else _preparing(thing)
        for thing in document.get("objects", ())
    ]
    return {**document, "objects": objects}


def _on_duty(thing: Mapping[str, Any]) -> Mapping[str, Any]:
    """A counter, and the sign `<service>-duty` beside it, tell whether somebody sits there or when."""
    slug = thing.get("service") if thing.get("kind") == "counter" else _named_duty(thing)
    service = find_service(slug) if slug else None
    if service is None:
        return thing
    said = {}
    for lang, _ in settings.LANGUAGES:
        with override(lang):
            words = (thing.get("text", {}).get(lang, ""), service.counter_sign(timezone.now()))
            said[lang] = " ".join(word for word in words if word)
    return {**thing, "text": said}


def _named_duty(thing: Mapping[str, Any]) -> str:
    identifier = str(thing.get("id", ""))
    return identifier.removesuffix(DUTY) if identifier.endswith(DUTY) else ""


def _link(name: str, document: Document, services: Collection[str]) -> dict[str, Any]:
    objects = document.get("objects", ())
    files = load_built_place(settings.CONFIG.city, name).files
    return {
        "place": name,
        "title": document.get("title", {}),
        "url": reverse("place", args=[name]),
        "built": {part: files[part] for part in ("shell", "map", "walk")},
        "spawns": [spawn for spawn in document.get("spawns", ()) if spawn.get("id")],
        "kiosks": [
            _only(thing, ("id", "title", "service", "x", "z"))
            for thing in objects
            if thing.get("service") in services
        ],
        "doors": [_only(thing, ("id", "to", "x", "z")) for thing in objects if thing.get("to")],
    }


def _only(thing: Mapping[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: thing[name] for name in names if name in thing}


def _preparing(thing: Mapping[str, Any]) -> dict[str, Any]:
    said = {}
    for lang, _ in settings.LANGUAGES:
        with override(lang):
            said[lang] = gettext("This counter is being prepared. It is not open yet.")
    kept = {name: value for name, value in thing.items() if name != "service"}
    return {**kept, "text": said}

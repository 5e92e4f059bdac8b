"""The places of the city: what was built of them, and the document of objects and texts that staff revise."""

import errno
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, OuterRef, Subquery
from django.utils import timezone

from madang import paths
from madang.kernel.models import PlaceRevision
from madang.kernel.outbox import emit
from madang.places.document import read_document
from madang.places.outline import outline_of
from madang.protocol.events import PlacePublished

BUILT_URL = "/built"
CITY_PACK = "city-pack"
Document = Mapping[str, Any]


class PlaceNotBuilt(LookupError):
    """There is no built place of that name."""


class RevisionTaken(RuntimeError):
    """Somebody else published a revision of the place at the same moment."""


@dataclass(frozen=True)
class BuiltPlace:
    """What `madang build` made of one place. `files`: addresses by part; `kinds`: the furniture there is."""

    city: str
    place: str
    side_m: float
    cell_m: float
    kinds: tuple[str, ...]
    files: Mapping[str, str]
    document: Document
    geo: Mapping[str, float] = field(default_factory=dict)
    """Where on Earth the place lies: `lat`, `lon` in degrees, `bearing` of its own north."""
    layers: Mapping[str, Any] = field(default_factory=dict)
    """What each season's touch is called and sets up: `title` and `objects` by its id."""


def load_built_place(city: str, place: str) -> BuiltPlace:
    """The built place, read again when it is built anew. Raises PlaceNotBuilt."""
    root = paths.built_dir()
    sources = (
        root / "places" / city / place / "place.json",
        root / "places" / city / place / "document.json",
        root / "wardrobe" / "wardrobe.json",
        root / "furniture" / "furniture.json",
    )
    try:
        changed = tuple(path.stat().st_mtime_ns for path in sources)
    except OSError as error:
        if error.errno not in {errno.ENOENT, errno.ENAMETOOLONG}:
            raise
        raise PlaceNotBuilt(
            f"Place '{place}' of '{city}' is not built: '{error.filename}' is missing. Run `madang build`."
        ) from error
    return _read_built(city, place, sources, changed)


def built_places(city: str) -> list[str]:
    """The names of the city's built places, sorted."""
    return sorted(path.parent.name for path in (paths.built_dir() / "places" / city).glob("*/place.json"))


def current_document(built: BuiltPlace) -> Document:
    """The newest published revision of the place's document; the built one where none is published yet."""
    newest = _newest(built.city, built.place)
    return newest.document if newest else built.document


def current_documents(city: str) -> dict[str, Document]:
    """The document of each built place of the city by its name, as people see it now; one question."""
    newest = PlaceRevision.objects.filter(city=city, place=OuterRef("place")).order_by().values("place")
    last = Subquery(newest.annotate(last=Max("revision")).values("last"))
    published = {row.place: row.document for row in PlaceRevision.objects.filter(city=city, revision=last)}
    return {name: published.get(name) or load_built_place(city, name).document for name in built_places(city)}


def newest_revisions(city: str) -> dict[str, int]:
    """The number of the newest revision of each place that has one; one question."""
    rows = PlaceRevision.objects.filter(city=city).order_by().values_list("place")
    return dict(rows.annotate(newest=Max("revision")))


def published_outlines(city: str) -> dict[str, bytes]:
    """What the world has to know of each place that has a revision (madang/places/outline.py)."""
    newest = newest_revisions(city)
    rows = (PlaceRevision.objects.get(city=city, place=place, revision=n) for place, n in newest.items())
    return {row.place: outline_of(row.document) for row in rows}


def shown_document(built: BuiltPlace, document: Document) -> Document:
    """The document as people see it: with the things of the seasons' touches that are switched on."""
    things = [
        item
        for name in document.get("layers", ())
        if name in built.layers
        for item in built.layers[name]["objects"]
    ]
    return {**document, "objects": [*document.get("objects", ()), *things]}


def publish_place(
    built: BuiltPlace, document: Document, *, author: str, note: str = "", after: int | None = None
) -> PlaceRevision:
    """Publish the next revision of the place's document; people who are there see it at once.

    `note` says what was changed, `after` the revision that the author has seen (None: any).

    Raises:
        DocumentError: the document cannot be used; the text names the field.
        RevisionTaken: somebody else published at the same moment, or since `after`.
    """
    checked = read_document(
        {**document, "place": built.place}, built.side_m, built.kinds, list(built.layers)
    ).to_json()
    try:
        with transaction.atomic():
            newest = _newest(built.city, built.place)
            if after is not None and after != (newest.revision if newest else 0):
                raise RevisionTaken(
                    f"Revision after {after} of '{built.place}' refused: there is a newer one. Read it first."
                )
            revision = newest.revision + 1 if newest else 1
            now = timezone.now()
            row = PlaceRevision.objects.create(
                city=built.city,
                place=built.place,
                revision=revision,
                document={**checked, "revision": revision},
                author=author,
                note=note,
                published_at=now,
            )
            emit(PlacePublished(place=built.place, revision=revision, at=now.isoformat()), built.city)
    except IntegrityError as error:
        raise RevisionTaken(
            f"Revision of '{built.place}' refused: somebody published one just now. Read it and try again."
        ) from error
    return row


def load_city_pack(built: BuiltPlace) -> PlaceRevision | None:
    """Publish the built document where the city pack's content changed, but never over what staff edited."""
    newest = _newest(built.city, built.place)
    if newest and (newest.author != CITY_PACK or _content(newest.document) == _content(built.document)):
        return None
    return publish_place(built, built.document, author=CITY_PACK)


def _newest(city: str, place: str) -> PlaceRevision | None:
    return PlaceRevision.objects.filter(city=city, place=place).order_by("-revision").first()


def _content(document: Document) -> Document:
    return {key: value for key, value in document.items() if key != "revision"}


@lru_cache(maxsize=16)
def _read_built(city: str, place: str, sources: tuple[Path, ...], _changed: tuple[int, ...]) -> BuiltPlace:
    made, document, wardrobe, furniture = (json.loads(path.read_text(encoding="utf-8")) for path in sources)
    here = f"{BUILT_URL}/places/{city}/{place}"
    return BuiltPlace(
        city=city,
        place=place,
        side_m=made["side_m"],
        cell_m=made["cell_m"],
        kinds=tuple(furniture["kinds"]),
        files={
            "shell": f"{here}/{made['shell']}",
            "map": f"{here}/{made['map']}",
            "walk": f"{here}/{made['walk']}",
            "furniture": f"{BUILT_URL}/furniture/{furniture['glb']}",
            "furniture_meta": f"{BUILT_URL}/furniture/furniture.json",
            "wardrobe": f"{BUILT_URL}/wardrobe/{wardrobe['glb']}",
            "wardrobe_meta": f"{BUILT_URL}/wardrobe/wardrobe.json",
        },
        document=document,
        geo=made.get("geo", {}),
        layers=made.get("layers", {}),
    )

"""The place document: spawns, objects and zones with their texts, which staff edit.

Read from place.toml or JSON, and checked. Every error names the field, its value and what would do.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

LANGUAGES = ("ko", "en")
SKIES = ("outdoor", "indoor")
MAX_OBJECTS, MAX_ZONES, MAX_SPAWNS, MAX_TEXT = 500, 200, 20, 400
MAX_LAYERS, MAX_HOURS, MAX_TIMES = 12, 20, 48
ID = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
DESTINATION = re.compile(r"[a-z][a-z0-9-]{0,63}(#[a-z][a-z0-9-]{0,63})?\Z")
DOORS = ("portal", "door", "way-out")
"""Kinds of furniture that lead to another place."""
PICTURE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
HEX = re.compile(r"#[0-9a-f]{6}\Z")
TIMES = re.compile(r"([01]\d|2[0-3]):[0-5]\d-([01]\d|2[0-4]):[0-5]\d\Z")


class DocumentError(ValueError):
    """A place document that cannot be used: what is wrong, where, and what to write instead."""


@dataclass(frozen=True)
class Spawn:
    """Where people appear: a disc, and the yaw (0–255, clockwise from north) they look to.

    One with an `id` is for those who come through a door that leads to it; all others come to one without.
    """

    x: float
    z: float
    yaw: int
    radius_m: float
    id: str | None = None


@dataclass(frozen=True)
class PlaceObject:
    """A thing that stands in the place.

    `service` is the slug of the page a kiosk opens; `to` where a door leads: `lobby` or `lobby#entrance`, a
    place of the same city and one of its spawns; `picture` the id of what hangs on a picture board, `alt`
    what it shows, in words.
    """

    id: str
    kind: str
    x: float
    z: float
    yaw: int
    title: dict[str, str]
    text: dict[str, str]
    colour: str | None = None
    service: str | None = None
    to: str | None = None
    picture: str | None = None
    alt: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Zone:
    """A named spot of the place, for lists and for the map's labels."""

    id: str
    x: float
    z: float
    title: dict[str, str]


@dataclass(frozen=True)
class Hours:
    """When something of the shell plays, such as the fountain: first and last month, times of the day.

    `months` may wrap about the year (11 to 2); `times` are written "HH:MM-HH:MM".
    """

    id: str
    months: tuple[int, int]
    times: tuple[str, ...]


@dataclass(frozen=True)
class PlaceDocument:
    """One revision of a place's content.

    `sky` says whose light falls on it: the hour's (outdoor) or lamps that do not change (indoor).
    `layers` names the seasons' touches that are switched on; the city pack says what each of them sets up.
    """

    place: str
    revision: int
    title: dict[str, str]
    spawns: tuple[Spawn, ...]
    objects: tuple[PlaceObject, ...]
    zones: tuple[Zone, ...]
    sky: str = "outdoor"
    layers: tuple[str, ...] = ()
    hours: tuple[Hours, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As plain values for JSON; fields that are not set are left out."""
        plain: dict[str, Any] = {
            "place": self.place,
            "revision": self.revision,
            "title": self.title,
            "spawns": [set_fields(spawn) for spawn in self.spawns],
            "objects": [set_fields(item) for item in self.objects],
            "zones": [asdict(zone) for zone in self.zones],
        }
        if self.sky != "outdoor":
            plain["sky"] = self.sky
        if self.layers:
            plain["layers"] = list(self.layers)
        if self.hours:
            plain["hours"] = [
                {"id": item.id, "months": list(item.months), "times": list(item.times)} for item in self.hours
            ]
        return plain


def read_document(
    data: Mapping[str, Any],
    side_m: float,
    kinds: Sequence[str] | None = None,
    layers: Sequence[str] | None = None,
) -> PlaceDocument:
    """A document from TOML or JSON values.

    `kinds` are the furniture that exists, `layers` the seasons' touches that there are (None: not checked).

    Raises DocumentError.
    """
    place = _word(data.get("place"), "place")
    spawns = tuple(
        _spawn(item, f"spawns[{n}]", side_m) for n, item in enumerate(_list(data, "spawns", MAX_SPAWNS))
    )
    if not spawns:
        raise DocumentError(
            "spawns refused: there is none. Add at least one [[spawns]] with x, z, yaw, radius_m."
        )
    objects = tuple(
        read_object(item, f"objects[{n}]", side_m)
        for n, item in enumerate(_list(data, "objects", MAX_OBJECTS))
    )
    zones = tuple(
        _zone(item, f"zones[{n}]", side_m) for n, item in enumerate(_list(data, "zones", MAX_ZONES))
    )
    _refuse_twins([item.id for item in objects], "objects")
    _refuse_twins([zone.id for zone in zones], "zones")
    _refuse_twins([spawn.id for spawn in spawns if spawn.id], "spawns")
    for item in objects:
        if kinds is not None and item.kind not in kinds:
            raise DocumentError(
                f"objects: {item.id!r} has kind {item.kind!r}. Use one of {', '.join(sorted(kinds))}."
            )
        if item.kind == "kiosk" and not item.service:
            raise DocumentError(f'objects: kiosk {item.id!r} names no service. Add service = "<slug>".')
        if item.kind in DOORS and not item.to:
            raise DocumentError(f'objects: {item.kind} {item.id!r} leads nowhere. Add to = "<place>".')
        if item.kind == "picture" and not (item.picture and item.alt):
            raise DocumentError(
                f"objects: picture {item.id!r} shows nothing. Add its picture and its alt texts."
            )
    revision = data.get("revision", 1)
    if not isinstance(revision, int) or revision < 1:
        raise DocumentError(f"revision {revision!r} refused: write a whole number from 1.")
    return PlaceDocument(
        place,
        revision,
        read_texts(data.get("title"), "title"),
        spawns,
        objects,
        zones,
        sky=_sky(data.get("sky", "outdoor")),
        layers=_layers(data, layers),
        hours=tuple(_hours(item, f"hours[{n}]") for n, item in enumerate(_list(data, "hours", MAX_HOURS))),
    )


def _sky(value: Any) -> str:
    if value not in SKIES:
        raise DocumentError(f"sky {value!r} refused: write one of {', '.join(SKIES)}.")
    return str(value)


def _layers(data: Mapping[str, Any], known: Sequence[str] | None) -> tuple[str, ...]:
    names = [_word(item, f"layers[{n}]") for n, item in enumerate(_list(data, "layers", MAX_LAYERS))]
    for name in names:
        if known is not None and name not in known:
            there = ", ".join(sorted(known)) or "none: the place has no layers"
            raise DocumentError(f"layers: {name!r} refused. Use of: {there}.")
    _refuse_twins(names, "layers")
    return tuple(names)


def _hours(item: Any, where: str) -> Hours:
    table = _table(item, where)
    months = table.get("months", [1, 12])
    whole = isinstance(months, list) and all(isinstance(m, int) and 1 <= m <= 12 for m in months)
    if not whole or len(months) != 2:
        raise DocumentError(f"{where}.months {months!r} refused: write the first and the last, as [4, 10].")
    times = _list(table, "times", MAX_TIMES)
    for time in times:
        if not isinstance(time, str) or not TIMES.match(time) or not time[:5] < time[6:] <= "24:00":
            raise DocumentError(f'{where}.times {time!r} refused: write times of one day, as "10:00-10:30".')
    return Hours(_word(table.get("id"), f"{where}.id"), (months[0], months[1]), tuple(times))


def _spawn(item: Any, where: str, side_m: float) -> Spawn:
    table = _table(item, where)
    radius = _number(table.get("radius_m", 4.0), f"{where}.radius_m", 0.5, 50)
    name = table.get("id")
    name = None if name is None else _word(name, f"{where}.id")
    return Spawn(*_spot(table, where, side_m), _yaw(table, where), radius, name)


def read_object(item: Any, where: str, side_m: float) -> PlaceObject:
    """A thing from TOML or JSON values; `where` names it in errors. Raises DocumentError."""
    table = _table(item, where)
    x, z = _spot(table, where, side_m)
    kind = _word(table.get("kind"), f"{where}.kind")
    colour = table.get("colour")
    if colour is not None and not (isinstance(colour, str) and HEX.match(colour)):
        raise DocumentError(f"{where}.colour {colour!r} refused: write #rrggbb in lower case.")
    service = table.get("service")
    to = table.get("to")
    if to is not None and not (isinstance(to, str) and DESTINATION.match(to)):
        raise DocumentError(f'{where}.to {to!r} refused: write "<place>" or "<place>#<spawn>".')
    picture = table.get("picture")
    if picture is not None and not (isinstance(picture, str) and PICTURE.match(picture)):
        raise DocumentError(f"{where}.picture {picture!r} refused: write the id of an uploaded picture.")
    return PlaceObject(
        id=_word(table.get("id"), f"{where}.id"),
        kind=kind,
        x=x,
        z=z,
        yaw=_yaw(table, where),
        title=read_texts(table.get("title"), f"{where}.title"),
        text=read_texts(table["text"], f"{where}.text") if "text" in table else {},
        colour=colour,
        service=None if service is None else _word(service, f"{where}.service"),
        to=to,
        picture=picture,
        alt=read_texts(table["alt"], f"{where}.alt") if "alt" in table else {},
    )


def _zone(item: Any, where: str, side_m: float) -> Zone:
    table = _table(item, where)
    x, z = _spot(table, where, side_m)
    return Zone(_word(table.get("id"), f"{where}.id"), x, z, read_texts(table.get("title"), f"{where}.title"))


def _list(data: Mapping[str, Any], name: str, most: int) -> list[Any]:
    items = data.get(name, [])
    if not isinstance(items, list) or len(items) > most:
        raise DocumentError(f"{name} refused: write a list of at most {most}.")
    return items


def _table(item: Any, where: str) -> Mapping[str, Any]:
    if not isinstance(item, Mapping):
        raise DocumentError(f"{where} refused: {item!r} is not a table of fields.")
    return item


def _word(value: Any, where: str) -> str:
    if not isinstance(value, str) or not ID.match(value):
        raise DocumentError(
            f"{where} {value!r} refused: write 1–64 of a–z, 0–9 and -, beginning with a letter."
        )
    return value


def _number(value: Any, where: str, least: float, most: float) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not least <= value <= most:
        raise DocumentError(f"{where} {value!r} refused: write a number from {least:g} to {most:g}.")
    return float(value)


def _spot(table: Mapping[str, Any], where: str, side_m: float) -> tuple[float, float]:
    x = _number(table.get("x"), f"{where}.x", 0, side_m)
    return x, _number(table.get("z"), f"{where}.z", 0, side_m)


def _yaw(table: Mapping[str, Any], where: str) -> int:
    value = table.get("yaw", 0)
    if isinstance(value, bool) or not isinstance(value, int) or not 0 <= value <= 255:
        raise DocumentError(f"{where}.yaw {value!r} refused: write 0–255, clockwise from north (64 = east).")
    return value


def read_texts(value: Any, where: str) -> dict[str, str]:
    """A text in every language. Raises DocumentError."""
    for language in LANGUAGES:
        text = value.get(language) if isinstance(value, Mapping) else None
        if not isinstance(text, str) or not 0 < len(text.strip()) <= MAX_TEXT:
            raise DocumentError(
                f"{where}.{language} {text!r} refused: write 1–{MAX_TEXT} characters, in both languages."
            )
    return {language: value[language] for language in LANGUAGES}


def _refuse_twins(ids: Sequence[str], where: str) -> None:
    twins = sorted({name for name in ids if ids.count(name) > 1})
    if twins:
        raise DocumentError(f"{where} refused: id {twins[0]!r} is used twice. Give each its own.")


def set_fields(item: PlaceObject | Spawn) -> dict[str, Any]:
    """A thing as plain values; fields that are not set are left out."""
    return {name: value for name, value in asdict(item).items() if value not in (None, {})}

"""What is wrong with a draft of a place: every mistake beside its field, and what stands in the way.

The document itself refuses at the first mistake (document.py); an editor wants to see all of them, and also
what only the ground knows: things in one another, in a wall, or where nobody can come to.
"""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np

from madang.places.document import (
    DESTINATION,
    DOORS,
    HEX,
    ID,
    LANGUAGES,
    MAX_OBJECTS,
    MAX_TEXT,
    DocumentError,
    PlaceDocument,
    PlaceObject,
    read_document,
)
from madang.places.layers import with_layers
from madang.places.place import Place, footprint
from madang.places.walk import Grid, raster, reachable

Level = Literal["error", "warning"]
BEFORE_M, NEAR_M = 2.6, 3.0
"""Where one stands before a thing, and how far from there one may stand instead: as the client has it."""


@dataclass(frozen=True)
class Problem:
    """One thing wrong: `where` is the object's id ("" for the whole), `code` what, `other` what it meets."""

    where: str
    field: str
    code: str
    level: Level = "error"
    other: str = ""


@dataclass(frozen=True)
class Known:
    """What there is to choose from. `destinations` are other places, as a door's `to` names them."""

    kinds: Collection[str]
    services: Collection[str]
    destinations: Collection[str]
    layers: Collection[str]
    pictures: Collection[str] = ()


def check_draft(data: Mapping[str, Any], place: Place, known: Known) -> list[Problem]:
    """Everything wrong with a draft; what only the ground can tell where all fields are right."""
    things = data.get("objects", [])
    if not isinstance(things, list) or len(things) > MAX_OBJECTS:
        return [Problem("", "objects", "too_many")]
    found = [problem for thing in things for problem in check_thing(thing, place.side_m, known)]
    ids = [thing.get("id") for thing in things if isinstance(thing, Mapping)]
    found += [Problem(str(name), "id", "twin") for name in {name for name in ids if ids.count(name) > 1}]
    if found:
        return found
    try:
        document = read_document(data, place.side_m, list(known.kinds), list(known.layers))
    except DocumentError as error:
        return [Problem("", "", "refused", other=str(error))]
    return check_ground(document, place)


def check_thing(thing: Any, side_m: float, known: Known) -> list[Problem]:
    """What is wrong with the fields of one thing."""
    if not isinstance(thing, Mapping) or not ID.match(str(thing.get("id"))):
        return [Problem("", "objects", "refused")]
    name = str(thing["id"])
    kind = thing.get("kind")
    found = [Problem(name, axis, "number") for axis in ("x", "z") if not _within(thing.get(axis), side_m)]
    yaw = thing.get("yaw", 0)
    if isinstance(yaw, bool) or not isinstance(yaw, int) or not 0 <= yaw <= 255:
        found.append(Problem(name, "yaw", "yaw"))
    if kind not in known.kinds:
        found.append(Problem(name, "kind", "kind"))
    found += _texts(name, "title", thing.get("title"))
    if thing.get("text"):
        found += _texts(name, "text", thing["text"])
    colour, service, to = thing.get("colour"), thing.get("service"), thing.get("to")
    if colour is not None and not HEX.match(str(colour)):
        found.append(Problem(name, "colour", "colour"))
    if kind == "kiosk" and not service:
        found.append(Problem(name, "service", "missing"))
    elif service and service not in known.services:
        found.append(Problem(name, "service", "unknown"))
    if kind in DOORS and not to:
        found.append(Problem(name, "to", "missing"))
    elif to and (not DESTINATION.match(str(to)) or to not in known.destinations):
        found.append(Problem(name, "to", "unknown"))
    if kind == "picture":
        found += _texts(name, "alt", thing.get("alt"))
        if thing.get("picture") not in known.pictures:
            found.append(Problem(name, "picture", "picture"))
    return found


def check_ground(document: PlaceDocument, place: Place) -> list[Problem]:
    """Things in one another or off the ground (warnings), and what nobody can come to (errors)."""
    shown = with_layers(document, place.layers)
    standing = [item for item in shown.objects if item.kind in place.footprints]
    found = _meeting(standing, place)
    for item in standing:
        if item.kind not in DOORS and _cells(item, place, place.ground) is False:
            found.append(Problem(item.id, "x", "off_ground", "warning"))
    walkable = place.with_document(document).walkable
    reach = np.zeros_like(walkable)
    for spawn in document.spawns:
        if spawn.id is None and not reach[_row(spawn.z, place), _row(spawn.x, place)]:
            reach |= reachable(walkable, spawn.x, spawn.z, place.cell_m)
    found += [
        Problem("", "spawns", "spawn_blocked", other=spawn.id or "")
        for spawn in document.spawns
        if not _near(spawn.x, spawn.z, spawn.radius_m, reach, place)
    ]
    for item in document.objects:
        opens = bool(item.service or item.to)
        if not _near(*before(item), NEAR_M, reach, place):
            found.append(Problem(item.id, "x", "unreachable", "error" if opens else "warning"))
    return found


def before(item: PlaceObject) -> tuple[float, float]:
    """Where one stands to look at a thing from its front."""
    angle = item.yaw / 256 * 2 * math.pi
    return item.x + math.sin(angle) * BEFORE_M, item.z - math.cos(angle) * BEFORE_M


def _within(value: Any, side_m: float) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= side_m


def _texts(name: str, field: str, texts: Any) -> list[Problem]:
    found = []
    for language in LANGUAGES:
        text = texts.get(language) if isinstance(texts, Mapping) else None
        if not isinstance(text, str) or not text.strip():
            found.append(Problem(name, f"{field}_{language}", "empty"))
        elif len(text.strip()) > MAX_TEXT:
            found.append(Problem(name, f"{field}_{language}", "long"))
    return found


def _meeting(things: Sequence[PlaceObject], place: Place) -> list[Problem]:
    """A warning for each two things that stand in one another."""
    found = []
    shapes = [(item, *_box(item, place)) for item in things]
    for n, (one, x1, z1, axes1, half1) in enumerate(shapes):
        for two, x2, z2, axes2, half2 in shapes[n + 1 :]:
            if math.hypot(x2 - x1, z2 - z1) > math.hypot(*half1) + math.hypot(*half2):
                continue
            apart = any(
                abs((x2 - x1) * ax + (z2 - z1) * az)
                >= _reach(ax, az, axes1, half1) + _reach(ax, az, axes2, half2) - 1e-6
                for ax, az in (*axes1, *axes2)
            )
            if not apart:
                found.append(Problem(one.id, "x", "overlap", "warning", two.id))
    return found


Axes = tuple[tuple[float, float], tuple[float, float]]


def _box(item: PlaceObject, place: Place) -> tuple[float, float, Axes, tuple[float, float]]:
    angle = item.yaw / 256 * 2 * math.pi
    sin, cos = math.sin(angle), math.cos(angle)
    return item.x, item.z, ((cos, sin), (-sin, cos)), place.footprints[item.kind]


def _reach(ax: float, az: float, axes: Axes, half: tuple[float, float]) -> float:
    """How far a turned rectangle reaches along a direction."""
    return sum(h * abs(ax * x + az * z) for h, (x, z) in zip(half, axes, strict=True))


def _cells(item: PlaceObject, place: Place, grid: Grid) -> bool:
    """Whether all cells under a thing are True in the grid."""
    shape = footprint(item, place.footprints[item.kind])
    if shape.area_m2() <= 0:
        return True
    return not (raster([shape], place.side_m, place.cell_m) & ~grid).any()


def _row(metres: float, place: Place) -> int:
    return min(len(place.ground) - 1, max(0, int(metres / place.cell_m)))


def _near(x: float, z: float, radius_m: float, grid: Grid, place: Place) -> bool:
    """Whether the grid is True anywhere within `radius_m` of (x, z)."""
    north, south = _row(z - radius_m, place), _row(z + radius_m, place) + 1
    west, east = _row(x - radius_m, place), _row(x + radius_m, place) + 1
    rows, columns = np.nonzero(grid[north:south, west:east])
    away = np.hypot((columns + west + 0.5) * place.cell_m - x, (rows + north + 0.5) * place.cell_m - z)
    return bool((away <= radius_m).any())

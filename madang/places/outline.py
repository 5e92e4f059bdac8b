"""What the world needs of a place document: where things and people stand, nothing that is written.

Small whatever the document says, so that it travels in one message; no words travel here.
"""

import json
from collections.abc import Mapping
from typing import Any

from madang.places.document import (
    MAX_LAYERS,
    MAX_OBJECTS,
    MAX_SPAWNS,
    DocumentError,
    PlaceDocument,
    PlaceObject,
    Spawn,
)

MAX_BYTES = 200_000
"""500 things of the longest names take 130,000."""


def outline_of(document: Mapping[str, Any]) -> bytes:
    """The outline of a published document, as it travels: JSON."""
    objects = [[item["kind"], item["x"], item["z"], item["yaw"]] for item in document.get("objects", ())]
    spawns = [
        [spawn["x"], spawn["z"], spawn["yaw"], spawn["radius_m"], spawn.get("id")]
        for spawn in document.get("spawns", ())
    ]
    whole = {
        "place": document["place"],
        "revision": document["revision"],
        "spawns": spawns,
        "objects": objects,
        "layers": list(document.get("layers", ())),
    }
    return json.dumps(whole, separators=(",", ":")).encode()


def read_outline(data: bytes) -> PlaceDocument:
    """A document without words, for its ground and spawns. Raises DocumentError."""
    try:
        if len(data) > MAX_BYTES:
            raise ValueError(f"{len(data)} bytes are more than {MAX_BYTES}")
        body = json.loads(data)
        place, revision = str(body["place"]), int(body["revision"])
        spawns = tuple(_spawn(item) for item in body["spawns"][:MAX_SPAWNS])
        objects = tuple(_object(n, item) for n, item in enumerate(body["objects"][:MAX_OBJECTS]))
        layers = tuple(str(name) for name in body["layers"][:MAX_LAYERS])
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise DocumentError(
            f"Outline of a place refused: {type(error).__name__} ({str(error)[:100]})."
        ) from error
    if not spawns or revision < 1:
        raise DocumentError(f"Outline of place {place!r} refused: it needs a spawn and a revision from 1.")
    return PlaceDocument(place, revision, {}, spawns, objects, (), layers=layers)


def _spawn(item: Any) -> Spawn:
    x, z, yaw, radius_m, name = item
    return Spawn(float(x), float(z), int(yaw) % 256, float(radius_m), None if name is None else str(name))


def _object(n: int, item: Any) -> PlaceObject:
    kind, x, z, yaw = item
    return PlaceObject(f"thing-{n}", str(kind), float(x), float(z), int(yaw) % 256, {}, {})

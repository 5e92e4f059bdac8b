"""Seasons' touches of a place: things that staff switch on and off together, as open-air reading or a rink.

A place's layers.toml says what each sets up; the place document names those that are switched on.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from madang.places.document import (
    DocumentError,
    PlaceDocument,
    PlaceObject,
    read_object,
    read_texts,
    set_fields,
)

MAX_THINGS = 80


@dataclass(frozen=True)
class Layer:
    """What one season's touch sets up. The ids of its things begin with its own."""

    id: str
    title: dict[str, str]
    objects: tuple[PlaceObject, ...]

    def to_json(self) -> dict[str, Any]:
        """As plain values for JSON."""
        return {"title": self.title, "objects": [set_fields(item) for item in self.objects]}


def read_layers(
    data: Mapping[str, Any], side_m: float, kinds: Sequence[str] | None = None
) -> dict[str, Layer]:
    """The layers of layers.toml or place.json: `[reading]` with `title` and `[[reading.objects]]`.

    Raises DocumentError.
    """
    layers = {}
    for name, about in data.items():
        things = about.get("objects", []) if isinstance(about, Mapping) else None
        if not isinstance(things, list) or not 0 < len(things) <= MAX_THINGS:
            raise DocumentError(f"layer {name!r} refused: give it 1 to {MAX_THINGS} [[{name}.objects]].")
        title = read_texts(about.get("title"), f"{name}.title")
        objects = [
            read_object({"title": title, **item}, f"{name}.objects[{n}]", side_m)
            for n, item in enumerate(things)
        ]
        for item in objects:
            if kinds is not None and item.kind not in kinds:
                raise DocumentError(
                    f"layer {name!r}: {item.id!r} has kind {item.kind!r}, which there is not."
                )
        prefix = f"{name}-"
        own = [item if item.id.startswith(prefix) else replace(item, id=prefix + item.id) for item in objects]
        layers[name] = Layer(name, title, tuple(own))
    return layers


def layers_json(layers: Mapping[str, Layer]) -> dict[str, Any]:
    """All layers as plain values, for place.json."""
    return {name: layer.to_json() for name, layer in layers.items()}


def with_layers(document: PlaceDocument, layers: Mapping[str, Layer]) -> PlaceDocument:
    """The document with its layers' things among its objects; a layer that is no more sets up nothing."""
    return replace(document, objects=(*document.objects, *_things(document.layers, layers)))


def _things(names: Iterable[str], layers: Mapping[str, Layer]) -> list[PlaceObject]:
    return [item for name in names if name in layers for item in layers[name].objects]

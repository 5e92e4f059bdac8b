"""Reads a built place at run time: its walk grid with the document's objects stamped on it."""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from madang.places.document import PlaceDocument, PlaceObject, read_document
from madang.places.layers import Layer, read_layers, with_layers
from madang.places.shapes import Polygon, turned_rectangle
from madang.places.walk import Grid, raster, unpacked


@dataclass(frozen=True)
class Place:
    """A place as the world sees it. `walkable` is `ground` without the footprints of its things."""

    city: str
    place: str
    side_m: float
    cell_m: float
    ground: Grid
    walkable: Grid
    document: PlaceDocument
    footprints: Mapping[str, tuple[float, float]]
    layers: Mapping[str, Layer] = field(default_factory=dict)

    def is_walkable(self, x_m: float, z_m: float) -> bool:
        """Whether one may stand at (x, z), metres from the north-west corner."""
        row, column = int(z_m // self.cell_m), int(x_m // self.cell_m)
        rows, columns = self.walkable.shape
        return 0 <= row < rows and 0 <= column < columns and bool(self.walkable[row, column])

    def with_document(self, document: PlaceDocument) -> "Place":
        """The same ground with another revision's objects on it."""
        return replace(
            self,
            document=document,
            walkable=stamped(self.ground, with_layers(document, self.layers), self.footprints, self.cell_m),
        )


def load_place(directory: Path, furniture: Path | None = None) -> Place:
    """The place built in a directory (`BUILT/places/<city>/<place>`).

    `furniture` is furniture.json, by default the one of the same BUILT.
    Raises FileNotFoundError when it was not built.
    """
    about = json.loads((directory / "place.json").read_text())
    document = read_document(json.loads((directory / "document.json").read_text()), about["side_m"])
    furniture = furniture or directory.parents[2] / "furniture" / "furniture.json"
    footprints = read_footprints(json.loads(furniture.read_text()))
    ground = unpacked((directory / about["walk"]).read_bytes(), about["side_m"], about["cell_m"])
    layers = read_layers(about.get("layers", {}), about["side_m"])
    walkable = stamped(ground, with_layers(document, layers), footprints, about["cell_m"])
    for grid in (ground, walkable):
        grid.setflags(write=False)
    return Place(
        about["city"],
        about["place"],
        about["side_m"],
        about["cell_m"],
        ground,
        walkable,
        document,
        footprints,
        layers,
    )


def read_footprints(furniture: Mapping[str, Any]) -> dict[str, tuple[float, float]]:
    """Half-extents (hx, hz) in metres by kind, from furniture.json."""
    return {
        kind: (float(about["half"][0]), float(about["half"][1])) for kind, about in furniture["kinds"].items()
    }


def footprint(item: PlaceObject, half: tuple[float, float]) -> Polygon:
    """The rectangle an object takes up, turned by its yaw."""
    return turned_rectangle(item.x, item.z, half[0], half[1], item.yaw / 256 * 2 * math.pi)


def stamped(
    ground: Grid, document: PlaceDocument, footprints: Mapping[str, tuple[float, float]], cell_m: float
) -> Grid:
    """The ground without the cells whose centres lie in an object's footprint."""
    shapes = [footprint(item, footprints[item.kind]) for item in document.objects if item.kind in footprints]
    return ground & ~raster([shape for shape in shapes if shape.area_m2() > 0], len(ground) * cell_m, cell_m)

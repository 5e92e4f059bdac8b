"""What a recipe makes: the parts to draw, the shapes to map, and the ground to walk on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from madang.places.glb import Material, Part
from madang.places.shapes import Shape
from madang.places.svg import MapShape


@dataclass(frozen=True)
class Scenery:
    """A place's shell. `walkable` minus `obstacles` (with a person's clearance) becomes the walk grid.

    A place's recipe.py has `make() -> Scenery`; it may import its neighbours as `from . import trees`.
    """

    parts: Sequence[Part]
    materials: Sequence[Material]
    walkable: Sequence[Shape]
    obstacles: Sequence[Shape]
    map_shapes: Sequence[MapShape]
    extras: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Models:
    """A collection of pieces (wardrobe, furniture): the parts of one GLB and what its JSON says about them.

    Its recipe.py has `make() -> Models`; the build adds the file's name as `glb`.
    """

    parts: Sequence[Part]
    materials: Sequence[Material]
    about: Mapping[str, Any]

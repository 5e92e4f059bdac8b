"""What the lobby is built with: its meshes by material, its palette, and how light falls off indoors."""

from dataclasses import dataclass, field

import numpy as np

from madang.places.colour import Array, Colour, linear
from madang.places.mesh import Mesh

from . import layout as at

WHITE, PLASTER, STONE, STONE_DARK, STONE_RIM = "#fbfaf6", "#efe9df", "#d8d0c3", "#b9b0a2", "#e9e3d8"
TIMBER, TIMBER_PALE, TIMBER_DEEP = "#bd9263", "#d6b184", "#93693f"
STEEL, STEEL_PALE, RAIL = "#6b747c", "#c9d0d5", "#dfe8ea"
LAMP = "#fff3d6"


LAMP_MARK = (63.5 / 64, 0.5)
"""Marks a lamp for the material `window`; a pane's mark counts bays and floors in 1/64 (see materials.ts)."""
NO_MARK = (0.0, 0.0)


def pane_mark(bay: int, floor: int) -> tuple[float, float]:
    """The mark of a pane, so that the same rooms are lit on every screen."""
    return ((1.5 + bay % 60) / 64, (1.5 + floor % 60) / 64)


def _marked(mark: tuple[float, float]) -> Mesh:
    mesh = Mesh()
    mesh.mark = mark
    return mesh


@dataclass
class Meshes:
    """One mesh for each material of the shell."""

    ground: Mesh = field(default_factory=Mesh)
    hall: Mesh = field(default_factory=Mesh)
    lamp: Mesh = field(default_factory=lambda: _marked(LAMP_MARK))
    window: Mesh = field(default_factory=Mesh)
    green: Mesh = field(default_factory=Mesh)
    outside: Mesh = field(default_factory=Mesh)


def noise(*numbers: float) -> float:
    """A number in 0..1 that looks random and is always the same for the same numbers."""
    value = 0.0
    for n, number in enumerate(numbers):
        value += number * (12.9898 + 65.233 * n)
    return float(np.sin(value) * 43758.5453 % 1.0)


def varied(colour: Colour, spread: float, *numbers: float) -> Array:
    """A colour a little lighter or darker, by noise."""
    return linear(colour) * (1 + spread * (2 * noise(*numbers) - 1))


def softly(mesh: Mesh) -> None:
    """Darken what light reaches less: near the floor, under the walkways, high up, and far from the glass."""
    x, y, z = mesh.positions().T
    low = 0.80 + 0.20 * np.clip(y / 1.6, 0, 1)
    under = np.minimum(x - at.WEST, at.EAST - x) < at.WALKWAY_M
    storey = (y % at.STOREY_M) / at.STOREY_M
    slab = np.where(under, 1.0 - 0.20 * np.clip((storey - 0.55) / 0.45, 0, 1), 1.0)
    high = 1.0 - 0.10 * np.clip((y - 12) / 16, 0, 1)
    deep = 0.90 + 0.10 * np.clip((z - at.NORTH) / (at.SOUTH - at.NORTH), 0, 1)
    warm = np.array([1.0, 0.985, 0.95])
    mesh.shade((low * slab * high * deep)[:, None] * warm)

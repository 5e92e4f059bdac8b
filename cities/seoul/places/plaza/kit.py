"""What the plaza is built with: its meshes by material, its palette, forms that several buildings share."""

from dataclasses import dataclass, field

import numpy as np

from madang.places.colour import Array, Colour, linear
from madang.places.mesh import Mesh

STONE, STONE_WARM, STONE_PALE, STONE_BASE = "#e2d8c6", "#d3c6b0", "#f0e9db", "#b9afa0"
SLATE, VERDIGRIS, VERDIGRIS_PALE = "#7d8388", "#7fae9f", "#93bfb0"
STEEL, STEEL_DARK, WHITE = "#c3cad0", "#596068", "#f4f5f3"
PANE, PANE_PALE, PANE_DARK = "#5b7688", "#8aa5b4", "#3f5361"

WINDOWS = 64
"""Marks of panes are bays and floors over this; 0 is no pane, the last a lamp (client: WINDOW_VERTEX)."""
LAMP, NO_WINDOW = (63.5 / WINDOWS, 0.5 / WINDOWS), (0.0, 0.0)

Area = tuple[float, float, float, float]
"""West, north, east, south."""


@dataclass
class Meshes:
    """One mesh for each material of the shell."""

    ground: Mesh = field(default_factory=Mesh)
    city: Mesh = field(default_factory=Mesh)
    glass: Mesh = field(default_factory=Mesh)
    window: Mesh = field(default_factory=Mesh)
    far: Mesh = field(default_factory=Mesh)


def noise(*numbers: float) -> float:
    """A number in 0..1 that looks random and is always the same for the same numbers."""
    value = 0.0
    for n, number in enumerate(numbers):
        value += number * (12.9898 + 65.233 * n)
    return float(np.sin(value) * 43758.5453 % 1.0)


def varied(colour: Colour, spread: float, *numbers: float) -> Array:
    """A colour a little lighter or darker, by noise."""
    return linear(colour) * (1 + spread * (2 * noise(*numbers) - 1))


def flat(mesh: Mesh, area: Area, y: float, colour: Colour) -> None:
    """A level rectangle seen from above."""
    west, north, east, south = area
    mesh.quad((west, y, south), (east, y, south), (east, y, north), (west, y, north), colour)


def disc(
    mesh: Mesh, middle: tuple[float, float, float], radius: float, colour: Colour, sides: int = 24
) -> None:
    """An upright disc that looks south."""
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    x, y, z = middle
    rim = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle), np.full_like(angle, z)], axis=1)
    centre = np.broadcast_to(np.array(middle), (sides, 3))
    mesh.triangles(np.stack([centre, rim[:-1], rim[1:]], axis=1), colour)

"""The floor: warm granite in large tiles, timber where people wait, guiding lines, the forecourt outside."""

import numpy as np

from madang.places.colour import Array, mix, to_srgb
from madang.places.mesh import Mesh
from madang.places.png import rgb_png
from madang.places.shapes import Polygon

from . import layout as at
from .kit import STONE, STONE_DARK, TIMBER, TIMBER_PALE, Meshes, noise, varied

TILE_M, PLANK_M = 1.2, 0.3
GRANITE, GRANITE_OUT, GUIDE = "#cfc6b8", "#bfb9ae", "#e3b94a"
PIXELS, STEPS = 256, 63


def add_ground(meshes: Meshes) -> None:
    mesh = meshes.ground
    _tiles(mesh, at.HALL, GRANITE, TILE_M, 0.0)
    _tiles(meshes.outside, at.FORECOURT, GRANITE_OUT, 2.4, 0.0)
    for carpet, y in ((at.WAITING, 0.012), (at.READING, 0.012)):
        _planks(mesh, carpet, y)
    _flat(mesh, at.WAY, 0.010, mix(STONE, "#ffffff", 0.35))
    for line in at.TACTILE:
        _guide(mesh, line)
    _flat(mesh, at.BED, 0.02, "#5a4a38")


def _flat(mesh: Mesh, shape: Polygon, y: float, colour: str | Array) -> None:
    west, north, east, south = shape.bounds()
    mesh.quad((west, y, south), (east, y, south), (east, y, north), (west, y, north), colour)


def _tiles(mesh: Mesh, shape: Polygon, colour: str, tile_m: float, y: float) -> None:
    west, north, east, south = shape.bounds()
    columns, rows = round((east - west) / tile_m), round((south - north) / tile_m)
    x, z = np.linspace(west, east, columns + 1), np.linspace(north, south, rows + 1)
    quads = [
        [(x[i], y, z[j + 1]), (x[i + 1], y, z[j + 1]), (x[i + 1], y, z[j]), (x[i], y, z[j])]
        for j in range(rows)
        for i in range(columns)
    ]
    colours = np.array(
        [
            varied(mix(colour, STONE_DARK, 0.18 * (noise(i // 3, j // 2) > 0.6)), 0.05, i, j)
            for j in range(rows)
            for i in range(columns)
        ]
    )
    mesh.quads(quads, colours)


def _planks(mesh: Mesh, shape: Polygon, y: float) -> None:
    """Boards that run east, each of pieces of one tone."""
    west, north, east, south = shape.bounds()
    count = round((south - north) / PLANK_M)
    z = np.linspace(north, south, count + 1)
    for n in range(count):
        joints = [west, *(west + (east - west) * (k + noise(n, k)) / 5 for k in range(1, 5)), east]
        for k in range(5):
            tone = mix(TIMBER, TIMBER_PALE, noise(n * 3.1, k * 1.7))
            spots = (
                (joints[k], z[n + 1]),
                (joints[k + 1], z[n + 1]),
                (joints[k + 1], z[n]),
                (joints[k], z[n]),
            )
            mesh.quads([[(px, y, pz) for px, pz in spots]], tone)
    rim = (
        (west - 0.1, north - 0.1, east + 0.1, north),
        (west - 0.1, south, east + 0.1, south + 0.1),
        (west - 0.1, north, west, south),
        (east, north, east + 0.1, south),
    )
    for a, b, c, d in rim:
        mesh.quad((a, y, d), (c, y, d), (c, y, b), (a, y, b), STONE_DARK)


def _guide(mesh: Mesh, shape: Polygon) -> None:
    """A guiding line for white canes: four ribs on a yellow strip."""
    _flat(mesh, shape, 0.016, GUIDE)


def floor_light() -> bytes:
    """What light the floor takes, as a picture (PNG) over the place: red of the hall, green of the lamps."""
    along = (np.arange(PIXELS) + 0.5) / PIXELS * at.SIDE_M
    x, z = np.meshgrid(along, along)
    to_side = np.minimum(x - at.WEST, at.EAST - x)
    light = 0.83 + 0.13 * np.clip((z - at.NORTH) / (at.SOUTH - at.NORTH), 0, 1)
    light *= 1 - 0.20 * np.exp(-np.clip(to_side, 0, None) / 1.2)
    light *= 1 - 0.16 * _smooth(at.WALKWAY_M + 0.6 - to_side, 1.6)
    light *= 1 - 0.28 * np.exp(-np.clip(z - at.BED_SOUTH, 0, None) / 0.8)
    for px, pz, radius in (
        *((*spot, at.COLUMN_M) for spot in at.COLUMNS),
        *((*spot, at.PLANTER_M) for spot in at.PLANTERS),
    ):
        gap = np.clip(np.hypot(x - px, z - pz) - radius, 0, None)
        light *= 1 - 0.34 * np.exp(-gap / 0.5)
    lamps = np.zeros_like(x)
    for px, pz, wide in (
        (17.0, 14.4, 3.4),
        (30.0, 14.4, 3.4),
        (43.0, 14.4, 3.4),
        (30.0, 25.0, 6.0),
        (7.5, 26.6, 3.6),
    ):
        lamps += 0.12 * np.exp(-((x - px) ** 2 + (z - pz) ** 2) / wide**2)
    inside = (to_side > 0) & (z > at.NORTH) & (z < at.SOUTH)
    light = np.clip(light, 0.35, 1.0)
    shades = np.stack([light, np.where(inside, lamps, 0), np.zeros_like(light)], axis=-1)
    return rgb_png((np.round(to_srgb(shades) * STEPS) / STEPS * 255).round().astype(np.uint8))


def over_picture(mesh: Mesh) -> Array:
    return mesh.positions()[:, [0, 2]] / at.SIDE_M


def _smooth(value: Array, wide: float) -> Array:
    share = np.clip(value / wide, 0, 1)
    return share * share * (3 - 2 * share)

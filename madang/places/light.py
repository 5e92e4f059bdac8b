"""Bakes light: how much sky points see over the heights of a place, and where lamps shine on the ground."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.places.colour import Array, to_srgb
from madang.places.mesh import Mesh
from madang.places.png import rgb_png

SKY_DISTANCES = np.array([0.7, 1.5, 3.0, 6.0, 12.0, 24.0, 48.0], np.float32)
SKY_DIRECTIONS = 14
LEAST_HEIGHT_M = 0.1
SAMPLES = 60000
CHUNK = 16384
"""Points at once: few enough to stay in a processor's cache."""
STEPS = 63
"""Shades of the ground's picture: fewer pack better, and the eye sees none of them."""

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class HeightField:
    """The highest surface over each cell of a square; `west`, `north` is its corner."""

    west: float
    north: float
    cell_m: float
    heights: NDArray[np.float32]

    def at(self, x: Floats, z: Floats) -> Floats:
        """Heights at points; beyond the square those of its edge."""
        last = np.float32(len(self.heights) - 1)
        row = np.clip((z - np.float32(self.north)) / np.float32(self.cell_m), 0, last).astype(np.int32)
        column = np.clip((x - np.float32(self.west)) / np.float32(self.cell_m), 0, last).astype(np.int32)
        found: Floats = self.heights[row, column]
        return found

    def sky(self, points: Array) -> Array:
        """The share of the sky that points (n, 3) see, 0..1."""
        return _in_chunks(self._sky, points)

    def _sky(self, x: Floats, y: Floats, z: Floats) -> Floats:
        seen = np.zeros_like(x)
        for angle in (np.arange(SKY_DIRECTIONS) / SKY_DIRECTIONS * 2 * np.pi).astype(np.float32):
            slope = np.zeros_like(x)
            for far in SKY_DISTANCES:
                rise = self.at(x + far * np.cos(angle), z + far * np.sin(angle)) - y
                np.maximum(slope, rise / far, out=slope)
            seen += 1 / (1 + slope * slope)
        return seen / np.float32(SKY_DIRECTIONS)


def height_field(meshes: list[Mesh], west: float, north: float, side_m: float, cell_m: float) -> HeightField:
    """The heights of meshes over a square, 0 where there is nothing."""
    count = int(side_m / cell_m)
    return raised(HeightField(west, north, cell_m, np.zeros((count, count), np.float32)), meshes)


def raised(field: HeightField, meshes: list[Mesh]) -> HeightField:
    """The field with further meshes standing on it."""
    heights = field.heights.copy()
    count = len(heights)
    side = count * field.cell_m
    for mesh in meshes:
        triangles = mesh.positions().reshape(-1, 3, 3) - np.array([field.west, 0, field.north])
        flat = triangles[:, :, [0, 2]]
        near = (flat.max(axis=1) > 0).all(axis=1) & (flat.min(axis=1) < side).all(axis=1)
        high = triangles[:, :, 1].max(axis=1) > LEAST_HEIGHT_M
        for points in _sampled(triangles[near & high], field.cell_m):
            cells = (points[:, [0, 2]] / field.cell_m).astype(np.int32)
            inside = ((cells >= 0) & (cells < count)).all(axis=1)
            column, row = cells[inside].T
            np.maximum.at(heights, (row, column), points[inside, 1].astype(np.float32))
    return HeightField(field.west, field.north, field.cell_m, heights)


def _sampled(triangles: Array, cell_m: float) -> Iterator[Array]:
    """Points over triangles, dense enough to leave no cell out, some triangles at a time."""
    edges = np.linalg.norm((triangles - np.roll(triangles, 1, axis=1))[:, :, [0, 2]], axis=2).max(axis=1)
    levels = np.ceil(np.log2(np.maximum(edges / cell_m * 1.2, 1))).astype(int)
    for level in np.unique(levels):
        steps = 2 ** min(int(level), 10)
        first, second = np.meshgrid(np.arange(steps + 1), np.arange(steps + 1))
        keep = first + second <= steps
        u, v = (first[keep] / steps)[None, :, None], (second[keep] / steps)[None, :, None]
        these = triangles[levels == level]
        group = max(1, SAMPLES // u.size)
        for start in range(0, len(these), group):
            a, b, c = (these[start : start + group, None, corner] for corner in range(3))
            yield (a + u * (b - a) + v * (c - a)).reshape(-1, 3)


def shaded(mesh: Mesh, field: HeightField, least: float) -> None:
    """Darken a mesh's corners by the sky they see, never below `least`."""
    positions, normals = mesh.positions(), mesh.normals()
    seen = field.sky(positions + normals * 0.8) ** 0.7
    steps = np.round((least + (1 - least) * np.clip(seen, 0, 1)) * 24) / 24
    mesh.shade(np.clip(steps, least, 1))


@dataclass(frozen=True)
class Pool:
    """Lamplight on the ground about (x, z): metres to where a third is left, and how bright its middle is."""

    x: float
    z: float
    radius_m: float
    strength: float = 1.0


def ground_picture(sky: HeightField, pixels: int, pools: Sequence[Pool] = ()) -> bytes:
    """What light flat ground takes, as a square picture (PNG) over the field; sunlight the client reckons.

    Red is the share of the sky that is seen, green how much lamplight falls there by night, as sRGB values.
    The picture's rim fades to open sky and no lamp, since beyond it a texture repeats its edge.
    """
    side = len(sky.heights) * sky.cell_m
    along = (np.arange(pixels) + 0.5) / pixels * side
    x, z = np.meshgrid(sky.west + along, sky.north + along)
    points = np.stack([x.ravel(), np.full(x.size, 0.05), z.ravel()], axis=1)
    open_sky = _blurred(_blurred(0.40 + 0.60 * sky.sky(points).reshape(x.shape)))
    lamplight = np.zeros_like(x)
    for pool in pools:
        lamplight += pool.strength * np.exp(-((x - pool.x) ** 2 + (z - pool.z) ** 2) / pool.radius_m**2)
    rim = np.minimum(along, side - along) / (0.06 * side)
    fade = np.clip(np.minimum(rim[:, None], rim[None, :]), 0, 1)
    red, green = 1 - (1 - open_sky) * fade, np.clip(lamplight, 0, 1) * fade
    shades = np.stack([red, green, np.zeros_like(red)], axis=-1)
    return rgb_png((np.round(to_srgb(shades) * STEPS) / STEPS * 255).round().astype(np.uint8))


def _in_chunks(measure: Callable[[Floats, Floats, Floats], Floats], points: Array) -> Array:
    columns = points.astype(np.float32).T
    parts = [measure(*(column[n : n + CHUNK] for column in columns)) for n in range(0, len(points), CHUNK)]
    return np.concatenate(parts).astype(np.float64)


def _blurred(picture: Array) -> Array:
    wide = np.pad(picture, 1, mode="edge")
    rows = (wide[:-2] + 2 * wide[1:-1] + wide[2:]) / 4
    return np.asarray((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) / 4)

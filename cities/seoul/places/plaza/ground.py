"""The ground: the lawn with its stripes, granite about it, pavements, streets, crossing, timber paths."""

from itertools import pairwise

import numpy as np

from madang.places.colour import Array, linear, mix
from madang.places.mesh import Mesh

from . import layout as at
from .kit import Area, Meshes, flat, noise, varied

LAWN_COLOURS = ("#7fab52", "#8fba5e")
LAWN_EDGE = "#6f9c4a"
GRANITE = ("#d8cfbf", "#cdc3b2", "#e0d8c9", "#bdb2a1")
GRANITE_WARM, GRANITE_DARK, KERB = "#cdbfab", "#a9a197", "#dedad1"
PAVING = ("#c8c0b2", "#c3bbad", "#cdc5b8")
TACTILE = "#dcb64e"
ASPHALT, LINE, LINE_YELLOW = "#6c7178", "#e9ebe8", "#e2b54a"
TABLE = "#8c6a5e"
TIMBER = ("#b08a60", "#a37d55", "#bb956b")
STRIPES = 26
ROAD_Y = -0.14
BANDS = ((1.0, 2, 160), (2.2, 0, 132), (0.6, 3, 132), (2.6, 1, 120), (0.6, 3, 120), (2.8, 0, 112))
"""Rings of granite about the lawn: width in metres, colour, slabs."""


def add_ground(meshes: Meshes) -> None:
    _lawn(meshes.ground)
    edge = _rings(meshes.ground)
    _plaza_rest(meshes.ground, edge)
    _pavements(meshes.ground)
    _streets(meshes.ground)
    _crossing(meshes.ground)
    _kerbs(meshes.ground)
    for n, path in enumerate(at.TIMBER_PATHS):
        _timber(meshes.ground, path, n)
    _terrace(meshes)


def _lawn(mesh: Mesh) -> None:
    """Stripes as a mower leaves them, a shade darker toward the rim."""
    edges = np.linspace(-1, 1, STRIPES + 1)
    for stripe in range(STRIPES):
        x = np.linspace(edges[stripe], edges[stripe + 1], 3)
        reach = np.sqrt(np.maximum(0, 1 - x * x))
        along = np.linspace(-1, 1, 19)
        px = at.LAWN.x + at.LAWN.radius_x * np.broadcast_to(x[:, None], (3, 19))
        pz = at.LAWN.z + at.LAWN.radius_z * along[None] * reach[:, None]
        points = np.stack([px, np.zeros_like(px), pz], axis=-1)
        base = linear(LAWN_COLOURS[stripe % 2])
        rim = np.clip(np.hypot(x[:, None], along[None] * reach[:, None]), 0, 1) ** 9
        light = base + (linear(LAWN_EDGE) - base) * rim[..., None]
        patch = np.array([[noise(stripe * 0.7 + i, j * 1.3) for j in range(19)] for i in range(3)])
        light = light * (1 + 0.05 * (patch[..., None] - 0.5) * np.array([1.4, 0.8, 0.4]))
        mesh.grid(points, light)


def _rings(mesh: Mesh) -> float:
    """Concentric slabs about the lawn; answers how far out they reach."""
    out = 0.0
    for wide, tone, slabs in BANDS:
        inner, outer = at.LAWN.points(slabs, out), at.LAWN.points(slabs, out + wide)
        if out == 0.0:
            colours = np.repeat(linear(KERB)[None], slabs, axis=0)
        else:
            colours = np.array([varied(GRANITE[tone], 0.045, n, out) for n in range(slabs)])
        _ring(mesh, inner, outer, 0.0, colours)
        out += wide
    return out


def _ring(mesh: Mesh, inner: Array, outer: Array, y: float, colours: Array) -> None:
    """Quads between two closed lines of points (x, z)."""
    corners = [inner, outer, np.roll(outer, -1, axis=0), np.roll(inner, -1, axis=0)]
    points = np.stack([np.stack([c[:, 0], np.full(len(c), y), c[:, 1]], axis=1) for c in corners], axis=1)
    mesh.quads(points, colours)


def _plaza_rest(mesh: Mesh, out: float) -> None:
    """From the outermost ring to the plaza's round-cornered edge, and its corners to a rectangle."""
    flat(mesh, at.PLAZA.bounds(), -0.03, GRANITE[1])  # below, so that no crack shows between the rings
    slabs = 168
    inner = at.LAWN.points(slabs, out)
    outer = _boundary(inner)
    for step in range(2):
        near, far = inner + (outer - inner) * step / 2, inner + (outer - inner) * (step + 1) / 2
        tone = GRANITE_WARM if step else GRANITE[2]
        _ring(mesh, near, far, 0.0, np.array([varied(tone, 0.04, n // 2, step) for n in range(slabs)]))
    west, north, east, south = at.PLAZA.bounds()
    for x, z in ((west, north), (east, north), (east, south), (west, south)):
        arc = [
            corner
            for corner in at.PLAZA.corners
            if abs(corner[0] - x) <= at.PLAZA_CORNER_M + 1e-6
            and abs(corner[1] - z) <= at.PLAZA_CORNER_M + 1e-6
        ]
        for (ax, az), (bx, bz) in pairwise(arc):
            mesh.triangles([[(x, 0, z), (ax, 0, az), (bx, 0, bz)]], varied(PAVING[0], 0.03, ax, az))


def _boundary(inner: Array) -> Array:
    """Where rays from the lawn's middle through points meet the plaza's edge."""
    corners = np.array(at.PLAZA.corners)
    start, along = corners, np.roll(corners, -1, axis=0) - corners
    middle = np.array([at.LAWN.x, at.LAWN.z])
    result = []
    for ray in inner - middle:
        cross = ray[0] * along[:, 1] - ray[1] * along[:, 0]
        safe = np.where(np.abs(cross) < 1e-9, 1e-9, cross)
        gap = start - middle
        reach = (gap[:, 0] * along[:, 1] - gap[:, 1] * along[:, 0]) / safe
        share = (gap[:, 0] * ray[1] - gap[:, 1] * ray[0]) / safe
        hit = (share >= -1e-6) & (share <= 1 + 1e-6) & (reach > 0)
        result.append(middle + ray * reach[hit].max())
    return np.array(result)


def _pavements(mesh: Mesh) -> None:
    """Slabs about the plaza, the forecourt's warmer, and the pavements over the streets."""
    west, north, east, south = at.BLOCK.bounds()
    p_west, p_north, p_east, p_south = at.PLAZA.bounds()
    _slabs(mesh, (west, 74.0, east, p_north), 2.8, GRANITE[:3])
    _slabs(mesh, (west, p_north, p_west, p_south), 3.0, PAVING)
    _slabs(mesh, (p_east, p_north, east, p_south), 3.0, PAVING)
    _slabs(mesh, (west, p_south, east, south), 1.5, PAVING)
    flat(mesh, (west, north, east, 74.0), 0.0, PAVING[1])
    for line in at.TACTILE_LINES:
        flat(mesh, line.bounds(), 0.014, TACTILE)
    _slabs(mesh, (at.WALL_X - 2, 100.0, at.SEJONG_WEST, 240.0), 3.0, PAVING)
    for area in (
        (-60, -60, at.SEJONG_WEST, 100),
        (-60, 100, at.WALL_X - 2, 240),
        (-60, 264, at.SEJONG_WEST, 380),
        (at.SEJONG_EAST, -60, at.EAST_STREET_WEST, north),
        (at.EAST_STREET_EAST, -60, 380, 240),
        (at.SEJONG_EAST, 264, at.EAST_STREET_WEST, 380),
        (at.EAST_STREET_EAST, 264, 380, 380),
    ):
        flat(mesh, area, 0.0, PAVING[1])


def _slabs(mesh: Mesh, area: Area, size: float, tones: tuple[str, ...]) -> None:
    """Slabs in running bond: every second row begins with half a slab."""
    west, north, east, south = area
    columns, rows = max(1, round((east - west) / size)), max(1, round((south - north) / size))
    z = np.linspace(north, south, rows + 1)
    corners, colours = [], []
    for j in range(rows):
        edges = np.clip(
            np.linspace(west, east, columns + 1) - (j % 2) * (east - west) / columns / 2, west, east
        )
        x = np.unique(np.append(edges, east))
        for i in range(len(x) - 1):
            corners.append(
                [(x[i], 0, z[j + 1]), (x[i + 1], 0, z[j + 1]), (x[i + 1], 0, z[j]), (x[i], 0, z[j])]
            )
            tone = tones[int(noise(i * 1.7, j * 2.3) * len(tones))]
            colours.append(varied(tone, 0.018, i, j))
    mesh.quads(corners, np.array(colours))


def _streets(mesh: Mesh) -> None:
    for area in (
        (at.SEJONG_WEST, -60, at.SEJONG_EAST, 380),
        (at.EAST_STREET_WEST, -60, at.EAST_STREET_EAST, 380),
        (-60, at.SOUTH_STREET_NORTH, at.SEJONG_WEST, at.SOUTH_STREET_SOUTH),
        (at.SEJONG_EAST, at.SOUTH_STREET_NORTH, at.EAST_STREET_WEST, at.SOUTH_STREET_SOUTH),
        (at.EAST_STREET_EAST, at.SOUTH_STREET_NORTH, 380, at.SOUTH_STREET_SOUTH),
    ):
        flat(mesh, area, ROAD_Y, ASPHALT)
    _lanes_north(mesh, at.SEJONG_WEST, at.SEJONG_EAST, 10)
    _lanes_north(mesh, at.EAST_STREET_WEST, at.EAST_STREET_EAST, 4)
    z = np.linspace(at.SOUTH_STREET_NORTH + 1, at.SOUTH_STREET_SOUTH - 1, 7)
    for n, middle in enumerate(z[1:-1], 1):
        for x in np.arange(96, 228, 9.0):
            if n == 3:
                flat(mesh, (x, middle - 0.09, x + 9, middle + 0.09), ROAD_Y + 0.03, LINE_YELLOW)
            else:
                flat(mesh, (x, middle - 0.08, x + 4, middle + 0.08), ROAD_Y + 0.03, LINE)


def _lanes_north(mesh: Mesh, west: float, east: float, lanes: int) -> None:
    """Lane lines of a street that runs north and south, yellow in its middle."""
    x = np.linspace(west + 0.8, east - 0.8, lanes + 1)
    clear = (at.CROSSING.bounds()[1] - 4, at.CROSSING.bounds()[3] + 4)
    for n, middle in enumerate(x[1:-1], 1):
        for z in np.arange(-56, 376, 9.0):
            busy = at.SOUTH_STREET_NORTH - 9 < z < at.SOUTH_STREET_SOUTH
            if busy or (west == at.SEJONG_WEST and clear[0] - 6 < z < clear[1]):
                continue
            if n == lanes // 2:
                for side in (-0.22, 0.22):
                    flat(
                        mesh,
                        (middle + side - 0.08, z, middle + side + 0.08, z + 9),
                        ROAD_Y + 0.03,
                        LINE_YELLOW,
                    )
            else:
                flat(mesh, (middle - 0.08, z, middle + 0.08, z + 4), ROAD_Y + 0.03, LINE)


def _crossing(mesh: Mesh) -> None:
    """A raised table, level with the pavements, with white bars: nobody steps down to cross to the palace."""
    west, north, east, south = at.CROSSING.bounds()
    flat(mesh, (west, north, east, south), 0.0, TABLE)
    for x in np.arange(west + 1.0, east - 1.0, 1.6):
        flat(mesh, (x, north + 2.6, x + 0.8, south - 2.6), 0.012, LINE)
    for z, away in ((north, -2.2), (south, 2.2)):
        edge = [(west, 0, z), (east, 0, z), (east, ROAD_Y + 0.01, z + away), (west, ROAD_Y + 0.01, z + away)]
        mesh.quads([edge if away > 0 else edge[::-1]], mix(ASPHALT, TABLE, 0.4))
        flat(
            mesh,
            (west, min(z + 2 * away, z + 2 * away + 0.5), east, max(z + 2 * away, z + 2 * away + 0.5)),
            ROAD_Y + 0.03,
            LINE,
        )


def _kerbs(mesh: Mesh) -> None:
    """Pale kerb stones along the streets, left out at the crossing."""
    _, north, _, south = at.CROSSING.bounds()
    for x, side in ((at.SEJONG_EAST, 1), (at.SEJONG_WEST, -1)):
        for start, end in ((-60, north), (south, 240), (264, 380)):
            _kerb_north(mesh, x, side, start, end)
    for x, side in ((at.EAST_STREET_WEST, -1), (at.EAST_STREET_EAST, 1)):
        for start, end in ((-60, 240), (264, 380)):
            _kerb_north(mesh, x, side, start, end)
    for z, side in ((at.SOUTH_STREET_NORTH, -1), (at.SOUTH_STREET_SOUTH, 1)):
        for start, end in (
            (-60, at.SEJONG_WEST),
            (at.SEJONG_EAST, at.EAST_STREET_WEST),
            (at.EAST_STREET_EAST, 380),
        ):
            inner = z + side * 0.35
            flat(mesh, (start, min(z, inner), end, max(z, inner)), 0.012, KERB)
            face = [(start, ROAD_Y, z), (end, ROAD_Y, z), (end, 0.012, z), (start, 0.012, z)]
            mesh.quads([face if side < 0 else face[::-1]], KERB)


def _kerb_north(mesh: Mesh, x: float, side: int, start: float, end: float) -> None:
    inner = x + side * 0.35
    flat(mesh, (min(x, inner), start, max(x, inner), end), 0.012, KERB)
    face = [(x, ROAD_Y, start), (x, ROAD_Y, end), (x, 0.012, end), (x, 0.012, start)]
    mesh.quads([face if side > 0 else face[::-1]], KERB)


def _timber(mesh: Mesh, path: tuple[tuple[float, float], ...], number: int) -> None:
    """Boards laid across a winding path."""
    line = np.array(path)
    length = np.concatenate([[0], np.cumsum(np.linalg.norm(np.diff(line, axis=0), axis=1))])
    boards = int(length[-1] / 0.62)
    along = np.linspace(0, length[-1], boards + 1)
    middle = np.stack([np.interp(along, length, line[:, axis]) for axis in (0, 1)], axis=1)
    heading = np.gradient(middle, axis=0)
    aside = np.stack([-heading[:, 1], heading[:, 0]], axis=1)
    aside *= at.TIMBER_WIDE_M / 2 / np.linalg.norm(aside, axis=1, keepdims=True)
    left, right = middle - aside, middle + aside
    for n in range(boards):
        a, b, c, d = (np.array([p[0], 0.03, p[1]]) for p in (left[n], right[n], right[n + 1], left[n + 1]))
        gap = 0.05
        corners = [a + (d - a) * gap, b + (c - b) * gap, c - (c - b) * gap, d - (d - a) * gap]
        mesh.quads([corners], varied(TIMBER[n % 3], 0.07, n, number))


def _terrace(meshes: Meshes) -> None:
    """월대: the stone terrace before Daehanmun with a low border; level, so that all may enter."""
    west, north, east, south = at.TERRACE.bounds()
    x, z = np.linspace(west, east, 6), np.linspace(north, south, 8)
    for i in range(5):
        for j in range(7):
            stone = (x[i] + 0.02, z[j] + 0.02, x[i + 1] - 0.02, z[j + 1] - 0.02)
            flat(meshes.ground, stone, 0.02, varied(GRANITE[2], 0.05, i, j))
    for border in at.TERRACE_BORDERS:
        b_west, b_north, b_east, b_south = border.bounds()
        meshes.city.box((b_west, b_east), (0, 0.42), (b_north, b_south), GRANITE[1], top=GRANITE[2])

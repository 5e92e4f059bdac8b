"""New City Hall of 2012: a wave of glass under a white eave, as a hanok's roof comes forward over its yard.

Thirteen floors; a double skin; inside, a green wall seven floors high (archdaily.com/190926). The footprint's
area is true, its height judged: 13 floors of 4.2 m under the crest.
"""

from itertools import pairwise

import numpy as np

from madang.places.colour import Array, linear, mix
from madang.places.mesh import Mesh

from . import layout as at
from .kit import STEEL, WHITE, Meshes, noise

FLOORS, FLOOR_M = 13, 4.2
COLUMNS, ROWS = 72, 22
GLASS_LOW, GLASS_HIGH, GLASS_DARK, GLASS_LIGHT = "#5f9dbc", "#b4dbea", "#3f7c9c", "#e2f1f6"
GREEN_WALL = "#5f9a68"
Level = tuple[float, float, float]
"""Height, and how far a wall reaches to north and south."""
MIDDLE_X = (at.CITY_HALL_WEST + at.CITY_HALL_EAST) / 2


def crest(x: Array) -> Array:
    """The height of the eave along the front: high in the west, a trough, a second swell."""
    u = x - MIDDLE_X
    high = 39.5 + 14.5 * np.exp(-(((u + 30) / 30) ** 2)) + 6.0 * np.exp(-(((u - 45) / 22) ** 2))
    return np.asarray(high - 3.0 * np.exp(-(((u - 14) / 14) ** 2)))


def front(x: Array, rise: Array) -> Array:
    """Points of the glass at x and a share of the height: drawn in at the doors, leaning out to the eave."""
    u = x - MIDDLE_X
    fullness = 0.62 + 0.38 * np.exp(-(((u + 28) / 40) ** 2)) + 0.16 * np.exp(-(((u - 46) / 22) ** 2))
    share = np.clip((rise - 0.20) / 0.80, 0, 1)
    swell = share * share * (3 - 2 * share)
    out = -3.2 * np.sin(np.pi * np.clip(rise / 0.5, 0, 1)) * fullness + 13.0 * fullness * swell**1.2
    out -= 3.2 * np.clip((rise - 0.92) / 0.08, 0, 1) ** 2
    plan = -6.0 * (u / 61) ** 2
    x, y = np.broadcast_arrays(x, crest(x) * rise)
    return np.stack([x, y, at.CITY_HALL_SOUTH + out + plan], axis=-1)


def add_new_hall(meshes: Meshes) -> None:
    x = np.linspace(at.CITY_HALL_WEST, at.CITY_HALL_EAST, COLUMNS + 1)
    sheet = front(x[None, :], np.linspace(0, 1, ROWS + 1)[:, None])
    meshes.city.grid(sheet, "#b9c8d0", smooth=True)
    _panes(meshes.glass, sheet)
    roof = _roof(meshes.city, sheet[-1])
    _eave(meshes.city, sheet)
    _ends(meshes, sheet, roof)
    _doors(meshes)


def _panes(mesh: Mesh, sheet: Array) -> None:
    """One pane to a cell, a little off the backing that shows as the mullions between."""
    cells = np.stack([sheet[:-1, :-1], sheet[:-1, 1:], sheet[1:, 1:], sheet[1:, :-1]], axis=2).reshape(
        -1, 4, 3
    )
    middle = cells.mean(axis=1, keepdims=True)
    normal = np.cross(cells[:, 1] - cells[:, 0], cells[:, 3] - cells[:, 0])
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    panes = middle + (cells - middle) * 0.93 + normal[:, None] * 0.09
    colours = np.array([_pane_colour(n % COLUMNS, n // COLUMNS) for n in range(len(cells))])
    mesh.quads(panes, colours)


def _pane_colour(column: int, row: int) -> Array:
    share, chance = row / ROWS, noise(column * 1.31, row * 2.17)
    colour = mix(GLASS_LOW, GLASS_HIGH, float(np.clip(0.8 * share + 0.3 * chance - 0.05, 0, 1)))
    green = np.exp(-(((column / COLUMNS - 0.33) / 0.13) ** 2)) * (0.04 < share < 0.52)
    colour = mix(colour, GREEN_WALL, float(0.55 * green * (0.5 + 0.5 * noise(column * 3.3, row * 5.1))))
    if chance > 0.94:
        return mix(colour, GLASS_LIGHT, 0.75)
    return mix(colour, GLASS_DARK, 0.6) if chance < 0.05 else colour


def _roof(mesh: Mesh, edge: Array) -> Array:
    """The white roof sweeping back and down from the eave."""
    rows = [edge]
    for share in np.linspace(0.1, 1, 8):
        y = edge[:, 1] + 2.2 * np.sin(np.pi * min(1.0, share * 1.15)) - (edge[:, 1] - 30) * share**1.7
        z = edge[:, 2] + (at.CITY_HALL_NORTH - edge[:, 2]) * share
        rows.append(np.stack([edge[:, 0], y, z], axis=1))
    sheet = np.stack(rows)
    mesh.grid(sheet, "#e3e8eb", smooth=True)
    back = np.stack([sheet[-1] * [1, 0, 1], sheet[-1]])
    mesh.grid(back[:, ::-1], "#c3ccd2")
    return sheet


def _eave(mesh: Mesh, sheet: Array) -> None:
    """The rounded white lip along the crest: the 처마."""
    lip = sheet[-1]
    angle = np.linspace(-0.62 * np.pi, 0.62 * np.pi, 9)
    rows = [lip + np.array([0, 1.9 * np.sin(t) - 0.7, 2.1 * np.cos(t) - 0.3]) for t in angle]
    shade = np.clip(0.80 + 0.22 * np.sin(angle), 0, 1)[:, None, None] * linear(WHITE)
    mesh.grid(np.stack(rows), np.broadcast_to(shade, (9, len(lip), 3)), smooth=True)


def _ends(meshes: Meshes, sheet: Array, roof: Array) -> None:
    """East and west sides: floors of glass between white slabs, as deep as the profile is at their height."""
    for column, side in ((0, -1), (-1, 1)):
        edge, ridge = sheet[:, column], roof[:, column]
        x = float(edge[0, 0])
        levels = [*np.arange(0, edge[-1, 1], FLOOR_M), float(edge[-1, 1])]
        for low, high in pairwise(levels):
            spans = [_span(edge, ridge, y) for y in (low, high)]
            slab = 0.75
            middle = low + (high - low) * (1 - slab / FLOOR_M)
            cut = [spans[0][i] + (spans[1][i] - spans[0][i]) * (1 - slab / FLOOR_M) for i in (0, 1)]
            beam = (middle, cut[0], cut[1])
            _strip(meshes.glass, (x, side), (low, *spans[0]), beam, mix(GLASS_LOW, GLASS_HIGH, low / 60))
            _strip(meshes.city, (x, side), beam, (high, *spans[1]), WHITE)


def _span(edge: Array, ridge: Array, y: float) -> tuple[float, float]:
    """From north to south, how far an end wall reaches at a height."""
    south = float(np.interp(y, edge[:, 1], edge[:, 2]))
    falling = ridge[np.argmax(ridge[:, 1]) :]
    north = float(np.interp(-y, -falling[:, 1], falling[:, 2])) if y > falling[-1, 1] else at.CITY_HALL_NORTH
    return min(north, south), south


def _strip(mesh: Mesh, plane: tuple[float, int], low: Level, high: Level, colour: Array | str) -> None:
    """A band of an end wall at x, seen from `side`, between two levels."""
    x, side = plane
    corners = [(x, low[0], low[1]), (x, low[0], low[2]), (x, high[0], high[2]), (x, high[0], high[1])]
    mesh.quads([corners if side < 0 else corners[::-1]], colour)


def _doors(meshes: Meshes) -> None:
    """A low glass hall with a canopy at each end, where the library does not hide it."""
    for west, east in ((at.CITY_HALL_WEST + 2, 117.0), (203.0, at.CITY_HALL_EAST - 2)):
        south = at.CITY_HALL_SOUTH + 0.6
        for x in np.arange(west, east - 1.4, 1.6):
            pane = [(x + a, y, south) for a, y in ((0.06, 0.1), (1.54, 0.1), (1.54, 4.2), (0.06, 4.2))]
            meshes.glass.quads([pane], "#9cc6d8")
        meshes.city.box((west, east), (0, 4.3), (south - 3, south - 0.1), STEEL)
        meshes.city.box(
            (west - 1, east + 1), (4.3, 4.75), (south - 3, south + 2.2), WHITE, top="#dfe4e6", faces="xXYZz"
        )

"""Deoksugung seen from the street: the wall with its tiled coping, Daehanmun, roofs behind the trees."""

import numpy as np

from madang.places.colour import linear
from madang.places.mesh import Mesh

from . import layout as at
from .kit import Meshes, varied

TILE, TILE_PALE, RIDGE = "#4a5056", "#5c636a", "#dfdcd3"
RED, RED_DARK, GREEN, GREEN_PALE, OCHRE = "#a4402f", "#7a3127", "#3c7a68", "#63a08c", "#c9953f"
WALL_STONE, WALL_BASE, WALL_JOINT = "#bfae98", "#a59a8c", "#d8cdbc"


def add_palace(meshes: Meshes) -> None:
    for wall in at.PALACE_WALLS:
        _, north, _, south = wall.bounds()
        _wall(meshes.city, north, south)
    gate = _gate()
    meshes.city.add(gate, np.pi / 2, (at.GATE_X, 0, at.GATE_Z))
    for x, z, wide, deep, eave, rise in (
        (-34, 186, 34, 22, 7.5, 7.5),
        (-40, 138, 26, 16, 5.5, 6.0),
        (-78, 214, 30, 18, 6.0, 6.5),
    ):
        hall = Mesh()
        hall.box((-wide / 2 + 3, wide / 2 - 3), (0, eave), (-deep / 2 + 3, deep / 2 - 3), RED)
        _hipped_roof(hall, (wide, deep), (eave, rise, 1.0))
        meshes.far.add(hall, 0, (x, 0, z))
    _stone_palace(meshes.far)


def _wall(mesh: Mesh, north: float, south: float) -> None:
    """Blocks of stone with pale joints (사고석) on a base, under a small roof of tiles."""
    west, east = at.WALL_X - 1.2, at.WALL_X
    mesh.box((west - 0.1, east + 0.1), (0, 0.9), (north, south), WALL_BASE, top=WALL_BASE)
    mesh.box((west, east), (0.9, 3.1), (north, south), WALL_JOINT)
    size = 0.72
    for row in range(3):
        for column in range(int((south - north) / size)):
            z = north + (column + 0.5 * (row % 2)) * size
            if z + size > south:
                continue
            y = 0.95 + row * 0.71
            face = [
                (east + 0.03, y, z + size - 0.06),
                (east + 0.03, y, z),
                (east + 0.03, y + 0.64, z),
                (east + 0.03, y + 0.64, z + size - 0.06),
            ]
            mesh.quads([face], varied(WALL_STONE, 0.10, row * 2.7, column))
    ridge, middle = 4.15, (west + east) / 2
    for side in (-1, 1):
        eave = middle + side * 1.05
        roof = [(eave, 3.12, south), (eave, 3.12, north), (middle, ridge, north), (middle, ridge, south)]
        mesh.quads([roof if side > 0 else roof[::-1]], TILE)
        for z in np.arange(north + 0.2, south - 0.1, 0.62):
            rib = [
                (eave, 3.17, z + 0.2),
                (eave, 3.17, z),
                (middle, ridge + 0.05, z),
                (middle, ridge + 0.05, z + 0.2),
            ]
            mesh.quads([rib if side > 0 else rib[::-1]], TILE_PALE)
    mesh.box((middle - 0.2, middle + 0.2), (ridge - 0.05, ridge + 0.28), (north, south), TILE)


def _gate() -> Mesh:
    """Daehanmun facing north in its own frame: three bays by two, brackets, one hipped roof (우진각지붕)."""
    mesh = Mesh()
    mesh.box((-9.2, 9.2), (0, 0.22), (-4.2, 4.2), "#cfc7ba", top="#d8d1c5")
    columns = (-7.6, -2.7, 2.7, 7.6)
    for x in columns:
        for z in (-3.2, 0.0, 3.2):
            mesh.lathe((x, z), [(0.55, 0.22), (0.5, 0.5), (0.36, 0.52), (0.34, 5.0)], 10, RED, smooth=True)
    for bay in (-5.15, 0.0, 5.15):
        wide = 2.3 if bay else 2.5
        mesh.box((bay - wide, bay + wide), (0.3, 4.6), (-0.12, 0.12), RED_DARK, faces="zZ")
        for stud in (-1, 1):
            leaf = (bay + stud * wide / 2 - wide / 2 + 0.08, bay + stud * wide / 2 + wide / 2 - 0.08)
            mesh.box(leaf, (0.45, 4.4), (-0.24, -0.12), "#8f3a2d", faces="xXYz")
    for low, high, out, colour in ((4.6, 5.1, 0.25, RED), (5.0, 5.5, 0.42, GREEN), (5.5, 5.75, 0.62, OCHRE)):
        mesh.box((-7.8 - out, 7.8 + out), (low, high), (-3.2 - out, 3.2 + out), colour)
    for x in np.linspace(-7.6, 7.6, 15):
        for side in (-1, 1):
            for half, low, high, out, colour in (
                (0.26, 5.75, 6.25, 4.5, GREEN_PALE),
                (0.16, 6.2, 6.6, 4.9, OCHRE),
            ):
                near, far = sorted((side * 3.3, side * out))
                mesh.box((x - half, x + half), (low, high), (near, far), colour, faces="xXzZ")
    mesh.box((-8.0, 8.0), (5.75, 6.7), (-3.6, 3.6), GREEN, faces="xXzZ")
    mesh.box((-1.5, 1.5), (5.2, 6.5), (-4.75, -4.6), "#26282c", faces="xXYz")
    _hipped_roof(mesh, (21.5, 12.6), (6.7, 4.6, 1.0))
    return mesh


def _hipped_roof(mesh: Mesh, plan: tuple[float, float], heights: tuple[float, float, float]) -> None:
    """A roof of four sagging slopes whose eaves rise toward the corners, with pale ridges and ribs of tile.

    `plan` is wide and deep; `heights` are the eave's, the rise to the ridge, and the lift of the corners.
    """
    wide, deep = plan
    eave, rise, _ = heights
    ridge = wide / 2 * 0.56
    for side in (-1, 1):
        mesh.add(_slope((wide / 2, ridge), (deep / 2, 0.0), heights), (1 - side) * np.pi / 2)
        mesh.add(_slope((deep / 2, 0.0), (wide / 2, ridge), heights), side * np.pi / 2)
    mesh.box(
        (-ridge - 0.3, ridge + 0.3), (eave + rise - 0.1, eave + rise + 0.5), (-0.28, 0.28), RIDGE, top=TILE
    )
    for x in (-ridge - 0.2, ridge + 0.2):
        mesh.box((x - 0.3, x + 0.3), (eave + rise + 0.2, eave + rise + 1.1), (-0.22, 0.22), TILE)


def _slope(
    halves: tuple[float, float], reach: tuple[float, float], heights: tuple[float, float, float]
) -> Mesh:
    """One slope of the roof toward south, with the boards under its eave.

    `halves` are half its width at the eave and at the top, `reach` how far from the middle both lie.
    """
    mesh = Mesh()
    eave, rise, lift = heights
    across = np.linspace(-1, 1, 19)
    rows = []
    for share in np.linspace(0, 1, 6):
        y = (
            eave
            + lift * np.abs(across) ** 3 * (1 - share) ** 1.5
            + rise * share
            - 0.75 * np.sin(np.pi * share)
        )
        x = across * (halves[0] + (halves[1] - halves[0]) * share)
        z = np.full_like(x, reach[0] + (reach[1] - reach[0]) * share)
        rows.append(np.stack([x, y, z], axis=1))
    sheet = np.stack(rows)
    ribs = np.where(np.arange(19)[None, :, None] % 2 == 0, linear(TILE), linear(TILE_PALE))
    mesh.grid(sheet, np.broadcast_to(ribs, sheet.shape))
    under = np.stack([sheet[0] * [0.80, 1, 0.62] + [0, -0.35, 0], sheet[0] - [0, 0.02, 0]])
    mesh.grid(under, GREEN)
    board = np.stack([sheet[0] - [0, 0.32, 0], sheet[0]])
    mesh.grid(board, RED_DARK)
    return mesh


def _stone_palace(mesh: Mesh) -> None:
    """석조전: the pale stone hall in the west of the palace, far behind the trees."""
    x, z = -110.0, 168.0
    mesh.box((x - 10, x + 10), (0, 13), (z - 28, z + 28), "#dcd5c8", top="#b9b4ab")
    for column in np.linspace(-26, 26, 14):
        mesh.box((x + 10, x + 12), (2, 11), (z + column - 0.7, z + column + 0.7), "#eae5da", faces="xXzZ")
    mesh.box((x + 9, x + 13), (11, 13.5), (z - 29, z + 29), "#e4ddd0")

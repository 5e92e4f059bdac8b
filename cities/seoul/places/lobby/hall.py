"""The hall about it: walkways that flow along both sides, the glass front's steel, a ceiling in waves."""

import numpy as np

from madang.places.colour import Array, linear, mix
from madang.places.glb import Instances
from madang.places.mesh import Mesh

from . import layout as at
from .kit import (
    LAMP,
    LAMP_MARK,
    NO_MARK,
    PLASTER,
    RAIL,
    STEEL,
    STEEL_PALE,
    STONE_DARK,
    STONE_RIM,
    TIMBER,
    TIMBER_DEEP,
    TIMBER_PALE,
    WHITE,
    Meshes,
    noise,
    pane_mark,
)

SLAB_M, RAIL_M = 0.55, 1.05
ALONG = 37


def add_hall(meshes: Meshes) -> None:
    for side in (-1, 1):
        _side_wall(meshes, side)
        for storey in range(1, at.STOREYS):
            _walkway(meshes, side, storey)
    _columns(meshes.hall)
    _front(meshes.hall)
    _ceiling(meshes)
    _planters(meshes.hall)


def _wall_x(side: int) -> float:
    return at.WEST if side < 0 else at.EAST


def edge(side: int, storey: int, z: Array) -> Array:
    """x of a walkway's rim along z: a wave that moves from floor to floor."""
    reach = at.WALKWAY_M + 0.75 * np.sin(z / 9.5 + storey * 0.9) + 0.35 * np.sin(z / 4.1 - storey * 1.7)
    taper = np.clip((z - at.NORTH) / 5, 0, 1)
    if side < 0 and storey == 1:  # the notice wall is higher than a storey: the walkway draws back from it
        taper = taper * np.clip((np.abs(z - at.NOTICES_Z) - 5.6) / 2.4, 0, 1)
    return np.asarray(_wall_x(side) - side * (0.8 + (reach - 0.8) * taper))


def _strip(mesh: Mesh, first: Array, second: Array, colour: str | Array, side: int) -> None:
    """A sheet between two lines (n, 3) that is seen from the hall."""
    mesh.grid(np.stack([first, second] if side > 0 else [second, first])[:, ::-1], colour, smooth=True)


def _walkway(meshes: Meshes, side: int, storey: int) -> None:
    z = np.linspace(at.NORTH + 0.6, at.SOUTH - 0.6, ALONG)
    x, y = edge(side, storey, z), storey * at.STOREY_M
    wall = np.full_like(z, _wall_x(side))

    def line(px: Array, py: float) -> Array:
        return np.stack([px, np.full_like(z, py), z], axis=1)

    city = meshes.hall
    _strip(city, line(x, y - SLAB_M), line(x, y), WHITE, side)
    _strip(city, line(wall, y - SLAB_M), line(x, y - SLAB_M), mix(TIMBER, TIMBER_PALE, 0.4), side)
    _strip(city, line(x, y), line(wall, y), PLASTER, side)
    inner = x + side * 0.12
    _strip(city, line(inner, y), line(inner, y + RAIL_M), mix(RAIL, "#b9d0d0", 0.35), side)
    _strip(
        city,
        line(inner - side * 0.05, y + RAIL_M - 0.02),
        line(inner - side * 0.05, y + RAIL_M + 0.06),
        TIMBER,
        side,
    )
    lamp = x + side * 0.9
    _strip(
        meshes.lamp, line(lamp + side * 0.22, y - SLAB_M - 0.015), line(lamp, y - SLAB_M - 0.015), LAMP, side
    )
    for n in range(3, ALONG - 3, 4):
        px, pz = float(x[n] + side * 0.55), float(z[n])
        if noise(storey, n, side) > 0.45:
            _trailing(meshes.green, px, y, pz)


def _trailing(mesh: Mesh, x: float, y: float, z: float) -> None:
    """A plant in a trough on the walkway's rim."""
    tones = [linear(c) * 0.9 for c in ("#4a8657", "#6a9f6d", "#58943f")]
    tone = tones[int(noise(x, z) * 3) % 3]
    rows = [(0.0, y + 0.05), (0.30, y + 0.3), (0.36, y + 0.8), (0.26, y + 1.15), (0.0, y + 1.3)]
    mesh.lathe((x, z), rows, 9, tone, smooth=True, stretch=(0.75, 1.7))


def _side_wall(meshes: Meshes, side: int) -> None:
    """Storeys of rooms behind glass between slats of timber; stone below."""
    x, facing = _wall_x(side), "X" if side < 0 else "x"
    bays = 8
    deep = (at.SOUTH - at.NORTH) / bays
    for storey in range(at.STOREYS):
        y = storey * at.STOREY_M
        for bay in range(bays):
            north = at.NORTH + bay * deep
            solid = storey == 0 or noise(bay, storey, side) < 0.22
            _bay(meshes, x, y, north, deep, facing, solid=solid, ground=storey == 0)
    city = meshes.hall
    for storey in range(1, at.STOREYS):
        y = storey * at.STOREY_M
        city.box((x - 0.05, x + 0.05), (y - SLAB_M, y + 0.05), (at.NORTH, at.SOUTH), WHITE, faces=facing)


def _bay(  # noqa: PLR0917
    meshes: Meshes, x: float, y: float, north: float, deep: float, facing: str, *, solid: bool, ground: bool
) -> None:
    city, high = meshes.hall, at.STOREY_M
    if ground:
        city.box((x - 0.02, x + 0.02), (y, y + high), (north, north + deep), "#ddd4c6", faces=facing)
        for n in range(2):
            z = north + deep * (n + 0.5) - 0.015
            city.box((x - 0.04, x + 0.04), (y, y + high), (z, z + 0.03), STONE_DARK, faces=facing + "zZ")
        city.box((x - 0.06, x + 0.06), (y, y + 0.16), (north, north + deep), STONE_DARK, faces=facing + "Y")
        return
    if solid:
        count = 14
        for n in range(count):
            z = north + deep * n / count
            tone = mix(TIMBER_DEEP, TIMBER_PALE, noise(n, north, y))
            city.box((x - 0.03, x + 0.03), (y, y + high), (z, z + deep / count * 0.78), tone, faces=facing)
        city.box((x - 0.01, x + 0.01), (y, y + high), (north, north + deep), TIMBER_DEEP, faces=facing)
        return
    city.box((x - 0.01, x + 0.01), (y, y + high), (north, north + deep), PLASTER, faces=facing)
    glow = mix("#f7e7c4", "#d9e4e4", noise(north, y, 3.0))
    for n in range(2):
        z = north + deep * n / 2 + 0.12
        meshes.window.mark = pane_mark(int(north * 2) + n + (31 if facing == "x" else 0), round(y / high))
        meshes.window.box(
            (x - 0.03, x + 0.03), (y + 0.3, y + 2.9), (z, z + deep / 2 - 0.24), glow, faces=facing
        )


def _columns(mesh: Mesh) -> None:
    for x, z in at.COLUMNS:
        mesh.lathe((x, z), [(at.COLUMN_M, 0), (at.COLUMN_M, at.HEIGHT_M)], 14, WHITE, smooth=True)
        mesh.lathe(
            (x, z), [(at.COLUMN_M + 0.07, 0), (at.COLUMN_M + 0.07, 0.14), (at.COLUMN_M, 0.14)], 14, STEEL
        )


def _front(mesh: Mesh) -> None:
    """The steel of the glass front; the panes are as clear as air, so that the square is felt."""
    count = round(at.GREEN_LONG_M / at.BAY_M)
    for n in range(count + 1):
        x = at.WEST + n * at.BAY_M
        low = 3.9 if abs(x - at.MIDDLE_X) < at.DOORS_HALF_M else 0.0
        mesh.box(
            (x - 0.05, x + 0.05),
            (low, at.HEIGHT_M),
            (at.SOUTH - 0.12, at.SOUTH + 0.28),
            STEEL_PALE,
            faces="xXzZ",
        )
    for n in range(1, at.STOREYS * 2):
        y, thick = n * at.STOREY_M / 2, 0.07 if n % 2 == 0 else 0.03
        gap = at.DOORS_HALF_M if y < 3.9 else 0.0
        spans = ((at.WEST, at.MIDDLE_X - gap), (at.MIDDLE_X + gap, at.EAST))
        for west, east in spans:
            mesh.box(
                (west, east), (y - thick, y + thick), (at.SOUTH, at.SOUTH + 0.14), STEEL_PALE, faces="yYzZ"
            )
    for west, east in ((at.WEST, at.MIDDLE_X - at.DOORS_HALF_M), (at.MIDDLE_X + at.DOORS_HALF_M, at.EAST)):
        mesh.box((west, east), (0, 0.18), (at.SOUTH - 0.1, at.SOUTH + 0.2), STEEL, faces="zZY")
    canopy = (at.MIDDLE_X - 4.5, at.MIDDLE_X + 4.5)
    mesh.box(canopy, (4.02, 4.26), (at.SOUTH - 0.3, at.SOUTH + 4.2), TIMBER, top=WHITE, faces="xXyYzZ")


def _ceiling(meshes: Meshes) -> None:
    """Timber slats in a wave that falls toward the front, as eaves do; light between every seventh."""
    z = np.linspace(at.NORTH, at.SOUTH + 3.5, 22)
    fall = (z - at.NORTH) / (at.SOUTH - at.NORTH)
    count = 54
    wide = at.GREEN_LONG_M / count
    for n in range(count):
        x0, x1 = at.WEST + n * wide, at.WEST + (n + 0.82) * wide
        wave = 0.5 * np.sin(n / count * 4 * np.pi + z / 7)
        y = at.HEIGHT_M + 1.2 - 2.6 * fall**2 + wave
        lit = n % 7 == 3
        left = np.stack([np.full_like(z, x0), y, z], axis=1)
        right = np.stack([np.full_like(z, x1), y, z], axis=1)
        mesh = meshes.lamp if lit else meshes.hall
        tone = linear(LAMP) if lit else mix(TIMBER, TIMBER_PALE, noise(n, 5))
        mesh.grid(np.stack([left, right]), tone)
    top = at.HEIGHT_M + 2.4
    corners = [
        (at.WEST, top, at.NORTH),
        (at.EAST, top, at.NORTH),
        (at.EAST, top - 2.4, at.SOUTH),
        (at.WEST, top - 2.4, at.SOUTH),
    ]
    meshes.hall.quads([corners], "#7f6f5b")


def _planters(mesh: Mesh) -> None:
    for spot in at.PLANTERS:
        r = at.PLANTER_M
        rows = [(r - 0.12, 0.0), (r, 0.08), (r, 0.46), (r - 0.16, 0.46), (r - 0.16, 0.38), (0, 0.40)]
        tones = np.stack([linear(c) for c in (STONE_DARK, STONE_RIM, STONE_RIM, WHITE, "#5a4a38", "#5a4a38")])
        mesh.lathe(spot, rows, 20, tones)


def lantern() -> Mesh:
    """A lamp of paper on a thin wire, as lanterns of silk were hung for guests."""
    mesh = Mesh()
    mesh.mark = LAMP_MARK
    body = [(0.05, -0.62), (0.24, -0.55), (0.34, -0.2), (0.34, 0.12), (0.24, 0.42), (0.06, 0.5)]
    glow = np.stack([linear(c) for c in ("#f3d39a", "#fbe3b4", "#fff3d6", "#fff6e0", "#fbe6bc", "#c9a874")])
    mesh.lathe((0, 0), body, 10, glow, smooth=True)
    mesh.mark = NO_MARK
    mesh.lathe((0, 0), [(0.012, 0.5), (0.012, 14.0)], 3, "#8b8378")
    return mesh


def lantern_places() -> Instances:
    spots = []
    for n in range(22):
        turn = n * 2.399963
        reach = 1.6 + 1.75 * np.sqrt(n)
        x, z = at.MIDDLE_X + reach * 1.35 * np.cos(turn), 20.0 + reach * 0.62 * np.sin(turn)
        spots.append((x, 8.2 + 4.6 * noise(n, 3), z))
    return Instances(np.array(spots), np.zeros(22), np.array([0.9 + 0.5 * noise(n, 8) for n in range(22)]))

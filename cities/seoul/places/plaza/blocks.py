"""The buildings about the square: the hotel, the council with its tower, and the offices that close the view.

A façade is a sheet of glass behind slabs and piers, so that it has real floors and bays for few triangles.
Beside the named buildings none is a portrait: heights and fronts are chosen for a varied, believable street.
"""

from dataclasses import dataclass, replace

import numpy as np

from madang.places.colour import Colour, linear, mix
from madang.places.mesh import Mesh
from madang.places.shapes import Polygon

from . import layout as at
from .kit import NO_WINDOW, PANE_DARK, STONE_BASE, WHITE, WINDOWS, Meshes, noise


@dataclass(frozen=True)
class Style:
    """How a façade looks. Metres; `slab` and `pier` are the shares of a floor and of a bay that are wall."""

    wall: Colour
    glass: Colour
    floor_m: float = 3.9
    bay_m: float = 3.2
    slab: float = 0.38
    pier: float = 0.28
    proud: float = 0.22
    pier_colour: Colour | None = None
    lobby_m: float = 5.0
    crown: str = "box"


CURTAIN = Style("#cfd8de", "#7fa9bf", 3.9, 1.9, 0.10, 0.08, 0.10, "#dfe5e8", crown="fins")
BRICK = Style("#b27a5e", "#6b8494", 3.6, 3.0, 0.42, 0.42)
PALE = Style("#e4ded3", "#6f8b9b", 3.8, 3.4, 0.40, 0.34)
BANDED = Style("#d8d5cd", "#5f7f92", 3.7, 6.0, 0.46, 0.05)
GREY = Style("#aeb5ba", "#607684", 3.9, 2.6, 0.30, 0.22, pier_colour="#c2c8cc")
SAND = Style("#d9c6a5", "#77909c", 3.7, 2.8, 0.36, 0.40)
BLUE = Style("#9db4c4", "#86b2c9", 4.0, 2.2, 0.14, 0.12, 0.12, "#b9cbd6", crown="fins")
DARK = Style("#8b939b", "#6a8494", 3.9, 2.4, 0.24, 0.20, pier_colour="#a2abb3")
HOTEL = Style("#d9c3a4", "#94a7b2", 3.45, 3.0, 0.34, 0.30, 0.30, "#eedfc6", 7.5, "hotel")
COUNCIL = Style("#dfd3bd", "#62788a", 4.4, 3.4, 0.36, 0.44, 0.25, "#e8dfcd", 5.0, "parapet")

Box = tuple[float, float, float, float, float]
"""West, north, east, south, height."""

NEAR: tuple[tuple[Box, Style, str], ...] = (
    # over the east street, from north to south
    ((256, 20, 292, 52, 50), CURTAIN, "xZ"),
    ((256, 58, 284, 88, 33), BRICK, "xZz"),
    ((257, 94, 300, 132, 60), GREY, "xZz"),
    ((256, 138, 288, 166, 42), SAND, "xZz"),
    ((256, 172, 296, 206, 54), BLUE, "xZz"),
    ((256, 211, 284, 238, 31), PALE, "xZz"),
    # south: beside the hotel
    ((206, 271, 230, 296, 52), PALE, "xzX"),
    ((255, 270, 300, 312, 96), DARK, "xz"),
    ((92, 272, 112, 298, 44), BRICK, "zxX"),
    ((2, 268, 34, 300, 46), BANDED, "zX"),
    # north of the palace and of the street
    ((-38, 40, -6, 92, 24), SAND, "XZ"),
    ((0, -20, 34, 24, 22), BANDED, "XZ"),
)

FAR: tuple[tuple[Box, Style, str], ...] = (
    ((-70, -60, -30, -10, 30), PALE, "XZ"),
    ((-120, 20, -70, 70, 34), BRICK, "XZ"),
    ((96, -70, 128, -30, 40), SAND, "XZx"),
    ((190, -64, 226, -22, 46), CURTAIN, "XZx"),
    ((252, -40, 296, 8, 74), BLUE, "xZ"),
    ((310, 10, 352, 60, 70), DARK, "xZ"),
    ((308, 84, 350, 128, 84), CURTAIN, "xZ"),
    ((304, 150, 344, 196, 62), PALE, "xZ"),
    ((306, 214, 350, 262, 78), GREY, "xZz"),
    ((310, 300, 360, 350, 84), SAND, "xz"),
    ((210, 318, 246, 356, 108), BLUE, "xz"),
    ((150, 322, 190, 352, 92), GREY, "z"),
    ((92, 330, 130, 366, 112), CURTAIN, "zx"),
    ((38, 318, 74, 352, 84), PALE, "zx"),
    ((-36, 300, -4, 340, 92), BLUE, "zX"),
    ((-84, 262, -46, 300, 60), BANDED, "zX"),
    ((-150, 226, -104, 268, 84), GREY, "X"),
    ((-170, 100, -130, 140, 66), CURTAIN, "X"),
    ((-168, 40, -136, 80, 88), PALE, "X"),
    ((128, -140, 170, -104, 54), DARK, "Z"),
    ((206, -160, 244, -120, 64), PALE, "Zx"),
    ((-10, -170, 26, -130, 30), SAND, "ZX"),
    ((-130, -120, -90, -80, 36), GREY, "ZX"),
)


def add_blocks(meshes: Meshes) -> None:
    for box, style, faces in NEAR:
        building(meshes.city, meshes.window, box, style, faces)
    for box, style, faces in FAR:
        building(meshes.far, meshes.far, box, _hazy(style), faces)
    _hotel(meshes)
    _council(meshes)


def footprints() -> list[Polygon]:
    """The near buildings' ground, for the map."""
    return [Polygon(((w, n), (e, n), (e, s), (w, s))) for (w, n, e, s, _), _, _ in NEAR]


def _hazy(style: Style) -> Style:
    """Farther buildings are paler: air lies between."""
    air = linear("#c9dae6")
    pier = None if style.pier_colour is None else mix(style.pier_colour, air, 0.4)
    coarse = replace(style, floor_m=style.floor_m * 1.25, bay_m=style.bay_m * 1.5)
    return replace(coarse, wall=mix(style.wall, air, 0.4), glass=mix(style.glass, air, 0.4), pier_colour=pier)


def building(city: Mesh, window: Mesh, box: Box, style: Style, faces: str) -> None:
    """A building: a plain mass, and façades on the faces named as in `Mesh.box`."""
    west, north, east, south, height = box
    floors = max(2, round((height - style.lobby_m) / style.floor_m))
    city.box((west, east), (0, height), (north, south), style.wall, top=mix(style.wall, "#8b9095", 0.6))
    wide, deep = east - west, south - north
    sides = {
        "Z": (wide, ((west + east) / 2, 0, south), 0.0),
        "x": (deep, (west, 0, (north + south) / 2), np.pi / 2),
        "z": (wide, ((west + east) / 2, 0, north), np.pi),
        "X": (deep, (east, 0, (north + south) / 2), -np.pi / 2),
    }
    for face in faces:
        across, middle, turn = sides[face]
        wall, pane = facade(across, height, floors, style, middle[0] + middle[2])
        city.add(wall, turn, middle)
        window.add(pane, turn, middle)
    _crown(city, box, style)


def facade(wide: float, height: float, floors: int, style: Style, seed: float) -> tuple[Mesh, Mesh]:
    """Walls and panes of a façade facing south about x = 0: a sheet of glass, slabs before it, then piers."""
    wall, pane = Mesh(), Mesh()
    half, proud = wide / 2, style.proud
    bays = max(2, round(wide / style.bay_m))
    low, top = style.lobby_m, height - 1.0
    step, bay = (top - low) / floors, wide / bays
    glass = linear(style.glass)
    corners = np.stack([glass * 0.80, glass * 0.80, mix(glass, "#cfe3ee", 0.30), mix(glass, "#cfe3ee", 0.30)])
    pane.quad((-half, 0.3, 0.06), (half, 0.3, 0.06), (half, top, 0.06), (-half, top, 0.06), corners)
    for floor in range(floors + 1):
        y = low + floor * step
        slab = style.slab * step
        start, end = (y - slab, y + 0.02) if floor else (y - 0.9, y)
        wall.box((-half, half), (start, min(end, height)), (0.06, 0.06 + proud * 0.6), style.wall, faces="YZ")
    wall.box((-half, half), (top - 0.4, height), (0.0, proud + 0.1), style.wall, faces="xXYZ")
    wall.box((-half, half), (0, 0.5), (0.0, proud + 0.1), STONE_BASE, faces="xXYZ")
    pier = style.pier * bay
    for n in range(bays + 1):
        x = -half + n * bay
        colour = style.pier_colour if style.pier_colour is not None else style.wall
        left, right = max(x - pier / 2, -half), min(x + pier / 2, half)
        wall.box((left, right), (0.3, top), (0.06, 0.06 + proud), colour, faces="xXZ")
    for n in range(bays):  # a blind drawn here, a lamp there: no window is like its neighbour
        for floor in range(floors):
            chance = noise(n * 1.7 + seed, floor * 2.3)
            if chance > 0.84:
                x, y = -half + (n + style.pier / 2) * bay, low + floor * step
                right, up = x + bay * (1 - style.pier), y + step * (1 - style.slab)
                light = glass * (1.45 if chance > 0.93 else 0.68) * (0.9 + 0.2 * noise(floor, n))
                pane.quad((x, y, 0.10), (right, y, 0.10), (right, up, 0.10), (x, up, 0.10), light)
    first = 1 + int(
        noise(seed, wide) * 20
    )  # bays and floors are numbered, so that each room has its own lamp
    corners = pane.positions()
    rooms = [
        first + (corners[:, 0] + half) / bay,
        first + np.maximum(corners[:, 1] - low, -0.99 * step) / step + 1,
    ]
    pane.mark_all(np.stack(rooms, axis=1) / WINDOWS)
    return wall, pane


def _crown(mesh: Mesh, box: Box, style: Style) -> None:
    """What stands on the roof."""
    west, north, east, south, height = box
    cx, cz, wide, deep = (west + east) / 2, (north + south) / 2, east - west, south - north
    if style.crown in ("box", "hotel"):
        mesh.box(
            (cx - wide * 0.28, cx + wide * 0.2),
            (height, height + 3.6),
            (cz - deep * 0.25, cz + deep * 0.25),
            mix(style.wall, "#8b9095", 0.35),
        )
        mesh.box(
            (cx + wide * 0.26, cx + wide * 0.36),
            (height, height + 2.0),
            (cz - deep * 0.2, cz + deep * 0.1),
            "#9aa1a6",
        )
    if style.crown == "fins":
        mesh.box(
            (west + 1.2, east - 1.2),
            (height, height + 2.6),
            (north + 1.2, south - 1.2),
            mix(style.glass, WHITE, 0.5),
        )
    if style.crown == "parapet":
        mesh.box(
            (west - 0.3, east + 0.3), (height - 0.2, height + 0.9), (north - 0.3, south + 0.3), style.wall
        )


def _hotel(meshes: Meshes) -> None:
    """The Plaza: 22 floors, a wide front to the square and narrow sides, on a podium."""
    west, north, east, south = at.HOTEL.bounds()
    height = HOTEL.lobby_m + at.HOTEL_FLOORS * HOTEL.floor_m + 1
    building(meshes.city, meshes.window, (west, north, east, south, height), HOTEL, "zxX")
    meshes.city.box(
        (west - 3, east + 3), (0, HOTEL.lobby_m), (north - 3.4, south + 2), "#bfae98", top="#a9a29a"
    )
    for x in np.arange(west - 1.6, east + 1.6, 4.4):
        pane = [
            (x + 3.4, 0.6, north - 3.46),
            (x, 0.6, north - 3.46),
            (x, 6.4, north - 3.46),
            (x + 3.4, 6.4, north - 3.46),
        ]
        meshes.window.mark = ((1.5 + int(noise(x) * 40)) / WINDOWS, 1.5 / WINDOWS)
        meshes.window.quads([pane], PANE_DARK)
    meshes.window.mark = NO_WINDOW
    meshes.city.box((152, 168), (4.4, 5.0), (north - 8.4, north - 3.4), "#8d6f4f", faces="xXYzy")
    for x in (153.0, 167.0):
        meshes.city.lathe((x, north - 7.8), [(0.22, 0), (0.22, 4.4)], 8, "#8d6f4f")


def _council(meshes: Meshes) -> None:
    """The council: a long house of three floors, and its tower at the street corner."""
    west, north, east, south = at.COUNCIL.bounds()
    building(meshes.city, meshes.window, (west, north, east, south, 16.5), COUNCIL, "XZz")
    w, n, e, s = at.COUNCIL_TOWER.bounds()
    tower = replace(COUNCIL, slab=0.22, pier=0.5, bay_m=2.6, proud=0.4, lobby_m=17.0)
    building(meshes.city, meshes.window, (w, n, e, s, 44.4), tower, "xXZz")
    meshes.city.box((w + 1.2, e - 1.2), (45.3, 46.6), (n + 1.2, s - 1.2), "#cfc3ad", top="#9aa0a3")
    for x, z in ((w + 0.5, n + 0.5), (e - 0.5, n + 0.5), (w + 0.5, s - 0.5), (e - 0.5, s - 0.5)):
        meshes.city.box((x - 0.7, x + 0.7), (0, 45.6), (z - 0.7, z + 0.7), "#e8dfcd", top="#d9ceb9")

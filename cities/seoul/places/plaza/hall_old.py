"""Old City Hall of 1926, now Seoul Library: granite below, render above, a tower with clock and dome.

Material and floors: gis.seoul.go.kr (granite base, render made to look like stone), heritage.go.kr
(registered heritage 52: four floors with a tower of two more). Its measures are judged by eye.
"""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from madang.places.colour import Array, linear, mix
from madang.places.mesh import Mesh

from . import layout as at
from .kit import (
    NO_WINDOW,
    PANE,
    PANE_DARK,
    PANE_PALE,
    SLATE,
    STONE,
    STONE_BASE,
    STONE_PALE,
    STONE_WARM,
    VERDIGRIS,
    VERDIGRIS_PALE,
    WINDOWS,
    Area,
    Meshes,
    disc,
    noise,
)

PLINTH, GROUND_FLOOR, CORNICE, ATTIC, TOP = 1.2, 5.3, 13.6, 14.5, 18.0
MIDDLE_TOP = 21.2
MIDDLE_HALF, END_WIDE = 12.0, 10.0
PAVILION_FRONT = at.LIBRARY_FRONT + 1.2
TOWER_Z, CLOCK_Y = PAVILION_FRONT - 7.6, 24.95
TOWER_CLOCK = {"x": at.LIBRARY_X, "y": CLOCK_Y, "z": TOWER_Z + 6.5, "yaw": 3.1416, "radius_m": 1.85}
"""The tower's clock for the client: the middle of its face, the yaw it looks to in radians, its radius."""
HALL_LAMPS = (5.5 / WINDOWS, 6.5 / WINDOWS)
"""The mark of a room whose lamps burn first: the hall behind the doors (client: WINDOW_FRAGMENT)."""


class Front:
    """A façade while it is built: facing south in its own plane z = 0, x from the middle; then placed."""

    def __init__(self) -> None:
        self.stone, self.pane = Mesh(), Mesh()

    def window(self, x: float, y: float, wide: float, high: float, *, arched: bool = False) -> None:
        """A framed window with a sill; (x, y) is the middle of its lower edge."""
        x0, x1, y1 = x - wide / 2, x + wide / 2, y + high
        light = linear(PANE) * (0.85 + 0.3 * noise(x * 3.1, y * 1.7))
        corners = np.stack([light * 0.8, light * 0.8, mix(PANE_PALE, light, 0.3), mix(PANE_PALE, light, 0.3)])
        room = [(1.5 + int(noise(x * k, y * 1.3, k) * 60)) / WINDOWS for k in (1.7, 2.9)]
        self.pane.mark = (room[0], room[1])
        self.pane.quad((x0, y, 0.05), (x1, y, 0.05), (x1, y1, 0.05), (x0, y1, 0.05), corners)
        rim, out = 0.20, 0.16
        for a, b, c, d in ((x0 - rim, y, x0, y1), (x1, y, x1 + rim, y1)):
            self.stone.quad((a, b, out), (c, b, out), (c, d, out), (a, d, out), STONE_PALE)
        for inner, side in ((x0, 1), (x1, -1)):
            reveal = [(inner, y, out), (inner, y, 0.05), (inner, y1, 0.05), (inner, y1, out)]
            self.stone.quads([reveal if side > 0 else reveal[::-1]], STONE_WARM)
            edge = x0 - rim if side > 0 else x1 + rim
            outer = [(edge, y, 0), (edge, y, out), (edge, y1, out), (edge, y1, 0)]
            self.stone.quads([outer if side > 0 else outer[::-1]], STONE)
        if arched:
            self._arch(x, y1, wide / 2, rim, out)
        else:
            self.stone.box((x0 - rim, x1 + rim), (y1, y1 + 0.26), (0, out + 0.06), STONE_PALE, faces="xXYZ")
        self.stone.box(
            (x0 - rim - 0.1, x1 + rim + 0.1), (y - 0.18, y), (0, out + 0.14), STONE_PALE, faces="xXYZ"
        )
        for a, b, c, d in ((x - 0.05, y, x + 0.05, y1), (x0, y + high * 0.64, x1, y + high * 0.64 + 0.09)):
            self.stone.quad((a, b, 0.09), (c, b, 0.09), (c, d, 0.09), (a, d, 0.09), STONE_PALE)

    def _arch(self, x: float, y: float, radius: float, rim: float, out: float) -> None:
        angle = np.linspace(0, np.pi, 9)
        inner = np.stack([x + radius * np.cos(angle), y + radius * np.sin(angle)], axis=1)
        outer = np.stack([x + (radius + rim) * np.cos(angle), y + (radius + rim) * np.sin(angle)], axis=1)
        middle = np.broadcast_to([x, y, 0.05], (8, 3))
        edge = np.column_stack([inner, np.full(9, 0.05)])
        self.pane.triangles(np.stack([middle, edge[:-1], edge[1:]], axis=1), PANE)
        rows = [
            np.column_stack([line, np.full(9, depth)])
            for line, depth in ((inner, 0.05), (inner, out), (outer, out), (outer, 0.0))
        ]
        self.stone.grid(np.stack(rows)[:, ::-1], STONE_PALE)

    def band(self, half: float, low: float, high: float, out: float, colour: str) -> None:
        """A moulding along the whole front."""
        self.stone.box((-half, half), (low, high), (0, out), colour, faces="xXYZ")

    def joints(self, half: float, low: float, high: float) -> None:
        """The shadow lines of coursed stone."""
        for y in np.arange(low + 0.75, high - 0.2, 0.75):
            self.stone.quad(
                (-half, y, 0.03), (half, y, 0.03), (half, y + 0.07, 0.03), (-half, y + 0.07, 0.03), STONE_BASE
            )

    def pilasters(self, xs: Sequence[float] | Array, low: float, high: float, wide: float) -> None:
        for x in xs:
            self.stone.box((x - wide / 2, x + wide / 2), (low, high), (0, 0.26), STONE_PALE, faces="xXZ")
            self.stone.box(
                (x - wide / 2 - 0.1, x + wide / 2 + 0.1),
                (high - 0.4, high),
                (0, 0.36),
                STONE_PALE,
                faces="xXZ",
            )

    def place(self, meshes: Meshes, x: float, z: float, turn: float = 0.0) -> None:
        meshes.city.add(self.stone, turn, (x, 0, z))
        meshes.window.add(self.pane, turn, (x, 0, z))


def add_old_hall(meshes: Meshes) -> None:
    x, back = at.LIBRARY_X, at.LIBRARY_BACK
    half = at.LIBRARY_HALF
    wing_wide = half - MIDDLE_HALF - END_WIDE
    _mass(meshes.city, (x - half + END_WIDE, back, x + half - END_WIDE, at.LIBRARY_FRONT), TOP)
    for side in (-1, 1):
        wing = x + side * (MIDDLE_HALF + wing_wide / 2)
        _front(wing_wide, 6, TOP).place(meshes, wing, at.LIBRARY_FRONT)
        end = x + side * (half - END_WIDE / 2)
        _mass(meshes.city, (end - END_WIDE / 2, back - 1, end + END_WIDE / 2, PAVILION_FRONT), TOP + 0.8)
        _front(END_WIDE, 3, TOP + 0.8).place(meshes, end, PAVILION_FRONT)
        deep = PAVILION_FRONT - back + 1
        flank = _front(deep, 6, TOP + 0.8)
        flank.place(meshes, x + side * half, PAVILION_FRONT - deep / 2, -side * np.pi / 2)
    _mass(meshes.city, (x - MIDDLE_HALF, back, x + MIDDLE_HALF, PAVILION_FRONT), MIDDLE_TOP)
    _middle().place(meshes, x, PAVILION_FRONT)
    _portico(meshes, x, PAVILION_FRONT)
    _tower(meshes, x, TOWER_Z)


def _mass(mesh: Mesh, area: Area, top: float) -> None:
    """A block's walls, plinth, cornice and parapet."""
    west, north, east, south = area
    mesh.box((west, east), (PLINTH, GROUND_FLOOR), (north, south), STONE_WARM)
    mesh.box((west, east), (GROUND_FLOOR, top - 0.5), (north, south), STONE, top=SLATE)
    for low, high, out, colour in (
        (0.0, PLINTH, 0.30, STONE_BASE),
        (GROUND_FLOOR - 0.15, GROUND_FLOOR + 0.25, 0.26, STONE_PALE),
        (CORNICE, CORNICE + 0.35, 0.45, STONE_PALE),
        (CORNICE + 0.35, ATTIC - 0.2, 0.85, STONE_PALE),
        (top - 0.7, top, 0.35, STONE_PALE),
    ):
        mesh.box((west - out, east + out), (low, high), (north - out, south + out), colour, top=STONE)
    mesh.box((west + 0.3, east - 0.3), (top - 0.5, top - 0.45), (north + 0.3, south - 0.3), SLATE)


def _front(wide: float, bays: int, top: float) -> Front:
    """A wing's front: square windows below, two tall floors between pilasters, a low attic."""
    front = Front()
    half = wide / 2
    edges = np.linspace(-half + 0.5, half - 0.5, bays + 1)
    pane = min(1.5, (edges[1] - edges[0]) * 0.5)
    front.joints(half, PLINTH, GROUND_FLOOR)
    front.pilasters(edges, GROUND_FLOOR + 0.25, CORNICE, 0.62)
    for x in (edges[:-1] + edges[1:]) / 2:
        front.window(x, 1.9, pane, 2.4)
        front.window(x, 6.3, pane, 2.7)
        front.window(x, 10.2, pane, 2.5)
        front.window(x, ATTIC + 0.5, pane, 1.5 if top < 18.5 else 1.9)
    _dentils(front, half)
    return front


def _dentils(front: Front, half: float) -> None:
    for x in np.arange(-half + 0.4, half - 0.2, 0.95):
        front.stone.box((x, x + 0.42), (CORNICE - 0.32, CORNICE), (0.0, 0.38), STONE_PALE, faces="xXZ")


def _middle() -> Front:
    """The middle: three arched windows over the portico, between broad piers."""
    front = Front()
    front.joints(MIDDLE_HALF, PLINTH, GROUND_FLOOR)
    front.pilasters((-11.2, -7.6, -2.55, 2.55, 7.6, 11.2), GROUND_FLOOR + 0.25, CORNICE, 0.95)
    for x in (-9.4, 9.4):
        front.window(x, 1.9, 1.5, 2.4)
        front.window(x, 6.3, 1.6, 2.7)
        front.window(x, 10.2, 1.6, 2.4)
    for x in (-5.1, 0.0, 5.1):
        front.window(x, 8.2, 2.7, 2.9, arched=True)
    for x in (-9.4, -6.2, -3.1, 0.0, 3.1, 6.2, 9.4):
        front.window(x, ATTIC + 0.9, 1.5, 3.0)
    _dentils(front, MIDDLE_HALF)
    return front


def _portico(meshes: Meshes, x: float, z: float) -> None:
    """Steps, six columns and a flat roof before three doors."""
    city = meshes.city
    for step, out in enumerate((7.0, 6.4, 5.8)):
        y = 0.28 * (step + 1)
        city.box(
            (x - 8.3 + 0.2 * step, x + 8.3 - 0.2 * step),
            (y - 0.28, y),
            (z, z + out),
            STONE_BASE,
            top=STONE_PALE,
        )
    for column in np.linspace(-6.7, 6.7, 6):
        profile = [
            (0.66, 0.84),
            (0.66, 1.12),
            (0.52, 1.2),
            (0.50, 3.2),
            (0.43, 6.0),
            (0.55, 6.2),
            (0.62, 6.35),
        ]
        city.lathe((x + column, z + 4.6), profile, 12, STONE_PALE, smooth=True)
        city.box((x + column - 0.66, x + column + 0.66), (6.35, 6.6), (z + 3.94, z + 5.26), STONE_PALE)
    city.box((x - 7.8, x + 7.8), (6.6, 7.5), (z, z + 5.4), STONE_PALE, top=SLATE, faces="xXYzZy")
    city.box((x - 8.2, x + 8.2), (7.5, 7.9), (z, z + 5.8), STONE, top=STONE)
    for post in np.linspace(-7.6, 7.6, 17):
        city.box((x + post - 0.12, x + post + 0.12), (7.9, 8.7), (z + 5.2, z + 5.45), STONE_PALE, faces="xXZ")
    city.box((x - 8.0, x + 8.0), (8.7, 8.95), (z + 5.1, z + 5.55), STONE_PALE)
    for door in (-4.6, 0.0, 4.6):
        city.box((x + door - 1.55, x + door + 1.55), (0.84, 5.4), (z, z + 0.12), STONE_PALE, faces="xXYZ")
        pane = [(x + door + a, y, z + 0.16) for a, y in ((-1.3, 0.84), (1.3, 0.84), (1.3, 5.1), (-1.3, 5.1))]
        meshes.window.mark = HALL_LAMPS
        meshes.window.quads([pane], PANE_DARK)
        meshes.window.mark = NO_WINDOW
        for bar in (-0.03, -1.3, 1.24):
            city.box(
                (x + door + bar, x + door + bar + 0.06),
                (0.84, 5.1),
                (z + 0.16, z + 0.22),
                "#8a6a45",
                faces="xXZ",
            )
        city.box((x + door - 1.3, x + door + 1.3), (3.7, 3.8), (z + 0.16, z + 0.22), "#8a6a45", faces="Z")


def _tower(meshes: Meshes, x: float, z: float) -> None:
    """The square stage with the clock, a drum with windows, and the copper dome."""
    city = meshes.city
    city.box((x - 8.2, x + 8.2), (MIDDLE_TOP - 0.6, 22.4), (z - 8, z + 7), STONE_WARM, top=STONE)
    city.box((x - 6.3, x + 6.3), (22.4, 28.2), (z - 6.3, z + 6.3), STONE, top=SLATE)
    for a in (-1, 1):
        for b in (-1, 1):
            corner = ((x + a * 5.5 - 1.0, x + a * 5.5 + 1.0), (z + b * 5.5 - 1.0, z + b * 5.5 + 1.0))
            city.box(corner[0], (22.4, 29.2), corner[1], STONE_PALE, top=STONE)
    city.box((x - 7.0, x + 7.0), (27.4, 28.0), (z - 7.0, z + 7.0), STONE_PALE, top=STONE)
    for turn in (0.0, np.pi / 2, -np.pi / 2):
        louvre = Front()
        if turn:
            for dx in (-2.2, 0, 2.2):
                louvre.window(dx, 23.4, 1.1, 2.8)
        louvre.place(meshes, x + 6.3 * -np.sin(turn), z + 6.3 * np.cos(turn), turn)
    _clock(city, x, CLOCK_Y, z + 6.3)
    city.lathe(
        (x, z),
        [(5.2, 28.0), (5.2, 28.9), (4.6, 29.0), (4.6, 32.2), (5.0, 32.4), (5.3, 33.0), (5.3, 33.3)],
        16,
        STONE_PALE,
    )
    for side in range(8):
        opening = Front()
        opening.window(0, 29.5, 1.15, 1.7, arched=True)
        turn = (side + 0.5) * np.pi / 4
        opening.place(meshes, x - 4.55 * np.sin(turn), z + 4.55 * np.cos(turn), turn)
    _dome(city, x, z)


def _dome(city: Mesh, x: float, z: float) -> None:
    """The ribbed copper dome with its lantern and spire."""
    rise = np.linspace(0, np.pi / 2, 9)[:-1]
    dome = [
        (5.0, 33.3),
        *((4.75 * float(np.cos(t)) ** 0.88, 33.4 + 4.6 * float(np.sin(t))) for t in rise),
        (0.9, 38.0),
    ]
    city.lathe((x, z), dome, 24, VERDIGRIS, smooth=True)
    for rib in range(12):
        blade = Mesh()
        path = np.array([(4.86 * np.cos(t) ** 0.88, 33.4 + 4.72 * np.sin(t)) for t in rise])
        for low, high in pairwise(path):
            blade.quad(
                (-0.10, low[1], low[0]),
                (0.10, low[1], low[0]),
                (0.10, high[1], high[0]),
                (-0.10, high[1], high[0]),
                VERDIGRIS_PALE,
            )
        city.add(blade, rib * np.pi / 6, (x, 0, z))
    lantern = [
        (0.95, 37.8),
        (0.95, 39.2),
        (1.15, 39.25),
        (1.15, 39.45),
        (0.5, 40.3),
        (0.08, 40.7),
        (0.05, 43.8),
        (0, 43.9),
    ]
    city.lathe((x, z), lantern, 12, VERDIGRIS_PALE, smooth=True)


def _clock(mesh: Mesh, x: float, y: float, z: float) -> None:
    """A white face; its long hands are the client's, which knows the hour."""
    disc(mesh, (x, y, z + 0.06), 2.15, STONE_WARM, 32)
    disc(mesh, (x, y, z + 0.12), 1.85, "#fbf9f1", 32)
    for hour in range(12):
        turn = hour * np.pi / 6
        near, far, wide = (1.38, 1.68, 0.10) if hour % 3 == 0 else (1.50, 1.68, 0.06)
        _stroke(mesh, (x, y, z + 0.17), turn, (near, far, wide))


def _stroke(
    mesh: Mesh, middle: tuple[float, float, float], turn: float, size: tuple[float, float, float]
) -> None:
    """A bar of the clock from `near` to `far` off its middle, `half` as wide to each side."""
    near, far, half = size
    along, aside = np.array([np.sin(turn), np.cos(turn), 0]), np.array([np.cos(turn), -np.sin(turn), 0])
    centre = np.array(middle)
    corners = [
        centre + along * a + aside * b * half for a, b in ((near, -1), (near, 1), (far, 0.6), (far, -0.6))
    ]
    mesh.quads([corners], "#2d343a")

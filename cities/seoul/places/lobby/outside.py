"""What is seen through the glass: the forecourt, trees, the old hall from behind, the square and the city.

The old hall stands south of the new one, the open square beside it (the plaza's layout); all simplified.
Here x and z are metres from the middle of the doors; z grows toward the square.
"""

import numpy as np

from madang.places.colour import linear
from madang.places.glb import Instances
from madang.places.mesh import Mesh, sphere

from . import layout as at
from .kit import LAMP_MARK, NO_MARK, STEEL, STONE_RIM, WHITE, Meshes, noise, pane_mark

GRASS, PAVING, ROAD = "#8fbf6c", "#cfc8bb", "#8d9399"
FACES = ("#d9cfbd", "#c8ccd0", "#bfc8cf", "#d3c8b8", "#b9c2c9")
PANE, COPPER = "#51626d", "#7fae9f"
TOWERS = (
    (-62.0, 201.0, 88.0, 18.0, 78.0),
    (24.0, 195.0, 46.0, 26.0, 62.0),
    (-140.0, 191.0, 40.0, 30.0, 54.0),
    (-166.0, 125.0, 34.0, 44.0, 30.0),
    (84.0, 171.0, 52.0, 30.0, 84.0),
    (140.0, 105.0, 36.0, 50.0, 58.0),
    (-22.0, 237.0, 60.0, 24.0, 96.0),
)
LAMPS_X = (-27.0, -18.0, -9.0, 9.0, 18.0, 27.0)
NEAR_TREES = ((-24.0, 13.0), (-17.5, 16.0), (-12.0, 15.0), (13.0, 16.5), (20.0, 14.5), (26.5, 16.0))


def add_outside(meshes: Meshes) -> None:
    mesh = Mesh()
    _ground(mesh)
    _old_hall(mesh)
    for n, tower in enumerate(TOWERS):
        _tower(mesh, tower, n)
    _lamps(mesh)
    meshes.outside.add(mesh, at=_middle())


def _middle() -> tuple[float, float, float]:
    return at.MIDDLE_X, 0.0, at.SOUTH


def _ground(mesh: Mesh) -> None:
    mesh.quad((-200, -0.06, 260), (200, -0.06, 260), (200, -0.06, 0.3), (-200, -0.06, 0.3), PAVING)
    angle = np.linspace(0, 2 * np.pi, 33)
    rim = np.stack([-62 + 44 * np.cos(angle), np.full(33, -0.02), 105 + 40 * np.sin(angle)], axis=1)
    middle = np.broadcast_to(np.array([-62, -0.02, 105.0]), (32, 3))
    mesh.triangles(np.stack([middle, rim[1:], rim[:-1]], axis=1), GRASS)


def _old_hall(mesh: Mesh) -> None:
    """The old City Hall's north side: stone wings, rows of tall windows, a roof in copper green."""
    west, east, north, south, high = -8.0, 78.0, 22.5, 43.0, 15.5
    mesh.box((west, east), (0, high), (north, south), "#d9cfbc", top="#8fa79c", faces="xXYz")
    mesh.box((west - 0.3, east + 0.3), (high, high + 0.8), (north - 0.3, south), STONE_RIM, faces="xXYz")
    mesh.box((west - 0.15, east + 0.15), (0, 1.4), (north - 0.15, south), "#b5ab9b", faces="xXYz")
    mesh.box((28, 42), (high, high + 9), (31, 43), "#d3c8b4", top=COPPER, faces="xXYz")
    for row in range(3):
        for n in range(24):
            x, y = west + 1.4 + n * 3.5, 2.2 + row * 4.5
            mesh.mark = pane_mark(n, row)
            mesh.box((x, x + 1.6), (y, y + 2.9), (north - 0.06, north), PANE, faces="z")
            mesh.mark = NO_MARK
            for px in (x + 0.76, x - 0.12, x + 1.6):
                wide = 0.08 if px > x and px < x + 1 else 0.12
                mesh.box((px, px + wide), (y, y + 2.9), (north - 0.12, north), STONE_RIM, faces="z")
            mesh.box((x - 0.2, x + 1.8), (y - 0.22, y), (north - 0.2, north), WHITE, faces="zY")


def _tower(mesh: Mesh, tower: tuple[float, ...], seed: int) -> None:
    x, z, wide, deep, high = tower
    colour = FACES[seed % len(FACES)]
    mesh.box((x - wide / 2, x + wide / 2), (0, high), (z - deep / 2, z + deep / 2), colour, faces="xXYz")
    floors, bays = int(high / 4), int(wide / 5)
    size = wide / bays * 0.76
    for floor in range(1, floors):
        y = floor * 4.0
        for bay in range(bays):
            px = x - wide / 2 + (bay + 0.12) * wide / bays
            mesh.mark = pane_mark(bay + seed * 7, floor)
            mesh.box((px, px + size), (y, y + 2.2), (z - deep / 2 - 0.1, z - deep / 2), "#6d8090", faces="z")
    mesh.mark = NO_MARK


def _lamps(mesh: Mesh) -> None:
    """Slim lights on the forecourt."""
    for x in LAMPS_X:
        mesh.box((x - 0.06, x + 0.06), (0, 3.4), (8.0, 8.12), STEEL, faces="xXz")
        mesh.mark = LAMP_MARK
        mesh.box((x - 0.12, x + 0.12), (3.4, 3.8), (7.94, 8.18), "#fff0cc", faces="xXzYy")
        mesh.mark = NO_MARK


def tree() -> Mesh:
    """A broad tree, about 7 m tall."""
    mesh = Mesh()
    mesh.lathe((0, 0), [(0.24, 0.0), (0.17, 2.4), (0.1, 4.2)], 7, "#86735f", smooth=True)
    crowns = (
        (0, 5.6, 0, 1.9),
        (1.3, 4.7, 0.4, 1.4),
        (-1.2, 4.9, -0.3, 1.5),
        (0.2, 4.6, -1.2, 1.3),
        (-0.2, 4.5, 1.2, 1.35),
    )
    for n, (x, y, z, r) in enumerate(crowns):
        unit = sphere(1)
        wave = 1 + 0.13 * np.sin(unit @ np.array([5.1, 3.7, 4.4]) + n * 1.9)
        light = linear("#78a44c") * (0.70 + 0.36 * (unit[..., 1:2] * 0.5 + 0.5)) * (0.92 + 0.06 * n)
        mesh.triangles(np.array([x, y, z]) + unit * wave[..., None] * r, light, unit)
    return mesh


def tree_places() -> Instances:
    """Before the glass and about the square."""
    about = [(-98.0 + 9 * n, 61.0 + 3 * noise(n, 1)) for n in range(9)]
    spots = np.array([(x, 0.0, z) for x, z in (*NEAR_TREES, *about)]) + np.array(_middle())
    yaws = np.array([noise(k, 3) * 2 * np.pi for k in range(len(spots))])
    scales = np.array([0.9 + 0.3 * noise(k, 5) for k in range(len(spots))])
    return Instances(spots, yaws, scales)


def indoor_tree_places() -> Instances:
    """Slender ones in the planters."""
    spots = np.array([(x, 0.4, z) for x, z in at.PLANTERS])
    return Instances(spots, np.array([noise(x, z) * 6 for x, z in at.PLANTERS]), np.full(len(spots), 0.56))

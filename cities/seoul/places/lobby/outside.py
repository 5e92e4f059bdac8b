"""What is seen through the glass: the forecourt, trees, the old hall from behind, the square and the city.

The old hall stands south of the new one, the open square beside it (the plaza's layout); all simplified.
"""

import numpy as np

from madang.places.colour import linear
from madang.places.glb import Instances
from madang.places.mesh import Mesh, sphere

from . import layout as at
from .kit import LAMP_MARK, NO_MARK, STEEL, STONE_RIM, WHITE, Meshes, noise, pane_mark

GRASS, PAVING, ROAD = "#8fbf6c", "#cfc8bb", "#8d9399"
FACES = ("#d9cfbd", "#c8ccd0", "#bfc8cf", "#d3c8b8", "#b9c2c9")


def add_outside(meshes: Meshes) -> None:
    far = meshes.outside
    far.quad((-160, -0.06, 300), (230, -0.06, 300), (230, -0.06, at.SIDE_M), (-160, -0.06, at.SIDE_M), PAVING)
    for west, east in ((-160.0, 0.0), (at.SIDE_M, 230.0)):
        far.quad(
            (west, -0.06, at.SIDE_M), (east, -0.06, at.SIDE_M), (east, -0.06, 0), (west, -0.06, 0), PAVING
        )
    angle = np.linspace(0, 2 * np.pi, 33)
    rim = np.stack([-26 + 44 * np.cos(angle), np.full(33, -0.02), 150 + 40 * np.sin(angle)], axis=1)
    middle = np.broadcast_to(np.array([-26, -0.02, 150.0]), (32, 3))
    far.triangles(np.stack([middle, rim[1:], rim[:-1]], axis=1), GRASS)
    _old_hall(meshes)
    for n, (x, z, wide, deep, high) in enumerate(
        (
            (-26.0, 246.0, 88.0, 18.0, 78.0),
            (60.0, 240.0, 46.0, 26.0, 62.0),
            (-104.0, 236.0, 40.0, 30.0, 54.0),
            (-130.0, 170.0, 34.0, 44.0, 30.0),
            (120.0, 216.0, 52.0, 30.0, 84.0),
            (176.0, 150.0, 36.0, 50.0, 58.0),
            (14.0, 282.0, 60.0, 24.0, 96.0),
        )
    ):
        _tower(meshes, x, z, wide, deep, high, n)


def _old_hall(meshes: Meshes) -> None:
    """The old City Hall's north side: stone wings, rows of tall windows, a roof in copper green."""
    west, east, north, south, high = 26.0, 112.0, 67.5, 88.0, 15.5
    meshes.outside.box((west, east), (0, high), (north, south), "#d9cfbc", top="#8fa79c", faces="xXYz")
    meshes.outside.box(
        (west - 0.3, east + 0.3), (high, high + 0.8), (north - 0.3, south), STONE_RIM, faces="xXYz"
    )
    meshes.outside.box((west - 0.15, east + 0.15), (0, 1.4), (north - 0.15, south), "#b5ab9b", faces="xXYz")
    meshes.outside.box((62, 76), (high, high + 9), (76, 88), "#d3c8b4", top="#7fae9f", faces="xXYz")
    for row in range(3):
        for n in range(24):
            x, y = west + 1.4 + n * 3.5, 2.2 + row * 4.5
            meshes.outside.mark = pane_mark(n, row)
            meshes.outside.box((x, x + 1.6), (y, y + 2.9), (north - 0.06, north), "#51626d", faces="z")
            meshes.outside.mark = NO_MARK
            meshes.outside.box(
                (x - 0.1, x + 1.7), (y - 0.22, y - 0.05), (north - 0.16, north), WHITE, faces="zY"
            )


def _tower(meshes: Meshes, x: float, z: float, wide: float, deep: float, high: float, seed: int) -> None:  # noqa: PLR0917
    far = meshes.outside
    colour = FACES[seed % len(FACES)]
    far.box((x - wide / 2, x + wide / 2), (0, high), (z - deep / 2, z + deep / 2), colour, faces="xXYz")
    floors, bays = int(high / 4), int(wide / 5)
    for floor in range(1, floors):
        y = floor * 4.0
        for bay in range(bays):
            px = x - wide / 2 + (bay + 0.12) * wide / bays
            tone = "#e9cf94" if noise(seed, floor, bay) > 0.7 else "#6d8090"
            size = wide / bays * 0.76
            meshes.window.box(
                (px, px + size), (y, y + 2.2), (z - deep / 2 - 0.1, z - deep / 2), tone, faces="z"
            )


def tree() -> Mesh:
    """A broad tree, about 7 m tall."""
    mesh = Mesh()
    mesh.lathe((0, 0), [(0.24, 0.0), (0.17, 2.4), (0.1, 4.2)], 7, "#86735f", smooth=True)
    for n, (x, y, z, r) in enumerate(
        (
            (0, 5.6, 0, 1.9),
            (1.3, 4.7, 0.4, 1.4),
            (-1.2, 4.9, -0.3, 1.5),
            (0.2, 4.6, -1.2, 1.3),
            (-0.2, 4.5, 1.2, 1.35),
        )
    ):
        unit = sphere(1)
        wave = 1 + 0.13 * np.sin(unit @ np.array([5.1, 3.7, 4.4]) + n * 1.9)
        light = linear("#78a44c") * (0.74 + 0.34 * (unit[..., 1:2] * 0.5 + 0.5))
        mesh.triangles(np.array([x, y, z]) + unit * wave[..., None] * r, light)
    return mesh


def tree_places() -> Instances:
    """Before the glass and about the square."""
    out = [(4.0, 58.0), (12.5, 61.0), (21.0, 60.0), (51.0, 61.5), (60.0, 59.5), (68.0, 61.0)]
    about = [(-62.0 + 9 * n, 106.0 + 3 * noise(n, 1)) for n in range(9)]
    spots = np.array([(x, 0.0, z) for x, z in (*out, *about)])
    yaws = np.array([noise(k, 3) * 2 * np.pi for k in range(len(spots))])
    scales = np.array([0.9 + 0.3 * noise(k, 5) for k in range(len(spots))])
    return Instances(spots, yaws, scales)


def indoor_tree_places() -> Instances:
    """Slender ones in the planters."""
    spots = np.array([(x, 0.4, z) for x, z in at.PLANTERS])
    return Instances(spots, np.array([noise(x, z) * 6 for x, z in at.PLANTERS]), np.full(len(spots), 0.56))


def add_lamps(meshes: Meshes) -> None:
    """Slim lights on the forecourt."""
    for x in (9.0, 18.0, 27.0, 45.0, 54.0, 63.0):
        meshes.outside.box((x - 0.06, x + 0.06), (0, 3.4), (53.0, 53.12), STEEL, faces="xXz")
        meshes.outside.mark = LAMP_MARK
        meshes.outside.box((x - 0.12, x + 0.12), (3.4, 3.75), (52.94, 53.18), "#fff0cc", faces="xXzYy")
        meshes.outside.mark = NO_MARK

"""The small things of the square: lamps, flags, floor fountain, pots, ground lights, the station's door."""

import numpy as np

from madang.places.colour import linear
from madang.places.glb import Instances
from madang.places.light import Pool
from madang.places.mesh import Mesh

from . import layout as at
from .kit import LAMP, NO_WINDOW, STEEL, STEEL_DARK, Area, Meshes, flat, noise

LAMP_LIGHT = "#fff3d2"
FLAGS = ("#f5f6f4", "#3f7fc0", "#4f9a70")
LEAVES = ("#4f7f3f", "#659650")
FLOWERS = ("#e8637a", "#f3c64e", "#f2eef6", "#b76bc0", "#f08c4d")


def add_things(meshes: Meshes) -> None:
    meshes.window.mark = LAMP
    for x, z in at.LAMPS:
        _lamp(meshes, x, z)
    for (x, z), colour in zip(at.FLAGS, FLAGS, strict=True):
        _flag(meshes.city, x, z, colour)
    for x, z in at.GROUND_LIGHTS:
        _dot(meshes.window, (x, 0.015, z), 0.16, LAMP_LIGHT)
    meshes.window.mark = NO_WINDOW
    _fountain(meshes)
    for door in at.STATION_EXITS:
        _station(meshes, door.bounds())


def _lamp(meshes: Meshes, x: float, z: float) -> None:
    """A slender post with two arms."""
    meshes.city.lathe(
        (x, z), [(0.16, 0), (0.15, 0.7), (0.075, 0.75), (0.05, 6.4), (0, 6.45)], 8, STEEL_DARK, smooth=True
    )
    for side in (-1, 1):
        meshes.city.box(
            sorted_pair(x, x + side * 0.95), (6.15, 6.24), (z - 0.05, z + 0.05), STEEL_DARK, faces="xXYzZy"
        )
        meshes.window.box(
            sorted_pair(x + side * 0.45, x + side * 1.05),
            (6.05, 6.15),
            (z - 0.14, z + 0.14),
            LAMP_LIGHT,
            faces="xXYzZy",
        )


def pools() -> list[Pool]:
    """Where lamps shine on the ground by night: posts, the lawn's rim, fronts of the two halls."""
    fronts = [(at.LIBRARY_X + n * 6.0, at.LIBRARY_FRONT + 4.0) for n in range(-7, 8)]
    fronts += [(x, at.CITY_HALL_SOUTH + 3.0) for x in (104.0, 110.0, 210.0, 216.0)]
    fronts += [(at.TERRACE.bounds()[2], z) for z in (166.0, 171.0, 176.0)]
    posts = [Pool(x + side * 0.75, z, 6.0, 0.72) for x, z in at.LAMPS for side in (-1, 1)]
    rim = [Pool(x, z, 1.5, 0.42) for x, z in at.GROUND_LIGHTS]
    streets = [Pool(x, float(z), 9.0, 0.34) for x in (52.0, 76.0, 241.0) for z in range(20, 320, 26)]
    streets += [Pool(float(x), 252.0, 9.0, 0.34) for x in range(96, 230, 26)]
    square = [Pool(at.LAWN.x, at.LAWN.z, 75.0, 0.22)]
    return [*square, *posts, *rim, *streets, *(Pool(x, z, 5.0, 0.5) for x, z in fronts)]


def glows() -> list[list[float]]:
    """Where a lamp's glow hangs in the night air: x, y, z and its radius in metres."""
    posts = [[x + side * 0.75, 6.1, z, 1.5] for x, z in at.LAMPS for side in (-1, 1)]
    return [*posts, *([round(float(x), 2), 0.1, round(float(z), 2), 0.5] for x, z in at.GROUND_LIGHTS)]


def sorted_pair(a: float, b: float) -> tuple[float, float]:
    return min(a, b), max(a, b)


def _flag(mesh: Mesh, x: float, z: float, colour: str) -> None:
    """A plain cloth that hangs in a light wind; it bears no emblem."""
    mesh.lathe(
        (x, z),
        [(0.22, 0), (0.22, 0.3), (0.10, 0.32), (0.055, 11.4), (0.09, 11.45), (0, 11.6)],
        8,
        STEEL,
        smooth=True,
    )
    along, down = np.linspace(0, 1, 9), np.linspace(9.2, 11.1, 4)
    wave = 0.30 * np.sin(along * 5.5) * along
    rows = [np.stack([x + 0.07 + along * 2.9, y - 0.25 * along**1.5, z + wave], axis=1) for y in down]
    sheet = np.stack(rows)
    mesh.grid(sheet, colour, smooth=True)
    mesh.grid(sheet[:, ::-1] - [0, 0, 0.01], linear(colour) * 0.85, smooth=True)


def _dot(mesh: Mesh, middle: tuple[float, float, float], radius: float, colour: str) -> None:
    """A level disc seen from above."""
    x, y, z = middle
    angle = np.linspace(0, 2 * np.pi, 9)
    rim = np.stack([x + radius * np.cos(angle), np.full(9, y), z - radius * np.sin(angle)], axis=1)
    mesh.triangles(np.stack([np.broadcast_to(middle, (8, 3)), rim[:-1], rim[1:]], axis=1), colour)


def _fountain(meshes: Meshes) -> None:
    """Dark granite about the nozzles, which are flush with it: one walks over it, and through the jets."""
    west, north, east, south = at.FOUNTAIN.bounds()
    x, z = np.linspace(west, east, 12), np.linspace(north, south, 12)
    for i in range(11):
        for j in range(11):
            tone = linear("#8f959a") * (0.92 + 0.16 * noise(i, j))
            flat(meshes.ground, (x[i] + 0.02, z[j] + 0.02, x[i + 1] - 0.02, z[j + 1] - 0.02), 0.012, tone)


def jet() -> Mesh:
    """A jet of water one metre high; the client lets it rise and fall."""
    mesh = Mesh()
    mesh.lathe((0, 0), [(0.055, 0.0), (0.04, 0.6), (0.07, 0.9), (0.0, 1.0)], 5, "#eef8fc", smooth=True)
    return mesh


def jet_places() -> Instances:
    positions = np.array([(x, 0.015, z) for x, z in at.NOZZLES])
    return Instances(positions, np.zeros(len(positions)), np.ones(len(positions)))


def _station(meshes: Meshes, area: Area) -> None:
    """A way down to City Hall Station: parapets about dark stairs, under a glass roof."""
    west, north, east, south = area
    flat(meshes.ground, area, 0.02, "#33373c")
    for step in range(7):
        z = south - 0.4 - step * 0.55
        flat(meshes.ground, (west + 0.3, z - 0.5, east - 0.3, z), 0.03, linear("#8d8f90") * (1 - 0.12 * step))
    for x in (west, east - 0.25):
        meshes.city.box((x, x + 0.25), (0, 1.05), (north, south), "#c9c3b8", top="#dcd7cd")
    meshes.city.box((west, east), (0, 1.05), (north, north + 0.25), "#c9c3b8", top="#dcd7cd")
    for x in (west + 0.12, east - 0.12):
        for z in (north + 0.3, (north + south) / 2, south - 0.3):
            meshes.city.lathe((x, z), [(0.06, 1.0), (0.06, 2.9)], 6, STEEL_DARK)
    meshes.glass.box(
        (west - 0.4, east + 0.4), (2.9, 3.0), (north - 0.4, south + 0.5), "#b9d8e4", faces="xXYzZy"
    )


def pot() -> Mesh:
    """A clay-grey pot full of flowers."""
    mesh = Mesh()
    mesh.lathe((0, 0), [(0.24, 0), (0.33, 0.50)], 7, "#b7aa98")
    angle = np.linspace(0, 2 * np.pi, 11)
    rows = []
    for row, (radius, y) in enumerate(((0.33, 0.49), (0.41, 0.62), (0.27, 0.76), (0.0, 0.80))):
        lump = 1 + 0.16 * np.array([noise(row, n % 10) - 0.5 for n in range(11)])
        rows.append(
            np.stack([radius * lump * np.cos(angle), y * lump**0.4, -radius * lump * np.sin(angle)], axis=1)
        )
    dome = np.stack(rows)
    cells = np.stack([dome[:-1, :-1], dome[:-1, 1:], dome[1:, 1:], dome[1:, :-1]], axis=2).reshape(-1, 4, 3)
    halves = cells[:, [0, 1, 2, 0, 2, 3]].reshape(-1, 3, 3)
    bloom = [noise(n * 3.7, 1.9) > 0.56 for n in range(len(halves))]
    colours = [FLOWERS[int(noise(n, 7.7) * 5)] if open_ else LEAVES[n % 2] for n, open_ in enumerate(bloom)]
    mesh.triangles(halves, np.array([linear(colour) for colour in colours]))
    return mesh


def pot_places() -> Instances:
    positions = np.array([(x, 0.0, z) for x, z in at.POTS])
    yaws = np.array([noise(x, z) * 2 * np.pi for x, z in at.POTS])
    scales = np.array([0.85 + 0.3 * noise(z, x) for x, z in at.POTS])
    return Instances(positions, yaws, scales)

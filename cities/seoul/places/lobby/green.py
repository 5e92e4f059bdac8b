"""The green wall: plants from the floor to the seventh storey, in drifts of kinds as gardeners set them.

Seoul City Hall's covers 1,516 m² over floors 1 to 7 (README.md). Its swells and the kinds are judged by eye.
"""

import numpy as np

from madang.places.colour import Array, linear
from madang.places.glb import Instances
from madang.places.mesh import Mesh, sphere

from . import layout as at
from .kit import STONE_DARK, STONE_RIM, WHITE, Meshes, noise

COLUMNS, ROWS = 132, 66
LOW_M = 0.0
KINDS = ("#3d7a3c", "#58943f", "#7fae49", "#2c5f3b", "#94b95a", "#4a8657", "#6a9f6d")
TUFT_COLOURS = ("#6f9f45", "#86b358", "#3f7d4c")
FLOWERS = ("#d98aa6", "#e7d4a0")
TUFTS = 2400


def surface(x: Array, y: Array) -> Array:
    """z of the leaves at points of the wall: it swells and draws back as it climbs."""
    u = (x - at.MIDDLE_X) / at.GREEN_LONG_M * 2 * np.pi
    swell = 0.42 * np.sin(u * 1.5 + y * 0.16) + 0.3 * np.sin(u * 3.1 - y * 0.23 + 1.2)
    return np.asarray(at.NORTH + 1.05 + swell)


def add_green_wall(meshes: Meshes) -> None:
    x, y = np.meshgrid(np.linspace(at.WEST, at.EAST, COLUMNS + 1), np.linspace(LOW_M, at.HEIGHT_M, ROWS + 1))
    rough = 0.16 * (_field(x * 2.3, y * 2.1, 3.0) - 0.5) + 0.10 * (_field(x * 5.1, y * 4.7, 9.0) - 0.5)
    z = surface(x, y) + rough * 1.6
    meshes.green.grid(np.stack([x, y, z], axis=-1), colours(x, y), smooth=True)
    _ledges(meshes.hall)
    _rim(meshes.hall)


def colours(x: Array, y: Array) -> Array:
    """The plants' colours in drifts, lit from the front and a little from each storey's lamps."""
    drift = _field(x * 0.16, y * 0.21, 1.0) * 0.75 + _field(x * 0.5, y * 0.55, 5.0) * 0.25
    kind = np.clip((drift * 1.5 - 0.25) * len(KINDS), 0, len(KINDS) - 1.001)
    palette = np.array([linear(colour) for colour in KINDS])
    first = kind.astype(int)
    share = np.clip(((kind - first) - 0.5) * 4 + 0.5, 0, 1)[..., None]
    light = palette[first] * (1 - share) + palette[np.minimum(first + 1, len(KINDS) - 1)] * share
    bloom = _field(x * 1.9, y * 1.9, 17.0)
    patch = _field(x * 0.13, y * 0.17, 23.0)
    for n, flower in enumerate(FLOWERS):
        here = (bloom > 0.80) & (np.abs(patch - (0.28 + 0.44 * n)) < 0.07)
        light = np.where(here[..., None], linear(flower), light)
    grain = 0.50 + 0.46 * _field(x * 6.3, y * 5.9, 31.0)
    storey = 0.94 + 0.12 * np.cos(y / at.STOREY_M * 2 * np.pi)
    foot = 0.72 + 0.28 * np.clip(y / 2.5, 0, 1)
    return np.asarray(light * (grain * storey * foot)[..., None])


def tuft(kind: int) -> Mesh:
    """A handful of hanging leaves that breaks the wall's even face; looks south."""
    mesh = Mesh()
    long, wide, droop = ((0.40, 0.10, 0.62), (0.30, 0.17, 0.34), (0.50, 0.06, 0.86))[kind]
    tone = linear(TUFT_COLOURS[kind])
    for n in range(7):
        turn = (n - 3) * 0.42 + 0.15 * noise(n, kind)
        out, dx = 0.17 + 0.10 * noise(n, 3), float(np.sin(turn))
        root, mid = np.array([0.0, 0.06, 0.0]), np.array([dx * long * 0.55, 0.11, out])
        tip = np.array([dx * long, 0.08 - droop * long * (0.6 + 0.4 * noise(n, 5)), out + 0.06])
        across = np.array([wide * float(np.cos(turn)), wide * 0.3 * dx, 0.0])
        light = tone * (0.80 + 0.34 * noise(n, 11))
        facing = np.array([0.35 * dx, 0.45, 0.8])
        face = np.broadcast_to(facing / np.linalg.norm(facing), (2, 3, 3))
        corners = [(root, mid + across, mid - across), (mid + across, mid - across, tip)]
        mesh.triangles(corners, light, face)
    return mesh


def tuft_places(kind: int) -> Instances:
    """Dense where one stands before them, sparser high up."""
    n = np.arange(kind, TUFTS, len(TUFT_COLOURS))
    x = np.asarray(at.WEST + 0.3 + (at.GREEN_LONG_M - 0.6) * ((n * 0.6180339887) % 1), float)
    y = np.asarray(0.5 + (at.HEIGHT_M * 0.8) * ((n * 0.7548776662) % 1) ** 1.5, float)
    yaws = np.array([(noise(float(k), 1) - 0.5) * 0.8 for k in n])
    scales = np.array([0.9 + 1.0 * noise(float(k), 4) for k in n])
    return Instances(np.stack([x, y, surface(x, y) + 0.01], axis=1), yaws, scales)


def shrub() -> Mesh:
    """A round leafy plant for the bed under the wall and the planters' feet."""
    mesh = Mesh()
    for n, (x, y, z, r) in enumerate(
        ((0, 0.34, 0, 0.36), (0.26, 0.24, 0.12, 0.26), (-0.24, 0.26, 0.1, 0.27))
    ):
        unit = sphere(1)
        wave = 1 + 0.20 * np.sin(unit @ np.array([7.1, 5.3, 6.2]) + n * 2.4)
        light = linear(KINDS[n + 1]) * (0.66 + 0.4 * (unit[..., 1:2] * 0.5 + 0.5))
        mesh.triangles(np.array([x, y, z]) + unit * wave[..., None] * r, light, unit)
    return mesh


def shrub_places() -> Instances:
    n = np.arange(46)
    x = at.WEST + 0.7 + (at.GREEN_LONG_M - 1.4) * n / 45
    z = np.array([at.BED_SOUTH - 0.75 - 0.5 * noise(float(k), 2) for k in n])
    feet = [
        (px + 0.62 * np.cos(turn), pz + 0.62 * np.sin(turn))
        for px, pz in at.PLANTERS
        for turn in np.arange(5) * 2 * np.pi / 5
    ]
    spots = np.array([*zip(x, np.full(46, 0.3), z, strict=True), *((px, 0.42, pz) for px, pz in feet)])
    yaws = np.array([noise(float(k), 9) * 2 * np.pi for k in range(len(spots))])
    scales = np.array([0.85 + 0.6 * noise(float(k), 6) if k < 46 else 0.62 for k in range(len(spots))])
    return Instances(spots, yaws, scales)


def _ledges(mesh: Mesh) -> None:
    """A slender white curve at each storey, so that one can count them."""
    x = np.linspace(at.WEST, at.EAST, 49)
    for storey in range(1, at.STOREYS):
        y = storey * at.STOREY_M
        z = surface(x, np.full_like(x, y)) + 0.20
        lower, upper = np.full_like(x, y - 0.09), np.full_like(x, y + 0.09)
        mesh.grid(np.stack([np.stack([x, lower, z], 1), np.stack([x, upper, z], 1)]), WHITE, smooth=True)
        mesh.grid(np.stack([np.stack([x, upper, z], 1), np.stack([x, upper, z - 0.5], 1)]), WHITE)
        mesh.grid(np.stack([np.stack([x, lower, z - 0.5], 1), np.stack([x, lower, z], 1)]), "#cfd2cc")


def _rim(mesh: Mesh) -> None:
    """The bed's stone edge, as high as a seat."""
    mesh.box((at.WEST, at.EAST), (0, 0.44), (at.BED_SOUTH - 0.42, at.BED_SOUTH), STONE_DARK, top=STONE_RIM)


def _field(x: Array, y: Array, seed: float) -> Array:
    """Soft noise in 0..1 over points, from a lattice of fixed random numbers."""
    i, j = np.floor(x), np.floor(y)
    u, v = x - i, y - j
    u, v = u * u * (3 - 2 * u), v * v * (3 - 2 * v)

    def corner(a: Array, b: Array) -> Array:
        return np.asarray(np.abs(np.sin(a * 127.1 + b * 311.7 + seed * 74.7) * 43758.5453) % 1.0)

    near = corner(i, j) * (1 - u) + corner(i + 1, j) * u
    far = corner(i, j + 1) * (1 - u) + corner(i + 1, j + 1) * u
    return np.asarray(near * (1 - v) + far * v)

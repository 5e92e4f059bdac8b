"""Trees: a Korean red pine and a broad zelkova, each modelled once and set many times over."""

from collections.abc import Sequence

import numpy as np

from madang.places.colour import Array, linear
from madang.places.glb import Instances
from madang.places.mesh import TINY_M, Mesh, sphere

from . import layout as at
from .kit import noise

BARK_RED, BARK, NEEDLES, LEAVES = "#9a6549", "#86735f", "#4c7a50", "#78a44c"


def pine() -> Mesh:
    """소나무: a bent, reddish trunk and flat clouds of needles. About 8 m tall."""
    mesh = Mesh()
    bend = [
        (0.0, 0.0, 0.0, 0.27),
        (0.25, 1.6, 0.1, 0.22),
        (0.1, 3.2, 0.3, 0.19),
        (0.55, 4.8, 0.1, 0.15),
        (0.4, 6.6, 0.0, 0.08),
    ]
    _limb(mesh, bend, BARK_RED)
    clouds = (
        ((-1.05, 4.1, 0.55), (1.35, 0.50, 1.15)),
        ((1.65, 4.75, -0.35), (1.55, 0.55, 1.30)),
        ((-0.75, 5.55, -0.75), (1.50, 0.55, 1.35)),
        ((0.95, 6.35, 0.55), (1.55, 0.60, 1.40)),
        ((0.25, 7.20, -0.15), (1.25, 0.62, 1.15)),
    )
    for n, (middle, radii) in enumerate(clouds):
        start = np.array([0.3, middle[1] - 0.75, 0.1])
        _limb(mesh, [(*start, 0.09), (*(0.55 * np.array(middle) + 0.45 * start), 0.06)], BARK_RED)
        _cloud(mesh, np.array(middle), np.array(radii), NEEDLES, np.array([0.3, 4.2, 0]), n)
    return mesh


def zelkova() -> Mesh:
    """느티나무: a trunk that forks low and a wide, vase-shaped crown. About 8 m tall."""
    mesh = Mesh()
    _limb(mesh, [(0, 0, 0, 0.34), (0.03, 1.1, 0, 0.27), (0, 2.3, 0.02, 0.24)], BARK)
    for turn in np.arange(3) * 2 * np.pi / 3 + 0.4:
        x, z = np.cos(turn), np.sin(turn)
        _limb(mesh, [(0, 2.1, 0, 0.15), (1.3 * x, 4.5, 1.3 * z, 0.06)], BARK)
    middle = np.array([0.0, 4.6, 0.0])
    _cloud(mesh, np.array([0.1, 6.1, -0.1]), np.array([1.95, 1.6, 1.95]), LEAVES, middle, 0)
    for n, turn in enumerate(np.arange(4) * np.pi / 2):
        rise = 4.7 + 0.5 * (n % 2)
        spot = np.array([1.65 * np.cos(turn), rise, 1.65 * np.sin(turn)])
        _cloud(mesh, spot, np.array([1.62, 1.20, 1.62]), LEAVES, middle, n + 1)
    return mesh


def _limb(mesh: Mesh, rings: Sequence[tuple[float, ...]], colour: str) -> None:
    """A round limb through (x, y, z, radius), darker toward the ground."""
    angle = np.linspace(0, 2 * np.pi, 6)
    rows = [
        np.stack([x + r * np.cos(angle), np.full(6, y), z - r * np.sin(angle)], axis=1)
        for x, y, z, r in rings
    ]
    light = np.stack(
        [np.broadcast_to(linear(colour) * min(1.0, 0.62 + 0.09 * y), (6, 3)) for _, y, _, _ in rings]
    )
    mesh.grid(np.stack(rows), light, smooth=True)


def _cloud(mesh: Mesh, middle: Array, radii: Array, colour: str, heart: Array, seed: float) -> None:  # noqa: PLR0917
    """An uneven lump of leaves, dark below; normals lean away from the crown's heart, which makes it soft."""
    unit = sphere(1)
    phase = 7 * noise(seed, 3.3)
    wave = (
        1
        + 0.10 * np.sin(unit @ np.array([5.1, 3.7, 4.4]) + phase)
        + 0.07 * np.sin(unit @ np.array([-7.3, 6.1, 8.8]) + phase)
    )
    points = middle + unit * wave[..., None] * radii
    outward = unit / radii * radii.min() + 0.75 * (points - heart) / np.linalg.norm(
        points - heart, axis=-1, keepdims=True
    )
    outward = outward + np.array([0, 0.45, 0])
    normals = outward / np.maximum(np.linalg.norm(outward, axis=-1, keepdims=True), TINY_M)
    height = unit[..., 1]
    spread = 0.94 + 0.12 * noise(seed, 1.1)
    tint = np.array([1.0, 0.0, 0.0]) * 0.05 * (height[..., None] + 0.3)
    light = linear(colour) * (0.80 + 0.22 * np.clip(height + 0.1, -0.7, 1))[..., None] * spread * (1 + tint)
    mesh.triangles(points, light, normals)


def pine_places() -> Instances:
    return _places(at.PINES, 1.05, 0.28)


def broadleaf_places() -> Instances:
    """The zelkovas, and smaller trees along the streets and behind the palace wall."""
    groups = (
        _places(at.ZELKOVAS, 1.30, 0.15),
        _places(at.STREET_TREES, 0.82, 0.22),
        _places(at.PALACE_TREES, 1.25, 0.5),
    )
    joined = [
        np.concatenate(parts)
        for parts in zip(*((g.positions, g.yaws, g.scales) for g in groups), strict=True)
    ]
    return Instances(*joined)


def _places(spots: tuple[tuple[float, float], ...], scale: float, spread: float) -> Instances:
    positions = np.array([(x, 0.0, z) for x, z in spots])
    yaws = np.array([noise(x, z) * 2 * np.pi for x, z in spots])
    scales = np.array([scale + spread * (noise(z, x) - 0.5) for x, z in spots])
    return Instances(positions, yaws, scales)

"""What lies beyond: the plain of the city, and the ridges of Bugaksan and Inwangsan in the haze."""

import numpy as np

from madang.places.colour import Array, linear
from madang.places.mesh import Mesh

from .kit import Meshes

PLAIN = "#a7b0b3"
HAZE = "#c6d8e6"


def add_far(meshes: Meshes) -> None:
    mesh = meshes.far
    for west, north, east, south in (
        (-900, -900, 1200, -60),
        (-900, 380, 1200, 1200),
        (-900, -60, -60, 380),
        (380, -60, 1200, 380),
    ):
        mesh.quad((west, -0.3, south), (east, -0.3, south), (east, -0.3, north), (west, -0.3, north), PLAIN)
    _ridge(
        mesh,
        -700,
        "#86a4bb",
        ((-520, 140, 170), (-330, 175, 120), (20, 172, 150), (250, 205, 120), (560, 150, 170)),
        2.1,
    )
    _ridge(
        mesh,
        -520,
        "#628878",
        ((-430, 96, 150), (-235, 186, 105), (-150, 128, 90), (60, 96, 150), (330, 108, 150)),
        0.7,
    )
    _ridge(mesh, -380, "#56815d", ((-460, 70, 130), (-190, 64, 120), (60, 44, 140), (360, 56, 140)), 4.2)
    side = Mesh()
    _ridge(side, -560, "#6f9285", ((-260, 120, 110), (-40, 142, 80), (150, 108, 110)), 5.3)
    mesh.add(side, -np.pi / 2, (-80, 0, 120))


def _ridge(
    mesh: Mesh, z: float, colour: str, peaks: tuple[tuple[float, float, float], ...], seed: float
) -> None:
    """A ridge that runs west to east, made of peaks (x, height, half width); its foot lies in haze."""
    x = np.linspace(-800, 1000, 91)
    hills = [height * np.exp(-(((x - at) / wide) ** 2)) for at, height, wide in peaks]
    crest = np.sum(np.array(hills) ** 4, axis=0) ** 0.25
    rough = 5 * np.sin(x / 23 + seed) + 3.5 * np.sin(x / 11 + seed * 2) + 2 * np.sin(x / 5.3 + seed * 3)
    crest = np.maximum(crest + rough * np.clip(crest / 60, 0.3, 1), 4)
    rows, shades = [], []
    for share in (0.0, 0.35, 0.7, 1.0):
        fold = 16 * np.sin(x / 31 + seed + 2 * share) * (1 - share)
        rows.append(
            np.stack([x, crest * share - 4 * (1 - share), z + 90 * (1 - share) ** 1.4 + fold], axis=1)
        )
        shades.append(_light(x, share, colour, seed))
    mesh.grid(np.stack(rows), np.stack(shades), smooth=True)


def _light(x: Array, share: float, colour: str, seed: float) -> Array:
    wood, air = linear(colour), linear(HAZE)
    patch = 1 + 0.07 * np.sin(x / 17 + seed * 5 + share * 4)
    haze = 0.50 - 0.42 * share
    return np.asarray(patch[:, None] * wood * (1 - haze) + air * haze)

"""The stage, and what seasons bring to a square: seats, books and shade for readers, ice for winter."""

from collections.abc import Callable
from typing import Any

import numpy as np

from madang.places.colour import linear
from madang.places.mesh import Mesh

WHITE, TIMBER, TIMBER_DARK, STEEL, STONE = "#ffffff", "#b98d5f", "#96703f", "#59626b", "#cdc6ba"

KINDS: dict[str, dict[str, Any]] = {
    "stage": {
        "piece": "stage",
        "half": [5.4, 3.4],
        "screen": {"x": 0.0, "y": 4.05, "z": 2.28, "w": 8.0, "h": 4.5},
        "height_m": 6.9,
    },
    "beanbag": {"piece": "beanbag", "half": [0.45, 0.45], "seat_m": 0.42, "height_m": 0.8},
    "bookcart": {"piece": "bookcart", "half": [0.85, 0.4], "height_m": 1.4},
    "parasol": {"piece": "parasol", "half": [0.3, 0.3], "height_m": 2.7},
    "rink": {"piece": "rink", "half": [0.0, 0.0], "height_m": 0.2},
}


def stage(body: Mesh, accent: Mesh) -> None:
    """A timber floor with steps, a large screen in a frame under a light roof, two loudspeakers."""
    body.box((-5.2, 5.2), (0, 0.78), (-2.6, 3.2), "#4a525a", top="#4a525a", faces="xXzZ")
    for n in range(18):
        z = -2.6 + n * 5.8 / 18
        body.box((-5.25, 5.25), (0.78, 0.86), (z + 0.01, z + 0.31), TIMBER, top=(TIMBER, "#ad8155")[n % 2])
    for step in range(3):
        y = 0.26 * (3 - step)
        body.box((-1.4, 1.4), (0, y), (-2.6 - 0.26 * (step + 1), -2.6 - 0.26 * step), TIMBER_DARK, top=TIMBER)
    body.box((-4.25, 4.25), (1.62, 6.5), (2.36, 2.62), "#2b3138")
    body.box((-4.15, 4.15), (1.7, 6.4), (2.30, 2.36), "#15191d", faces="xXYzy")
    for x in (-4.75, 4.45):
        body.box((x, x + 0.3), (0.86, 6.9), (2.3, 2.6), STEEL)
        body.box((x, x + 0.3), (0.86, 6.6), (-2.4, -2.1), STEEL)
        body.box((x + 0.02, x + 0.28), (6.5, 6.75), (-2.4, 2.6), STEEL, faces="xXYy")
    for x in (-5.0, 4.2):
        body.box((x, x + 0.8), (0.86, 2.5), (-1.5, -0.8), "#23282d", top="#33393f")
        for y in (1.15, 1.85):
            body.box((x + 0.1, x + 0.7), (y, y + 0.55), (-1.53, -1.5), "#3f464d", faces="z")
    across, along = np.linspace(-5.3, 5.3, 9), np.linspace(-2.9, 2.9, 5)
    sheet = np.array(
        [[(x, 6.78 + 0.45 * np.cos(x / 5.3 * 1.4) - 0.10 * z, z) for x in across] for z in along[::-1]]
    )
    accent.grid(sheet, WHITE, smooth=True)
    accent.grid(sheet[::-1] - [0, 0.05, 0], WHITE, smooth=True)
    accent.box((-5.22, 5.22), (0.60, 0.78), (-2.63, -2.6), WHITE, faces="z")


def beanbag(body: Mesh, accent: Mesh) -> None:
    """A soft seat for a reader, with a cushion's seam."""
    profile = [(0.30, 0.0), (0.43, 0.10), (0.44, 0.24), (0.36, 0.38), (0.0, 0.42)]
    accent.lathe((0, 0), profile, 12, WHITE, smooth=True)
    back = Mesh()
    back.lathe(
        (0, 0), [(0.0, 0.0), (0.24, 0.08), (0.27, 0.26), (0.18, 0.46), (0.0, 0.54)], 10, WHITE, smooth=True
    )
    accent.add(back, 0, (0, 0.16, 0.14), (1.45, 1.05, 0.95))
    body.lathe((0, 0.14), [(0.03, 0.71), (0.05, 0.74), (0.0, 0.76)], 6, TIMBER_DARK)


def bookcart(body: Mesh, accent: Mesh) -> None:
    """A cart of books on two wheels, open to both sides, under a small roof."""
    for x in (-0.78, 0.72):
        body.box((x, x + 0.06), (0.18, 1.32), (-0.30, 0.30), TIMBER_DARK)
    for y in (0.22, 0.58, 0.94):
        body.box((-0.74, 0.74), (y, y + 0.04), (-0.30, 0.30), TIMBER, faces="xXYyzZ")
        for side in (-1, 1):
            for n in range(16):
                x, tall = -0.70 + n * 0.087, 0.20 + 0.07 * ((n * 7 + round(y * 10)) % 3) / 2
                tint = ("#b5483a", "#2f6fb5", "#e0b04a", "#5b8a5a", "#7d5f96", "#efe8d8")[
                    (n * 5 + round(y * 9)) % 6
                ]
                z0, z1 = sorted((side * 0.05, side * 0.26))
                body.box((x, x + 0.075), (y + 0.04, y + 0.04 + tall), (z0, z1), tint, faces="YzZ")
    for x in (-0.55, 0.5):
        wheel = Mesh()
        angle = np.linspace(0, 2 * np.pi, 13)
        rim = np.stack([x + 0.16 * np.cos(angle), 0.17 + 0.16 * np.sin(angle), np.full(13, 0.34)], axis=1)
        hub = np.broadcast_to([x, 0.17, 0.34], (12, 3))
        wheel.triangles(np.stack([hub, rim[:-1], rim[1:]], axis=1), STEEL)
        body.add(wheel)
        body.add(wheel, np.pi, (2 * x - 2 * x, 0, 0))
    accent.box((-0.86, 0.86), (1.32, 1.38), (-0.40, 0.40), WHITE, faces="xXYzZy")


def parasol(body: Mesh, accent: Mesh) -> None:
    """A parasol on a round foot."""
    body.lathe((0, 0), [(0.29, 0.0), (0.29, 0.07), (0.04, 0.09)], 12, STONE)
    body.lathe((0, 0), [(0.03, 0.08), (0.03, 2.62), (0.0, 2.7)], 6, TIMBER)
    accent.lathe((0, 0), [(1.55, 2.10), (0.85, 2.42), (0.0, 2.62)], 8, WHITE)
    under = Mesh()
    under.lathe((0, 0), [(1.55, 2.09), (0.85, 2.40), (0.0, 2.60)], 8, linear(WHITE) * 0.6)
    turned = under.positions().reshape(-1, 3, 3)[:, ::-1]
    accent.triangles(turned, linear(WHITE) * 0.6)


def rink(body: Mesh, accent: Mesh) -> None:
    """A winter's ice: 40 m by 24 m, level, with a low white rim that one steps over and painted circles."""
    body.quad((-19.6, 0.05, 11.6), (19.6, 0.05, 11.6), (19.6, 0.05, -11.6), (-19.6, 0.05, -11.6), "#dcecf4")
    for n in range(40):  # marks of blades
        x, z = 18 * np.sin(n * 2.4), 10.4 * np.sin(n * 3.7 + 1)
        turn, far = n * 1.1, 1.2 + (n % 5) * 0.5
        along = np.array([np.cos(turn) * far, 0, np.sin(turn) * far])
        aside = np.array([-np.sin(turn), 0, np.cos(turn)]) * 0.025
        middle = np.array([np.clip(x, -16, 16), 0.06, np.clip(z, -8.5, 8.5)])
        body.quad(
            *(middle + c for c in (aside - along, aside + along, along - aside, -along - aside)), "#f3fafd"
        )
    for west, north, east, south in (
        (-20, -12, 20, -11.6),
        (-20, 11.6, 20, 12),
        (-20, -11.6, -19.6, 11.6),
        (19.6, -11.6, 20, 11.6),
    ):
        accent.box((west, east), (0, 0.16), (north, south), WHITE)


BUILDERS: tuple[tuple[str, Callable[[Mesh, Mesh], None]], ...] = (
    ("stage", stage),
    ("beanbag", beanbag),
    ("bookcart", bookcart),
    ("parasol", parasol),
    ("rink", rink),
)

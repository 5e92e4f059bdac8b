"""What stands indoors: doors between places, counters with officers' seats, waiting seats, a notice wall.

Each function draws a kind's body and its accent, as in recipe.py; faces look to −z. `behind_m` is how far a
door's picture of what lies beyond reaches back into its wall.
"""

from typing import Any

import numpy as np

from madang.places.colour import linear, mix
from madang.places.mesh import Mesh, sphere

WHITE, CREAM, TIMBER, TIMBER_DARK, TIMBER_PALE = "#ffffff", "#f3efe6", "#b98d5f", "#96703f", "#d2ab7c"
STEEL, STEEL_PALE, STONE, STONE_PALE, SCREEN = "#59626b", "#aab2b8", "#cdc6ba", "#e6e0d5", "#10171d"
LEAF, LEAF_PALE, CUSHION = "#4f8a46", "#79ad58", "#6f8f86"
WARM, WARM_DEEP = "#fff0cf", "#e9c48a"

KINDS: dict[str, dict[str, Any]] = {
    "door": {
        "piece": "door",
        "half": [2.5, 0.4],
        "behind_m": 1.0,
        "height_m": 4.0,
        "board": {"x": 0.0, "y": 3.42, "z": -0.43, "w": 4.2, "h": 0.6},
    },
    "way-out": {
        "piece": "way-out",
        "half": [2.5, 0.4],
        "height_m": 4.0,
        "board": {"x": 0.0, "y": 3.42, "z": -0.43, "w": 4.2, "h": 0.6},
    },
    "counter": {
        "piece": "counter",
        "half": [2.15, 0.5],
        "height_m": 3.3,
        "board": {"x": 0.0, "y": 2.86, "z": -0.235, "w": 3.84, "h": 0.66},
    },
    "officer-seat": {"piece": "officer-seat", "half": [0.32, 0.32], "seat_m": 0.47},
    "waiting-seats": {"piece": "waiting-seats", "half": [1.4, 0.34], "seat_m": 0.44},
    "media-wall": {
        "piece": "media-wall",
        "half": [5.2, 0.4],
        "height_m": 4.9,
        "notices": {"x": 0.0, "y": 2.75, "z": -0.3, "w": 9.6, "h": 3.6},
    },
    "plant": {"piece": "plant", "half": [0.5, 0.5], "height_m": 1.9},
}


def door(body: Mesh, accent: Mesh) -> None:
    """Sliding doors that stand open under a lintel; behind them a hall with a green wall, lit warmly."""
    _frame(body, accent)


def behind_door(body: Mesh) -> None:
    """What is seen in an open door: a bright hall with a desk before green. It shines by itself."""
    floor, back = [(-1.5, 0.03, 1.0), (1.5, 0.03, 1.0)], [(-1.5, 3.0, 1.0), (1.5, 3.0, 1.0)]
    sheet = np.array([floor, [(x, 1.4, z) for x, _, z in floor], back])
    body.grid(sheet[:, ::-1], np.stack([np.stack([linear(c)] * 2) for c in (WARM_DEEP, WARM, WARM)]))
    for n, (x, wide, high) in enumerate(
        ((-1.15, 0.5, 2.3), (-0.45, 0.62, 2.6), (0.4, 0.6, 2.5), (1.1, 0.5, 2.2))
    ):
        leaf = mix(LEAF, LEAF_PALE, (n % 3) / 2)
        body.box((x - wide / 2, x + wide / 2), (0.9, high), (0.92, 0.98), leaf, faces="xXYz")
    body.box((-0.9, 0.9), (0.03, 0.95), (0.7, 0.9), TIMBER, top=STONE_PALE, faces="xXYz")
    body.quad((1.5, 0.03, -0.3), (-1.5, 0.03, -0.3), (-1.5, 0.03, 1.0), (1.5, 0.03, 1.0), STONE_PALE)
    for x in (-1.5, 1.5):
        near, far = ((x, 0, -0.1), (x, 0, 1.0)) if x < 0 else ((x, 0, 1.0), (x, 0, -0.1))
        body.quad(far, near, (*near[:1], 3.0, near[2]), (*far[:1], 3.0, far[2]), CREAM)


def way_out(body: Mesh, accent: Mesh) -> None:
    """The same doors seen from within: nothing behind them but the day."""
    _frame(body, accent)


def _frame(body: Mesh, accent: Mesh) -> None:
    for side in (-1, 1):
        x0, x1 = sorted((side * 2.3, side * 2.5))
        body.box((x0, x1), (0, 3.86), (-0.36, 0.36), STEEL)
        for z in (-0.06, 0.06):
            y0, y1 = sorted((side * 1.5, side * 2.3))
            body.box((y0, y0 + 0.07), (0, 3.02), (z - 0.03, z + 0.03), STEEL_PALE)
            body.box((y1 - 0.07, y1), (0, 3.02), (z - 0.03, z + 0.03), STEEL_PALE)
            body.box((y0, y1), (0, 0.12), (z - 0.03, z + 0.03), STEEL_PALE)
            body.box((y0, y1), (1.02, 1.1), (z - 0.03, z + 0.03), STEEL_PALE)
    body.box((-2.5, 2.5), (3.02, 3.1), (-0.38, 0.38), STEEL)
    body.box((-2.5, 2.5), (3.1, 3.86), (-0.38, 0.38), CREAM)
    body.box((-2.62, 2.62), (3.86, 3.96), (-0.62, 0.5), TIMBER_DARK, top=TIMBER)
    accent.box((-2.3, 2.3), (3.06, 3.11), (-0.42, -0.38), WHITE, faces="xXYzy")
    accent.box((-2.2, 2.2), (3.1, 3.76), (-0.42, -0.38), WHITE, faces="xXYz")


def counter(body: Mesh, accent: Mesh) -> None:
    """A desk of timber and stone, low at one end for who sits, a sign across it on two posts."""
    for x0, x1, high in ((-2.1, 0.7, 1.04), (0.7, 2.1, 0.76)):
        body.box((x0, x1), (0.1, high), (-0.22, 0.46), CREAM)
        for x in np.arange(x0 + 0.04, x1 - 0.1, 0.2):
            body.box((x, x + 0.15), (0.12, high - 0.03), (-0.26, -0.22), TIMBER_PALE, faces="xXYz")
        body.box((x0 - 0.03, x1 + 0.03), (high, high + 0.05), (-0.5, 0.5), STONE, top=STONE_PALE)
    body.box((-2.1, 2.1), (0, 0.1), (-0.18, 0.44), STEEL)
    accent.box((-2.1, 2.1), (0.1, 0.16), (-0.275, -0.22), WHITE, faces="xXYz")
    for x in (-1.5, -0.4):
        body.box((x - 0.03, x + 0.03), (1.09, 1.2), (0.16, 0.22), STEEL)
        body.box((x - 0.28, x + 0.28), (1.18, 1.52), (0.14, 0.19), SCREEN)
    body.box((1.1, 1.7), (0.81, 1.13), (0.16, 0.21), SCREEN)
    body.box((1.38, 1.42), (0.81, 0.9), (0.2, 0.24), STEEL)
    body.box((0.32, 0.6), (1.09, 1.105), (-0.34, -0.1), WHITE)
    _leaves(body, -1.92, 1.09, -0.1, 0.16, 0.34)
    for x in (-1.98, 1.92):
        body.box((x, x + 0.07), (0.1, 3.2), (0.28, 0.35), STEEL_PALE)
        body.box((x, x + 0.07), (2.9, 2.96), (-0.18, 0.3), STEEL_PALE)
    body.box((-2.0, 2.0), (2.5, 3.22), (-0.22, -0.12), CREAM)
    accent.box((-2.0, 2.0), (2.46, 2.5), (-0.225, -0.115), WHITE)
    accent.box((-2.0, 2.0), (3.22, 3.26), (-0.225, -0.115), WHITE)


def officer_seat(body: Mesh, accent: Mesh) -> None:
    """A swivel chair with arms."""
    body.lathe((0, 0), [(0.3, 0.0), (0.3, 0.05), (0.05, 0.1), (0.04, 0.42)], 10, STEEL)
    accent.box((-0.25, 0.25), (0.42, 0.49), (-0.25, 0.23), WHITE)
    accent.box((-0.23, 0.23), (0.6, 1.1), (0.22, 0.28), WHITE)
    body.box((-0.03, 0.03), (0.42, 0.7), (0.25, 0.29), STEEL)
    for x in (-0.31, 0.27):
        body.box((x, x + 0.04), (0.46, 0.68), (-0.02, 0.06), STEEL)
        body.box((x, x + 0.04), (0.66, 0.7), (-0.2, 0.14), TIMBER_DARK)


def waiting_seats(body: Mesh, accent: Mesh) -> None:
    """Four seats with backs on one beam, with arms to rise by."""
    body.box((-1.35, 1.35), (0.28, 0.35), (-0.04, 0.06), STEEL)
    for x in (-1.0, 1.0):
        body.box((x - 0.04, x + 0.04), (0, 0.3), (-0.28, 0.3), STEEL)
    for n in range(4):
        x = -1.005 + n * 0.67
        body.box((x - 0.28, x + 0.28), (0.38, 0.42), (-0.28, 0.26), TIMBER_DARK)
        accent.box((x - 0.27, x + 0.27), (0.42, 0.46), (-0.27, 0.24), WHITE)
        accent.box((x - 0.27, x + 0.27), (0.54, 0.9), (0.24, 0.29), WHITE)
        body.box((x - 0.27, x + 0.27), (0.5, 0.94), (0.29, 0.32), TIMBER)
    for x in (-1.34, -0.67, 0.0, 0.67, 1.34):
        body.box((x - 0.025, x + 0.025), (0.35, 0.62), (0.0, 0.05), STEEL)
        body.box((x - 0.03, x + 0.03), (0.62, 0.65), (-0.2, 0.24), TIMBER)


def media_wall(body: Mesh, accent: Mesh) -> None:
    """A wide dark screen in a frame of timber slats, on a plinth that one may lean at."""
    body.box((-5.2, 5.2), (0, 0.5), (-0.4, 0.4), STONE, top=STONE_PALE)
    body.box((-5.2, 5.2), (0.5, 5.0), (-0.2, 0.4), TIMBER_DARK)
    for x in np.arange(-5.16, 5.1, 0.2):
        for y in ((0.5, 0.84), (4.66, 5.0)):
            body.box((x, x + 0.14), y, (-0.26, -0.2), TIMBER_PALE, faces="xXyYz")
    body.box((-4.96, 4.96), (0.84, 4.66), (-0.27, -0.2), SCREEN)
    accent.box((-5.0, 5.0), (0.8, 0.84), (-0.29, -0.2), WHITE, faces="xXyYz")
    accent.box((-5.0, 5.0), (4.66, 4.7), (-0.29, -0.2), WHITE, faces="xXyYz")


def plant(body: Mesh, accent: Mesh) -> None:
    """A fig as tall as a person in a round pot."""
    accent.lathe((0, 0), [(0.26, 0.0), (0.36, 0.5), (0.36, 0.56), (0.3, 0.56), (0.3, 0.5)], 14, WHITE)
    body.lathe((0, 0), [(0.31, 0.5), (0.0, 0.52)], 12, "#4a3a2c")
    body.lathe((0, 0), [(0.035, 0.5), (0.025, 1.4)], 6, TIMBER_DARK)
    for n, (x, y, z, r) in enumerate(
        ((0, 1.62, 0, 0.36), (0.2, 1.3, 0.12, 0.28), (-0.2, 1.36, -0.08, 0.3), (0.04, 1.14, -0.2, 0.24))
    ):
        unit = sphere(1)
        wave = 1 + 0.22 * np.sin(unit @ np.array([6.1, 4.3, 5.2]) + n * 2.1)
        light = mix(LEAF, LEAF_PALE, 0.25 * n) * (0.72 + 0.34 * (unit[..., 1:2] * 0.5 + 0.5))
        body.triangles(np.array([x, y, z]) + unit * wave[..., None] * r, light, unit)


def _leaves(mesh: Mesh, x: float, y: float, z: float, wide: float, high: float) -> None:  # noqa: PLR0917
    mesh.lathe((x, z), [(0.07, y), (0.1, y + 0.12), (0.0, y + 0.13)], 8, CREAM)
    profile = [(0.06, y + 0.12), (wide, y + 0.22), (0.09, y + high), (0, y + high + 0.03)]
    mesh.lathe((x, z), profile, 8, LEAF, smooth=True)


BUILDERS = (
    ("door", door),
    ("way-out", way_out),
    ("counter", counter),
    ("officer-seat", officer_seat),
    ("waiting-seats", waiting_seats),
    ("media-wall", media_wall),
    ("plant", plant),
)

"""The things that stand in places and that staff may move: kiosk, sign, seat, portal, stage, seasons' things.

A model at yaw 0 faces north (−z), so that it is shown turned by its yaw. Each kind is one node of the file
with two meshes: itself, and `<kind>-accent`, white, which the client tints with the object's `colour`.
Texts are drawn by the client on `board`: its middle, width and height in the model's frame, seen from −z.
"""

from itertools import pairwise
from typing import Any

import numpy as np

from madang.places.colour import Colour, linear
from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Models

from . import indoors, seasons

WHITE, CREAM, TIMBER, TIMBER_DARK, STEEL, STONE = (
    "#ffffff",
    "#f3efe6",
    "#b98d5f",
    "#96703f",
    "#59626b",
    "#cdc6ba",
)

KINDS: dict[str, dict[str, Any]] = {
    "kiosk": {
        "piece": "kiosk",
        "half": [2.2, 1.1],
        "board": {"x": 0.0, "y": 3.02, "z": -1.30, "w": 3.9, "h": 0.66},
    },
    "sign": {
        "piece": "sign",
        "half": [0.6, 0.2],
        "board": {"x": 0.0, "y": 1.42, "z": -0.085, "w": 1.0, "h": 1.12},
    },
    "seat": {
        "piece": "seat",
        "half": [0.95, 0.32],
        "seat_m": 0.45,
    },
    "portal": {
        "piece": "portal",
        "half": [1.95, 0.4],
        "board": {"x": 0.0, "y": 3.72, "z": -0.36, "w": 2.8, "h": 0.52},
    },
    "picture": {
        "piece": "picture",
        "half": [0.92, 0.24],
        "height_m": 1.64,
        "board": {"x": 0.0, "y": 0.47, "z": -0.06, "w": 1.6, "h": 0.2},
        "picture": {"x": 0.0, "y": 1.07, "z": -0.06, "w": 1.6, "h": 0.9},
    },
}


def make() -> Models:
    """All kinds; see README.md for what furniture.json says of them."""
    parts = []
    outdoors = (("kiosk", kiosk), ("sign", sign), ("seat", seat), ("portal", portal), ("picture", picture))
    for kind, build in (*outdoors, *indoors.BUILDERS, *seasons.BUILDERS):
        body, accent = Mesh(), Mesh()
        build(body, accent)
        _grounded(body)
        parts += [Part(kind + "-body", body, "furniture", parent=kind)]
        parts += [Part(kind + "-accent", accent, "accent", parent=kind)]
    behind = Mesh()
    indoors.behind_door(behind)
    parts += [Part("door-lit", behind, "lit", parent="door")]
    return Models(
        parts,
        [Material("furniture", roughness=0.9), Material("accent", roughness=0.8), Material("lit")],
        {"kinds": KINDS | indoors.KINDS | seasons.KINDS},
    )


def kiosk(body: Mesh, accent: Mesh) -> None:
    """A desk under a striped awning, with a back wall and shelves."""
    body.box((-2.1, 2.1), (0, 0.10), (-0.92, 1.05), STONE, top=STONE)
    body.box((-2.0, 2.0), (0.10, 1.02), (-0.85, -0.35), CREAM)
    for x in np.arange(-1.92, 1.9, 0.24):
        body.box((x, x + 0.17), (0.16, 0.96), (-0.885, -0.85), TIMBER, faces="xXz")
    body.box((-2.1, 2.1), (1.02, 1.09), (-1.0, -0.28), TIMBER_DARK, top=TIMBER, faces="xXYzZy")
    for x in (-2.0, 1.9):
        body.box((x, x + 0.10), (0.10, 1.02), (-0.35, 1.0), CREAM)
    body.box((-2.0, 2.0), (0.10, 3.0), (0.92, 1.02), CREAM)
    for y in (1.0, 1.5, 2.0):
        body.box((-1.8, 1.8), (y, y + 0.05), (0.66, 0.92), TIMBER, faces="xXYz")
        for n in range(9):
            x = -1.7 + n * 0.38
            tint = ("#5b8db8", "#d8a24a", "#7aa36a", "#c7685b")[(n + int(y * 2)) % 4]
            body.box((x, x + 0.24), (y + 0.05, y + 0.36), (0.74, 0.80), tint, faces="xXYz")
    for x in (-2.0, 1.9):
        for z in (-0.98, 0.92):
            body.box((x, x + 0.10), (0.10, 3.35), (z, z + 0.10), WHITE)
    body.box((-2.15, 2.15), (3.30, 3.42), (-1.22, 1.10), WHITE, faces="xXYzZy")
    accent.box((-2.15, 2.15), (2.66, 3.38), (-1.28, -1.22), WHITE, faces="xXYzZ")
    accent.box((-2.0, 2.0), (0.10, 0.16), (-0.90, -0.85), WHITE, faces="xXYz")
    stripes = np.linspace(-2.3, 2.3, 13)
    for n, (west, east) in enumerate(pairwise(stripes)):
        cloth = accent if n % 2 == 0 else body
        rows = [(2.26, -2.02), (2.40, -2.02), (2.64, -1.26)]
        sheet = np.array([[(east, y, z), (west, y, z)] for y, z in rows])
        cloth.grid(sheet, WHITE)
        cloth.grid(sheet[:, ::-1], linear(WHITE) * 0.7)
    body.box((-0.16, 0.16), (1.09, 1.36), (-0.62, -0.58), "#3a4148", faces="xXYzZ")
    _plant(body, 1.62, 1.09, -0.62)
    _plant(body, -1.62, 1.09, -0.62)


def sign(body: Mesh, accent: Mesh) -> None:
    """A standing panel on a stone foot."""
    body.box((-0.58, 0.58), (0, 0.16), (-0.2, 0.2), STONE, top="#dad4c9")
    body.box((-0.54, 0.54), (0.16, 2.08), (-0.06, 0.06), STEEL)
    body.box((-0.60, -0.54), (0.10, 2.14), (-0.08, 0.08), TIMBER, faces="xXYzZ")
    body.box((0.54, 0.60), (0.10, 2.14), (-0.08, 0.08), TIMBER, faces="xXYzZ")
    body.box((-0.64, 0.64), (2.08, 2.15), (-0.11, 0.11), TIMBER_DARK, faces="xXYzZy")
    accent.box((-0.54, 0.54), (0.62, 0.74), (-0.075, -0.06), WHITE, faces="xXYz")


def picture(body: Mesh, accent: Mesh) -> None:
    """An exhibit board on two feet: room for a picture of 16 to 9, and for its name below."""
    for x in (-0.72, 0.64):
        body.box((x, x + 0.08), (0, 0.06), (-0.22, 0.22), STEEL)
        body.box((x, x + 0.08), (0.06, 0.36), (-0.03, 0.03), STEEL)
    body.box((-0.86, 0.86), (0.34, 1.56), (-0.035, 0.035), CREAM)
    for x in (-0.9, 0.84):
        body.box((x, x + 0.06), (0.3, 1.6), (-0.05, 0.05), TIMBER, faces="xXYzZy")
    body.box((-0.9, 0.9), (1.56, 1.62), (-0.055, 0.055), TIMBER_DARK, top=TIMBER, faces="xXYzZy")
    accent.box((-0.84, 0.84), (0.3, 0.35), (-0.045, 0.045), WHITE, faces="xXYzZy")


def seat(body: Mesh, accent: Mesh) -> None:
    """A bench of timber slats with a back."""
    for x in (-0.80, 0.66):
        body.box((x, x + 0.14), (0, 0.40), (-0.20, 0.24), STONE, top=STONE)
        body.box((x + 0.03, x + 0.11), (0.40, 0.86), (0.22, 0.28), STEEL, faces="xXYzZ")
    for z in (-0.24, -0.11, 0.02, 0.15):
        body.box((-0.92, 0.92), (0.40, 0.45), (z, z + 0.10), TIMBER_DARK, top=TIMBER, faces="xXYzZ")
    for y in (0.56, 0.70):
        body.box((-0.92, 0.92), (y, y + 0.09), (0.18, 0.22), TIMBER, top=TIMBER, faces="xXYzZ")
    accent.box((-0.92, 0.92), (0.84, 0.88), (0.17, 0.23), WHITE, faces="xXYzZ")


def portal(body: Mesh, accent: Mesh) -> None:
    """A gate to another place: two posts, a lintel, and an arch in the accent's colour."""
    for side in (-1, 1):
        x0, x1 = sorted((side * 1.45, side * 1.85))
        body.box((x0 - 0.08, x1 + 0.08), (0, 0.3), (-0.36, 0.36), STONE, top=STONE)
        body.box((x0, x1), (0.3, 3.4), (-0.26, 0.26), CREAM)
    body.box((-2.05, 2.05), (3.4, 4.05), (-0.32, 0.32), CREAM, faces="xXYzZy")
    body.box((-2.25, 2.25), (4.05, 4.2), (-0.46, 0.46), TIMBER_DARK, faces="xXYzZy")
    angle = np.linspace(0, np.pi, 17)
    for near, far, z in ((1.25, 1.45, -0.2), (1.25, 1.45, 0.2)):
        rows = [
            np.stack([r * np.cos(angle), 1.95 + r * np.sin(angle), np.full(17, z)], axis=1)
            for r in (near, far)
        ]
        accent.grid(np.stack(rows if z > 0 else rows[::-1]), WHITE)
    inner = [
        np.stack([1.25 * np.cos(angle), 1.95 + 1.25 * np.sin(angle), np.full(17, z)], axis=1)
        for z in (-0.2, 0.2)
    ]
    accent.grid(np.stack(inner[::-1]), linear(WHITE) * 0.8)
    for side in (-1, 1):
        x0, x1 = sorted((side * 1.25, side * 1.45))
        accent.box((x0, x1), (0, 1.95), (-0.2, 0.2), WHITE, faces="xXzZ")


def _plant(mesh: Mesh, x: float, y: float, z: float) -> None:
    mesh.lathe((x, z), [(0.07, y), (0.10, y + 0.16), (0.10, y + 0.18)], 8, "#d8d2c6")
    mesh.lathe(
        (x, z),
        [(0.10, y + 0.18), (0.17, y + 0.28), (0.10, y + 0.42), (0, y + 0.46)],
        8,
        "#5f9150",
        smooth=True,
    )


def _grounded(mesh: Mesh) -> None:
    """A little darker toward the ground, as if light came less there."""
    shade: Colour = 0.78 + 0.22 * np.clip(mesh.positions()[:, 1] / 0.9, 0, 1)
    mesh.shade(np.asarray(shade))

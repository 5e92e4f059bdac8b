"""The things that stand in places: kiosk, sign, seat, portal. A model at yaw 0 faces north (−z)."""

from typing import Any

from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Models

KINDS: dict[str, dict[str, Any]] = {
    "kiosk": {
        "piece": "kiosk",
        "half": [2.2, 1.1],
        "board": {"x": 0.0, "y": 3.0, "z": -1.16, "w": 3.6, "h": 0.62},
    },
    "sign": {
        "piece": "sign",
        "half": [0.6, 0.15],
        "board": {"x": 0.0, "y": 1.65, "z": -0.07, "w": 1.1, "h": 0.9},
    },
    "seat": {"piece": "seat", "half": [0.9, 0.25], "seat_m": 0.45},
    "portal": {
        "piece": "portal",
        "half": [1.7, 0.4],
        "board": {"x": 0.0, "y": 3.3, "z": -0.42, "w": 2.6, "h": 0.5},
    },
}


def make() -> Models:
    parts = []
    for kind, about in KINDS.items():
        mesh, accent = Mesh(), Mesh()
        hx, hz = about["half"]
        mesh.box((-hx, hx), (0, 1.0), (-hz, hz), "#f2efe9")
        accent.box((-hx, hx), (1.0, 1.1), (-hz, hz), "#ffffff")
        parts += [
            Part(kind, mesh, "furniture", parent=kind),
            Part(f"{kind}-accent", accent, "accent", parent=kind),
        ]
    return Models(parts, [Material("furniture"), Material("accent")], {"kinds": KINDS})

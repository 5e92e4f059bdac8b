"""What helps a person move: a wheelchair, and a white cane."""

import numpy as np

from madang.places.colour import Colour
from madang.places.mesh import Mesh

from .body import ACCENT, ARM_LEAN, ARM_RIGHT, ARM_X, FIXED, TORSO, WHEEL, Piece, tube

AXLE_Y, AXLE_Z, WHEEL_X = 0.30, 0.06, 0.285


def wheelchair() -> Piece:
    """A hand-driven wheelchair, its seat at 0.5 m; its great wheels are the limb WHEEL, about the axle."""
    piece = Piece()
    steel, cloth = "#565d66", "#2f343b"
    for side in (-1, 1):
        piece.put(_ring((side * WHEEL_X, AXLE_Y, AXLE_Z), 0.300, 0.020, "#25282d"), FIXED, WHEEL)
        piece.put(
            _ring((side * (WHEEL_X + 0.030), AXLE_Y, AXLE_Z), 0.265, 0.008, "#c9ced3", 16), FIXED, WHEEL
        )
        piece.put(_spokes(side * WHEEL_X, 0.288), FIXED, WHEEL)
        piece.put(_ring((side * 0.215, 0.075, -0.41), 0.062, 0.018, "#25282d", 12), FIXED, TORSO)
        bars = [
            ((side * 0.225, 0.500, 0.23), (side * 0.225, 0.500, -0.24), 0.014),
            ((side * 0.225, 0.500, -0.24), (side * 0.205, 0.110, -0.42), 0.013),
            ((side * 0.225, 0.300, 0.20), (side * 0.225, 0.980, 0.27), 0.014),
            ((side * 0.225, 0.940, 0.26), (side * 0.225, 0.965, 0.36), 0.016),
            ((side * 0.245, 0.690, 0.23), (side * 0.245, 0.690, -0.13), 0.018),
            ((side * 0.245, 0.690, -0.13), (side * 0.235, 0.500, -0.15), 0.012),
            ((side * 0.215, 0.160, -0.40), (side * 0.215, 0.075, -0.40), 0.012),
        ]
        for start, end, radius in bars:
            piece.put(_bar(start, end, radius, steel), FIXED, TORSO)
    seat = Mesh()
    seat.box((-0.215, 0.215), (0.470, 0.515), (-0.22, 0.22), cloth)
    seat.box((-0.205, 0.205), (0.560, 0.930), (0.225, 0.250), cloth, faces="xXYzZ")
    seat.box((-0.175, -0.02), (0.105, 0.120), (-0.56, -0.38), steel)
    seat.box((0.02, 0.175), (0.105, 0.120), (-0.56, -0.38), steel)
    piece.put(seat, FIXED, TORSO)
    stripe = Mesh()
    stripe.box((-0.205, 0.205), (0.880, 0.910), (0.250, 0.254), np.ones(3))
    piece.put(stripe, ACCENT, TORSO)
    return piece


def cane() -> Piece:
    """A white cane with a red end, held in the right hand."""
    piece = Piece()
    x = ARM_X + ARM_LEAN * 0.5
    grip, tip = (x, 0.70, -0.03), (x - 0.05, 0.02, -0.62)
    low = tuple(a + (b - a) * 0.78 for a, b in zip(grip, tip, strict=True))
    for start, end, radius, colour in (
        ((x, 0.78, 0.02), grip, 0.012, "#24262a"),
        (grip, low, 0.0085, "#f7f7f5"),
        (low, tip, 0.0090, "#d2352f"),
    ):
        piece.put(_bar(start, end, radius, colour), FIXED, ARM_RIGHT, weights=(1.0, 1.0))
    return piece


def _bar(start: tuple[float, ...], end: tuple[float, ...], radius: float, colour: Colour) -> Mesh:
    """A straight five-sided bar."""
    a, b = np.array(start), np.array(end)
    along = (b - a) / np.linalg.norm(b - a)
    side = np.cross(along, [0.0, 1.0, 0.0] if abs(along[1]) < 0.9 else [1.0, 0.0, 0.0])
    side /= np.linalg.norm(side)
    other = np.cross(along, side)
    angle = np.linspace(0, 2 * np.pi, 6)
    ring = radius * (np.outer(np.cos(angle), side) + np.outer(np.sin(angle), other))
    mesh = Mesh()
    mesh.grid(np.stack([a + ring, b + ring]), colour, smooth=True)
    return mesh


def _ring(
    middle: tuple[float, float, float], radius: float, thick: float, colour: Colour, sides: int = 20
) -> Mesh:
    """A wheel's tyre in the upright plane of travel."""
    x, y, z = middle
    around, across = np.linspace(0, 2 * np.pi, sides + 1), np.linspace(0, 2 * np.pi, 5)
    reach = radius - thick + thick * np.cos(across)[:, None]
    points = np.stack(
        [
            np.broadcast_to(x + thick * np.sin(across)[:, None], (5, sides + 1)),
            y + reach * np.sin(around),
            z + reach * np.cos(around),
        ],
        axis=-1,
    )
    mesh = Mesh()
    mesh.grid(points, colour, smooth=True)
    return mesh


def _spokes(x: float, radius: float) -> Mesh:
    mesh = Mesh()
    for angle in np.arange(4) * np.pi / 4:
        reach = np.array([0, np.sin(angle), np.cos(angle)]) * radius
        aside = np.array([0, np.cos(angle), -np.sin(angle)]) * 0.005
        middle = np.array([x, AXLE_Y, AXLE_Z])
        corners = [
            middle - reach - aside,
            middle + reach - aside,
            middle + reach + aside,
            middle - reach + aside,
        ]
        mesh.quads(np.array([corners, corners[::-1]]), "#aab0b6")
    hub = tube([(-0.02, 0.0), (-0.02, 0.03), (0.02, 0.03), (0.02, 0.0)], 8, "#7c838b")
    points = hub.positions()
    mesh.triangles((points[:, [1, 0, 2]] * [1, -1, 1] + [x, AXLE_Y, AXLE_Z]).reshape(-1, 3, 3), "#7c838b")
    return mesh

"""The head with its face, and what is worn before the eyes."""

import numpy as np

from madang.places.colour import Colour
from madang.places.mesh import Mesh

from .body import (
    FIXED,
    HAIR,
    HEAD,
    HEAD_DEEP,
    HEAD_HIGH,
    HEAD_WIDE,
    HEAD_Y,
    SKIN,
    TORSO,
    Piece,
    ball,
    head_half_width,
    on_face,
    sheet,
    strip,
    tube,
)

EYE_X, EYE_Y = 0.058, 1.478


def head() -> Piece:
    """Skull, neck and ears in the skin's colour; eyes, brows, nose, cheeks and a smile."""
    piece = Piece()
    piece.put(skull(), SKIN, HEAD)
    piece.put(tube([(1.235, 0.062, 0.060), (1.29, 0.052, 0.052), (1.35, 0.056, 0.056)], 10), SKIN, TORSO)
    blush = np.array([1.0, 0.78, 0.74])
    for side in (-1, 1):
        ear = ball((side * 0.150, 1.462, 0.012), (0.020, 0.036, 0.028), sides=8, rows=6)
        piece.put(ear, SKIN, HEAD)
        piece.put(_spot((side * EYE_X, EYE_Y), (0.0185, 0.0265), "#2b2019", 0.0035), FIXED, HEAD)
        piece.put(
            _spot((side * EYE_X + 0.006, EYE_Y + 0.010), (0.0062, 0.0072), "#ffffff", 0.0065, 7), FIXED, HEAD
        )
        piece.put(
            _spot((side * EYE_X - 0.006, EYE_Y - 0.010), (0.0030, 0.0036), "#b9a79b", 0.0065, 6), FIXED, HEAD
        )
        piece.put(_spot((side * 0.086, 1.432), (0.026, 0.015), blush, 0.0015), SKIN, HEAD)
        piece.put(_brow(side), HAIR, HEAD)
    nose = ball((0, 1.444, -HEAD_DEEP - 0.001), (0.0135, 0.0125, 0.0125), np.array([0.96, 0.88, 0.84]), 8, 6)
    piece.put(nose, SKIN, HEAD)
    piece.put(_smile(), FIXED, HEAD)
    return piece


def skull(rows: int = 12, sides: int = 18) -> Mesh:
    """The head's form: an ellipsoid that narrows toward the chin."""
    up = np.sin(np.linspace(-np.pi / 2, np.pi / 2, rows))
    y = HEAD_Y + HEAD_HIGH * up
    level = head_half_width(y)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    points = [
        np.stack(
            [HEAD_WIDE * w * np.cos(angle), np.full_like(angle, h), -HEAD_DEEP * w * np.sin(angle)], axis=1
        )
        for w, h in zip(level, y, strict=True)
    ]
    return sheet(points)


def _spot(
    at: tuple[float, float], size: tuple[float, float], colour: Colour, lift: float, sides: int = 12
) -> Mesh:
    """An oval of half width and half height painted on the face, `lift` off the skin."""
    (x, y), (wide, high) = at, size
    angle = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    rim = on_face(x + wide * np.cos(angle), y + high * np.sin(angle), lift)
    middle = on_face(np.array([x]), np.array([y]), lift)[0]
    mesh = Mesh()
    after = np.roll(rim, -1, axis=0)  # seen from the front (from −z) x runs to the left
    mesh.triangles(np.stack([np.broadcast_to(middle, rim.shape), after, rim], axis=1), colour)
    return mesh


def _brow(side: int) -> Mesh:
    across = np.linspace(-1, 1, 7)
    x = side * EYE_X - across * 0.031
    y = 1.530 - 0.008 * across**2 - 0.0025 * across * -side
    thick = 0.0050 * (1 - 0.55 * np.abs(across) ** 2)
    return strip(on_face(x, y + thick, 0.004), on_face(x, y - thick, 0.004), np.full(3, 0.8))


def _smile() -> Mesh:
    across = np.linspace(-1, 1, 9)
    x = -across * 0.040
    y = 1.399 + 0.0135 * across**2
    thick = 0.0046 * (1 - 0.75 * across**2)
    return strip(on_face(x, y + thick, 0.003), on_face(x, y - thick, 0.003), "#9c4740")


def glasses(shape: str) -> Piece:
    """`round`, `square` or `sun`: frames before the eyes, with arms to the ears."""
    piece = Piece()
    wide, high, power = {
        "round": (0.037, 0.035, 2.0),
        "square": (0.041, 0.030, 4.0),
        "sun": (0.042, 0.033, 3.0),
    }[shape]
    frame = "#2a2c31" if shape != "round" else "#6a4a2c"
    angle = np.linspace(0, 2 * np.pi, 17)
    across = np.sign(np.cos(angle)) * np.abs(np.cos(angle)) ** (2 / power)
    upright = np.sign(np.sin(angle)) * np.abs(np.sin(angle)) ** (2 / power)
    for side in (-1, 1):
        x, y = side * EYE_X, EYE_Y - 0.002
        outer = on_face(x - (wide + 0.004) * across, y + (high + 0.004) * upright, 0.017)
        inner = on_face(x - wide * across, y + high * upright, 0.018)
        piece.put(strip(outer, inner, frame), FIXED, HEAD)
        piece.put(strip(inner * [1, 1, 0.992], outer * [1, 1, 0.992], frame), FIXED, HEAD)
        if shape == "sun":
            lens = _spot((x, y), (wide, high), "#23262c", 0.016)
            piece.put(lens, FIXED, HEAD)
        arm = Mesh()
        hinge = on_face(np.array([side * (EYE_X + wide)]), np.array([y]), 0.014)[0] + np.array(
            [side * 0.003, 0, 0]
        )
        ear = np.array([side * 0.156, 1.480, 0.01])
        for edge in (np.array([0, 0.004, 0]), np.array([0, -0.004, 0])):  # seen from within and without
            arm.quad(hinge + edge, ear + edge, ear - edge, hinge - edge, frame)
        piece.put(arm, FIXED, HEAD)
    bridge = np.linspace(-0.021, 0.021, 4)
    arch = EYE_Y + 0.008 + 0.004 * np.cos(bridge / 0.021 * np.pi / 2)
    piece.put(
        strip(on_face(-bridge, arch + 0.003, 0.019), on_face(-bridge, arch - 0.003, 0.019), frame),
        FIXED,
        HEAD,
    )
    return piece

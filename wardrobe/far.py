"""Whole people in few triangles, for those who stand farther off."""

import numpy as np

from .body import (
    ARM_LEAN,
    ARM_X,
    ARMS,
    BOTTOM,
    FIXED,
    HAIR,
    HEAD,
    HEAD_DEEP,
    HEAD_HIGH,
    HEAD_WIDE,
    HEAD_Y,
    LEG_X,
    LEGS,
    SHOES,
    SKIN,
    SKIRT,
    TOP,
    Piece,
    ball,
    on_face,
    sheet,
    tube,
)
from .hair import bob_hem, cap
from .heads import EYE_X, EYE_Y


def mid(*, dress: bool) -> Piece:
    """About 400 triangles: hands, shoes and eyes are still there."""
    piece = Piece()
    piece.put(ball((0, HEAD_Y, 0), (HEAD_WIDE, HEAD_HIGH, HEAD_DEEP), sides=10, rows=7), SKIN, HEAD)
    piece.put(cap(lambda a: bob_hem(a) * 0.9, 0.026, sides=10, rows=4), HAIR, HEAD)
    for side in (-1, 1):
        x = side * EYE_X + np.array([0.016, -0.016])
        rows = [on_face(x, np.full(2, EYE_Y + y), 0.006) for y in (-0.022, 0.022)]
        piece.put(sheet(rows, "#2b2019"), FIXED, HEAD)
    piece.put(
        tube(
            [
                (0.80, 0.142, 0.10),
                (0.98, 0.136, 0.094),
                (1.18, 0.168, 0.106),
                (1.26, 0.122, 0.084),
                (1.31, 0.05),
            ],
            9,
        ),
        TOP,
    )
    for side, limb in ARMS:
        rings = [(0.755, 0.034, 0.036), (0.96, 0.046, 0.048), (1.18, 0.056, 0.058), (1.265, 0.02, 0.02)]
        piece.put(tube([(*ring, side * ARM_X, 0.0) for ring in rings], 6, lean=side * ARM_LEAN), TOP, limb)
        hand = tube(
            [
                (0.65, 0.0, 0.0, side * ARM_X, 0.0),
                (0.70, 0.026, 0.036, side * ARM_X, 0.0),
                (0.765, 0.026, 0.028, side * ARM_X, 0.0),
            ],
            5,
            lean=side * ARM_LEAN,
        )
        piece.put(hand, SKIN, limb)
    _lower(piece, 6, dress=dress)
    return piece


def far(*, dress: bool) -> Piece:
    """About 130 triangles."""
    piece = Piece()
    piece.put(ball((0, HEAD_Y, 0), (HEAD_WIDE, HEAD_HIGH, HEAD_DEEP), sides=6, rows=5), SKIN, HEAD)
    piece.put(cap(lambda a: bob_hem(a) * 0.88, 0.03, sides=7, rows=3), HAIR, HEAD)
    piece.put(tube([(0.80, 0.142, 0.10), (1.18, 0.168, 0.106), (1.31, 0.03)], 6), TOP)
    for side, limb in ARMS:
        rings = [(0.70, 0.030, 0.032), (1.18, 0.056, 0.058), (1.265, 0.0, 0.0)]
        piece.put(tube([(*ring, side * ARM_X, 0.0) for ring in rings], 4, lean=side * ARM_LEAN), TOP, limb)
    _lower(piece, 4, dress=dress)
    return piece


def _lower(piece: Piece, sides: int, *, dress: bool) -> None:
    if dress:
        rings = [(0.035, 0.36, 0.30), (0.40, 0.31, 0.26), (1.08, 0.150, 0.112)]
        piece.put(tube(rings if sides > 4 else [rings[0], rings[2]], 2 * sides), BOTTOM, SKIRT)
        return
    for side, limb in LEGS:
        leg = [(0.07, 0.056), (0.46, 0.066), (0.87, 0.08)]
        piece.put(tube([(y, r, r, side * LEG_X, 0.0) for y, r in leg], sides), BOTTOM, limb)
        toe = [(0.0, 0.05, 0.10), (0.085, 0.045, 0.07)]
        piece.put(tube([(y, w, d, side * LEG_X, -0.03) for y, w, d in toe], sides), SHOES, limb)

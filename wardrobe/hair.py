"""Hair: caps of hair whose hem runs differently before and behind, and what hangs, curls or is tied."""

from collections.abc import Callable

import numpy as np

from madang.places.colour import Array
from madang.places.mesh import Mesh

from .body import ACCENT, HAIR, HEAD, HEAD_DEEP, HEAD_WIDE, HEAD_Y, WHITE, Piece, ball, sheet, tube

Hem = Callable[[Array], Array]
"""From azimuth (0 front, π back) to how far down the hair comes, as an angle from the crown."""


def bump(angle: Array, at: float, wide: float, power: int = 2) -> Array:
    """1 at an azimuth, falling off about it; a higher power makes it flatter with steeper sides."""
    off = (angle - at + np.pi) % (2 * np.pi) - np.pi
    return np.asarray(np.exp(-(np.abs(off / wide) ** power)))


def cap(hem: Hem, lift: float = 0.022, sides: int = 24, rows: int = 8, wave: float = 0.0) -> Mesh:
    """A cap of hair `lift` off the skull down to its hem, closed at the rim; `wave` ripples its edge."""
    angle = np.linspace(2 * np.pi, 0, sides + 1)
    down = np.linspace(1, 0, rows)[:, None] ** 0.9 * hem(angle)[None]
    share = np.linspace(1, 0, rows)[:, None]
    fuller = (
        1
        + lift / HEAD_WIDE * (0.85 + 0.35 * np.cos(down))
        + wave * np.sin(9 * angle)[None] * np.clip(share - 0.4, 0, 1)
    )
    reach = np.stack(
        [
            HEAD_WIDE * fuller * np.sin(down) * np.sin(angle),
            HEAD_Y + 0.010 + (0.166 * fuller) * np.cos(down),
            0.004 - HEAD_DEEP * fuller * np.sin(down) * np.cos(angle),
        ],
        axis=-1,
    )
    rim = reach[:1] * [0.90, 1, 0.90] + [0, 0.004, 0]
    light = np.clip(0.74 + 0.30 * np.cos(down * 0.85), 0, 1)
    shade = np.concatenate([light[:1] * 0.7, light])[..., None] * WHITE
    return sheet(np.concatenate([rim, reach]), shade)


def short_hem(angle: Array) -> Array:
    return np.radians(
        118 - 60 * bump(angle, 0, 1.00, 3) - 20 * bump(angle, 1.62, 0.42) - 20 * bump(angle, -1.62, 0.42)
    )


def bob_hem(angle: Array) -> Array:
    return np.radians(142 - 78 * bump(angle, 0, 0.86, 4))


def long_hem(angle: Array) -> Array:
    return np.radians(138 - 84 * bump(angle, 0.10, 0.90, 3))


def tied_hem(angle: Array) -> Array:
    return np.radians(
        112 - 58 * bump(angle, 0, 1.02, 3) - 12 * bump(angle, 1.6, 0.4) - 12 * bump(angle, -1.6, 0.4)
    )


def under_hem(angle: Array) -> Array:
    """What shows below a hat."""
    return np.radians(
        114 - 44 * bump(angle, 0, 1.05) - 14 * bump(angle, 1.6, 0.4) - 14 * bump(angle, -1.6, 0.4)
    )


def short() -> Piece:
    """Short hair with a little swept fringe."""
    piece = Piece()
    piece.put(cap(short_hem, 0.024), HAIR, HEAD)
    across = np.linspace(-1, 1, 9)
    rows = []
    for t in (0.0, 0.5, 1.0):
        x = -0.100 * across + 0.012 * t
        y = 1.572 + 0.030 * t - 0.016 * np.abs(across) ** 2 + 0.010 * across * (1 - t)
        z = -(HEAD_DEEP + 0.012 - 0.038 * t) * np.sqrt(1 - (0.66 * across) ** 2) - 0.002
        rows.append(np.stack([x, y, z], axis=1))
    piece.put(sheet(rows, np.full(3, 0.95)), HAIR, HEAD)
    return piece


def crop() -> Piece:
    """Hair cut close to the head."""
    piece = Piece()
    piece.put(cap(short_hem, 0.008, rows=6), HAIR, HEAD)
    return piece


def bob() -> Piece:
    """Chin-long hair with a fringe."""
    piece = Piece()
    piece.put(cap(bob_hem, 0.036, rows=9, wave=0.012), HAIR, HEAD)
    return piece


def long() -> Piece:
    """Long hair that falls over the back."""
    piece = Piece()
    piece.put(cap(long_hem, 0.027, rows=9), HAIR, HEAD)
    piece.put(_fall(1.04), HAIR, HEAD)
    return piece


def _fall(low: float) -> Mesh:
    angle = np.linspace(np.pi * 1.44, np.pi * 0.56, 12)
    rows = []
    heights = np.linspace(low, 1.50, 8)
    for y in heights:
        t = (y - low) / (1.50 - low)
        wide = 0.115 + 0.055 * t**0.7 + 0.010 * np.sin(6 * t)
        deep = 0.112 + 0.058 * t
        ripple = 1 + 0.03 * np.cos(7 * angle) * (1 - t)
        rows.append(
            np.stack(
                [
                    wide * ripple * np.sin(angle),
                    np.full_like(angle, y),
                    0.012 - deep * ripple * np.cos(angle),
                ],
                1,
            )
        )
    shade = np.repeat((0.72 + 0.28 * np.linspace(0, 1, 8))[:, None], 12, axis=1)[..., None] * WHITE
    return sheet(rows, shade, both=True)


def bun() -> Piece:
    """Hair drawn up into a knot with a band."""
    piece = Piece()
    piece.put(cap(tied_hem, 0.018), HAIR, HEAD)
    piece.put(ball((0, 1.640, 0.090), (0.066, 0.058, 0.062), sides=12, rows=8), HAIR, HEAD)
    piece.put(tube([(1.596, 0.050, 0.050, 0, 0.084), (1.612, 0.052, 0.052, 0, 0.088)], 10), ACCENT, HEAD)
    return piece


def ponytail() -> Piece:
    """Hair tied at the back of the head."""
    piece = Piece()
    piece.put(cap(tied_hem, 0.020), HAIR, HEAD)
    path = [
        (1.27, 0.004, 0.004, 0, 0.215),
        (1.33, 0.034, 0.026, 0, 0.222),
        (1.42, 0.046, 0.036, 0, 0.224),
        (1.50, 0.042, 0.034, 0, 0.212),
        (1.56, 0.026, 0.024, 0, 0.180),
        (1.575, 0.004, 0.004, 0, 0.160),
    ]
    piece.put(tube(path, 10), HAIR, HEAD)
    piece.put(ball((0, 1.555, 0.168), (0.026, 0.026, 0.018), sides=8, rows=5), ACCENT, HEAD)
    return piece


def curly() -> Piece:
    """A round head of curls."""
    piece = Piece()
    piece.put(cap(short_hem, 0.030), HAIR, HEAD)
    golden = np.pi * (3 - 5**0.5)
    for n in range(46):
        up = 1 - (n + 0.5) / 46 * 1.36
        around = n * golden
        ring = np.sqrt(1 - up * up)
        x, z = ring * np.sin(around), -ring * np.cos(around)
        if z < -0.45 and up < 0.34:  # the face stays free
            continue
        spot = (0.172 * x, HEAD_Y + 0.020 + 0.184 * up, 0.008 + 0.176 * z)
        size = 0.040 + 0.006 * np.sin(n * 2.4)
        piece.put(ball(spot, (size, size, size), np.full(3, 0.80 + 0.2 * max(up, 0)), 6, 4), HAIR, HEAD)
    return piece


def under() -> Piece:
    """Short hair as it shows below a hat."""
    piece = Piece()
    piece.put(cap(under_hem, 0.012, rows=5), HAIR, HEAD)
    return piece


def under_long() -> Piece:
    """Long hair as it shows below a hat."""
    piece = Piece()
    piece.put(cap(under_hem, 0.012, rows=5), HAIR, HEAD)
    piece.put(_fall(1.08), HAIR, HEAD)
    return piece

"""What is worn on the head."""

import numpy as np

from .body import FIXED, HEAD, HEADWEAR, TORSO, Piece, ball, sheet, tube
from .hair import bump, cap


def gat() -> Piece:
    """갓: the wide, fine-woven hat of horsehair, with its strings."""
    piece = Piece()
    brim = [(1.612, 0.150), (1.606, 0.250), (1.598, 0.330), (1.606, 0.333), (1.620, 0.250), (1.640, 0.130)]
    crown = [(1.640, 0.130), (1.700, 0.121), (1.790, 0.112), (1.800, 0.100), (1.803, 0.0)]
    piece.put(tube([(1.600, 0.02), *brim, *crown], 24), HEADWEAR, HEAD)
    piece.put(tube([(1.638, 0.1335), (1.660, 0.1285)], 24, np.full(3, 0.45)), HEADWEAR, HEAD)
    for side in (-1, 1):
        x = side * np.array([0.148, 0.150, 0.132, 0.085, 0.012])
        y = np.array([1.600, 1.470, 1.375, 1.318, 1.298])
        z = np.array([0.004, -0.020, -0.050, -0.092, -0.118])
        line = np.stack([x, y, z], axis=1)
        wide = np.array([0, 0.003, 0.008])
        rows = [line - wide, line + wide]
        piece.put(sheet(rows if side < 0 else rows[::-1], "#3a3d44", both=True), FIXED, HEAD)
    return piece


def cap_with_peak() -> Piece:
    """A sports cap."""
    piece = Piece()
    piece.put(cap(lambda a: np.radians(84 - 8 * bump(a, 0, 1.2)), 0.030, rows=7), HEADWEAR, HEAD)
    angle = np.linspace(1.12, -1.12, 13)
    inner = np.stack([0.174 * np.sin(angle), np.full_like(angle, 1.552), -0.180 * np.cos(angle)], axis=1)
    reach = 0.105 * np.cos(angle * 0.9) ** 0.7
    outer = inner + np.stack([0.20 * reach * np.sin(angle), -0.30 * reach, -reach], axis=1)
    piece.put(sheet([outer, inner], np.full(3, 0.85)), HEADWEAR, HEAD)
    piece.put(sheet([inner, outer - [0, 0.006, 0]], np.full(3, 0.5)), HEADWEAR, HEAD)
    piece.put(ball((0, 1.672, 0.004), (0.014, 0.009, 0.014), np.full(3, 0.8), 8, 4), HEADWEAR, HEAD)
    return piece


def beanie() -> Piece:
    """A knitted hat with a turned-up rim and a bobble."""
    piece = Piece()
    rim = [(1.550, 0.158, 0.164), (1.554, 0.176, 0.182), (1.585, 0.178, 0.184), (1.596, 0.166, 0.172)]
    crown = [(1.640, 0.150, 0.156), (1.680, 0.116, 0.120), (1.702, 0.060, 0.062), (1.708, 0.0)]
    piece.put(tube(rim, 22, np.full(3, 0.84)), HEADWEAR, HEAD)
    piece.put(tube([(1.580, 0.166, 0.172), *crown], 22), HEADWEAR, HEAD)
    piece.put(ball((0, 1.728, 0), (0.036, 0.034, 0.036), np.full(3, 0.95), 10, 7), HEADWEAR, HEAD)
    return piece


def headscarf() -> Piece:
    """A scarf about head and neck."""
    piece = Piece()
    piece.put(
        cap(lambda a: np.radians(150 - 88 * bump(a, 0, 0.84, 4)), 0.020, sides=28, rows=10), HEADWEAR, HEAD
    )
    drape = [
        (1.165, 0.184, 0.140, 0, 0.004),
        (1.175, 0.192, 0.146, 0, 0.004),
        (1.230, 0.176, 0.136, 0, 0.002),
        (1.275, 0.128, 0.118, 0, 0.0),
        (1.310, 0.114, 0.112, 0, 0.0),
        (1.352, 0.116, 0.116, 0, 0.004),
        (1.348, 0.096, 0.092, 0, 0.008),
    ]
    piece.put(tube(drape, 20, np.full(3, 0.88)), HEADWEAR, TORSO)
    return piece


def sun_hat() -> Piece:
    """A straw hat with a ribbon."""
    piece = Piece()
    brim = [(1.560, 0.150), (1.548, 0.240), (1.536, 0.288), (1.542, 0.290), (1.560, 0.235), (1.578, 0.172)]
    crown = [(1.578, 0.172), (1.640, 0.164), (1.690, 0.132), (1.706, 0.080), (1.710, 0.0)]
    piece.put(tube([*brim, *crown], 24), HEADWEAR, HEAD)
    piece.put(tube([(1.576, 0.1760), (1.612, 0.1715)], 24, "#7a4a3c"), FIXED, HEAD)
    return piece

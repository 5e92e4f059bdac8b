"""What is worn below, with the shoes."""

import numpy as np

from madang.places.colour import Array
from madang.places.mesh import Mesh

from .body import (
    ACCENT,
    BOTTOM,
    FIXED,
    LEG_X,
    LEGS,
    SHOES,
    SKIN,
    SKIRT,
    TORSO,
    WHITE,
    Piece,
    sheet,
    step,
    tube,
)

HIPS = (
    (0.70, 0.0, 0.0),
    (0.72, 0.05, 0.045),
    (0.77, 0.105, 0.064),
    (0.82, 0.132, 0.072),
    (0.88, 0.138, 0.088),
    (0.945, 0.128, 0.088),
)
Legs = tuple[tuple[float, float], ...]


def legs(piece: Piece, rings: Legs, slot: int, shade: float = 1.0) -> None:
    for side, limb in LEGS:
        form = tube([(y, r * 0.96, r, side * LEG_X, 0.0) for y, r in rings], 10, np.full(3, shade))
        piece.put(form, slot, limb)


def shoes(piece: Piece) -> None:
    """Low shoes with a pale sole."""
    for side, limb in LEGS:
        piece.put(_shoe(side * (LEG_X + 0.003)), SHOES, limb)
        piece.put(_sole(side * (LEG_X + 0.003)), FIXED, limb)


def _outline(grow: float) -> Array:
    """The sole's outline seen from above: toe to the north."""
    angle = np.linspace(0, 2 * np.pi, 13)
    along = np.sin(angle)
    wide = 0.044 + 0.006 * along - 0.004 * along**2 + grow
    return np.stack([wide * np.cos(angle), np.zeros_like(angle), -0.035 - (0.108 + grow) * along], axis=1)


def _shoe(x: float) -> Mesh:
    base = _outline(0.0)
    rows = []
    for y, keep, back in (
        (0.020, 1.0, 0.0),
        (0.045, 0.99, 0.0),
        (0.062, 0.84, 0.012),
        (0.080, 0.62, 0.030),
        (0.098, 0.50, 0.040),
    ):
        rows.append(base * [keep, 0, keep] + [x, y, back * 0.9 - (1 - keep) * 0.002])
    return sheet(rows)


def _sole(x: float) -> Mesh:
    levels = ((0.004, 0.0), (0.004, 0.022), (-0.004, 0.024))
    return sheet([_outline(grow) + np.array([x, y, 0]) for grow, y in levels], "#f3f1ec")


def ankles(piece: Piece) -> None:
    legs(piece, ((0.060, 0.034), (0.13, 0.036)), SKIN)


def trousers() -> Piece:
    """Straight trousers with a belt."""
    piece = Piece()
    piece.put(tube(HIPS, 16, square=2.4), BOTTOM)
    piece.put(tube([(0.905, 0.136, 0.094), (0.935, 0.134, 0.092)], 16, np.full(3, 0.45), square=2.4), BOTTOM)
    legs(
        piece,
        (
            (0.075, 0.050),
            (0.075, 0.058),
            (0.20, 0.060),
            (0.44, 0.065),
            (0.50, 0.068),
            (0.66, 0.073),
            (0.76, 0.078),
            (0.84, 0.076),
            (0.89, 0.05),
        ),
        BOTTOM,
    )
    ankles(piece)
    shoes(piece)
    return piece


def shorts() -> Piece:
    """Knee-long shorts."""
    piece = Piece()
    piece.put(tube(HIPS, 16, square=2.4), BOTTOM)
    legs(
        piece,
        (
            (0.48, 0.055),
            (0.48, 0.082),
            (0.56, 0.083),
            (0.70, 0.081),
            (0.77, 0.080),
            (0.84, 0.077),
            (0.89, 0.05),
        ),
        BOTTOM,
    )
    bare_legs(piece)
    shoes(piece)
    return piece


def bare_legs(piece: Piece) -> None:
    legs(
        piece,
        (
            (0.060, 0.034),
            (0.13, 0.036),
            (0.28, 0.050),
            (0.36, 0.049),
            (0.46, 0.050),
            (0.58, 0.060),
            (0.72, 0.070),
        ),
        SKIN,
    )
    legs(piece, ((0.085, 0.037), (0.130, 0.0385), (0.130, 0.034)), FIXED)


def skirt() -> Piece:
    """A flared skirt over the knee."""
    piece = Piece()
    angle = np.linspace(0, 2 * np.pi, 37)
    rows = []
    for y, wide, deep in (
        (0.50, 0.222, 0.168),
        (0.56, 0.212, 0.158),
        (0.68, 0.180, 0.130),
        (0.79, 0.148, 0.104),
        (0.88, 0.132, 0.090),
        (0.94, 0.128, 0.087),
    ):
        fold = 1 + 0.045 * np.cos(9 * angle) * np.clip((0.86 - y) / 0.36, 0, 1)
        rows.append(
            np.stack(
                [wide * fold * np.cos(angle), np.full_like(angle, y), -deep * fold * np.sin(angle)], axis=1
            )
        )
    rim = rows[0] * [0.93, 1, 0.93]
    piece.put(sheet([rim, *rows]), BOTTOM, SKIRT)
    bare_legs(piece)
    shoes(piece)
    return piece


def chima() -> Piece:
    """치마: the full skirt of hanbok, from the chest to the ground."""
    piece = Piece()
    angle = np.linspace(0, 2 * np.pi, 49)
    levels = (
        (0.030, 0.352),
        (0.060, 0.372),
        (0.18, 0.362),
        (0.36, 0.334),
        (0.56, 0.286),
        (0.76, 0.228),
        (0.92, 0.182),
        (1.03, 0.154),
        (1.09, 0.146),
    )
    rows, shades = [], []
    for y, radius in levels:
        fold = 1 + 0.038 * np.cos(12 * angle) * (1.12 - y)
        rows.append(
            np.stack(
                [
                    radius * fold * np.cos(angle),
                    np.full_like(angle, y),
                    -(0.84 - 0.16 * step(0.6, 1.05, np.array(y))) * radius * fold * np.sin(angle),
                ],
                axis=1,
            )
        )
        shades.append((0.93 + 0.07 * np.cos(12 * angle) * np.clip(1.2 - y, 0, 1))[:, None] * WHITE)
    rim = rows[0] * [0.94, 1, 0.94] + [0, 0.01, 0]
    light = np.stack([shades[0] * 0.6, *shades])
    piece.put(sheet([rim, *rows], light), BOTTOM, SKIRT)
    piece.put(tube([(1.055, 0.1530, 0.1060), (1.105, 0.1500, 0.1030)], 20), ACCENT, TORSO)
    shoes(piece)
    return piece


def baji() -> Piece:
    """바지: the wide trousers of hanbok, tied at the ankle (대님)."""
    piece = Piece()
    piece.put(
        tube(
            (
                *HIPS[:2],
                (0.77, 0.105, 0.066),
                (0.82, 0.132, 0.076),
                (0.89, 0.150, 0.098),
                (1.00, 0.140, 0.096),
            ),
            16,
            square=2.4,
        ),
        BOTTOM,
    )
    legs(
        piece,
        (
            (0.10, 0.046),
            (0.12, 0.058),
            (0.18, 0.083),
            (0.30, 0.092),
            (0.46, 0.094),
            (0.64, 0.094),
            (0.77, 0.086),
            (0.84, 0.078),
            (0.89, 0.05),
        ),
        BOTTOM,
    )
    legs(piece, ((0.078, 0.044), (0.085, 0.050), (0.118, 0.050), (0.124, 0.044)), ACCENT)
    ankles(piece)
    shoes(piece)
    return piece

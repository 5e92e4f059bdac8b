"""What is worn above: the torso, the arms and the hands."""

import numpy as np

from madang.places.colour import Array, Colour
from madang.places.mesh import Mesh

from .body import (
    ACCENT,
    ARM_LEAN,
    ARM_X,
    ARMS,
    FIXED,
    SKIN,
    SKIRT,
    TOP,
    TORSO,
    WHITE,
    Piece,
    Ring,
    ball,
    sheet,
    tube,
)

CHEST: tuple[Ring, ...] = (
    (1.00, 0.136, 0.092),
    (1.10, 0.150, 0.102),
    (1.17, 0.164, 0.104),
    (1.215, 0.168, 0.098),
    (1.246, 0.142, 0.088),
    (1.270, 0.100, 0.078),
    (1.290, 0.066, 0.066),
)
SLEEVE = ((0.760, 0.038), (0.860, 0.043), (0.960, 0.048), (1.080, 0.052), (1.170, 0.054), (1.220, 0.049))
SHOULDER_CAP = ((1.246, 0.032), (1.252, 0.0))


def torso_depth(y: Array) -> Array:
    """How far forward the chest comes at a height."""
    levels = np.array([[0.78, 0.100], [0.90, 0.098], *[(ring[0], ring[2]) for ring in CHEST]])
    return np.asarray(np.interp(y, levels[:, 0], levels[:, 1]))


def on_chest(x: Array, y: Array, lift: float, fuller: float = 1.0) -> Array:
    """Points (n, 3) on the front of the torso."""
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    wide = np.interp(y, [0.8, 1.0, 1.18, 1.29], [0.150, 0.140, 0.166, 0.075]) * fuller
    side = np.clip(np.abs(x) / wide, 0, 1) ** 2.5
    return np.stack([x, y, -torso_depth(y) * fuller * (1 - side) ** (1 / 2.5) - lift], axis=1)


def ribbon(
    points: list[tuple[float, float]], wide: float, lift: float, colour: Colour, fuller: float = 1.0
) -> Mesh:
    """A band laid over the chest along points (x, y) from above to below."""
    path = np.array(points, float)
    along = np.gradient(path, axis=0)
    across = (
        np.stack([-along[:, 1], along[:, 0]], axis=1)
        / np.linalg.norm(along, axis=1, keepdims=True)
        * wide
        / 2
    )
    first, second = path + across, path - across
    rows = [on_chest(side[:, 0], side[:, 1], lift, fuller) for side in (first, second)]
    return sheet(rows if path[0, 1] > path[-1, 1] else rows[::-1], colour)


def trunk(rings: tuple[Ring, ...], fuller: float = 1.0, colour: Colour = WHITE) -> Mesh:
    """The torso's cloth from its hem to the collar."""
    return tube([(ring[0], ring[1] * fuller, ring[2] * fuller) for ring in rings], 18, colour, square=2.5)


def sleeves(
    piece: Piece, rings: tuple[tuple[float, float], ...], slot: int = TOP, colour: Colour = WHITE
) -> None:
    for side, limb in ARMS:
        form = tube(
            [(y, r, r * 1.06, side * ARM_X, 0.004) for y, r in rings], 10, colour, lean=side * ARM_LEAN
        )
        piece.put(form, slot, limb)


def cuffs(piece: Piece, size: tuple[float, float, float], slot: int, colour: Colour = WHITE) -> None:
    """Cuffs of a (low, high, radius)."""
    low, high, radius = size
    for side, limb in ARMS:
        rings = [
            (y, r, r * 1.06, side * ARM_X, 0.004)
            for y, r in ((low, radius * 0.8), (low, radius), (high, radius))
        ]
        piece.put(tube(rings, 10, colour, lean=side * ARM_LEAN), slot, limb)


def hands(piece: Piece) -> None:
    """Mitten hands."""
    for side, limb in ARMS:
        x = side * (ARM_X + ARM_LEAN * 0.5)
        palm = tube(
            [
                (0.648, 0.006, 0.010, x + side * 0.006, -0.010),
                (0.662, 0.020, 0.032, x + side * 0.005, -0.008),
                (0.695, 0.025, 0.040, x + side * 0.002, -0.004),
                (0.735, 0.024, 0.034, x, 0.0),
                (0.775, 0.025, 0.027, x - side * 0.004, 0.003),
            ],
            9,
        )
        piece.put(palm, SKIN, limb)


def bare_arms(piece: Piece, top: float) -> None:
    rings = ((0.755, 0.026), (0.84, 0.034), (0.94, 0.038), (1.02, 0.041), (top, 0.043))
    sleeves(piece, rings, SKIN)


def tee() -> Piece:
    """A T-shirt."""
    piece = Piece()
    piece.put(trunk(((0.80, 0.12, 0.08), (0.795, 0.162, 0.108), (0.90, 0.146, 0.100), *CHEST)), TOP)
    piece.put(tube([(1.278, 0.082, 0.074), (1.300, 0.064, 0.062)], 14, np.full(3, 0.82)), TOP)
    bare_arms(piece, 1.07)
    sleeves(
        piece, ((1.035, 0.046), (1.035, 0.060), (1.120, 0.060), (1.180, 0.058), (1.220, 0.051), *SHOULDER_CAP)
    )
    hands(piece)
    return piece


def knit() -> Piece:
    """A jumper with a ribbed hem and collar."""
    piece = Piece()
    piece.put(trunk(((0.80, 0.158, 0.106), (0.835, 0.160, 0.108), (0.90, 0.154, 0.106), *CHEST), 1.04), TOP)
    piece.put(
        trunk(((0.790, 0.12, 0.08), (0.782, 0.155, 0.105), (0.835, 0.158, 0.107)), 1.06, np.full(3, 0.8)), TOP
    )
    piece.put(tube([(1.272, 0.092, 0.080), (1.312, 0.066, 0.064)], 14, np.full(3, 0.8)), TOP)
    sleeves(piece, (*SLEEVE, *SHOULDER_CAP))
    cuffs(piece, (0.752, 0.795, 0.041), TOP, np.full(3, 0.8))
    piece.put(trunk(((1.085, 0.1525, 0.1035), (1.125, 0.1575, 0.106)), 1.045), ACCENT)
    hands(piece)
    return piece


def jacket() -> Piece:
    """A jacket over a shirt, with lapels."""
    piece = Piece()
    hem: tuple[Ring, ...] = ((0.755, 0.13, 0.08), (0.745, 0.168, 0.114), (0.86, 0.156, 0.106), *CHEST)
    piece.put(trunk(hem, 1.05), TOP)
    chest = [(0.0, 1.294), (0.0, 1.24), (0.0, 1.16), (0.0, 1.075)]
    piece.put(_wedge(chest, (0.062, 0.056, 0.038, 0.002), 0.007, "#fbfaf6"), FIXED)
    for side in (-1, 1):
        edge = [(side * 0.058, 1.262), (side * 0.050, 1.225), (side * 0.034, 1.155), (side * 0.002, 1.07)]
        out = [(side * 0.088, 1.262), (side * 0.098, 1.210), (side * 0.070, 1.150), (side * 0.004, 1.06)]
        piece.put(_between(edge, out, 0.012, np.full(3, 0.80), side), TOP)
    piece.put(
        _wedge([(0, 1.285), (0, 1.25), (0, 1.16), (0, 1.09)], (0.016, 0.011, 0.020, 0.004), 0.011, WHITE),
        ACCENT,
    )
    piece.put(tube([(1.258, 0.100, 0.088), (1.312, 0.067, 0.067)], 14, "#fbfaf6"), FIXED)
    for y in (1.02, 0.94):
        spot = on_chest(np.array([0.004]), np.array([y]), 0.008)[0]
        piece.put(ball((spot[0], spot[1], spot[2]), (0.009, 0.009, 0.005), np.full(3, 0.35), 7, 4), TOP)
    sleeves(piece, ((0.775, 0.042), *SLEEVE[1:], *SHOULDER_CAP))
    cuffs(piece, (0.752, 0.780, 0.036), FIXED, "#fbfaf6")
    hands(piece)
    return piece


def _wedge(points: list[tuple[float, float]], widths: tuple[float, ...], lift: float, colour: Colour) -> Mesh:
    first = [(x + w, y) for (x, y), w in zip(points, widths, strict=True)]
    second = [(x - w, y) for (x, y), w in zip(points, widths, strict=True)]
    return _between(second, first, lift, colour, 1)


def _between(
    inner: list[tuple[float, float]], outer: list[tuple[float, float]], lift: float, colour: Colour, side: int
) -> Mesh:
    """Cloth between two lines that run down the chest; `outer` lies toward `side`."""
    a, b = np.array(inner[::-1]), np.array(outer[::-1])
    columns = [on_chest(p[:, 0], p[:, 1], lift, 1.05) for p in ((b, a) if side > 0 else (a, b))]
    return sheet(np.stack(columns, axis=1), colour)


def hoodie() -> Piece:
    """A hooded sweatshirt with a front pocket."""
    piece = Piece()
    hem: tuple[Ring, ...] = (
        (0.795, 0.12, 0.08),
        (0.785, 0.150, 0.102),
        (0.83, 0.162, 0.112),
        (0.92, 0.154, 0.107),
        *CHEST,
    )
    piece.put(trunk(hem, 1.07), TOP)
    hood = [
        (1.200, 0.090, 0.050, 0, 0.080),
        (1.245, 0.122, 0.082, 0, 0.066),
        (1.300, 0.126, 0.086, 0, 0.056),
        (1.332, 0.108, 0.080, 0, 0.050),
        (1.322, 0.088, 0.070, 0, 0.046),
    ]
    piece.put(tube(hood, 16, np.full(3, 0.9)), TOP)
    piece.put(
        tube([(1.262, 0.120, 0.100), (1.298, 0.100, 0.092), (1.318, 0.080, 0.080)], 16, np.full(3, 0.9)), TOP
    )
    pocket = [(-0.085, 0.855), (-0.07, 0.955), (0.07, 0.955), (0.085, 0.855)]
    low = on_chest(np.array([0.085, -0.085]), np.array([0.845, 0.845]), 0.022, 1.09)
    high = on_chest(np.array([0.058, -0.058]), np.array([pocket[1][1]] * 2), 0.020, 1.09)
    piece.put(sheet([low, high], np.full(3, 0.86)), TOP)
    for side in (-1, 1):
        cord = [(side * 0.030, 1.268), (side * 0.034, 1.22), (side * 0.030, 1.15)]
        piece.put(ribbon(cord, 0.010, 0.016, WHITE, 1.07), ACCENT)
    sleeves(
        piece,
        (
            (0.785, 0.040),
            (0.86, 0.050),
            (0.96, 0.054),
            (1.08, 0.057),
            (1.17, 0.057),
            (1.220, 0.051),
            *SHOULDER_CAP,
        ),
    )
    cuffs(piece, (0.755, 0.798, 0.040), TOP, np.full(3, 0.82))
    hands(piece)
    return piece


def coat() -> Piece:
    """A long coat with a belt and a scarf."""
    piece = Piece()
    piece.put(trunk(((0.93, 0.150, 0.106), *CHEST), 1.08), TOP)
    skirts = [
        (0.52, 0.0),
        (0.52, 0.212, 0.158),
        (0.66, 0.196, 0.144),
        (0.80, 0.176, 0.126),
        (0.96, 0.158, 0.110),
    ]
    piece.put(
        tube(
            skirts,
            18,
            np.stack([np.full(3, s) for s in (0.8, 0.86, 0.92, 0.97, 1)])[:, None] * np.ones((5, 19, 3)),
        ),
        TOP,
        SKIRT,
    )
    piece.put(trunk(((0.955, 0.1490, 0.1030), (0.995, 0.1480, 0.1015)), 1.10, np.full(3, 0.7)), TOP)
    _coat_collar(piece)
    sleeves(
        piece,
        (
            (0.775, 0.046),
            (0.86, 0.051),
            (0.96, 0.055),
            (1.08, 0.058),
            (1.17, 0.058),
            (1.220, 0.052),
            *SHOULDER_CAP,
        ),
    )
    cuffs(piece, (0.770, 0.815, 0.050), TOP, np.full(3, 0.8))
    hands(piece)
    return piece


def _coat_collar(piece: Piece) -> None:
    """Lapels, and a scarf with one end hanging."""
    for side in (-1, 1):
        edge = [(side * 0.040, 1.292), (side * 0.034, 1.235), (side * 0.018, 1.165), (side * 0.002, 1.08)]
        out = [(side * 0.088, 1.280), (side * 0.110, 1.205), (side * 0.074, 1.140), (side * 0.006, 1.07)]
        piece.put(_between(edge, out, 0.014, np.full(3, 0.82), side), TOP)
    scarf = [(1.262, 0.100, 0.092), (1.282, 0.114, 0.106), (1.318, 0.102, 0.098), (1.332, 0.080, 0.080)]
    piece.put(tube(scarf, 14), ACCENT)
    piece.put(
        ribbon(
            [(-0.026, 1.27), (-0.036, 1.20), (-0.042, 1.10), (-0.044, 1.02)],
            0.060,
            0.024,
            np.full(3, 0.92),
            1.05,
        ),
        ACCENT,
    )


def jeogori() -> Piece:
    """저고리: the short jacket of hanbok with white collar (동정), ribbon (고름), curved sleeves (배래)."""
    piece = Piece()
    body: tuple[Ring, ...] = ((1.002, 0.150, 0.106), (1.002, 0.166, 0.116), (1.10, 0.158, 0.112), *CHEST[2:])
    piece.put(trunk(body, 1.05), TOP)
    piece.put(trunk(((0.88, 0.116, 0.074), (1.03, 0.132, 0.086)), 1.0, "#f4f1ea"), FIXED)
    rings = (
        (0.768, 0.046),
        (0.775, 0.056),
        (0.83, 0.074),
        (0.90, 0.082),
        (0.98, 0.078),
        (1.10, 0.066),
        (1.18, 0.057),
        (1.220, 0.050),
    )
    for side, limb in ARMS:
        form = tube(
            [(y, 0.55 * r + 0.014, r, side * ARM_X, 0.006 + 0.25 * (r - 0.05)) for y, r in rings]
            + [(1.246, 0.032, 0.034, side * ARM_X, 0.004), (1.252, 0.0, 0.0, side * ARM_X, 0.004)],
            12,
            lean=side * ARM_LEAN,
        )
        piece.put(form, TOP, limb)
        cuff = [
            (y, 0.55 * r + 0.016, r + 0.002, side * ARM_X, 0.013)
            for y, r in ((0.762, 0.054), (0.764, 0.064), (0.806, 0.077))
        ]
        piece.put(tube(cuff, 12, lean=side * ARM_LEAN), ACCENT, limb)
    collar = "#fdfcf8"
    over = [(0.070, 1.296), (0.040, 1.232), (-0.006, 1.160), (-0.052, 1.085)]
    below = [(-0.070, 1.296), (-0.046, 1.240), (-0.018, 1.190), (0.000, 1.165)]
    piece.put(ribbon(below, 0.026, 0.020, collar, 1.07), FIXED)
    piece.put(ribbon(over, 0.050, 0.022, WHITE * 0.96, 1.07), ACCENT)
    piece.put(ribbon(over, 0.024, 0.027, collar, 1.07), FIXED)
    _goreum(piece)
    hands(piece)
    return piece


def _goreum(piece: Piece) -> None:
    """고름: the ribbon's knot, its loop, and the two ends that hang down."""
    knot = on_chest(np.array([-0.050]), np.array([1.082]), 0.030, 1.07)[0]
    piece.put(ball((knot[0], knot[1], knot[2]), (0.022, 0.016, 0.012), sides=8, rows=5), ACCENT)
    piece.put(
        ball(
            (knot[0] - 0.034, knot[1] + 0.004, knot[2] + 0.004), (0.032, 0.013, 0.008), np.full(3, 0.93), 8, 5
        ),
        ACCENT,
    )
    for x, low, lean in ((-0.046, 0.78, 0.012), (-0.080, 0.86, -0.010)):
        y = np.linspace(low, 1.076, 6)
        z = -0.136 - 0.19 * (1.08 - y)
        middle = x + lean * (1.076 - y) / 0.4
        wide = 0.017 + 0.004 * (1.076 - y)
        rows = [
            np.stack([middle[i] + np.array([1, -1]) * wide[i], [y[i]] * 2, [z[i]] * 2], axis=1)
            for i in range(len(y))
        ]
        piece.put(sheet(rows, np.full(3, 0.95), both=True), ACCENT, TORSO)


def vest() -> Piece:
    """A staff vest over a light shirt: easily told from others."""
    piece = Piece()
    piece.put(
        trunk(((0.785, 0.12, 0.08), (0.775, 0.164, 0.110), (0.90, 0.148, 0.101), *CHEST[:5]), 1.05), TOP
    )
    piece.put(
        tube(
            [(1.235, 0.150, 0.092), (1.262, 0.118, 0.084), (1.288, 0.074, 0.072), (1.310, 0.064, 0.064)],
            14,
            "#f7f7f4",
        ),
        FIXED,
    )
    sleeves(
        piece,
        ((1.035, 0.046), (1.035, 0.058), (1.120, 0.058), (1.180, 0.057), (1.220, 0.050), *SHOULDER_CAP),
        FIXED,
        "#f4f5f3",
    )
    bare_arms(piece, 1.07)
    for low, high in ((0.90, 0.935), (1.08, 1.115)):
        piece.put(trunk(((low, *_girth(low)), (high, *_girth(high))), 1.085, "#e8ecee"), FIXED)
    piece.put(
        ribbon([(0, 1.255), (0, 1.10), (0, 0.95), (0, 0.79)], 0.008, 0.009, np.full(3, 0.55), 1.05), TOP
    )
    badge = on_chest(np.array([0.098, 0.062]), np.array([1.205, 1.205]), 0.014, 1.07)
    piece.put(sheet([badge - [0, 0.045, 0], badge], "#fdfdfb"), FIXED)
    hands(piece)
    return piece


def _girth(y: float) -> tuple[float, float]:
    wide = float(np.interp(y, [0.775, 0.90, 1.00, 1.10, 1.18], [0.152, 0.146, 0.136, 0.150, 0.166]))
    return wide, float(torso_depth(np.array([y]))[0])

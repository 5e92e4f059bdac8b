"""The citizen's proportions, and the forms that garments are made of: every piece shares one analytic rig.

Metres, feet at y = 0, facing north (−z), left arm at −x. `_RIG` is four bytes for each corner: limb,
bend, root, paint slot; wardrobe/README.md says how a vertex shader uses them.
"""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from madang.places.colour import Array, Colour, linear
from madang.places.glb import Part
from madang.places.mesh import Mesh

SHOULDER, ELBOW, HIP, KNEE = 1.215, 0.965, 0.86, 0.46
TORSO, HEAD, ARM_LEFT, ARM_RIGHT, LEG_LEFT, LEG_RIGHT, SKIRT, WHEEL = range(8)
SKIN, HAIR, TOP, BOTTOM, SHOES, ACCENT, HEADWEAR, FIXED = range(8)
ARMS, LEGS = ((-1, ARM_LEFT), (1, ARM_RIGHT)), ((-1, LEG_LEFT), (1, LEG_RIGHT))
WHITE = np.ones(3)

HEAD_Y, HEAD_WIDE, HEAD_HIGH, HEAD_DEEP = 1.475, 0.150, 0.170, 0.156
ARM_X, ARM_LEAN, LEG_X = 0.178, 0.15, 0.082

Ring = tuple[float, ...]
"""(y, half width[, half depth[, x, z]]): a level of a tube; depth is the width when left out."""


class Piece:
    """One garment or part: a mesh, and for every corner its rig."""

    def __init__(self) -> None:
        self.mesh = Mesh()
        self._rig: list[NDArray[np.uint8]] = []

    def put(
        self, form: Mesh, slot: int, limb: int = TORSO, weights: tuple[float, float] | None = None
    ) -> None:
        """Add a form painted by a slot, moved by a limb; `weights` (bend, root) hold for the whole form."""
        y = form.positions()[:, 1]
        bend, root = (np.full(len(y), weight) for weight in weights) if weights else limb_weights(limb, y)
        self.mesh.add(form)
        columns = (np.full(len(y), limb), bend * 255, root * 255, np.full(len(y), slot))
        self._rig.append(np.stack(columns, axis=1).round().astype(np.uint8))

    def part(self, name: str) -> Part:
        return Part(name, self.mesh, "citizen", attributes={"_RIG": np.concatenate(self._rig)})


def limb_weights(limb: int, y: Array) -> tuple[Array, Array]:
    """How far a corner at height y follows its lower joint (bend) and its upper joint (root), 0..1."""
    none, whole = np.zeros_like(y), np.ones_like(y)
    if limb in (ARM_LEFT, ARM_RIGHT):
        return 1 - step(ELBOW - 0.07, ELBOW + 0.07, y), 1 - step(SHOULDER - 0.06, SHOULDER + 0.08, y)
    if limb in (LEG_LEFT, LEG_RIGHT):
        return 1 - step(KNEE - 0.07, KNEE + 0.07, y), 1 - step(HIP - 0.08, HIP + 0.06, y)
    if limb == SKIRT:
        return none, np.clip((0.94 - y) / 0.5, 0, 1)
    return none, whole if limb in (HEAD, WHEEL) else none


def step(low: float, high: float, x: Array) -> Array:
    """A smooth step from 0 at low to 1 at high."""
    t = np.clip((x - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def tube(
    rings: Sequence[Ring], sides: int, colour: Colour = WHITE, *, square: float = 2.0, lean: float = 0.0
) -> Mesh:
    """A smooth tube through rings from the bottom up; `square` > 2 flattens its sides.

    `lean` moves it sideways by so much for each metre below the shoulder, as arms hang.
    """
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    cos, sin = np.cos(angle), np.sin(angle)
    rounder = 2 / square
    across, along = np.sign(cos) * np.abs(cos) ** rounder, np.sign(sin) * np.abs(sin) ** rounder
    rows = []
    for ring in rings:
        y, wide = ring[:2]
        deep = ring[2] if len(ring) > 2 else wide
        x, z = (ring[3], ring[4]) if len(ring) > 4 else (0.0, 0.0)
        x += lean * (SHOULDER - y)
        rows.append(np.stack([x + wide * across, np.full_like(angle, y), z - deep * along], axis=1))
    return sheet(rows, colour)


def sheet(rows: Sequence[Array] | Array, colour: Colour = WHITE, *, both: bool = False) -> Mesh:
    """A smooth sheet of rows of points; `both` shows its back too, darker."""
    mesh = Mesh()
    points = np.asarray(rows, float)
    light = linear(colour)
    mesh.grid(points, light, smooth=True)
    if both:
        mesh.grid(points[:, ::-1], (light[:, ::-1] if light.ndim == 3 else light) * 0.62, smooth=True)
    return mesh


def ball(
    centre: tuple[float, float, float],
    radii: tuple[float, float, float],
    colour: Colour = WHITE,
    sides: int = 10,
    rows: int = 7,
) -> Mesh:
    """A smooth ellipsoid."""
    up = np.linspace(-np.pi / 2, np.pi / 2, rows)
    angle = np.linspace(0, 2 * np.pi, sides + 1)
    x, y, z = centre
    points = [
        np.stack(
            [
                x + radii[0] * np.cos(t) * np.cos(angle),
                np.full_like(angle, y + radii[1] * np.sin(t)),
                z - radii[2] * np.cos(t) * np.sin(angle),
            ],
            axis=1,
        )
        for t in up
    ]
    return sheet(points, colour)


def strip(upper: Array, lower: Array, colour: Colour) -> Mesh:
    """A flat ribbon between two lines of points that run from left to right as one looks at the face."""
    mesh = Mesh()
    mesh.grid(np.stack([lower, upper]), linear(colour))
    return mesh


def head_half_width(y: Array) -> Array:
    """How the head narrows toward crown and chin: the factor on its half width at height y."""
    t = np.clip((y - HEAD_Y) / HEAD_HIGH, -1, 1)
    return np.asarray(np.sqrt(np.maximum(1 - t * t, 0)) * (1 - 0.13 * np.maximum(-t, 0) ** 1.5))


def on_face(x: Array, y: Array, lift: float = 0.0) -> Array:
    """Points (n, 3) on the front of the head at (x, y), `lift` metres off the skin."""
    x, y = np.broadcast_arrays(np.asarray(x, float), np.asarray(y, float))
    level = head_half_width(y)
    side = np.clip(x / np.maximum(HEAD_WIDE * level, 1e-6), -1, 1)
    return np.stack([x, y, -HEAD_DEEP * level * np.sqrt(1 - side * side) - lift], axis=1)


def paired(draw: Callable[[int, int], None], limbs: tuple[tuple[int, int], ...]) -> None:
    """Draw for the left (−1) and the right (+1) limb."""
    for side, limb in limbs:
        draw(side, limb)

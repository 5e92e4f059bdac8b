"""Flat shapes on the ground, in metres: one source for what is drawn, mapped and walked on."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from madang.places.colour import Array


@dataclass(frozen=True)
class Polygon:
    """A simple polygon of corners (x, z)."""

    corners: tuple[tuple[float, float], ...]

    def contains(self, x: Array, z: Array) -> NDArray[np.bool_]:
        """Which points lie inside (even-odd rule)."""
        inside = np.zeros(np.broadcast_shapes(x.shape, z.shape), bool)
        for (x0, z0), (x1, z1) in zip(self.corners, (*self.corners[1:], self.corners[0]), strict=True):
            if z0 != z1:
                inside ^= ((z0 > z) != (z1 > z)) & (x < (x1 - x0) * (z - z0) / (z1 - z0) + x0)
        return inside

    def area_m2(self) -> float:
        x, z = np.array(self.corners).T
        return float(abs(np.dot(x, np.roll(z, -1)) - np.dot(z, np.roll(x, -1))) / 2)

    def middle(self) -> tuple[float, float]:
        """The centre of the bounding box: where a label goes."""
        x, z = np.array(self.corners).T
        return float(x.min() + x.max()) / 2, float(z.min() + z.max()) / 2

    def bounds(self) -> tuple[float, float, float, float]:
        """West, north, east, south."""
        x, z = np.array(self.corners).T
        return float(x.min()), float(z.min()), float(x.max()), float(z.max())


@dataclass(frozen=True)
class Ellipse:
    """An upright ellipse; a circle has equal radii."""

    x: float
    z: float
    radius_x: float
    radius_z: float

    def contains(self, x: Array, z: Array) -> NDArray[np.bool_]:
        inside = ((x - self.x) / self.radius_x) ** 2 + ((z - self.z) / self.radius_z) ** 2 <= 1
        return np.asarray(inside)

    def area_m2(self) -> float:
        return float(np.pi * self.radius_x * self.radius_z)

    def middle(self) -> tuple[float, float]:
        return self.x, self.z

    def bounds(self) -> tuple[float, float, float, float]:
        """West, north, east, south."""
        return self.x - self.radius_x, self.z - self.radius_z, self.x + self.radius_x, self.z + self.radius_z

    def points(self, count: int, grow_m: float = 0.0) -> Array:
        """Points (count, 2) of (x, z) on the outline or `grow_m` outside it, from the east by north."""
        angle = np.linspace(0, 2 * np.pi, count, endpoint=False)
        x = self.x + (self.radius_x + grow_m) * np.cos(angle)
        return np.stack([x, self.z - (self.radius_z + grow_m) * np.sin(angle)], axis=1)


Shape = Polygon | Ellipse


def rectangle(west: float, north: float, east: float, south: float) -> Polygon:
    """An upright rectangle."""
    return Polygon(((west, north), (east, north), (east, south), (west, south)))


def circle(x: float, z: float, radius_m: float) -> Ellipse:
    return Ellipse(x, z, radius_m, radius_m)


def turned_rectangle(x: float, z: float, half_x: float, half_z: float, yaw: float) -> Polygon:
    """A rectangle about (x, z), its −z side facing a yaw in radians, clockwise from north."""
    cos, sin = float(np.cos(yaw)), float(np.sin(yaw))
    corners = ((-half_x, -half_z), (half_x, -half_z), (half_x, half_z), (-half_x, half_z))
    return Polygon(tuple((x + u * cos - v * sin, z + u * sin + v * cos) for u, v in corners))


def rounded_rectangle(  # noqa: PLR0917
    west: float, north: float, east: float, south: float, radius_m: float, steps: int = 10
) -> Polygon:
    """A rectangle with round corners of `steps` pieces each."""
    quarter = np.linspace(0, np.pi / 2, steps + 1)
    centres = (
        (east - radius_m, south - radius_m, 0.0),
        (west + radius_m, south - radius_m, np.pi / 2),
        (west + radius_m, north + radius_m, np.pi),
        (east - radius_m, north + radius_m, 3 * np.pi / 2),
    )
    corners = [
        (float(x + radius_m * np.cos(start + angle)), float(z + radius_m * np.sin(start + angle)))
        for x, z, start in centres
        for angle in quarter
    ]
    return Polygon(tuple(corners))

"""Meshes as numbers: triangles gathered from boxes, grids and lathes, each corner with normal and colour.

Metres; x east, y up, z south; a face is seen from the side where its corners run counter-clockwise.
Colours are linear light, so that a client multiplies them with its lamps (see `colour`).
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike

from madang.places.colour import Array, Colour, linear

TINY_M = 1e-9
CORNERS = np.array([0, 1, 2, 0, 2, 3])
"""A quad's two triangles."""


class Mesh:
    """A growing heap of triangles. `positions()`, `normals()`, `colours()` are (3·triangles, 3)."""

    def __init__(self) -> None:
        self._positions: list[Array] = []
        self._normals: list[Array] = []
        self._colours: list[Array] = []
        self._marks: list[Array] = []
        self.mark = (0.0, 0.0)
        """Marks of the corners added from now on, for a part's TEXCOORD_0: which window, which lamp."""

    def __len__(self) -> int:
        """How many corners there are: three for each triangle."""
        return sum(len(part) for part in self._positions)

    def positions(self) -> Array:
        return _joined(self._positions)

    def normals(self) -> Array:
        return _joined(self._normals)

    def colours(self) -> Array:
        return _joined(self._colours)

    def marks(self) -> Array:
        """The marks of all corners, (corners, 2)."""
        return np.concatenate(self._marks) if self._marks else np.zeros((0, 2))

    def mark_all(self, marks: Array) -> None:
        """Give the corners there are new marks, (corners, 2)."""
        self._marks = [np.asarray(marks, float).reshape(len(self), 2)]

    def triangles(self, corners: ArrayLike, colour: Colour, normals: ArrayLike | None = None) -> None:
        """Add triangles (n, 3, 3). Without normals they are flat; those without an area are left out."""
        points = np.asarray(corners, float)
        colours = np.broadcast_to(_per_corner(linear(colour)), points.shape)
        face = np.cross(points[:, 1] - points[:, 0], points[:, 2] - points[:, 0])
        length = np.linalg.norm(face, axis=1)
        seen = length > TINY_M
        if normals is None:
            unit = face / np.maximum(length, TINY_M)[:, None]
            turned = np.repeat(unit[:, None], 3, axis=1)
        else:
            turned = np.asarray(normals, float)
        self._positions.append(points[seen].reshape(-1, 3))
        self._normals.append(turned[seen].reshape(-1, 3))
        self._colours.append(colours[seen].reshape(-1, 3))
        self._marks.append(np.broadcast_to(np.array(self.mark), (3 * int(seen.sum()), 2)))

    def quads(self, corners: ArrayLike, colour: Colour, normals: ArrayLike | None = None) -> None:
        """Add quads (n, 4, 3); colour also (n, 3) or (n, 4, 3); normals (n, 4, 3)."""
        points = np.asarray(corners, float)
        light = linear(colour)
        if light.ndim == 2:
            light = np.repeat(light, 2, axis=0)
        elif light.ndim == 3:
            light = light[:, CORNERS].reshape(-1, 3, 3)
        turned = None if normals is None else np.asarray(normals, float)[:, CORNERS].reshape(-1, 3, 3)
        self.triangles(points[:, CORNERS].reshape(-1, 3, 3), light, turned)

    def quad(self, a: ArrayLike, b: ArrayLike, c: ArrayLike, d: ArrayLike, colour: Colour) -> None:
        """Add one flat quad; colour also (4, 3), one for each corner."""
        light = linear(colour)
        self.quads(np.array([[a, b, c, d]], float), light[None] if light.ndim == 2 else light)

    def box(  # noqa: PLR0917
        self,
        x: tuple[float, float],
        y: tuple[float, float],
        z: tuple[float, float],
        colour: Colour,
        top: Colour | None = None,
        faces: str = "xXYzZ",
    ) -> None:
        """Add an upright box; `faces` names the sides drawn (lower case: the lesser side)."""
        (x0, x1), (y0, y1), (z0, z1) = x, y, z
        sides = {
            "x": [(x0, y0, z0), (x0, y0, z1), (x0, y1, z1), (x0, y1, z0)],
            "X": [(x1, y0, z1), (x1, y0, z0), (x1, y1, z0), (x1, y1, z1)],
            "y": [(x0, y0, z0), (x1, y0, z0), (x1, y0, z1), (x0, y0, z1)],
            "Y": [(x0, y1, z1), (x1, y1, z1), (x1, y1, z0), (x0, y1, z0)],
            "z": [(x1, y0, z0), (x0, y0, z0), (x0, y1, z0), (x1, y1, z0)],
            "Z": [(x0, y0, z1), (x1, y0, z1), (x1, y1, z1), (x0, y1, z1)],
        }
        for face in faces:
            self.quads([sides[face]], top if face == "Y" and top is not None else colour)

    def grid(self, points: ArrayLike, colour: Colour, *, smooth: bool = False) -> None:
        """Add a sheet of points (rows, columns, 3), seen where rows run up and columns to the right.

        Colour may be (rows, columns, 3), one for each point. Smooth sheets share their normals, also across a
        seam where the last column meets the first.
        """
        sheet = np.asarray(points, float)
        light = linear(colour)
        if light.ndim == 3:
            light = _cells(light)
        self.quads(_cells(sheet), light, _cells(_sheet_normals(sheet)) if smooth else None)

    def lathe(
        self,
        centre: tuple[float, float],
        profile: Sequence[tuple[float, float]],
        sides: int,
        colour: Colour,
        *,
        smooth: bool = False,
        stretch: tuple[float, float] = (1.0, 1.0),
    ) -> None:
        """Turn a profile of (radius, height) about the upright axis at centre (x, z).

        Colour may have one row for each point of the profile.
        """
        angle = np.linspace(0, 2 * np.pi, sides + 1)
        radius, height = np.array(profile, float).T
        sheet = np.stack(
            [
                centre[0] + stretch[0] * np.outer(radius, np.cos(angle)),
                np.repeat(height[:, None], sides + 1, axis=1),
                centre[1] - stretch[1] * np.outer(radius, np.sin(angle)),
            ],
            axis=-1,
        )
        light = linear(colour)
        if light.ndim == 2:
            light = np.repeat(light[:, None], sides + 1, axis=1)
        self.grid(sheet, light, smooth=smooth)

    def add(
        self, other: "Mesh", turn: float = 0.0, at: ArrayLike = (0, 0, 0), scale: ArrayLike = 1.0
    ) -> None:
        """Add a copy of another mesh: scaled, turned clockwise from above by radians, and moved."""
        if not len(other):
            return
        factor = np.broadcast_to(np.asarray(scale, float), (3,))
        matrix = turned(turn)
        normals = (other.normals() / factor) @ matrix.T
        self._positions.append((other.positions() * factor) @ matrix.T + np.asarray(at, float))
        self._normals.append(normals / np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), TINY_M))
        self._colours.append(other.colours())
        self._marks.append(other.marks())

    def shade(self, factor: Array) -> None:
        """Multiply every corner's colour by a factor, (corners,) or (corners, 3)."""
        spread = factor[:, None] if factor.ndim == 1 else factor
        self._colours = [self.colours() * spread]


def turned(yaw: float) -> Array:
    """The 3 × 3 matrix that turns what faces north (−z) to face a yaw in radians, clockwise from above."""
    cos, sin = np.cos(yaw), np.sin(yaw)
    return np.array([[cos, 0, -sin], [0, 1, 0], [sin, 0, cos]])


def sphere(subdivisions: int) -> Array:
    """Triangles (20·4^n, 3, 3) of a unit sphere made from an icosahedron."""
    golden = (1 + 5**0.5) / 2
    points = np.array(
        [
            *[(-1, golden, 0), (1, golden, 0), (-1, -golden, 0), (1, -golden, 0)],
            *[(0, -1, golden), (0, 1, golden), (0, -1, -golden), (0, 1, -golden)],
            *[(golden, 0, -1), (golden, 0, 1), (-golden, 0, -1), (-golden, 0, 1)],
        ],
        float,
    )
    faces = "0b5 051 017 07a 0ab 159 5b4 ba2 a76 718 394 342 326 368 389 495 24b 62a 867 981"
    sides = np.array([[int(corner, 16) for corner in face] for face in faces.split()])
    triangles = points[sides]
    for _ in range(subdivisions):
        a, b, c = triangles[:, 0], triangles[:, 1], triangles[:, 2]
        ab, bc, ca = (a + b) / 2, (b + c) / 2, (c + a) / 2
        quarters = ((a, ab, ca), (ab, b, bc), (ca, bc, c), (ab, bc, ca))
        triangles = np.concatenate([np.stack(quarter, axis=1) for quarter in quarters])
    return np.asarray(triangles / np.linalg.norm(triangles, axis=2, keepdims=True))


def _joined(parts: list[Array]) -> Array:
    return np.concatenate(parts) if parts else np.zeros((0, 3))


def _per_corner(light: Array) -> Array:
    return light[:, None] if light.ndim == 2 else light


def _cells(sheet: Array) -> Array:
    """Corners (quads, 4, 3) of the cells of a sheet (rows, columns, 3)."""
    corners = (sheet[:-1, :-1], sheet[:-1, 1:], sheet[1:, 1:], sheet[1:, :-1])
    return np.asarray(np.stack(corners, axis=2).reshape(-1, 4, 3))


def _sheet_normals(sheet: Array) -> Array:
    along, up = np.gradient(sheet, axis=1), np.gradient(sheet, axis=0)
    if np.allclose(sheet[:, 0], sheet[:, -1]):
        seam = (sheet[:, 1] - sheet[:, -2]) / 2
        along[:, 0] = along[:, -1] = seam
    normals = np.cross(along, up)
    length = np.linalg.norm(normals, axis=2, keepdims=True)
    normals = np.where(length > TINY_M, normals / np.maximum(length, TINY_M), 0)
    for row, inner in ((0, 1), (-1, -2)):  # a row drawn together to a point looks along its axis
        pole = np.linalg.norm(normals[row], axis=1) < 0.5
        axis = np.mean(sheet[row], axis=0) - np.mean(sheet[inner], axis=0)
        normals[row][pole] = axis / max(float(np.linalg.norm(axis)), TINY_M)
    return np.asarray(normals)

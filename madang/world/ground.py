"""Where one may stand and walk in a place: the built walk grid with the document's objects stamped on it."""

import random

import numpy as np
import numpy.typing as npt

from madang.places.document import Spawn
from madang.places.place import Place

Centimetres = npt.NDArray[np.int32]
Truths = npt.NDArray[np.bool_]

TOLERANCE_CM = 6
"""A client's rounding to whole centimetres must not push it into a wall: half a hand is forgiven."""
STEP_CM = 10
"""A path is looked at every so many centimetres: less than the thinnest wall, a cell, less the tolerance."""
SPAWN_TRIES = 30
NEAR_CM, NEAR_STEP_CM = 300, 25
"""Who asks for a spot where nobody can stand is put within three metres of it, if one can stand there."""


class Ground:
    """The walkable cells of one revision of a place, asked in centimetres from its north-west corner."""

    def __init__(self, place: Place) -> None:
        rows, columns = place.walkable.shape
        self.side_cm = min(65535, round(place.side_m * 100))
        self._cells_per_cm = 1.0 / (place.cell_m * 100)
        self._width = columns + 2
        padded = np.zeros((rows + 2, self._width), bool)
        padded[1:-1, 1:-1] = place.walkable
        self._cells = padded.ravel()
        self._last = max(rows, columns)
        spawns = place.document.spawns
        self._spawns = tuple(spawn for spawn in spawns if spawn.id is None) or spawns

    def standable(self, x_cm: Centimetres, z_cm: Centimetres) -> Truths:
        """Whether one may stand at each (x, z), within TOLERANCE_CM."""
        west, east = self._index(x_cm - TOLERANCE_CM), self._index(x_cm + TOLERANCE_CM)
        north = self._index(z_cm - TOLERANCE_CM) * self._width
        south = self._index(z_cm + TOLERANCE_CM) * self._width
        cells = self._cells
        free: Truths = cells[north + west] | cells[north + east] | cells[south + west] | cells[south + east]
        return free

    def clear(self, from_x: Centimetres, from_z: Centimetres, to_x: Centimetres, to_z: Centimetres) -> Truths:
        """Whether one may walk straight along each of n paths; always from where nobody may stand."""
        east, south = to_x - from_x, to_z - from_z
        steps = np.maximum(np.ceil(np.hypot(east, south) / STEP_CM).astype(np.int64), 1)
        ends = np.cumsum(steps)
        path = np.repeat(np.arange(len(steps)), steps)
        step = np.arange(1, int(ends[-1]) + 1 if len(ends) else 1) - (ends - steps)[path]
        share = step / steps[path]
        x = from_x[path] + (east[path] * share).astype(np.int32)
        z = from_z[path] + (south[path] * share).astype(np.int32)
        blocked = np.bincount(path[~self.standable(x, z)], minlength=len(steps)) > 0
        return ~blocked | ~self.standable(from_x, from_z)

    def spawn(self, chance: random.Random) -> tuple[int, int, int]:
        """A point (x, z, yaw) of a spawn disc where one may stand; the disc's middle if none is found.

        Spawns with a name are for those who come through a door, and say so themselves.
        """
        spot: Spawn = chance.choice(self._spawns)
        for _ in range(SPAWN_TRIES):
            x = (spot.x + chance.uniform(-spot.radius_m, spot.radius_m)) * 100
            z = (spot.z + chance.uniform(-spot.radius_m, spot.radius_m)) * 100
            if np.hypot(x - spot.x * 100, z - spot.z * 100) <= spot.radius_m * 100 and self.is_free(x, z):
                return int(x), int(z), spot.yaw
        return int(spot.x * 100), int(spot.z * 100), spot.yaw

    def is_free(self, x_cm: float, z_cm: float) -> bool:
        """Whether one may stand at (x, z) and it lies in the place."""
        if not (0 <= x_cm < self.side_cm and 0 <= z_cm < self.side_cm):
            return False
        return bool(self.standable(np.array([x_cm], np.int32), np.array([z_cm], np.int32))[0])

    def near(self, x_cm: int, z_cm: int) -> tuple[int, int] | None:
        """The free point nearest to one that may not be free, within NEAR_CM; None where there is none."""
        if self.is_free(x_cm, z_cm):
            return x_cm, z_cm
        around = np.arange(-NEAR_CM, NEAR_CM + 1, NEAR_STEP_CM, dtype=np.int32)
        east, south = (axis.ravel() for axis in np.meshgrid(around, around))
        x, z = x_cm + east, z_cm + south
        far = np.hypot(east, south)
        inside = (x >= 0) & (z >= 0) & (x < self.side_cm) & (z < self.side_cm) & (far <= NEAR_CM)
        free = np.flatnonzero(inside & self.standable(x, z))
        if not len(free):
            return None
        best = free[np.argmin(far[free])]
        return int(x[best]), int(z[best])

    def _index(self, position_cm: Centimetres) -> npt.NDArray[np.int64]:
        """The padded cell index along one axis; beyond the place it is the blocked border."""
        index = np.floor(position_cm * self._cells_per_cm).astype(np.int64) + 1
        clipped: npt.NDArray[np.int64] = np.clip(index, 0, self._last + 1)
        return clipped

"""The grid of cells over a place, and the people of one half tick in the order of their cells."""

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from madang.world.crowd import Crowd, Ids

CELL_CM = 800
SMALLEST_CELL_CM = 400
CELL_PEOPLE = 16
"""Where a crowd is denser than this in a cell, cells are smaller: a frame must suit everybody in its cell."""

Numbers = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Grid:
    """Square cells with a margin of `reach` empty ones around, so that no block of cells leaves the array.

    size_cm: a cell's side. reach: how many cells sight goes over the edge of the viewer's own. width: cells
    in a row (and rows). A cell's number is row * width + column.
    """

    sight_cm: float
    size_cm: int
    reach: int
    width: int

    def number_of(self, x_cm: Numbers, z_cm: Numbers) -> Numbers:
        """The cell in which each (x, z) lies."""
        return (z_cm // self.size_cm + self.reach) * self.width + x_cm // self.size_cm + self.reach

    def colour_of(self, cells: Numbers) -> Numbers:
        """0 or 1, as on a chessboard."""
        return (cells // self.width + cells % self.width) & 1


def grid_for(side_cm: int, sight_cm: float, people_per_cm2: float = 0.0) -> Grid:
    """Cells of a quarter of sight, at least CELL_CM, smaller in a dense crowd; one where all see the whole
    place.
    """
    if sight_cm >= side_cm:
        return Grid(float(side_cm), side_cm + 1, 1, 3)
    size_cm = max(CELL_CM, int(sight_cm / 4))
    if people_per_cm2 * size_cm**2 > CELL_PEOPLE:
        size_cm = max(SMALLEST_CELL_CM, int(math.sqrt(CELL_PEOPLE / people_per_cm2)))
    reach = math.ceil(sight_cm / size_cm)
    return Grid(sight_cm, size_cm, reach, side_cm // size_cm + 1 + 2 * reach)


@dataclass(frozen=True)
class Pairs:
    """Who is in sight of which cell: for each pair the index of its cell, the rank of its person in Standing,
    and the square of the distance in cm from the cell's edge (0 inside) and from its middle. Cells ascend."""

    cell: Numbers
    rank: Numbers
    from_edge2: npt.NDArray[np.float64]
    from_middle2: npt.NDArray[np.float64]

    def only(self, keep: Truths) -> "Pairs":
        """Some of the pairs."""
        return Pairs(self.cell[keep], self.rank[keep], self.from_edge2[keep], self.from_middle2[keep])


class Standing:
    """Everybody in a place, sorted by cell."""

    def __init__(self, crowd: Crowd, ids: Ids, grid: Grid) -> None:
        x, z = crowd.person["x"][ids].astype(np.int64), crowd.person["z"][ids].astype(np.int64)
        cell_of = grid.number_of(x, z)
        order = np.argsort(cell_of, kind="stable")
        self.grid = grid
        self.ids = ids[order]
        self._entry = crowd.entry
        self.cell_of = cell_of[order]
        self._x, self._z = x[order], z[order]

    def around(self, cells: Numbers) -> Numbers:
        """How many people stand in the block of cells that sight from each cell can reach."""
        first, last = self._rows(cells, self.cell_of)
        counts: Numbers = (last - first).sum(axis=1)
        return counts

    def pairs(self, cells: Numbers, candidates: Truths) -> Pairs:
        """Who of `candidates` (one truth a rank) is in sight of each of `cells` (ascending)."""
        chosen = np.flatnonzero(candidates)
        first, last = self._rows(cells, self.cell_of[chosen])
        lengths = (last - first).ravel()
        ends = np.cumsum(lengths)
        total = int(ends[-1]) if len(ends) else 0
        rank = chosen[np.arange(total) + np.repeat(first.ravel() - (ends - lengths), lengths)]
        cell = np.repeat(np.arange(len(cells)), (last - first).sum(axis=1))
        grid = self.grid
        half_cm = grid.size_cm / 2
        east = np.abs(self._x[rank] - ((cells % grid.width - grid.reach) * grid.size_cm + half_cm)[cell])
        south = np.abs(self._z[rank] - ((cells // grid.width - grid.reach) * grid.size_cm + half_cm)[cell])
        from_edge2 = np.maximum(east - half_cm, 0) ** 2 + np.maximum(south - half_cm, 0) ** 2
        pairs = Pairs(cell, rank, from_edge2, east**2 + south**2)
        return pairs.only(from_edge2 <= grid.sight_cm**2)

    def entries(self, pairs: Pairs) -> bytes:
        """What is told of the person of each pair, packed one after the other."""
        return self._entry[self.ids[pairs.rank]].tobytes()

    def members(self, cells: Numbers, told: Truths) -> list[list[int]]:
        """The ids of those `told` (one truth a rank) in each of `cells`."""
        cell_of = self.cell_of[told]
        ids = self.ids[told].tolist()
        first = np.searchsorted(cell_of, cells, "left").tolist()
        last = np.searchsorted(cell_of, cells, "right").tolist()
        return [ids[start:end] for start, end in zip(first, last, strict=True)]

    def _rows(self, cells: Numbers, cell_of: Numbers) -> tuple[Numbers, Numbers]:
        """Where each row of each cell's block begins and ends in `cell_of` (sorted): two (cells, rows)
        arrays.
        """
        grid = self.grid
        before = np.zeros(grid.width**2 + 1, np.int64)
        np.cumsum(np.bincount(cell_of, minlength=grid.width**2), out=before[1:])
        rows = np.arange(-grid.reach, grid.reach + 1) * grid.width
        middle = cells[:, None] + rows[None, :]
        return before[middle - grid.reach], before[middle + grid.reach + 1]

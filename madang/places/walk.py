"""The walk grid: which cells of a place one may stand on, shared by server and client bit for bit."""

from collections.abc import Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from madang.places.shapes import Shape

Grid = NDArray[np.bool_]
"""(rows by z, columns by x); True where one may stand."""


def cell_count(side_m: float, cell_m: float) -> int:
    """Cells along one side. ValueError when the side is not whole cells."""
    count = round(side_m / cell_m)
    if not np.isclose(count * cell_m, side_m):
        raise ValueError(f"A side of {side_m} m refused: not a whole number of cells of {cell_m} m.")
    return count


def raster(shapes: Iterable[Shape], side_m: float, cell_m: float) -> Grid:
    """True for cells whose centre lies in any of the shapes."""
    count = cell_count(side_m, cell_m)
    grid = np.zeros((count, count), bool)
    for shape in shapes:
        west, north, east, south = np.array(shape.bounds()) / cell_m
        columns = slice(max(0, int(west) - 1), min(count, int(east) + 2))
        rows = slice(max(0, int(north) - 1), min(count, int(south) + 2))
        x = (np.arange(float(columns.start), columns.stop)[None, :] + 0.5) * cell_m
        z = (np.arange(float(rows.start), rows.stop)[:, None] + 0.5) * cell_m
        grid[rows, columns] |= shape.contains(x, z)
    return grid


def grown(grid: Grid, radius_m: float, cell_m: float) -> Grid:
    """The grid with every True cell spread to cells whose centres are at most `radius_m` away."""
    reach = int(radius_m / cell_m)
    wide = np.pad(grid, reach)
    result = np.zeros_like(grid)
    rows, columns = grid.shape
    for row in range(-reach, reach + 1):
        for column in range(-reach, reach + 1):
            if np.hypot(row, column) * cell_m <= radius_m + 1e-9:
                start_row, start_column = reach + row, reach + column
                result |= wide[start_row : start_row + rows, start_column : start_column + columns]
    return result


def walk_grid(
    walkable: Sequence[Shape], obstacles: Sequence[Shape], side_m: float, cell_m: float, clearance_m: float
) -> Grid:
    """Cells inside a walkable shape and at least `clearance_m` from every obstacle."""
    return raster(walkable, side_m, cell_m) & ~grown(raster(obstacles, side_m, cell_m), clearance_m, cell_m)


def reachable(grid: Grid, x_m: float, z_m: float, cell_m: float) -> Grid:
    """The part of the grid that one can walk to from (x, z), by cell sides; none from a blocked start."""
    rows, columns = grid.shape
    open_cells = np.zeros((rows + 2, columns + 2), bool)
    open_cells[1:-1, 1:-1] = grid
    flat, width = open_cells.ravel(), columns + 2
    seen = np.zeros_like(flat)
    row, column = int(z_m / cell_m), int(x_m / cell_m)
    inside = 0 <= row < rows and 0 <= column < columns
    front = np.array([(row + 1) * width + column + 1] if inside else [], np.int64)
    front = front[flat[front]]
    while len(front):
        seen[front] = True
        around = np.concatenate([front - 1, front + 1, front - width, front + width])
        front = np.unique(around[flat[around] & ~seen[around]])
    return seen.reshape(rows + 2, width)[1:-1, 1:-1]


def packed(grid: Grid) -> bytes:
    """Row-major bits, least significant first, 1 = walkable."""
    return np.packbits(grid.ravel(), bitorder="little").tobytes()


def unpacked(data: bytes, side_m: float, cell_m: float) -> Grid:
    """The grid of `packed` bytes. ValueError when their number does not fit the place."""
    count = cell_count(side_m, cell_m)
    needed = (count * count + 7) // 8
    if len(data) != needed:
        raise ValueError(f"Walk grid of {len(data)} bytes refused: {count} × {count} cells take {needed}.")
    bits = np.unpackbits(np.frombuffer(data, np.uint8), count=count * count, bitorder="little")
    return bits.reshape(count, count).astype(bool)

"""The walk grid: rasters, clearance, what can be reached, and its bits."""

import numpy as np
import pytest

from madang.places.shapes import Ellipse, circle, rectangle, rounded_rectangle, turned_rectangle
from madang.places.walk import cell_count, grown, packed, raster, reachable, unpacked, walk_grid


@pytest.mark.parametrize(
    "shape",
    [
        rectangle(2, 3, 12, 9),
        Ellipse(10, 10, 8, 5),
        turned_rectangle(10, 10, 6, 2, 0.7),
        rounded_rectangle(2, 2, 18, 14, 4),
    ],
)
def test_raster_covers_the_shapes_area(shape):
    assert raster([shape], 20, 0.25).sum() / 16 == pytest.approx(shape.area_m2(), rel=0.02)


def test_raster_cuts_shapes_at_the_edge():
    assert raster([rectangle(-5, -5, 25, 1)], 20, 0.5).sum() == 40 * 2


def test_bounds_hold_every_corner():
    west, north, east, south = turned_rectangle(10, 10, 3, 1, np.pi / 2).bounds()
    assert (west, north, east, south) == pytest.approx((9, 7, 11, 13))


def test_turned_rectangle_front_looks_along_its_yaw():
    corners = turned_rectangle(0, 0, 1, 5, np.pi / 2).corners
    assert corners[0] == pytest.approx((5, -1))  # the front left corner of what faces east lies north-east


def test_grown_reaches_the_radius_and_no_farther():
    grid = np.zeros((21, 21), bool)
    grid[10, 10] = True
    rows, columns = np.nonzero(grown(grid, 1.0, 0.25))
    distance = np.hypot(rows - 10, columns - 10) * 0.25
    assert distance.max() == pytest.approx(1.0)
    assert len(rows) == 49  # lattice points within 4 cells


def test_walk_grid_keeps_clear_of_obstacles():
    grid = walk_grid([rectangle(0, 0, 10, 10)], [circle(5, 5, 1)], 10, 0.25, 0.5)
    rows, columns = np.nonzero(grid)
    away = np.hypot((columns + 0.5) * 0.25 - 5, (rows + 0.5) * 0.25 - 5)
    assert away.min() > 1.25


def test_reachable_stops_at_a_wall():
    grid = np.ones((8, 8), bool)
    grid[:, 4] = False
    assert reachable(grid, 0.6, 0.6, 0.25).sum() == 32


def test_reachable_does_not_slip_through_corners():
    grid = np.array([[True, False], [False, True]])
    assert reachable(grid, 0.1, 0.1, 0.25).sum() == 1


@pytest.mark.parametrize("spot", [(1.1, 0.1), (-3.0, 0.1), (0.1, 99.0)])
def test_reachable_from_a_blocked_or_outer_spot_is_nothing(spot):
    grid = np.ones((8, 8), bool)
    grid[:, 4:] = False
    x, z = spot
    assert not reachable(grid, x, z, 0.25).any()


def test_packed_bits_are_row_major_and_least_first():
    grid = np.zeros((4, 4), bool)
    grid[0, 0] = grid[0, 3] = grid[2, 1] = True
    assert packed(grid) == bytes([0b00001001, 0b00000010])
    assert (unpacked(packed(grid), 1, 0.25) == grid).all()


def test_unpacked_refuses_bytes_that_do_not_fit():
    with pytest.raises(ValueError, match="4 × 4 cells take 2"):
        unpacked(b"abc", 1, 0.25)


def test_side_of_broken_cells_is_refused():
    with pytest.raises(ValueError, match="not a whole number of cells"):
        cell_count(1.1, 0.25)

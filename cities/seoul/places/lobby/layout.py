"""Where everything of City Hall's lobby lies: the one set of numbers behind shell, map and walk grid.

Metres from the north-west corner; x east, z south. The green wall's size has a source (README.md); the hall's
own plan is not published and is judged to look and walk right.
"""

from madang.places.shapes import Polygon, Shape, circle, rectangle

SIDE_M = 60.0

# Seven storeys; the wall's 1,516 m² (archdaily.com/190926) over them make it 54.1 m long.
STOREYS, STOREY_M = 7, 4.0
HEIGHT_M = STOREYS * STOREY_M
GREEN_WALL_M2 = 1516.0
GREEN_LONG_M = GREEN_WALL_M2 / HEIGHT_M

MIDDLE_X = 30.0
WEST, EAST = MIDDLE_X - GREEN_LONG_M / 2, MIDDLE_X + GREEN_LONG_M / 2
NORTH, SOUTH = 4.0, 36.0
HALL = rectangle(WEST, NORTH, EAST, SOUTH)

# The bed from which the green wall grows, with a rim of stone to sit by.
BED_SOUTH = NORTH + 2.6
BED = rectangle(WEST, NORTH, EAST, BED_SOUTH)

# Doors to the square in the glass front; the steel between the panes.
DOORS_X = (MIDDLE_X,)
DOORS_HALF_M = 2.6
BAY_M = GREEN_LONG_M / 18

# Walkways of the upper floors along both sides, on round columns.
WALKWAY_M = 5.6
COLUMN_M = 0.34
COLUMNS = tuple((x, z) for x in (WEST + WALKWAY_M - 0.6, EAST - WALKWAY_M + 0.6) for z in (10.0, 19.0, 33.4))

# Trees in round planters by the glass, where there is sun.
PLANTERS = ((13.6, 32.0), (21.0, 32.4), (39.0, 32.4), (46.4, 32.0))
PLANTER_M = 1.15

# Carpets of timber where people wait, and the way from the door to the counters.
WAITING = rectangle(12.5, 15.6, 47.5, 22.6)
WAY = rectangle(MIDDLE_X - 2.2, 22.6, MIDDLE_X + 2.2, SOUTH)
READING = rectangle(WEST + 1.2, 21.2, WEST + 6.6, 32.0)
NOTICES_Z = 26.6
TACTILE = (
    rectangle(MIDDLE_X - 0.15, 22.2, MIDDLE_X + 0.15, SOUTH - 1.0),
    rectangle(18.0, 21.9, 42.0, 22.2),
    *(rectangle(x - 0.15, 14.4, x + 0.15, 22.2) for x in (18.15, MIDDLE_X, 41.85)),
)

# What lies before the glass: City Hall's forecourt, the back of the old hall, the square beside it.
FORECOURT = rectangle(0.0, SOUTH, SIDE_M, SIDE_M)

WALKABLE = (rectangle(WEST, BED_SOUTH, EAST, SOUTH),)
OBSTACLES: tuple[Shape, ...] = (
    *(circle(x, z, COLUMN_M) for x, z in COLUMNS),
    *(circle(x, z, PLANTER_M) for x, z in PLANTERS),
)


def inside(shape: Polygon) -> tuple[float, float, float, float]:
    """West, north, east, south of a shape, as boxes and floors want it."""
    return shape.bounds()

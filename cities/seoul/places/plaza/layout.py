"""Where everything of Seoul Plaza lies: the one set of numbers behind the shell, the map and the walk grid.

Metres from the north-west corner; x east, z south. Figures with a source are cited; the rest is judged to
look and walk right. What the square is, and how its parts lie to each other: plaza.seoul.go.kr/archives/367,
etoday.co.kr/news/view/2465877 (pines, zelkovas, pots, timber paths of 2025).
"""

import math

from madang.places.shapes import Ellipse, Shape, circle, rectangle, rounded_rectangle

SIDE_M = 320.0

# The plaza is 13,207 m²: an elliptic lawn of 6,449 and granite of 6,758. 100 m long, the lawn is 82.1 m wide.
LAWN = Ellipse(160.0, 171.0, 50.0, 6449.0 / (math.pi * 50.0))
PLAZA_CORNER_M = 24.0
PLAZA_WEST, PLAZA_EAST = 97.0, 223.0
PLAZA_DEEP_M = (13207.0 + (4 - math.pi) * PLAZA_CORNER_M**2) / (PLAZA_EAST - PLAZA_WEST)
PLAZA_NORTH, PLAZA_SOUTH = LAWN.z - PLAZA_DEEP_M / 2, LAWN.z + PLAZA_DEEP_M / 2
PLAZA = rounded_rectangle(PLAZA_WEST, PLAZA_NORTH, PLAZA_EAST, PLAZA_SOUTH, PLAZA_CORNER_M)
GROUND_LIGHTS = LAWN.points(48, 0.5)

# Streets: Sejong-daero in the west, a street in the east, the wide one before the hotel in the south.
BLOCK = rectangle(88.0, 8.0, 232.0, 240.0)
SEJONG_WEST, SEJONG_EAST = 40.0, 88.0
EAST_STREET_WEST, EAST_STREET_EAST = 232.0, 250.0
SOUTH_STREET_NORTH, SOUTH_STREET_SOUTH = 240.0, 264.0
CROSSING = rectangle(SEJONG_WEST, 165.0, SEJONG_EAST, 177.0)

# Old City Hall, now Seoul Library (1926): two wings, end pavilions, a middle with a tower.
LIBRARY_X, LIBRARY_FRONT, LIBRARY_BACK, LIBRARY_HALF = 160.0, 100.0, 78.0, 42.0
LIBRARY = rectangle(LIBRARY_X - LIBRARY_HALF, LIBRARY_BACK, LIBRARY_X + LIBRARY_HALF, LIBRARY_FRONT + 1.2)
PORTICO = rectangle(LIBRARY_X - 8.4, LIBRARY_FRONT, LIBRARY_X + 8.4, LIBRARY_FRONT + 8.6)

# New City Hall (2012): footprint 7,590.64 m² (archdaily.com/190926).
CITY_HALL_WEST, CITY_HALL_EAST, CITY_HALL_NORTH = 99.0, 221.0, 12.0
CITY_HALL_SOUTH = CITY_HALL_NORTH + 7590.64 / (CITY_HALL_EAST - CITY_HALL_WEST)
CITY_HALL = rectangle(CITY_HALL_WEST, CITY_HALL_NORTH, CITY_HALL_EAST, CITY_HALL_SOUTH)

# The floor fountain, flush with the granite: 121 nozzles, here 11 × 11.
FOUNTAIN = rectangle(154.5, 112.0, 165.5, 123.0)
NOZZLES = tuple((155.0 + i, 112.5 + j) for i in range(11) for j in range(11))

# Deoksugung: the wall along the street, Daehanmun (three bays by two, one storey, hipped roof:
# encykorea.aks.ac.kr), and its terrace (월대), made again in August 2023.
WALL_X = 30.0
GATE_X, GATE_Z = 24.0, 171.0
GATE = rectangle(19.5, 161.5, 28.0, 180.5)
TERRACE = rectangle(28.0, 165.0, 38.0, 177.0)
TACTILE_LINES = (
    rectangle(92.6, 233.7, 227.4, 234.0),
    rectangle(92.6, 177.6, 92.9, 234.0),
    rectangle(88.6, 165.4, 89.2, 176.6),
    rectangle(89.2, 170.85, 97.0, 171.15),
    rectangle(92.6, 110.0, 92.9, 164.4),
    rectangle(38.8, 165.4, 39.4, 176.6),
)
TERRACE_BORDERS = (rectangle(28.0, 164.4, 36.5, 165.0), rectangle(28.0, 177.0, 36.5, 177.6))
PALACE_WALLS = (rectangle(WALL_X - 1.2, 104.0, WALL_X, 162.7), rectangle(WALL_X - 1.2, 179.3, WALL_X, 240.0))

# Seoul Metropolitan Council (1933–35): three floors, a tower of 46.6 m.
COUNCIL = rectangle(0.0, 38.0, 33.0, 94.0)
COUNCIL_TOWER = rectangle(24.0, 78.0, 35.0, 89.0)

# The Plaza hotel: 22 floors, wide front, narrow sides (1976).
HOTEL = rectangle(116.0, 270.0, 204.0, 288.0)
HOTEL_FLOORS = 22

STATION_EXITS = (rectangle(90.5, 128.0, 94.0, 138.0),)


def _mirrored(spots: tuple[tuple[float, float], ...]) -> tuple[tuple[float, float], ...]:
    """The spots of the west side, and their likes in the east."""
    return spots + tuple((2 * LAWN.x - x, z) for x, z in spots)


# 24 pines on both sides, 6 zelkovas; timber paths wind between the pines, pots stand along them.
PINES = _mirrored(
    (
        *((100.2, 141.5), (105.6, 139.0), (103.0, 146.5), (99.6, 151.5), (104.8, 153.5), (100.4, 158.5)),
        *((100.0, 184.0), (104.9, 187.5), (99.6, 191.5), (103.6, 197.0), (100.3, 202.5), (106.5, 204.5)),
    )
)
ZELKOVAS = _mirrored(((104.5, 125.0), (112.5, 121.0), (106.0, 214.5)))
TIMBER_WIDE_M = 1.8
TIMBER_PATHS = tuple(
    tuple((x + 2.4 * math.sin((z - 136) / 5.2), float(z)) for z in range(north, north + 28))
    for x in (102.4, 217.6)
    for north in (136, 180)
)

LAMPS = _mirrored(
    (
        (98.6, 131.0),
        (98.2, 167.5),
        (98.2, 178.5),
        (108.6, 178.9),
        (99.5, 211.0),
        (92.0, 150.0),
        (92.0, 190.0),
        (106.0, 110.0),
        (127.0, 230.6),
        (147.0, 217.6),
        (127.0, 117.0),
        (110.4, 133.5),
    )
)
FLAGS = ((101.0, 108.0), (104.0, 108.0), (107.0, 108.0))

STREET_TREES = (
    *((90.6, float(z)) for z in range(84, 238, 9) if not 156 < z < 186 and not 122 < z < 142),
    *((229.4, float(z)) for z in range(84, 238, 9)),
    *((36.8, float(z)) for z in range(108, 238, 9) if not 158 < z < 184),
    *((float(x), 237.6) for x in range(98, 226, 9) if not 140 < x < 180),
    *((float(x), 266.0) for x in range(96, 228, 10)),
    *((252.6, float(z)) for z in range(20, 238, 10)),
)
PALACE_TREES = tuple(
    (float(x + 3.3 * math.sin(z * 1.7)), float(z + 2.6 * math.sin(x * 2.1)))
    for x in (23, 12, 1, -12)
    for z in range(107, 238, 11)
    if not (x > 10 and 154 < z < 188)
)

POTS = _mirrored(
    (
        *((98.2, 137.0 + 1.2 * n) for n in range(18)),
        *((98.2, 182.5 + 1.2 * n) for n in range(20)),
        *((106.9 - 0.014 * (n - 10) ** 2, 141.0 + 1.15 * n) for n in range(18)),
        *((106.9 - 0.014 * (n - 8) ** 2, 182.0 + 1.15 * n) for n in range(20)),
        *((104.5 + 2.3 * math.cos(n * 0.79), 125.0 + 2.3 * math.sin(n * 0.79)) for n in range(8)),
        *((112.5 + 2.3 * math.cos(n * 0.79), 121.0 + 2.3 * math.sin(n * 0.79)) for n in range(8)),
        *((106.0 + 2.3 * math.cos(n * 0.79), 214.5 + 2.3 * math.sin(n * 0.79)) for n in range(8)),
        *((120.0 + 1.5 * n, 104.2) for n in range(16)),
        *((118.0 + 1.6 * n, 226.6) for n in range(12)),
        *((131.0 + 1.3 * n, 110.0) for n in range(10)),
        *((95.0, 200.0 + 1.5 * n) for n in range(12)),
    )
)

WALKABLE = (
    rectangle(SEJONG_EAST, 75.5, 231.4, 239.4),
    CROSSING,
    rectangle(WALL_X, 104.0, SEJONG_WEST, 238.0),
)
OBSTACLES: tuple[Shape, ...] = (
    *(LIBRARY, PORTICO, CITY_HALL, GATE, *PALACE_WALLS, *TERRACE_BORDERS, *STATION_EXITS),
    *(circle(x, z, 0.35) for x, z in PINES),
    *(circle(x, z, 0.45) for x, z in ZELKOVAS),
    *(circle(x, z, 0.3) for x, z in STREET_TREES),
    *(circle(x, z, 0.2) for x, z in (*LAMPS, *FLAGS)),
    *(circle(x, z, 0.3) for x, z in POTS),
)

"""Where everything of Seoul Plaza lies: the one set of numbers behind the shell, the map and the walk grid.

Metres from the north-west corner; x east, z south. Figures with a source are cited; the rest is judged to
look and walk right.
Areas: plaza 13,207 m² = lawn 6,449 + granite 6,758, an ellipse of the moon (plaza.seoul.go.kr/archives/367).
"""

import math

from madang.places.shapes import Ellipse, rectangle, rounded_rectangle

SIDE_M = 320.0

# The plaza: π · 50 · 41.05 = 6,448 m² of lawn; the granite about it makes up the rest of the 13,207 m².
LAWN = Ellipse(160.0, 171.0, 50.0, 6449.0 / (math.pi * 50.0))
PLAZA_CORNER_M = 24.0
PLAZA_WEST, PLAZA_EAST = 97.0, 223.0
PLAZA_DEEP_M = (13207.0 + (4 - math.pi) * PLAZA_CORNER_M**2) / (PLAZA_EAST - PLAZA_WEST)
PLAZA_NORTH, PLAZA_SOUTH = LAWN.z - PLAZA_DEEP_M / 2, LAWN.z + PLAZA_DEEP_M / 2
PLAZA = rounded_rectangle(PLAZA_WEST, PLAZA_NORTH, PLAZA_EAST, PLAZA_SOUTH, PLAZA_CORNER_M)

# Streets: Sejong-daero in the west, the street to the east, the wide street before the hotel in the south.
BLOCK = rectangle(88.0, 8.0, 232.0, 240.0)
SEJONG_WEST, SEJONG_EAST = 40.0, 88.0
EAST_STREET_WEST, EAST_STREET_EAST = 232.0, 250.0
SOUTH_STREET_NORTH, SOUTH_STREET_SOUTH = 240.0, 264.0
CROSSING = rectangle(SEJONG_WEST, 165.0, SEJONG_EAST, 177.0)

# Old City Hall, now Seoul Library (1926).
LIBRARY_X, LIBRARY_FRONT, LIBRARY_BACK = 160.0, 100.0, 78.0
LIBRARY = rectangle(118.0, LIBRARY_BACK, 202.0, LIBRARY_FRONT)

# New City Hall (2012): footprint 7,590.64 m² (archdaily.com/190926).
CITY_HALL_WEST, CITY_HALL_EAST, CITY_HALL_NORTH = 99.0, 221.0, 12.0
CITY_HALL_SOUTH = CITY_HALL_NORTH + 7590.64 / (CITY_HALL_EAST - CITY_HALL_WEST)
CITY_HALL = rectangle(CITY_HALL_WEST, CITY_HALL_NORTH, CITY_HALL_EAST, CITY_HALL_SOUTH)

# The floor fountain: flush with the ground, 121 nozzles, here 11 × 11.
FOUNTAIN = rectangle(154.0, 110.5, 166.0, 122.5)

# Deoksugung: the wall along the street, Daehanmun and its terrace (월대), made again in August 2023.
WALL_X = 31.0
GATE_X, GATE_Z = 24.0, 171.0
GATE = rectangle(19.0, 161.0, 28.0, 181.0)
TERRACE = rectangle(28.0, 164.0, 38.5, 178.0)

COUNCIL = rectangle(2.0, 40.0, 30.0, 92.0)
HOTEL = rectangle(118.0, 270.0, 202.0, 288.0)

WALKABLE = (
    rectangle(SEJONG_EAST, 76.0, 231.0, 239.0),
    CROSSING,
    rectangle(WALL_X, 104.0, SEJONG_WEST, 238.0),
    TERRACE,
)

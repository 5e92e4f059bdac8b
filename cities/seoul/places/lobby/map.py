"""The lobby's map, from the same numbers as the shell."""

from madang.places.shapes import circle, rectangle
from madang.places.svg import MapShape

from . import layout as at

Names = tuple[tuple[str, str], ...]


def map_shapes() -> list[MapShape]:
    """From the ground up: the forecourt, the hall's floor, where one waits, plants, walls, doors."""
    return [
        MapShape("land", rectangle(0, 0, at.SIDE_M, at.SIDE_M)),
        MapShape(
            "pavement", at.FORECOURT, "forecourt", _names("시청 앞마당", "Forecourt"), (at.MIDDLE_X, 48.0)
        ),
        MapShape("plaza", at.HALL),
        MapShape("lawn", at.BED, "green-wall", _names("수직 정원", "Green wall"), (at.MIDDLE_X, 5.3)),
        MapShape("stone", at.WAY),
        MapShape("path", at.WAITING, "waiting", _names("기다리는 자리", "Waiting area"), (at.MIDDLE_X, 20.4)),
        MapShape("path", at.READING),
        *(MapShape("tree", circle(x, z, at.PLANTER_M)) for x, z in at.PLANTERS),
        *(MapShape("wall", circle(x, z, at.COLUMN_M)) for x, z in at.COLUMNS),
        *_walls(),
    ]


def _walls() -> list[MapShape]:
    """Walls a little outside the floor; the front is glass, with the doors left open."""
    thick = 0.7
    doors = (at.MIDDLE_X - at.DOORS_HALF_M, at.MIDDLE_X + at.DOORS_HALF_M)
    return [
        MapShape("wall", rectangle(at.WEST - thick, at.NORTH - thick, at.EAST + thick, at.NORTH)),
        MapShape("wall", rectangle(at.WEST - thick, at.NORTH, at.WEST, at.SOUTH + thick)),
        MapShape("wall", rectangle(at.EAST, at.NORTH, at.EAST + thick, at.SOUTH + thick)),
        MapShape("water", rectangle(at.WEST, at.SOUTH, doors[0], at.SOUTH + thick / 2)),
        MapShape("water", rectangle(doors[1], at.SOUTH, at.EAST, at.SOUTH + thick / 2)),
    ]


def _names(ko: str, en: str) -> Names:
    return (("ko", ko), ("en", en))

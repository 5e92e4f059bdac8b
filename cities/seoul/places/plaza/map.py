"""The map of the square, from the same numbers as the shell: what one may want to find, roads and trees."""

from madang.places.shapes import Polygon, Shape, circle, rectangle
from madang.places.svg import MapShape

from . import layout as at
from .blocks import footprints

Names = tuple[tuple[str, str], ...]


def map_shapes() -> list[MapShape]:
    """From the ground up: streets, pavements, lawn, water, buildings, trees."""
    return [
        MapShape("land", rectangle(0, 0, at.SIDE_M, at.SIDE_M)),
        *_streets(),
        MapShape("crossing", at.CROSSING, "crossing", _names("건널목", "Crossing")),
        MapShape("pavement", at.BLOCK),
        MapShape("pavement", rectangle(at.WALL_X, 104, at.SEJONG_WEST, 240)),
        MapShape("plaza", at.PLAZA),
        MapShape("lawn", at.LAWN, "lawn", _names("잔디광장", "Lawn")),
        MapShape("water", at.FOUNTAIN, "fountain", _names("바닥분수", "Floor fountain")),
        *(MapShape("path", _band(path)) for path in at.TIMBER_PATHS),
        MapShape("stone", at.TERRACE),
        *(MapShape("building", _inside(shape)) for shape in footprints() if shape.bounds()[0] < at.SIDE_M),
        _named("landmark", at.CITY_HALL, "city-hall", "서울시청", "Seoul City Hall"),
        _named("landmark", at.LIBRARY, "library", "서울도서관", "Seoul Library"),
        MapShape("landmark", at.PORTICO),
        *(MapShape("wall", wall) for wall in at.PALACE_WALLS),
        _named("landmark", at.GATE, "deoksugung", "덕수궁 대한문", "Deoksugung Gate"),
        _named("named-building", at.COUNCIL, "council", "서울시의회", "Seoul Metropolitan Council"),
        _named("named-building", at.HOTEL, "hotel", "더 플라자 호텔", "The Plaza Hotel"),
        *(MapShape("station", door) for door in at.STATION_EXITS),
        *(MapShape("tree", circle(x, z, 2.0)) for x, z in at.STREET_TREES),
        *(MapShape("tree", circle(x, z, 2.6)) for x, z in at.PALACE_TREES if x > 1),
        *(MapShape("tree map-pine", circle(x, z, 1.9)) for x, z in at.PINES),
        *(MapShape("tree", circle(x, z, 3.2)) for x, z in at.ZELKOVAS),
    ]


def _names(ko: str, en: str) -> Names:
    return (("ko", ko), ("en", en))


def _named(kind: str, shape: Shape, name: str, ko: str, en: str) -> MapShape:
    return MapShape(kind, shape, name, _names(ko, en))


def _streets() -> list[MapShape]:
    side = at.SIDE_M
    west = rectangle(at.SEJONG_WEST, 0, at.SEJONG_EAST, side)
    return [
        MapShape("road", rectangle(0, at.SOUTH_STREET_NORTH, side, at.SOUTH_STREET_SOUTH)),
        MapShape("road", rectangle(at.EAST_STREET_WEST, 0, at.EAST_STREET_EAST, side)),
        MapShape("road", west, "sejong-daero", _names("세종대로", "Sejong-daero"), (64.0, 205.0)),
    ]


def _band(path: tuple[tuple[float, float], ...]) -> Polygon:
    """A path that runs south, as wide as its boards."""
    half = at.TIMBER_WIDE_M / 2
    return Polygon((*((x - half, z) for x, z in path), *((x + half, z) for x, z in reversed(path))))


def _inside(shape: Polygon) -> Polygon:
    """A rectangle cut to the place."""
    west, north, east, south = (min(max(value, 0.0), at.SIDE_M) for value in shape.bounds())
    return rectangle(west, north, east, south)

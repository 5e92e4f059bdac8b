"""Seoul Plaza from numbers."""

from madang.places.glb import Material, Part
from madang.places.mesh import Mesh
from madang.places.scenery import Scenery
from madang.places.svg import MapShape

from . import layout as at


def make() -> Scenery:
    ground, city = Mesh(), Mesh()
    ground.quad((-300, -0.05, 620), (620, -0.05, 620), (620, -0.05, -300), (-300, -0.05, -300), "#8b9097")
    west, north, east, south = at.BLOCK.bounds()
    ground.quad((west, 0, south), (east, 0, south), (east, 0, north), (west, 0, north), "#cbc4b8")
    ground.lathe(
        (at.LAWN.x, at.LAWN.z), [(50, 0.02), (0, 0.02)], 64, "#86ad5c", stretch=(1, at.LAWN.radius_z / 50)
    )
    for shape, height, colour in (
        (at.LIBRARY, 18, "#e6dccb"),
        (at.CITY_HALL, 50, "#9fc4d6"),
        (at.GATE, 9, "#9d3f32"),
        (at.COUNCIL, 16, "#d8d0c4"),
        (at.HOTEL, 78, "#b7a592"),
    ):
        west, north, east, south = shape.bounds()
        city.box((west, east), (0, height), (north, south), colour)
    buildings = (at.LIBRARY, at.CITY_HALL, at.GATE, at.COUNCIL, at.HOTEL)
    return Scenery(
        parts=[Part("ground", ground, "ground"), Part("city", city, "city")],
        materials=[Material("ground"), Material("city")],
        walkable=at.WALKABLE,
        obstacles=buildings,
        map_shapes=[
            MapShape("road", at.BLOCK),
            MapShape("plaza", at.PLAZA),
            MapShape("lawn", at.LAWN, "lawn", (("ko", "잔디광장"), ("en", "Lawn"))),
            MapShape("stone", at.LIBRARY, "library", (("ko", "서울도서관"), ("en", "Seoul Library"))),
            MapShape("glass", at.CITY_HALL, "city-hall", (("ko", "서울시청"), ("en", "Seoul City Hall"))),
        ],
    )

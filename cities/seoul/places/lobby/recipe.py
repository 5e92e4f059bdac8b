"""City Hall's lobby: a green wall of seven storeys, a glass front to the square, counters in between."""

from madang.places.glb import Material, Part
from madang.places.light import SUN
from madang.places.scenery import Scenery

from . import layout as at
from .green import add_green_wall, shrub, shrub_places, tuft, tuft_places
from .ground import add_ground, floor_light, over_picture
from .hall import add_hall, lantern, lantern_places
from .kit import Meshes, softly
from .map import map_shapes
from .outside import add_lamps, add_outside, tree, tree_places


def make() -> Scenery:
    meshes = Meshes()
    for add in (add_ground, add_green_wall, add_hall, add_outside, add_lamps):
        add(meshes)
    softly(meshes.city)
    planted = (
        ("tufts", tuft(), tuft_places()),
        ("shrubs", shrub(), shrub_places()),
        ("trees", tree(), tree_places()),
    )
    parts = [
        Part("ground", meshes.ground, "ground", coordinates=over_picture(meshes.ground)),
        Part("city", meshes.city, "city"),
        Part("window", meshes.window, "window"),
        Part("far", meshes.far, "far"),
        Part("green", meshes.green, "foliage"),
        Part("lamp", meshes.lamp, "lamp"),
        Part("lanterns", lantern(), "lamp", instances=lantern_places()),
        *(Part(name, mesh, "foliage", instances=places) for name, mesh, places in planted),
    ]
    materials = [
        Material("ground", picture=floor_light()),
        Material("city", roughness=0.95),
        Material("window", roughness=0.4),
        Material("far"),
        Material("foliage"),
        Material("lamp", roughness=0.4),
    ]
    extras = {"sun": [round(float(axis), 4) for axis in SUN]}
    return Scenery(parts, materials, at.WALKABLE, at.OBSTACLES, map_shapes(), extras)

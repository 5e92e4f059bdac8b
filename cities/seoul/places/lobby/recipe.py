"""City Hall's lobby: a green wall of seven storeys, a glass front to the square, counters in between."""

from madang.places.glb import Material, Part
from madang.places.scenery import Scenery

from . import layout as at
from .green import add_green_wall, shrub, shrub_places, tuft, tuft_places
from .ground import add_ground, floor_light, over_picture
from .hall import add_hall, lantern, lantern_places
from .kit import Meshes, softly
from .map import map_shapes
from .outside import add_outside, indoor_tree_places, tree, tree_places


def make() -> Scenery:
    meshes = Meshes()
    for add in (add_ground, add_green_wall, add_hall, add_outside):
        add(meshes)
    softly(meshes.hall)
    lantern_mesh = lantern()
    tree_mesh = tree()
    planted = (
        *((f"tufts-{kind}", tuft(kind), tuft_places(kind)) for kind in range(3)),
        ("shrubs", shrub(), shrub_places()),
        ("trees", tree_mesh, indoor_tree_places()),
    )
    parts = [
        Part("ground", meshes.ground, "ground", coordinates=over_picture(meshes.ground)),
        Part("hall", meshes.hall, "hall"),
        Part("window", meshes.window, "window", coordinates=meshes.window.marks()),
        Part("outside", meshes.outside, "outside", coordinates=meshes.outside.marks()),
        Part("green", meshes.green, "foliage"),
        Part("lamp", meshes.lamp, "window", coordinates=meshes.lamp.marks()),
        Part("lanterns", lantern_mesh, "window", lantern_mesh.marks(), instances=lantern_places()),
        Part("trees-outside", tree_mesh, "outside", tree_mesh.marks(), instances=tree_places()),
        *(Part(name, mesh, "foliage", instances=places) for name, mesh, places in planted),
    ]
    materials = [
        Material("ground", picture=floor_light()),
        Material("hall", roughness=0.95),
        Material("window", roughness=0.4),
        Material("outside"),
        Material("foliage"),
    ]
    return Scenery(parts, materials, at.WALKABLE, at.OBSTACLES, map_shapes())

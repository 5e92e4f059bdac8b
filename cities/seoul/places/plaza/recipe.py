"""Seoul Plaza: the lawn and its granite, both city halls, the palace gate, the streets and the hills."""

from madang.places.colour import Array
from madang.places.glb import Instances, Material, Part
from madang.places.light import ground_picture, height_field, raised, shaded
from madang.places.mesh import Mesh
from madang.places.scenery import Scenery

from . import layout as at
from .blocks import add_blocks
from .far import add_far
from .ground import add_ground
from .hall_new import add_new_hall
from .hall_old import TOWER_CLOCK, add_old_hall
from .kit import Meshes
from .map import map_shapes
from .palace import add_palace
from .things import add_things, glows, jet, jet_places, pools, pot, pot_places
from .trees import broadleaf_places, pine, pine_places, zelkova

LIGHT_WEST = LIGHT_NORTH = -20.0
LIGHT_SIDE_M, LIGHT_CELL_M, LIGHT_PIXELS = 360.0, 0.5, 512


def make() -> Scenery:
    meshes = Meshes()
    for add in (add_ground, add_old_hall, add_new_hall, add_palace, add_things):
        add(meshes)
    planted = (
        ("pines", pine(), pine_places()),
        ("broadleaves", zelkova(), broadleaf_places()),
        ("pots", pot(), pot_places()),
    )
    blocks = Mesh()
    light = _light(meshes, blocks, planted)
    parts = [
        Part("ground", meshes.ground, "ground", coordinates=_over_picture(meshes.ground)),
        Part("city", meshes.city, "city"),
        Part("blocks", blocks, "blocks"),
        Part("glass", meshes.glass, "glass"),
        Part("window", meshes.window, "window", coordinates=meshes.window.marks()),
        Part("far", meshes.far, "far", coordinates=meshes.far.marks()),
        *(Part(name, mesh, "foliage", instances=places) for name, mesh, places in planted),
        Part("fountain", jet(), "water", instances=jet_places()),
    ]
    materials = [
        Material("ground", picture=light),
        Material("city", roughness=0.95),
        Material("blocks", roughness=0.95),
        Material("glass", roughness=0.15, metallic=0.1),
        Material("window", roughness=0.4),
        Material("far"),
        Material("foliage"),
        Material("water", roughness=0.1),
    ]
    extras = {"light": [LIGHT_WEST, LIGHT_NORTH, LIGHT_SIDE_M], "lamps": glows(), "clocks": [TOWER_CLOCK]}
    return Scenery(parts, materials, at.WALKABLE, at.OBSTACLES, map_shapes(), extras)


def _light(meshes: Meshes, tall: Mesh, planted: tuple[tuple[str, Mesh, Instances], ...]) -> bytes:
    """Add what stands about the square, darken corners by it; answer the picture of light on the ground.

    The tall buildings about the square are a part of their own: they hide some sky but cast no shadow, since
    the square is meant to lie in the sun.
    """
    standing = Mesh()
    for _, mesh, places in planted:
        for spot, yaw, scale in zip(places.positions, places.yaws, places.scales, strict=True):
            standing.add(mesh, float(yaw), spot, float(scale))
    low = height_field(
        [meshes.city, meshes.glass, standing], LIGHT_WEST, LIGHT_NORTH, LIGHT_SIDE_M, LIGHT_CELL_M
    )
    blocks = Meshes()
    add_blocks(blocks)
    sky = raised(low, [blocks.city])
    tall.add(blocks.city)
    meshes.window.add(blocks.window)
    meshes.far.add(blocks.far)
    add_far(meshes)
    shaded(meshes.city, sky, 0.56)
    shaded(tall, sky, 0.56)
    shaded(meshes.window, sky, 0.66)
    return ground_picture(sky, LIGHT_PIXELS, pools())


def _over_picture(mesh: Mesh) -> Array:
    positions = mesh.positions()
    return (positions[:, [0, 2]] - [LIGHT_WEST, LIGHT_NORTH]) / LIGHT_SIDE_M

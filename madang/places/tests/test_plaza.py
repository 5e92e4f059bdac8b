"""Seoul Plaza as built: true areas, a square one can walk and cannot leave, one source for all its forms."""

import json
from xml.etree import ElementTree as ET

import numpy as np
import pytest

from madang import paths
from madang.places.build import CLEARANCE_M, made_scenery
from madang.places.glb import triangle_count, write_glb
from madang.places.place import footprint
from madang.places.shapes import Ellipse
from madang.places.walk import raster, reachable

pytestmark = pytest.mark.timeout(300)
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="session")
def plaza():
    """The recipe, made a second time."""
    return made_scenery("seoul", "plaza")


@pytest.fixture(scope="session")
def drawn(built):
    return ET.parse(built.plaza / built.about["map"]).getroot()


def shape(scenery, kind):
    return next(item.shape for item in scenery.map_shapes if item.kind == kind)


def test_areas_are_those_the_city_gives(plaza):
    lawn, square = shape(plaza, "lawn"), shape(plaza, "plaza")
    assert lawn.area_m2() == pytest.approx(6449, rel=0.01)
    assert square.area_m2() == pytest.approx(13207, rel=0.01)
    assert square.area_m2() - lawn.area_m2() == pytest.approx(6758, rel=0.01)
    assert (2 * lawn.radius_x, 2 * lawn.radius_z) == pytest.approx((100, 82.1), abs=0.1)
    hall = next(item.shape for item in plaza.map_shapes if item.id == "city-hall")
    assert hall.area_m2() == pytest.approx(7590.64, rel=0.01)


def test_lawn_as_drawn_has_that_area_too(plaza):
    ground = next(part for part in plaza.parts if part.name == "ground").mesh
    triangles = ground.positions().reshape(-1, 3, 3)
    lawn = shape(plaza, "lawn")
    middles, green = triangles.mean(axis=1), ground.colours().reshape(-1, 3, 3).mean(axis=1)
    inside = (
        lawn.contains(middles[:, 0], middles[:, 2])
        & (green[:, 1] > 1.25 * green[:, 0])
        & (green[:, 1] > 1.5 * green[:, 2])
    )
    edges = triangles[inside]
    area = np.linalg.norm(np.cross(edges[:, 1] - edges[:, 0], edges[:, 2] - edges[:, 0]), axis=1).sum() / 2
    assert area == pytest.approx(6449, rel=0.01)


def test_trees_and_pots_are_counted(plaza):
    kinds = [item.kind for item in plaza.map_shapes]
    assert kinds.count("tree map-pine") == 24
    instances = {part.name: len(part.instances.yaws) for part in plaza.parts if part.instances}
    assert instances["pines"] == 24
    assert instances["pots"] == 300


def test_two_makings_give_the_same_bytes(built, plaza):
    shell = write_glb(plaza.parts, plaza.materials, plaza.extras)
    assert shell == (built.plaza / built.about["shell"]).read_bytes()


def test_shell_keeps_its_budget(built, plaza):
    assert triangle_count(plaza.parts) == built.about["triangles"] <= 160_000
    assert len(plaza.parts) <= 10  # draw calls
    assert (built.plaza / f"{built.about['shell']}.br").stat().st_size <= 520 * 1024


def test_spawns_are_walkable_all_over(built):
    place = built.place
    for spawn in place.document.spawns:
        turns = np.linspace(0, 2 * np.pi, 32)
        for reach in (0, spawn.radius_m / 2, spawn.radius_m):
            assert all(
                place.is_walkable(spawn.x + reach * np.cos(t), spawn.z + reach * np.sin(t)) for t in turns
            )


def test_spawn_looks_at_the_hall_and_the_desk_is_in_view(built):
    spawn = built.place.document.spawns[0]
    assert spawn.yaw == 0
    desk = next(item for item in built.place.document.objects if item.service == "information")
    aside, ahead = desk.x - spawn.x, spawn.z - desk.z
    assert 5 < ahead < 30
    assert abs(np.degrees(np.arctan2(aside, ahead))) < 30


def test_everything_walkable_is_reachable_with_the_objects_standing(built):
    place, spawn = built.place, built.place.document.spawns[0]
    reached = reachable(place.walkable, spawn.x, spawn.z, place.cell_m)
    lost = (place.walkable & ~reached).sum() * place.cell_m**2
    assert lost < 4  # m²: corners behind a bench or a pot


def test_a_person_can_stand_before_every_object(built):
    place, spawn = built.place, built.place.document.spawns[0]
    reached = reachable(place.walkable, spawn.x, spawn.z, place.cell_m)
    for item in place.document.objects:
        yaw = item.yaw / 256 * 2 * np.pi
        reach = place.footprints[item.kind][1] + 0.5
        x, z = item.x + reach * np.sin(yaw), item.z - reach * np.cos(yaw)
        assert reached[int(z / place.cell_m), int(x / place.cell_m)], f"nobody can stand before {item.id}"


def test_every_zone_can_be_walked_to(built):
    assert [
        zone.id for zone in built.place.document.zones if not built.place.is_walkable(zone.x, zone.z)
    ] == []


def test_nobody_leaves_the_place_or_enters_a_wall(built, plaza):
    ground = built.place.ground
    for edge in (ground[0], ground[-1], ground[:, 0], ground[:, -1]):
        assert not edge.any()
    assert not (ground & raster(plaza.obstacles, 320, 0.25)).any()
    near = next(item.shape for item in plaza.map_shapes if item.id == "library")
    x, _, _, south = near.bounds()
    assert not built.place.is_walkable(x + 2, south + CLEARANCE_M / 2)
    assert built.place.is_walkable(x + 1.2, south + 1)


def test_roads_are_not_walkable_but_the_crossing_is(built):
    assert built.place.is_walkable(64, 171)
    assert not any(built.place.is_walkable(x, z) for x, z in ((64, 150), (64, 200), (241, 171), (160, 252)))


def test_objects_stand_on_walkable_ground_apart_from_each_other(built):
    place = built.place
    taken = np.zeros_like(place.ground)
    for item in place.document.objects:
        cells = raster([footprint(item, place.footprints[item.kind])], 320, 0.25)
        assert cells.any()
        assert not (cells & ~place.ground).any(), f"{item.id} stands in something"
        assert not (cells & taken).any(), f"{item.id} stands in another object"
        taken |= cells


def test_map_shapes_are_the_recipes_numbers(plaza, drawn):
    shapes = [node for node in drawn.iter() if node.tag in {f"{SVG}ellipse", f"{SVG}polygon", f"{SVG}circle"}]
    assert len(shapes) == len(plaza.map_shapes)
    for node, item in zip(shapes, plaza.map_shapes, strict=True):
        assert node.get("class") == f"map-{item.kind}"
        if isinstance(item.shape, Ellipse):
            numbers = [float(node.get("cx")), float(node.get("cy"))]
            assert numbers == pytest.approx(item.shape.middle(), abs=0.01)
        else:
            points = [tuple(map(float, pair.split(","))) for pair in node.get("points").split()]
            assert np.array(points) == pytest.approx(np.array(item.shape.corners), abs=0.01)


def test_map_names_every_zone_in_both_languages(built, drawn):
    named = {group.get("id"): group for group in drawn.findall(f"{SVG}g")}
    for zone in built.place.document.zones:
        assert named[zone.id].get("data-ko"), zone.id
        assert named[zone.id].get("data-en"), zone.id


def test_shell_says_which_ground_takes_shadows_and_where_lamps_glow(built):
    data = (built.plaza / built.about["shell"]).read_bytes()
    tree = json.loads(data[20 : 20 + int.from_bytes(data[12:16], "little")])
    extras = tree["scenes"][0]["extras"]
    assert extras["light"][2] >= 320
    assert len(extras["lamps"]) > 48
    assert all(len(lamp) == 4 and 0 < lamp[1] < 8 and lamp[3] > 0 for lamp in extras["lamps"])


def test_place_lies_where_the_city_says():
    text = (paths.cities_dir() / "seoul/places/plaza/place.toml").read_text()
    assert "lat = 37.565556" in text  # 37°33′56″ N
    assert "lon = 126.978056" in text  # 126°58′41″ E

"""City Hall's lobby as built: the green wall's true area, a hall one can walk, few bytes."""

import json

import numpy as np
import pytest

from madang.places.build import made_scenery
from madang.places.glb import triangle_count
from madang.places.place import footprint, load_place
from madang.places.walk import raster, reachable

pytestmark = pytest.mark.timeout(300)
MORE_THAN_THE_PLAZA_BYTES = 600_000


@pytest.fixture(scope="module")
def lobby(built):
    return load_place(built.lobby)


@pytest.fixture(scope="module")
def scenery():
    return made_scenery("seoul", "lobby")


def test_green_wall_has_the_citys_area(scenery):
    points = next(part for part in scenery.parts if part.name == "green").mesh.positions()
    wall = points[points[:, 2] < 6.2]
    wide, high = np.ptp(wall[:, 0]), np.ptp(wall[:, 1])
    assert wide * high == pytest.approx(1516, rel=0.01)
    assert high == pytest.approx(7 * 4.0, rel=0.01)


def test_lobby_loads_little_besides_what_places_share(built):
    about = json.loads((built.lobby / "place.json").read_text())
    files = [about[part] for part in ("shell", "map", "walk")] + ["document.json"]
    total = sum((built.lobby / f"{name}.br").stat().st_size for name in files)
    assert total <= MORE_THAN_THE_PLAZA_BYTES
    assert about["triangles"] <= 160_000


def test_shell_is_drawn_in_few_calls(scenery):
    assert len(scenery.parts) <= 14
    assert triangle_count(scenery.parts) > 10_000


def test_lobby_is_indoors(lobby):
    assert lobby.document.sky == "indoor"


def test_spawns_are_walkable_all_over_and_look_into_the_hall(lobby):
    for spawn in lobby.document.spawns:
        assert spawn.yaw == 0
        for turn in np.linspace(0, 2 * np.pi, 32):
            assert lobby.is_walkable(
                spawn.x + spawn.radius_m * np.cos(turn), spawn.z + spawn.radius_m * np.sin(turn)
            )


def test_everything_walkable_is_reachable_with_the_objects_standing(lobby):
    spawn = lobby.document.spawns[0]
    reached = reachable(lobby.walkable, spawn.x, spawn.z, lobby.cell_m)
    assert (lobby.walkable & ~reached).sum() * lobby.cell_m**2 < 4
    for item in lobby.document.objects:
        yaw = item.yaw / 256 * 2 * np.pi
        reach = lobby.footprints[item.kind][1] + 0.5
        x, z = item.x + reach * np.sin(yaw), item.z - reach * np.cos(yaw)
        assert reached[int(z / lobby.cell_m), int(x / lobby.cell_m)], f"nobody can stand before {item.id}"


def test_an_officer_can_stand_behind_every_counter(lobby):
    spawn = lobby.document.spawns[0]
    reached = reachable(lobby.walkable, spawn.x, spawn.z, lobby.cell_m)
    for item in lobby.document.objects:
        if item.kind != "counter":
            continue
        yaw = item.yaw / 256 * 2 * np.pi
        x, z = item.x - 1.0 * np.sin(yaw), item.z + 1.0 * np.cos(yaw)
        assert reached[int(z / lobby.cell_m), int(x / lobby.cell_m)], item.id


def test_objects_stand_on_walkable_ground_apart_from_each_other(lobby):
    taken = np.zeros_like(lobby.ground)
    for item in lobby.document.objects:
        cells = raster([footprint(item, lobby.footprints[item.kind])], lobby.side_m, lobby.cell_m)
        assert cells.any()
        assert not (cells & ~lobby.ground).any(), f"{item.id} stands in something"
        assert not (cells & taken).any(), f"{item.id} stands in another object"
        taken |= cells


def test_every_zone_can_be_walked_to_and_nobody_leaves_the_hall(lobby):
    assert [zone.id for zone in lobby.document.zones if not lobby.is_walkable(zone.x, zone.z)] == []
    for edge in (lobby.ground[0], lobby.ground[-1], lobby.ground[:, 0], lobby.ground[:, -1]):
        assert not edge.any()
    assert not lobby.is_walkable(30, 37)  # the forecourt is another place: the door leads there

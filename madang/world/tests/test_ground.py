"""The ground: walls, objects and edges, and where people appear."""

import random
from pathlib import Path

import numpy as np
import pytest

from madang.places.place import load_place
from madang.world.ground import Ground
from madang.world.tests.small_city import CITY, YARD, build_small_city


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    built: Path = build_small_city(tmp_path_factory.mktemp("ground"))
    return Ground(load_place(built / "places" / CITY / YARD))


def clear(ground: Ground, start: tuple[float, float], end: tuple[float, float]) -> bool:
    """Whether one may walk from start to end, in metres."""
    ends = [np.array([round(value * 100)], np.int32) for value in (*start, *end)]
    return bool(ground.clear(*ends)[0])


@pytest.mark.parametrize(
    ("start", "end", "free"),
    [
        ((10, 10), (15, 12), True),
        ((39, 30), (42, 30), False),
        ((42, 30), (39, 30), False),
        ((39, 62), (42, 62), True),
        ((39.9, 59), (40.7, 59), False),
        ((5, 5), (75, 75), False),
        ((18, 20), (22, 20), False),
        ((18, 21.5), (22, 21.5), True),
        ((10, 10), (10, 10), True),
    ],
)
def test_path_is_clear_only_where_nothing_stands(ground, start, end, free):
    assert clear(ground, start, end) is free


def test_many_paths_at_once_are_judged_each_by_itself(ground):
    start_x = np.array([3900, 1000, 3900, 3900], np.int32)
    start_z = np.array([3000, 1000, 6200, 3000], np.int32)
    end_x = np.array([4200, 1010, 4200, 3900], np.int32)
    end_z = np.array([3000, 1000, 6200, 3010], np.int32)
    assert ground.clear(start_x, start_z, end_x, end_z).tolist() == [False, True, True, True]


def test_rounding_to_centimetres_at_a_wall_is_forgiven(ground):
    assert ground.is_free(3999, 3000)
    assert ground.is_free(4003, 3000)
    assert not ground.is_free(4010, 3000)


def test_whoever_stands_in_a_wall_may_leave_it(ground):
    assert clear(ground, (40.25, 30), (39, 30))


def test_outside_the_place_is_not_free(ground):
    for x, z in ((-1, 100), (100, -1), (8000, 100), (100, 8000), (65535, 65535)):
        assert not ground.is_free(x, z)


def test_spawn_is_in_its_disc_and_free(ground):
    chance = random.Random(1)
    for _ in range(200):
        x, z, yaw = ground.spawn(chance)
        assert ground.is_free(x, z)
        assert np.hypot(x - 1000, z - 4000) <= 301
        assert yaw == 64

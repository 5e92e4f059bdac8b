"""Interest: who is told about whom, in which tick, and who takes turns when a frame is too small."""

import numpy as np
import pytest

from madang.protocol.frames import STAND, WALK, unpack_crowd, unpack_far
from madang.world.cells import grid_for
from madang.world.crowd import Crowd
from madang.world.interest import FAR_HALF_TICKS, HALF_TICKS_HZ, Interest

SIDE_CM = 32000
EARSHOT_M = 20.0


def crowd_of(points: np.ndarray, gait: int = WALK) -> Crowd:
    """A crowd with ids 1..n at points (n, 2) in cm."""
    crowd = Crowd()
    for number, (x, z) in enumerate(points.tolist(), 1):
        crowd.add(number, (int(x), 0, int(z), 0), 0.0, -100)
        crowd.person["gait"][number] = gait
    return crowd


def scattered(count: int, area_m: float, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, int(area_m * 100), (count, 2))


class Ear:
    """Collects for each id what it is told: {half: (more, ids)}."""

    def __init__(self, crowd: Crowd) -> None:
        self.crowd = crowd
        self.interest = Interest(SIDE_CM, EARSHOT_M)
        self.told: dict[int, dict[int, tuple[bool, list[int]]]] = {}

    def run(self, halves: range, *, everybody_moves: bool = False, newcomers: tuple[int, ...] = ()) -> None:
        for half in halves:
            if everybody_moves:
                self.crowd.changed[self.crowd.ids()] = half
            for members, payload in self.interest.crowd_frames(self.crowd, half, list(newcomers)):
                frame = unpack_crowd(payload)
                for number in members:
                    self.told.setdefault(number, {})[half] = frame.more, frame.people["id"].tolist()
            newcomers = ()

    def heard_of(self, number: int) -> list[int]:
        return [other for _, ids in self.told.get(number, {}).values() for other in ids]


def distances_m(points: np.ndarray) -> np.ndarray:
    away: np.ndarray = np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1)) / 100
    return away


def test_quiet_square_tells_everyone_of_everyone_once_a_second_and_no_more():
    ear = Ear(crowd_of(scattered(30, 300), STAND))
    ear.run(range(20, 20 + 3 * HALF_TICKS_HZ))
    for number in range(1, 31):
        assert len(ear.told[number]) == 3
        assert sorted(ear.heard_of(number)) == sorted(list(range(1, 31)) * 3)


def test_nobody_is_told_while_nothing_changes_around_them():
    points = np.array(
        [[1000 + 10 * n, 1000] for n in range(70)] + [[30000 + 10 * n, 30000] for n in range(70)]
    )
    ear = Ear(crowd_of(points, WALK))
    ear.crowd.changed[1] = 41
    ear.run(range(40, 40 + HALF_TICKS_HZ))
    assert all(number <= 70 for number in ear.told)
    assert {other for number in ear.told for other in ear.heard_of(number)} == {1}


def test_change_is_told_within_its_tick_to_everybody_in_sight_exactly_once():
    points = scattered(400, 150)
    ear = Ear(crowd_of(points, WALK))
    ear.run(range(20, 40))
    ear.told.clear()
    ear.crowd.changed[7] = 40
    ear.run(range(40, 44))
    near = np.flatnonzero(distances_m(points)[6] <= EARSHOT_M) + 1
    for number in near.tolist():
        halves = [half for half, (_, ids) in ear.told[number].items() if 7 in ids]
        assert len(halves) == 1
        assert halves[0] in (40, 41)


@pytest.mark.parametrize(("count", "area_m"), [(100, 100), (400, 200), (1000, 250)])
def test_everyone_in_earshot_who_moves_is_told_every_tick_while_a_frame_holds_them(count, area_m):
    points = scattered(count, area_m)
    ear = Ear(crowd_of(points))
    ear.run(range(20, 40), everybody_moves=True)
    ear.told.clear()
    ear.run(range(40, 42), everybody_moves=True)
    near = distances_m(points) <= EARSHOT_M
    for number in range(1, count + 1):
        (more, ids), *rest = ear.told[number].values()
        assert not rest
        if not more:
            assert set(np.flatnonzero(near[number - 1]) + 1) <= set(ids)


def test_small_square_shows_everybody_at_any_distance():
    ear = Ear(crowd_of(np.array([[0, 0], [31999, 31999]]), STAND))
    ear.run(range(20, 40))
    assert set(ear.heard_of(1)) == {1, 2}


@pytest.mark.parametrize(("count", "area_m"), [(300, 15), (450, 30), (2500, 200)])
def test_in_a_dense_crowd_everybody_in_earshot_is_named_within_a_second(count, area_m):
    points = scattered(count, area_m)
    ear = Ear(crowd_of(points))
    ear.run(range(20, 40), everybody_moves=True)
    ear.told.clear()
    ear.run(range(40, 40 + HALF_TICKS_HZ), everybody_moves=True)
    near = distances_m(points) <= EARSHOT_M
    for number in range(1, count + 1, 7):
        assert all(len(ids) <= 64 for _, ids in ear.told[number].values())
        missing = set(np.flatnonzero(near[number - 1]) + 1) - set(ear.heard_of(number))
        assert not missing


def test_in_a_dense_crowd_the_nearest_are_in_every_frame_and_the_flag_says_that_some_are_not():
    points = scattered(600, 60)
    ear = Ear(crowd_of(points))
    ear.run(range(20, 60), everybody_moves=True)
    away = distances_m(points)
    share = []
    for number in range(1, 601):
        nearest = set(np.argsort(away[number - 1])[:4] + 1)
        for more, ids in ear.told[number].values():
            assert more
            share.append(len(nearest & set(ids)) / len(nearest))
    assert np.mean(share) > 0.5


def test_nobody_within_earshot_is_left_out_for_somebody_beyond_it():
    points = scattered(2500, 200)
    ear = Ear(crowd_of(points))
    ear.run(range(20, 40), everybody_moves=True)
    ear.told.clear()
    ear.run(range(40, 60), everybody_moves=True)
    away = distances_m(points)
    wrong = total = 0
    for number in range(1, 2501, 5):
        mine = away[number - 1]
        heard = set(np.flatnonzero(mine <= EARSHOT_M) + 1)
        for more, ids in ear.told[number].values():
            total += 1
            # A frame is shared by a cell, so what counts is the earshot of the cell, not of its one viewer.
            beyond = [one for one in ids if mine[one - 1] > EARSHOT_M + 8 * 2**0.5]
            wrong += bool(more and beyond and heard - set(ids))
    assert total > 1000
    assert wrong == 0


def test_whoever_is_beyond_earshot_waits_until_all_within_had_their_place():
    chance = np.random.default_rng(3)
    within = 16000 + chance.integers(-600, 600, (130, 2))
    angle = chance.uniform(0, 2 * np.pi, 200)
    beyond = 16000 + 4300 * np.column_stack([np.sin(angle), np.cos(angle)])
    ear = Ear(crowd_of(np.vstack([within, beyond])))
    ear.interest.grid = grid_for(SIDE_CM, 4500)
    ear.run(range(41, 60), everybody_moves=True)
    for number in range(1, 131, 5):
        for more, ids in ear.told[number].values():
            assert more
            assert len(ids) == 64
            assert max(ids) <= 130


def test_still_people_in_a_crowd_are_named_every_second_spread_over_its_ticks():
    ear = Ear(crowd_of(scattered(300, 14), STAND))
    ear.run(range(20, 20 + HALF_TICKS_HZ))
    for number in range(1, 301, 11):
        assert len(ear.told[number]) == 10
        assert set(ear.heard_of(number)) == set(range(1, 301))


def test_newcomer_is_told_at_once_and_nobody_else_is():
    ear = Ear(crowd_of(scattered(40, 60), WALK))
    ear.run(range(21, 22), newcomers=(5,))
    assert set(ear.told) == {5}
    assert set(ear.heard_of(5)) == set(range(1, 41))


def test_who_does_not_want_frames_gets_none_but_is_seen():
    ear = Ear(crowd_of(scattered(10, 20), STAND))
    ear.crowd.sees[3] = False
    ear.run(range(20, 40))
    assert 3 not in ear.told
    assert 3 in ear.heard_of(1)


def test_frames_of_a_tick_go_out_in_two_phases_of_like_size():
    ear = Ear(crowd_of(scattered(1000, 200)))
    ear.run(range(20, 40), everybody_moves=True)
    ear.told.clear()
    ear.run(range(40, 42), everybody_moves=True)
    first = sum(40 in halves for halves in ear.told.values())
    second = sum(41 in halves for halves in ear.told.values())
    assert first + second == 1000
    assert 0.7 < first / second < 1.4


def test_far_names_everybody_in_turns_of_512():
    crowd = crowd_of(scattered(1300, 320))
    interest = Interest(SIDE_CM, EARSHOT_M)
    seen: set[int] = set()
    for turn in range(3):
        frame = unpack_far(interest.far_frame(crowd, turn))
        assert unpack_far(interest.far_frame(crowd, turn)).people.tolist() == frame.people.tolist()
        assert (frame.total, len(frame.people)) == (1300, 512)
        seen |= set(frame.people["id"].tolist())
    assert seen == set(range(1, 1301))
    assert FAR_HALF_TICKS == 2 * HALF_TICKS_HZ


def test_far_position_is_in_256ths_of_the_side():
    interest = Interest(SIDE_CM, EARSHOT_M)
    frame = unpack_far(interest.far_frame(crowd_of(np.array([[0, 31999], [16000, 124]])), 0))
    assert frame.people.tolist() == [(1, 0, 255), (2, 128, 0)]


def test_empty_place_costs_nothing():
    interest = Interest(SIDE_CM, EARSHOT_M)
    assert interest.crowd_frames(Crowd(), 40, []) == []
    assert unpack_far(interest.far_frame(Crowd(), 0)).total == 0

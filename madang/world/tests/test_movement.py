"""Movement: what is taken and what is refused, and who counts as changed."""

import pytest

from madang.places.place import load_place
from madang.protocol.frames import DANCE, RUN, SIT, STAND, WALK, Move, pack_move
from madang.world.crowd import Crowd
from madang.world.ground import Ground
from madang.world.limits import Limits
from madang.world.movement import Movement
from madang.world.tests.small_city import CITY, YARD, build_small_city


class Yard:
    """Person 1 in the yard, with a clock of its own."""

    def __init__(self, ground: Ground) -> None:
        self.crowd = Crowd()
        self.movement = Movement(ground, Limits())
        self.now = 100.0
        self.half = 10
        self.crowd.add(1, (1000, 0, 4000, 0), self.now, 0)

    def go(
        self, x: float, z: float, gait: int = WALK, *, after_s: float = 0.1, y: int = 0, yaw: int = 64
    ) -> bool:
        """Whether a MOVE to (x, z) metres, `after_s` after the last, is taken."""
        self.now += after_s
        self.half += 2
        payload = pack_move(Move(1, round(x * 100), y, round(z * 100), yaw, gait, 0))
        self.movement.came(1, payload)
        return not len(self.movement.settle(self.crowd, self.now, self.half))

    @property
    def changed(self) -> bool:
        """Whether the others are told of the last move."""
        return bool(self.crowd.changed[1] == self.half)


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Ground:
    return Ground(load_place(build_small_city(tmp_path_factory.mktemp("move")) / "places" / CITY / YARD))


@pytest.fixture
def yard(ground: Ground) -> Yard:
    return Yard(ground)


def test_walking_is_taken_and_told(yard):
    assert yard.go(10.14, 40)
    assert yard.crowd.spot(1) == (1014, 0, 4000, 64)
    assert yard.changed


def test_running_for_ten_seconds_is_taken_and_flying_is_not(yard):
    for step in range(1, 51):
        assert yard.go(10 + 0.4 * step, 40, RUN)
    taken = [yard.go(30, 40 - 0.9 * step, RUN) for step in range(1, 41)]
    assert not all(taken)


def test_jump_beyond_the_allowance_is_refused_and_the_person_stands_where_they_stood(yard):
    assert yard.go(10.5, 40, RUN, after_s=0.5)
    assert not yard.go(30, 40, RUN, after_s=10)
    assert yard.crowd.spot(1) == (1050, 0, 4000, 64)
    assert yard.crowd.person["gait"][1] == STAND
    assert yard.changed


def test_a_stalled_line_of_two_seconds_is_made_up_for(yard):
    yard.go(10, 40, STAND, after_s=5)
    assert yard.go(17.9, 40, RUN, after_s=0.05)
    assert not yard.go(19.5, 40, RUN, after_s=0.05)


def test_sitting_on_a_bench_is_no_flight(yard):
    assert yard.go(10.1, 40, y=120, after_s=2)


@pytest.mark.parametrize(("x", "z", "y"), [(80.0, 40, 0), (655, 40, 0), (10, 100, 0), (10.1, 40, 121)])
def test_move_out_of_the_place_is_refused(yard, x, z, y):
    assert not yard.go(x, z, y=y, after_s=2)
    assert yard.crowd.spot(1)[:3] == (1000, 0, 4000)


def test_move_through_a_wall_is_refused_and_round_it_is_taken(yard):
    yard.crowd.add(1, (3900, 0, 4000, 0), yard.now, 0)
    assert not yard.go(41, 40, RUN, after_s=2)
    yard.crowd.add(1, (3900, 0, 6200, 0), yard.now, 0)
    assert yard.go(41, 62, RUN, after_s=2)


def test_standing_still_is_told_once_only(yard):
    yard.go(10, 40, STAND)
    assert yard.changed
    yard.go(10, 40, STAND)
    assert not yard.changed
    yard.go(10, 40, STAND, yaw=65)
    assert yard.changed
    yard.go(10, 40, SIT, yaw=65)
    assert yard.changed


def test_a_walker_who_reports_the_same_point_is_told_since_receivers_extrapolate(yard):
    yard.go(10, 40, WALK)
    yard.go(10, 40, WALK)
    assert yard.changed


def test_several_moves_in_one_half_tick_are_taken_in_order(yard):
    yard.crowd.add(1, (3900, 0, 5950, 0), yard.now, 0)
    yard.crowd.add(2, (1000, 0, 1000, 0), yard.now, 0)
    for number, x, z in ((1, 39, 61), (2, 10.1, 10), (1, 40.8, 61), (1, 41, 59.5), (2, 10.2, 10)):
        yard.movement.came(number, pack_move(Move(1, round(x * 100), 0, round(z * 100), 0, RUN, 0)))
    assert not len(yard.movement.settle(yard.crowd, yard.now + 2, 12))
    assert yard.crowd.spot(1)[:3] == (4100, 0, 5950)
    assert yard.crowd.spot(2)[:3] == (1020, 0, 1000)


def test_moves_of_who_has_left_or_was_replaced_are_dropped(yard):
    yard.crowd.add(2, (1000, 0, 1000, 0), yard.now, 0)
    for number in (1, 2, 1):
        yard.movement.came(number, pack_move(Move(1, 1010, 0, 1000, 0, WALK, 0)))
    yard.movement.forget(1)
    yard.crowd.remove(2)
    assert not len(yard.movement.settle(yard.crowd, yard.now + 1, 12))
    assert yard.crowd.spot(1)[:3] == (1000, 0, 4000)
    assert yard.crowd.spot(2)[:3] == (1000, 0, 1000)


@pytest.mark.parametrize(("sent", "told"), [(DANCE, DANCE), (5, STAND), (15, STAND), (200, 200)])
def test_reserved_gaits_are_told_as_standing(yard, sent, told):
    yard.go(10, 40, sent)
    assert yard.crowd.person["gait"][1] == told


def test_silent_walker_is_shown_standing(yard):
    yard.go(10.1, 40, WALK)
    yard.crowd.stop_silent_walkers(yard.now + 1.9, 2.0, yard.half)
    assert yard.crowd.person["gait"][1] == WALK
    yard.crowd.stop_silent_walkers(yard.now + 2.1, 2.0, yard.half + 1)
    assert yard.crowd.person["gait"][1] == STAND
    assert yard.crowd.changed[1] == yard.half + 1

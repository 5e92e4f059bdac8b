"""Small clocks: how often something may happen, and when an id is used again."""

from madang.world.ids import IdPool
from madang.world.rates import Rate


def test_rate_allows_a_burst_and_then_its_rhythm():
    rate = Rate(1.0, 3)
    assert [rate.allows(100.0) for _ in range(4)] == [True, True, True, False]
    assert not rate.allows(100.9)
    assert rate.allows(101.0)
    assert not rate.allows(101.5)
    assert [rate.allows(200.0) for _ in range(4)] == [True, True, True, False]


def test_rate_counts_several_at_once():
    rate = Rate(10.0, 10)
    assert rate.allows(5.0, 10)
    assert not rate.allows(5.0)
    assert not rate.allows(5.4, 5)
    assert rate.allows(5.5, 5)


def test_refused_tries_do_not_push_the_rate_away():
    rate = Rate(1.0, 1)
    assert rate.allows(0.0)
    for step in range(9):
        assert not rate.allows(0.1 * (step + 1))
    assert rate.allows(1.0)


def test_id_rests_before_it_is_used_again():
    ids = IdPool(60.0, 1, 3)
    assert [ids.take(0.0) for _ in range(4)] == [1, 2, 3, None]
    ids.give_back(2, 10.0)
    ids.give_back(1, 11.0)
    assert ids.take(69.9) is None
    assert ids.take(70.0) == 2
    assert ids.take(70.0) is None
    assert ids.take(71.0) == 1


def test_rested_id_is_preferred_to_a_fresh_one():
    ids = IdPool(60.0)
    assert [ids.take(0.0), ids.take(0.0)] == [1, 2]
    ids.give_back(1, 0.0)
    assert ids.take(59.0) == 3
    assert ids.take(60.0) == 1

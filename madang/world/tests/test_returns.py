"""Coming back: where somebody stands who was here a moment ago."""

import asyncio
import time

from madang.world.limits import Limits
from madang.world.returns import LastSpot, Returns
from madang.world.tests.small_city import FIELD, SmallCity
from madang.world.tests.visitor import Visitor, enter

SPOT = LastSpot((100, 0, 200, 3), 1.5, 10.0)


def test_who_left_is_remembered_once_and_for_a_while():
    returns = Returns(keep_s=60, most=9)
    returns.left("a", SPOT, 10.0)
    assert returns.came("a", 69.0) == SPOT
    assert returns.came("a", 69.0) is None
    returns.left("a", SPOT, 100.0)
    assert returns.came("a", 161.0) is None
    assert returns.came("b", 161.0) is None


def test_memory_of_who_left_is_bounded_in_number_and_time():
    returns = Returns(keep_s=60, most=3)
    for number in range(5):
        returns.left(str(number), SPOT, float(number))
    assert len(returns) == 3
    assert returns.came("1", 5.0) is None
    returns.forget_old(63.5)
    assert len(returns) == 1
    assert returns.came("4", 63.5) == SPOT


async def gone(visitor: Visitor, watcher: Visitor) -> None:
    """Leave, and wait until the others are told."""
    visitor.leave()
    await watcher.until(lambda: any(visitor.id in one.get("ids", ()) for one in watcher.messages))


async def test_pass_and_at_carry_nobody_farther_than_they_can_run(city: SmallCity):
    watcher = await enter(city.url, city.ticket(FIELD))
    ticket, again = city.ticket_and_pass(FIELD)
    one = await enter(city.url, ticket, {"x": 3000, "z": 3000})
    await gone(one, watcher)
    far = await enter(city.url, again, {"x": 17000, "z": 3000, "yaw": 9})
    assert far.spot[:3] == (3000, 0, 3000)
    await gone(far, watcher)
    near = await enter(city.url, again, {"x": 3150, "z": 3000, "yaw": 9})
    assert near.spot == (3150, 0, 3000, 9)
    near.leave()


async def test_coming_back_again_and_again_is_no_faster_than_running(city: SmallCity):
    ticket, again = city.ticket_and_pass(FIELD)
    begun = time.monotonic()
    x = (await enter(city.url, ticket, {"x": 3000, "z": 3000})).spot[0]
    for _ in range(12):
        x = (await enter(city.url, again, {"x": x + 190, "z": 3000})).spot[0]
    run_m = Limits().run_m_s * 1.1 * (time.monotonic() - begun)
    assert (x - 3000) / 100 < 2 + run_m + 0.1


async def test_runner_who_lost_the_line_goes_on_where_they_ran_to(city: SmallCity):
    ticket, again = city.ticket_and_pass(FIELD)
    one = await enter(city.url, ticket, {"x": 3000, "z": 3000})
    await asyncio.sleep(1.5)
    back = await enter(city.url, again, {"x": 3600, "z": 3000})
    assert back.spot[:3] == (3600, 0, 3000)
    assert (await one.ended())[0] == 4005


async def test_pass_of_somebody_who_is_not_remembered_is_honoured_as_after_a_restart(city: SmallCity):
    _, again = city.ticket_and_pass(FIELD)
    back = await enter(city.url, again, {"x": 17000, "z": 9000, "yaw": 9})
    assert back.spot == (17000, 0, 9000, 9)

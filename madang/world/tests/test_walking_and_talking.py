"""People in a running world: they see each other walk, hear each other, and are told when one goes."""

import asyncio
import time

import pytest

from madang.protocol.frames import RUN, WAVE
from madang.world.tests.small_city import SmallCity
from madang.world.tests.visitor import Visitor, connect, enter

HERE = {"x": 3000, "z": 3000}


async def two(city: SmallCity) -> tuple[Visitor, Visitor]:
    """Two who stand beside each other and have seen each other."""
    one = await enter(city.url, city.ticket(name="하나"), HERE)
    other = await enter(city.url, city.ticket(name="두울", lang="en", look="k3.m1"), {"x": 3100, "z": 3000})
    await one.sees(other.id)
    await other.sees(one.id)
    return one, other


def part(*visitors: Visitor) -> None:
    for visitor in visitors:
        visitor.leave()


async def test_step_arrives_within_a_tick_or_two(city: SmallCity):
    one, other = await two(city)
    x = 3000
    waits = []
    for _ in range(20):
        x += 14
        begun = time.monotonic()
        one.move(x, 3000, 64)
        while other.newest(one.id).get("x") != x:
            await other.news()
        waits.append(time.monotonic() - begun)
        await asyncio.sleep(0.05)
    assert sorted(waits)[10] < 0.15
    assert sorted(waits)[17] < 0.3
    part(one, other)


async def test_words_that_hurt_are_refused_in_ones_language_and_heard_by_nobody(city: SmallCity):
    one, other = await two(city)
    other.send({"type": "say", "text": "섹스하자"})
    refused = await other.told("refused")
    assert (refused["to"], refused["code"]) == ("say", "words")
    assert refused["text"].startswith("Not passed on")
    other.send({"type": "say", "text": "시발 반가워요"})
    assert (await one.told("said"))["text"] == "●● 반가워요"
    part(one, other)


async def test_gesture_is_seen(city: SmallCity):
    one, other = await two(city)
    one.move(3000, 3000, 0, WAVE)
    await other.until(lambda: other.newest(one.id)["gait"] == WAVE)
    part(one, other)


async def test_step_through_the_wall_is_answered_by_put(city: SmallCity):
    one = await enter(city.url, city.ticket(), {"x": 3950, "z": 3000, "yaw": 3})
    await asyncio.sleep(0.5)
    one.move(4100, 3000, 64)
    assert await one.told("put") == {"type": "put", "x": 3950, "y": 0, "z": 3000, "yaw": 3}
    one.move(3960, 3000, 64)
    await one.until(lambda: one.newest(one.id).get("x") == 3960)
    part(one)


async def test_jump_and_flight_are_answered_by_put_at_most_five_times_a_second(city: SmallCity):
    one = await enter(city.url, city.ticket(), HERE)
    begun = time.monotonic()
    for number in range(20):
        one.move(3000, 7000 if number % 2 else 65535, 0, RUN)
        await asyncio.sleep(0.05)
    await asyncio.sleep(0.2)
    puts = [message for message in one.messages if message["type"] == "put"]
    assert puts[0] == {"type": "put", "x": 3000, "y": 0, "z": 3000, "yaw": 64}
    assert 3 <= len(puts) <= 5 * (time.monotonic() - begun) + 1
    part(one)


async def test_talk_is_heard_within_earshot_only(city: SmallCity):
    one, other = await two(city)
    far = await enter(city.url, city.ticket(), {"x": 7000, "z": 7000})
    one.send({"type": "say", "text": "안녕\u202e하세요"})
    for hearer in (one, other):
        said = await hearer.told("said")
        assert (said["id"], said["name"], said["lang"], said["text"]) == (one.id, "하나", "ko", "안녕하세요")
    other.send({"type": "say", "text": "hello"})
    assert (await one.told("said"))["n"] == said["n"] + 1
    far.send({"type": "who", "ids": []})
    await far.told("people")
    assert not any(message["type"] == "said" for message in far.messages)
    part(one, other, far)


async def test_talking_too_fast_or_too_long_is_refused_in_ones_language(city: SmallCity):
    one, other = await two(city)
    for visitor, text in ((one, "너무"), (other, "Too fast")):
        for _ in range(4):
            visitor.send({"type": "say", "text": "x"})
        refused = await visitor.told("refused")
        assert (refused["to"], refused["code"]) == ("say", "too_fast")
        assert text in refused["text"]
    await asyncio.sleep(1.1)
    one.send({"type": "say", "text": "가" * 201})
    refused = await one.told("refused")
    assert refused["code"] == "too_long"
    assert "200" in refused["text"]
    part(one, other)


async def test_who_tells_name_look_and_role(city: SmallCity):
    one, other = await two(city)
    agent = await enter(city.url, city.ticket(name="상담원", roles=("agent",)), HERE)
    one.send({"type": "who", "ids": [other.id, agent.id, 65000, other.id]})
    people = (await one.told("people"))["people"]
    assert people == [
        {"id": other.id, "name": "두울", "look": "k3.m1", "role": "visitor"},
        {"id": agent.id, "name": "상담원", "look": "k0", "role": "agent"},
    ]
    one.send({"type": "who", "ids": list(range(1, 66))})
    assert (await one.told("refused"))["code"] == "too_many"
    part(one, other, agent)


async def test_left_is_told_and_the_id_rests(city: SmallCity):
    one, other = await two(city)
    other.leave()
    await one.until(lambda: [m for m in one.messages if m["type"] == "left" and other.id in m["ids"]])
    again = await enter(city.url, city.ticket())
    assert again.id != other.id
    part(one, again)


async def test_view_stops_crowd_but_not_far_and_resumes_with_everybody(city: SmallCity):
    one, other = await two(city)
    one.send({"type": "view", "crowd": False})
    await asyncio.sleep(0.2)
    one.forget()
    other.move(3110, 3000, 64)
    await one.until(lambda: one.fars)
    assert not one.crowds
    assert other.id in one.fars[-1].people["id"].tolist()
    one.send({"type": "view", "crowd": True})
    assert (await one.sees(other.id))["x"] == 3110
    part(one, other)


async def test_quiet_people_are_named_once_a_second(city: SmallCity):
    one, other = await two(city)
    await asyncio.sleep(1.2)
    one.forget()
    await asyncio.sleep(3.05)
    named = sum(other.id in crowd.people["id"] for crowd in one.crowds)
    assert 2 <= named <= 4
    assert len(one.crowds) <= 4
    part(one, other)


async def test_far_comes_every_two_seconds(city: SmallCity):
    one, other = await two(city)
    one.forget()
    await asyncio.sleep(6.2)
    assert 2 <= len(one.fars) <= 4
    assert one.fars[-1].total == len(one.fars[-1].people)
    part(one, other)


async def test_unknown_message_is_refused_and_nothing_ends(city: SmallCity):
    one, other = await two(city)
    one.send({"type": "teleport", "x": 1})
    refused = await one.told("refused")
    assert (refused["to"], refused["code"]) == ("teleport", "unknown")
    one.send({"type": "enter", "ticket": city.ticket()})
    assert (await one.told("refused"))["code"] == "already_entered"
    assert one.closed is None
    part(one, other)


@pytest.mark.parametrize(
    ("garbage", "why"),
    [
        ("hello", "JSON"),
        ("[1]", "object"),
        ('{"type": 5}', "type"),
        ('{"type": "say"}', "text"),
        ('{"type": "say", "text": [1]}', "text"),
        ('{"type": "who", "ids": {}}', "ids"),
        ('{"type": "who", "ids": [70000]}', "ids"),
        ('{"type": "view", "crowd": 1}', "crowd"),
        ("[" * 4000, "JSON"),
        (f'{{"type": "enter", "ticket": "", "at": {{"x": {10**400}, "z": 0, "yaw": {10**400}}}}}', "yaw"),
        ('{"type":"say","text":NaN}', "JSON"),
        (b"", "MOVE"),
        (b"\x01", "16"),
        (b"\x02" + bytes(15), "kind 2"),
        (b"\x01" * 17, "16"),
    ],
)
async def test_garbage_is_told_what_was_wrong_and_closed_and_others_feel_nothing(
    city: SmallCity, garbage: str | bytes, why: str
):
    one, other = await two(city)
    one.send(garbage)
    code, reason = await one.ended()
    assert code == 4002
    assert why in reason
    other.move(3120, 3000, 64)
    await other.until(lambda: other.newest(other.id).get("x") == 3120)
    assert other.closed is None
    part(other)


async def test_anything_before_enter_is_a_protocol_error(city: SmallCity):
    for message in ({"type": "say", "text": "x"}, b"\x01" + bytes(15)):
        visitor = await connect(city.url)
        visitor.send(message)
        assert (await visitor.ended())[0] == 4002


async def test_flood_is_closed_with_the_reason(city: SmallCity):
    one, other = await two(city)
    for _ in range(400):
        one.move(3000, 3000, 0, 0)
    code, reason = await one.ended()
    assert code == 4002
    assert "20 a second" in reason
    other.send({"type": "say", "text": "x"})
    await other.told("said")
    part(other)


async def test_ping_is_answered_with_its_own_words(city: SmallCity):
    one = await enter(city.url, city.ticket())
    one.transport.send_ping(b"still there?")
    await one.until(lambda: one.pongs)
    assert one.pongs == [b"still there?"]
    part(one)


async def test_flood_of_pings_is_a_protocol_error_like_any_other(city: SmallCity):
    one, other = await two(city)
    for _ in range(400):
        one.transport.send_ping(b"?")
    code, reason = await one.ended()
    assert code == 4002
    assert "too many messages" in reason
    assert other.closed is None
    part(other)


async def test_burst_after_a_stalled_line_is_borne(city: SmallCity):
    one, other = await two(city)
    await asyncio.sleep(0.5)
    for step in range(1, 81):
        one.move(3000 + 2 * step, 3000, 64)
    await other.until(lambda: other.newest(one.id).get("x") == 3160)
    assert one.closed is None
    part(one, other)


async def test_fragments_are_put_together(city: SmallCity):
    from picows import WSMsgType

    one, other = await two(city)
    one.transport.send(WSMsgType.TEXT, b'{"type": "sa', fin=False)
    one.transport.send(WSMsgType.CONTINUATION, b'y", "text": "', fin=False)
    one.transport.send_ping(b"between")
    one.transport.send(WSMsgType.CONTINUATION, '조각"}'.encode())
    assert (await other.told("said"))["text"] == "조각"
    one.transport.send(WSMsgType.CONTINUATION, b"alone")
    assert (await one.ended())[0] == 1002
    part(other)


async def test_message_that_is_too_large_is_closed(city: SmallCity):
    one, other = await two(city)
    one.send({"type": "say", "text": "x" * 5000})
    assert (await one.ended())[0] == 1009
    part(other)


async def test_text_that_is_not_utf8_is_closed(city: SmallCity):
    from picows import WSMsgType

    one = await enter(city.url, city.ticket())
    one.transport.send(WSMsgType.TEXT, b"\xff\xfe{")
    assert (await one.ended())[0] == 1007


async def test_log_holds_no_name_and_no_talk(city: SmallCity):
    one, other = await two(city)
    one.send({"type": "say", "text": "비밀이야기"})
    await other.told("said")
    part(one, other)
    log = city.log_text()
    assert not any(word in log for word in ("비밀이야기", "하나", "두울", "하늘"))

"""Entering a running world: tickets, passes, places, and who is turned away."""

import asyncio
import base64
import json
import socket
import time

import pytest
from picows import WSError

from madang.protocol import tickets
from madang.world.tests.small_city import FIELD, YARD, SmallCity
from madang.world.tests.visitor import connect, enter


async def refusal(city: SmallCity, ticket: object, at: object = None) -> tuple[int, str]:
    """The close code and reason with which an `enter` is answered."""
    visitor = await connect(city.url)
    visitor.send({"type": "enter", "ticket": ticket, **({"at": at} if at is not None else {})})
    return await visitor.ended()


async def test_welcome_says_where_and_what(city: SmallCity):
    visitor = await enter(city.url, city.ticket())
    welcome = visitor.welcome
    assert (welcome["place"], welcome["revision"], welcome["tick_hz"]) == (YARD, 3, 10)
    assert welcome["side_m"] == 80
    assert 1 <= welcome["id"] <= 65535
    assert abs(welcome["spawn"]["x"] - 1000) <= 301
    assert welcome["spawn"]["yaw"] == 64
    assert welcome["limits"]["earshot_m"] == 20
    visitor.leave()


async def test_several_places_live_in_one_world(city: SmallCity):
    one, other = await enter(city.url, city.ticket()), await enter(city.url, city.ticket(FIELD))
    assert other.welcome["side_m"] == 320
    await one.sees(one.id)
    await other.sees(other.id)
    one.send({"type": "say", "text": "마당"})
    await one.told("said")
    assert not any(message["type"] == "said" for message in other.messages)
    assert json.loads(city.get("/here")[1])[FIELD] >= 1
    one.leave()
    other.leave()


async def test_place_empty_is_events_only(city: SmallCity):
    visitor = await enter(city.url, city.ticket(""))
    assert visitor.welcome["id"] == 0
    assert "spawn" not in visitor.welcome
    visitor.send({"type": "say", "text": "여보세요"})
    assert (await visitor.told("refused"))["code"] == "no_avatar"
    assert not visitor.crowds
    visitor.leave()


async def test_at_is_honoured_where_one_can_stand(city: SmallCity):
    visitor = await enter(city.url, city.ticket(), {"x": 5000, "z": 5000, "yaw": 7})
    assert visitor.welcome["spawn"] == {"x": 5000, "y": 0, "z": 5000, "yaw": 7}
    in_wall = await enter(city.url, city.ticket(), {"x": 4025, "z": 3000})
    assert 0 < abs(in_wall.spot[0] - 4025) <= 300
    outside = await enter(city.url, city.ticket(), {"x": 60000, "z": -5})
    assert abs(outside.spot[0] - 1000) <= 301
    for one in (visitor, in_wall, outside):
        one.leave()


async def test_ticket_serves_once_and_the_pass_again_and_again(city: SmallCity):
    ticket, again = city.ticket_and_pass()
    (await enter(city.url, ticket)).leave()
    assert (await refusal(city, ticket))[0] == 4001
    for _ in range(2):
        (await enter(city.url, again)).leave()


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"exp": int(time.time()) - 60, "iat": int(time.time()) - 120}, "expired"),
        ({"iat": int(time.time()) + 600, "exp": int(time.time()) + 700}, "future"),
        ({"aud": "elsewhere@1"}, "elsewhere"),
        ({"aud": f"{YARD}@2"}, "node"),
    ],
)
async def test_ticket_that_is_not_for_here_and_now_is_refused_with_the_reason(city: SmallCity, changes, why):
    claims = city.claims()
    token = tickets.issue(type(claims)(**{**vars(claims), **changes}), city.key)
    code, reason = await refusal(city, token)
    assert code == 4001
    assert why in reason


async def test_forged_tickets_are_refused(city: SmallCity):
    head, body, signature = city.ticket().split(".")
    claims = json.loads(base64.urlsafe_b64decode(body + "=="))
    forged = base64.urlsafe_b64encode(json.dumps({**claims, "roles": ["moderator"]}).encode()).decode()
    stranger = tickets.issue(city.claims(), tickets.generate_key("stranger"))
    for token in (f"{head}.{forged.rstrip('=')}.{signature}", stranger, "", "x.y.z", "가", "a" * 3000):
        assert (await refusal(city, token))[0] == 4001


async def test_new_public_key_is_found_without_a_restart(city: SmallCity):
    key = tickets.generate_key("rotated")
    public = city.data / "keys" / "ticket-next.public.jwk"
    public.write_text(json.dumps(key.as_dict(private=False)), "utf-8")
    await asyncio.sleep(1.1)
    visitor = await enter(city.url, tickets.issue(city.claims(), key))
    visitor.leave()


async def test_no_enter_in_time_is_4001(city: SmallCity):
    visitor = await connect(city.url)
    begun = time.monotonic()
    assert (await visitor.ended(8.0))[0] == 4001
    assert 4.5 < time.monotonic() - begun < 7


async def test_newer_connection_of_a_visit_replaces_the_older_and_stands_where_it_stood(city: SmallCity):
    ticket, again = city.ticket_and_pass()
    older = await enter(city.url, ticket, {"x": 3000, "z": 3000})
    other = await enter(city.url, city.ticket())
    await other.sees(older.id)
    newer = await enter(city.url, again)
    assert (newer.id, newer.spot[:3]) == (older.id, (3000, 0, 3000))
    assert (await older.ended())[0] == 4005
    assert (await older.told("refused"))["code"] == "replaced"
    newer.move(3010, 3000, 64)
    await other.until(lambda: other.newest(newer.id).get("x") == 3010)
    assert not any(message["type"] == "left" for message in other.messages)
    newer.leave()
    other.leave()


async def test_foreign_page_may_not_open_a_socket_and_the_citys_own_may(city: SmallCity):
    with pytest.raises(WSError, match="403"):
        await connect(city.url, Origin="http://elsewhere.example")
    for origin in ("http://localhost:8000", "http://127.0.0.1:8000"):
        (await connect(city.url, Origin=origin)).leave()


async def test_other_subprotocol_is_refused(city: SmallCity):
    with pytest.raises(WSError, match="400"):
        await connect(city.url, **{"Sec-WebSocket-Protocol": "chat"})


async def test_other_path_is_not_found(city: SmallCity):
    with pytest.raises(WSError, match="404"):
        await connect(city.url.replace("/world", "/elsewhere"))


async def test_many_come_in_at_once_in_order(city: SmallCity):
    visitors = await asyncio.gather(*(enter(city.url, city.ticket(FIELD), wait_s=15) for _ in range(100)))
    assert len({visitor.id for visitor in visitors}) == 100
    for visitor in visitors:
        visitor.leave()


def test_http_answers(city: SmallCity):
    assert city.get("/healthz") == (200, "alive\n")
    status, ready = city.get("/readyz")
    assert status == 200
    assert json.loads(ready)["places"].keys() == {YARD, FIELD}
    assert set(json.loads(city.get("/here")[1])) == {YARD, FIELD}
    assert "madang_world_people" in city.get("/metrics")[1]
    assert city.get("/nothing")[0] == 404


def test_metrics_are_not_for_who_comes_through_the_door(city: SmallCity):
    assert city.get("/metrics", **{"X-Forwarded-For": "203.0.113.9"})[0] == 404
    assert city.get("/metrics", **{"X-Forwarded-For": "127.0.0.1"})[0] == 404


@pytest.mark.parametrize(
    "data",
    [
        b"\x00\xff\xfe" * 50,
        b"GET / HTTP/1.1\r\n\r\n",
        b"POST /world HTTP/1.1\r\nContent-Length: 5\r\n\r\nhello",
    ],
)
def test_what_is_not_http_is_answered_or_closed(city: SmallCity, data: bytes):
    with socket.create_connection(("127.0.0.1", city.port), timeout=10) as wire:
        wire.sendall(data + b"\r\n\r\n")
        while wire.recv(4096):
            pass
    assert city.get("/healthz")[0] == 200

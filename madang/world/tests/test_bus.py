"""The bus: doorbells, notices, publications and removals through a real NATS, which goes and comes back."""

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.js.api import KeyValueConfig, StreamConfig
from nats.js.kv import KeyValue

from madang.places.outline import outline_of
from madang.protocol.events import (
    PLACES_BUCKET,
    REMOVALS_BUCKET,
    STREAM,
    STREAM_SUBJECTS,
    Event,
    NoticePosted,
    PersonNotified,
    PlacePublished,
    StageChanged,
    removal_key,
    subject,
    to_json,
)
from madang.world.tests.nats_process import NatsProcess
from madang.world.tests.small_city import CITY, FIELD, YARD, SmallCity, running_city
from madang.world.tests.visitor import connect, enter

AT = "2026-11-21T12:00:00Z"


@pytest.fixture(scope="module")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsProcess]:
    server = NatsProcess(tmp_path_factory.mktemp("nats"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory, nats_server: NatsProcess) -> Iterator[SmallCity]:
    with running_city(tmp_path_factory.mktemp("city"), nats_url=nats_server.url) as started:
        yield started


@asynccontextmanager
async def bus(server: NatsProcess) -> AsyncIterator[Client]:
    """A connection of the city's own, once the server answers."""
    for _ in range(100):
        try:
            client = await nats.connect(server.url, allow_reconnect=False, connect_timeout=1)
            break
        except (OSError, TimeoutError, nats.errors.Error):
            await asyncio.sleep(0.1)
    yield client
    await client.close()


async def publish(client: Client, *happened: Event) -> None:
    stream = client.jetstream(timeout=5)
    await stream.add_stream(StreamConfig(name=STREAM, subjects=list(STREAM_SUBJECTS)))
    for event in happened:
        await stream.publish(subject(CITY, event), to_json(event))


async def removals(client: Client) -> KeyValue:
    return await client.jetstream(timeout=5).create_key_value(
        KeyValueConfig(bucket=REMOVALS_BUCKET, history=1)
    )


async def bus_is(city: SmallCity, state: str) -> None:
    """Wait until /readyz tells this state of the bus."""
    until = time.monotonic() + 15
    while json.loads(city.get("/readyz")[1])["bus"] != state:
        assert time.monotonic() < until, city.log_text()
        await asyncio.sleep(0.1)


async def test_doorbell_rings_at_all_sockets_of_the_person_and_at_no_other(city, nats_server):
    page = await enter(city.url, city.ticket("", sub="person-1"))
    walker = await enter(city.url, city.ticket(YARD, sub="person-1"))
    other = await enter(city.url, city.ticket(YARD, sub="person-2"))
    await bus_is(city, "up")
    async with bus(nats_server) as client:
        await publish(client, PersonNotified(sub="person-1", n=7, about="certificate_issued", at=AT))
    for visitor in (page, walker):
        assert await visitor.told("event") == {"type": "event", "n": 7, "kind": "certificate_issued"}
    assert not any(message["type"] == "event" for message in other.messages)


async def test_notice_reaches_everybody_in_their_language(city, nats_server):
    korean = await enter(city.url, city.ticket(YARD, lang="ko"))
    english = await enter(city.url, city.ticket(FIELD, lang="en-GB"))
    await bus_is(city, "up")
    title, text = {"ko": "행사", "en": "Event"}, {"ko": "오늘", "en": "Today"}
    everywhere = NoticePosted(id="n1", place="", title=title, text=text, link="/ko/", until="", at=AT)
    here = NoticePosted(id="n2", place=YARD, title=title, text=text, link="", until="", at=AT)
    async with bus(nats_server) as client:
        await publish(client, everywhere, here)
    notice = await korean.told("notice")
    assert (notice["id"], notice["title"], notice["text"], notice["link"]) == ("n1", "행사", "오늘", "/ko/")
    assert (await korean.told("notice"))["id"] == "n2"
    assert (await english.told("notice"))["title"] == "Event"
    assert not any(message["type"] == "notice" for message in english.messages)


async def test_stage_is_told_whole_to_everybody_in_its_place_and_to_nobody_else(city, nats_server):
    korean = await enter(city.url, city.ticket(YARD, lang="ko"))
    english = await enter(city.url, city.ticket(YARD, lang="en"))
    elsewhere = await enter(city.url, city.ticket(FIELD))
    await bus_is(city, "up")
    shown = StageChanged(
        place=YARD,
        n=7,
        session="s1",
        title={"ko": "이야기", "en": "Talk"},
        slide=1,
        slides=2,
        slide_title={"ko": "봄", "en": "Spring"},
        slide_text={},
        picture="",
        alt={},
        line="안녕하세요",
        line_n=6,
        line_lang="ko",
        line_by="문화본부",
        question="",
        question_by="",
        question_lang="",
        applause=3,
        waiting=1,
        until=AT,
        at=AT,
    )
    async with bus(nats_server) as client:
        await publish(client, shown)
    told = await korean.told("stage")
    assert (told["title"], told["slide"]["title"], told["line"]["text"]) == ("이야기", "봄", "안녕하세요")
    assert (told["n"], told["applause"], told["question"]) == (7, 3, None)
    assert (await english.told("stage"))["slide"]["title"] == "Spring"
    assert not any(message["type"] == "stage" for message in elsewhere.messages)


async def test_new_revision_is_told_to_those_present_and_in_the_next_welcome(city, nats_server):
    visitor = await enter(city.url, city.ticket(YARD))
    await bus_is(city, "up")
    async with bus(nats_server) as client:
        await publish(
            client,
            PlacePublished(place=YARD, revision=9, at=AT),
            PlacePublished(place=YARD, revision=8, at=AT),
            PlacePublished(place="elsewhere", revision=99, at=AT),
        )
        await client.jetstream().publish(f"events.{CITY}.garbage", b"\xff not an event")
        await publish(client, PlacePublished(place=YARD, revision=10, at=AT))
    assert (await visitor.told("place"))["revision"] == 9
    assert (await visitor.told("place"))["revision"] == 10
    assert (await enter(city.url, city.ticket(YARD))).welcome["revision"] == 10


def outline(revision: int, *things: tuple[float, float]) -> bytes:
    """The yard with kiosks at these spots, and people who arrive at (70, 70)."""
    return outline_of(
        {
            "place": YARD,
            "revision": revision,
            "spawns": [{"x": 70, "z": 70, "yaw": 0, "radius_m": 1}],
            "objects": [{"kind": "kiosk", "x": x, "z": z, "yaw": 0} for x, z in things],
        }
    )


async def test_ground_and_spawns_follow_a_new_revision_and_survive_a_restart(city, nats_server):
    await bus_is(city, "up")
    walker = await enter(city.url, city.ticket(YARD), {"x": 2000, "z": 2300})
    caught = await enter(city.url, city.ticket(YARD), {"x": 3000, "z": 3000})
    async with bus(nats_server) as client:
        bucket = await client.jetstream(timeout=5).key_value(PLACES_BUCKET)
        await bucket.put(f"{CITY}.{YARD}", outline(20, (30, 30)))
        await publish(client, PlacePublished(place=YARD, revision=20, at=AT))
        assert (await walker.told("place"))["revision"] == 20
        await asyncio.sleep(0.3)
        assert sum(message["type"] == "place" for message in walker.messages) == 0
        for one, way in ((walker, (2200, 2100, 2000)), (caught, (3000, 3060, 3120))):
            for z in way:
                one.move(one.spot[0], z)
                await asyncio.sleep(0.4)
            assert not any(message["type"] == "put" for message in one.messages)
        walker.move(2000, 2000)
        blocked = await enter(city.url, city.ticket(YARD), {"x": 3000, "z": 3000})
        beside = blocked.welcome["spawn"]
        assert 40 < abs(beside["x"] - 3000) + abs(beside["z"] - 3000) < 600, "beside the kiosk, not in it"
        await bucket.put(f"{CITY}.{YARD}", b"[] no outline")
        await bucket.put(f"{CITY}.{YARD}", outline(21))
        assert (await walker.told("place"))["revision"] == 21
        city.stop()
        city.start()
        late = await enter(city.url, city.ticket(YARD))
        assert late.welcome["revision"] == 21
        assert late.welcome["spawn"]["x"] > 6800


async def test_removed_visit_is_closed_and_cannot_come_back_until_lifted(city, nats_server):
    ticket, again = city.ticket_and_pass(YARD, sid="visit-9", lang="ko")
    visitor = await enter(city.url, ticket)
    other = await enter(city.url, city.ticket(YARD))
    await bus_is(city, "up")
    async with bus(nats_server) as client:
        bucket = await removals(client)
        value = json.dumps({"until": None, "reason": {"ko": "도배", "en": "Flooding"}}).encode()
        await bucket.put(removal_key("sid", "visit-9"), value)
        assert await visitor.ended() == (4003, "도배")
        assert visitor.id in (await other.told("left"))["ids"]
        refused = await connect(city.url)
        refused.send({"type": "enter", "ticket": again})
        assert (await refused.ended())[0] == 4003
        await bucket.delete(removal_key("sid", "visit-9"))
        await asyncio.sleep(0.5)
        await enter(city.url, again)
        assert other.closed is None


async def test_banned_person_is_refused_until_the_end_of_the_ban(city, nats_server):
    await bus_is(city, "up")
    async with bus(nats_server) as client:
        bucket = await removals(client)
        until = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3))
        await bucket.put(removal_key("sub", "person-5"), json.dumps({"until": until, "reason": "x"}).encode())
        await asyncio.sleep(0.3)
        refused = await connect(city.url)
        refused.send({"type": "enter", "ticket": city.ticket(YARD, sub="person-5")})
        assert (await refused.ended())[0] == 4003
        await asyncio.sleep(3.2)
        await enter(city.url, city.ticket(YARD, sub="person-5"))


async def test_nats_goes_and_comes_back_and_nothing_is_missed(tmp_path: Path):
    server = NatsProcess(tmp_path)
    (tmp_path / "city").mkdir()
    with running_city(tmp_path / "city", nats_url=server.url) as city:
        visitor = await enter(city.url, city.ticket(YARD, sub="person-1", sid="visit-1"), wait_s=8)
        other = await enter(city.url, city.ticket(YARD))
        assert json.loads(city.get("/readyz")[1])["bus"] == "away"
        server.start()
        await bus_is(city, "up")
        async with bus(server) as client:
            await publish(client, PersonNotified(sub="person-1", n=1, about="a", at=AT))
        assert (await visitor.told("event"))["n"] == 1
        server.kill()
        await bus_is(city, "away")
        visitor.send({"type": "say", "text": "x"})
        await other.told("said")
        server.start()
        async with bus(server) as client:
            await publish(client, PersonNotified(sub="person-1", n=2, about="b", at=AT))
            assert (await visitor.told("event", 15))["n"] == 2
            await bus_is(city, "up")
            await publish(client, PersonNotified(sub="person-1", n=3, about="c", at=AT))
            assert (await visitor.told("event"))["n"] == 3
            await (await removals(client)).put(removal_key("sid", "visit-1"), b"{}")
            assert (await visitor.ended())[0] == 4003
    server.kill()


async def test_removed_visit_is_refused_right_after_a_restart(tmp_path: Path):
    server = NatsProcess(tmp_path)
    server.start()
    (tmp_path / "city").mkdir()
    with running_city(tmp_path / "city", nats_url=server.url) as city:
        _, again = city.ticket_and_pass(YARD, sid="visit-1")
        await bus_is(city, "up")
        async with bus(server) as client:
            await (await removals(client)).put(removal_key("sid", "visit-1"), b"{}")
        city.kill()
        city.start()
        refused = await connect(city.url)
        refused.send({"type": "enter", "ticket": again})
        assert (await refused.ended())[0] == 4003
    server.kill()

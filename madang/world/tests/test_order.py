"""Order in a running world: blocks that last, words not passed on, reports with what was heard."""

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path

import nats
import pytest

from madang.protocol.events import REMOVALS_BUCKET, removal_key
from madang.protocol.reports import REPORTS_STREAM, is_number, report_from_json
from madang.protocol.tickets import Claims
from madang.world.limits import Limits
from madang.world.order import Blocks, RecentTalk
from madang.world.tests.nats_process import NatsProcess
from madang.world.tests.small_city import SmallCity, running_city
from madang.world.tests.test_bus import bus_is
from madang.world.tests.visitor import Visitor, connect, enter

HERE = {"x": 3000, "z": 3000}


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


async def heard(visitor: Visitor, text: str) -> None:
    while (await visitor.told("said"))["text"] != text:
        pass


async def test_block_holds_for_talk_over_a_drop_and_until_it_is_taken_back(city: SmallCity):
    ticket, again = city.ticket_and_pass(key="k-one")
    one = await enter(city.url, ticket, HERE)
    rude = await enter(city.url, city.ticket(key="k-rude"), {"x": 3100, "z": 3000})
    third = await enter(city.url, city.ticket(), {"x": 3200, "z": 3000})
    one.send({"type": "block", "id": rude.id})
    assert await one.told("blocked") == {"type": "blocked", "id": rude.id, "key": "k-rude"}
    one.send({"type": "who", "ids": [rude.id, third.id]})
    people = {person["id"]: person for person in (await one.told("people"))["people"]}
    assert people[rude.id]["blocked"] is True
    assert "blocked" not in people[third.id]
    assert "key" not in people[rude.id]

    await hears_only_kind_words(one, rude, third)
    one.leave()
    back = await enter(city.url, again, HERE)
    await asyncio.sleep(1)
    await hears_only_kind_words(back, rude, third)
    back.send({"type": "unblock", "id": rude.id})
    assert (await back.told("unblocked"))["key"] == "k-rude"
    await asyncio.sleep(1)
    rude.send({"type": "say", "text": "hello"})
    await heard(back, "hello")


async def hears_only_kind_words(one: Visitor, rude: Visitor, kind: Visitor) -> None:
    """Both speak; the kind one hears both, `one` only the kind."""
    one.messages.clear()
    rude.send({"type": "say", "text": "rude"})
    await heard(kind, "rude")
    kind.send({"type": "say", "text": "kind"})
    await one.told("said")
    assert not any(message.get("text") == "rude" for message in one.messages)


async def test_key_of_an_earlier_visit_blocks_the_person_at_the_next(city: SmallCity):
    one = await enter(city.url, city.ticket(), HERE)
    one.send({"type": "block", "keys": ["k-old", "k-other"]})
    rude = await enter(city.url, city.ticket(key="k-old"), {"x": 3100, "z": 3000})
    one.send({"type": "who", "ids": [rude.id]})
    assert (await one.told("people"))["people"][0]["blocked"] is True
    one.send({"type": "unblock", "keys": ["k-old"]})
    one.send({"type": "who", "ids": [rude.id]})
    assert "blocked" not in (await one.told("people"))["people"][0]


async def test_nobody_blocks_or_reports_themselves_or_who_is_not_there(city: SmallCity):
    one = await enter(city.url, city.ticket(), HERE)
    for message in (
        {"type": "block", "id": one.id},
        {"type": "block", "id": 65535},
        {"type": "unblock", "id": 0},
        {"type": "report", "id": one.id, "reason": "insult"},
    ):
        one.send(message)
        refused = await one.told("refused")
        assert (refused["to"], refused["code"]) == (message["type"], "nobody")
    one.send({"type": "report", "id": 9, "reason": "taste"})
    assert (await one.told("refused"))["code"] == "unknown_reason"


@pytest.mark.parametrize(
    "message",
    [
        {"type": "block"},
        {"type": "block", "id": "3"},
        {"type": "block", "keys": ["x"] * 101},
        {"type": "block", "keys": [""]},
        {"type": "unblock", "keys": "k"},
        {"type": "report", "id": 3},
        {"type": "report", "id": 3, "reason": "insult", "text": 1},
    ],
)
async def test_misshaped_message_ends_the_connection(city: SmallCity, message):
    one = await enter(city.url, city.ticket())
    one.send(message)
    assert (await one.ended())[0] == 4002


async def test_more_blocks_than_fit_are_refused(city: SmallCity):
    one = await enter(city.url, city.ticket())
    for start in range(0, 600, 100):
        one.send({"type": "block", "keys": [f"k{number}" for number in range(start, start + 100)]})
    assert (await one.told("refused"))["code"] == "too_many_blocks"


async def test_hurting_words_are_refused_milder_ones_masked_and_despair_is_answered(city: SmallCity):
    one = await enter(city.url, city.ticket(lang="ko"), HERE)
    other = await enter(city.url, city.ticket(lang="en"), {"x": 3100, "z": 3000})
    one.send({"type": "say", "text": "ㅅㅣㅂㅏㄹ 죽여버린다"})
    refused = await one.told("refused")
    assert (refused["to"], refused["code"]) == ("say", "words")
    assert "다른 말로" in refused["text"]
    one.send({"type": "say", "text": "존나 춥다"})
    assert "●" in (await other.told("said"))["text"]
    one.send({"type": "say", "text": "죽고 싶어요"})
    assert (await other.told("said"))["text"] == "죽고 싶어요"
    offer = await one.told("notice")
    assert offer["id"] == "help"
    assert "109" in offer["text"]
    assert not any(message["type"] == "notice" for message in other.messages)


async def test_language_can_be_changed_without_entering_again(city: SmallCity):
    one = await enter(city.url, city.ticket(lang="ko"), HERE)
    other = await enter(city.url, city.ticket(lang="ko"), {"x": 3100, "z": 3000})
    one.send({"type": "lang", "lang": "en"})
    one.send({"type": "say", "text": "good day"})
    assert (await other.told("said"))["lang"] == "en"
    one.send({"type": "say", "text": "ㅅㅣㅂㅏㄹ 죽여버린다"})
    assert "다른 말로" not in (await one.told("refused"))["text"]


async def test_report_carries_what_the_reporter_heard_and_nothing_else(
    city: SmallCity, nats_server: NatsProcess
):
    await bus_is(city, "up")
    rude = await enter(
        city.url, city.ticket(name="바람", key="k", sub="p2", sid="v2"), {"x": 7000, "z": 7000}
    )
    rude.send({"type": "say", "text": "before"})
    await heard(rude, "before")
    one = await enter(city.url, city.ticket(name="하늘", sub="p1", sid="v1"), {"x": 7100, "z": 7000})
    far = await enter(city.url, city.ticket(), {"x": 1000, "z": 1000})
    for text in ("first", "second"):
        rude.send({"type": "say", "text": text})
        await heard(one, text)
    one.send({"type": "say", "text": "my own"})
    await heard(one, "my own")
    one.send({"type": "report", "id": rude.id, "reason": "threat", "text": "따라와요\u202e"})
    receipt = await one.told("reported")
    assert receipt["id"] == rude.id
    assert is_number(receipt["number"])
    far.send({"type": "report", "id": rude.id, "reason": "other"})
    second = await far.told("reported")
    rude.leave()
    await far.told("left", 10)
    one.send({"type": "report", "id": rude.id, "reason": "insult"})
    third = await one.told("reported")
    reports = {report.number: report for report in await stored(nats_server)}
    report = reports[receipt["number"]]
    assert [line.text for line in report.said] == ["first", "second"]
    assert (report.reason, report.words, report.place) == ("threat", "따라와요", "yard")
    assert (report.by_name, report.by_sub, report.of_name, report.of_sub, report.of_sid) == (
        "하늘",
        "p1",
        "바람",
        "p2",
        "v2",
    )
    assert reports[second["number"]].said == ()
    assert len(reports[third["number"]].said) == 2


async def test_reports_are_bounded(city: SmallCity):
    one = await enter(city.url, city.ticket(), HERE)
    other = await enter(city.url, city.ticket(), HERE)
    for _ in range(4):
        one.send({"type": "report", "id": other.id, "reason": "spam"})
    assert (await one.told("refused"))["code"] == "too_fast"


async def test_removed_person_is_told_reason_end_and_number(city: SmallCity, nats_server: NatsProcess):
    await bus_is(city, "up")
    visitor = await enter(city.url, city.ticket(sub="person-7", lang="ko"))
    client = await nats.connect(nats_server.url)
    bucket = await client.jetstream().key_value(REMOVALS_BUCKET)
    reason = {"ko": "욕설이나 모욕" * 20, "en": "Insults"}
    value = {"until": "2999-01-01T00:00:00Z", "reason": reason, "number": "AAAA-BBBB-CCCC"}
    await bucket.put(removal_key("sub", "person-7"), json.dumps(value).encode())
    code, said = await visitor.ended()
    assert code == 4003
    assert said.startswith("욕설")
    assert said.endswith("(2999-01-01T00:00:00Z)")
    told = await visitor.told("refused")
    assert (told["until"], told["number"]) == ("2999-01-01T00:00:00Z", "AAAA-BBBB-CCCC")
    assert told["text"] == reason["ko"]
    refused = await connect(city.url)
    refused.send({"type": "enter", "ticket": city.ticket(sub="person-7", lang="en")})
    assert await refused.ended() == (4003, "Insults (2999-01-01T00:00:00Z)")
    await client.close()


async def test_report_without_nats_is_refused_and_not_lost_in_silence(tmp_path: Path):
    with running_city(tmp_path) as alone:
        one = await enter(alone.url, alone.ticket(), HERE)
        other = await enter(alone.url, alone.ticket(), HERE)
        one.send({"type": "report", "id": other.id, "reason": "spam"})
        assert (await one.told("refused"))["code"] == "not_sent"


async def stored(server: NatsProcess):
    """All reports that lie in the stream."""
    client = await nats.connect(server.url)
    stream = client.jetstream()
    last = (await stream.stream_info(REPORTS_STREAM)).state.last_seq
    found = [await stream.get_msg(REPORTS_STREAM, seq) for seq in range(1, last + 1)]
    await client.close()
    return [report_from_json(message.data or b"") for message in found]


def claims(sid: str) -> Claims:
    return Claims(
        iss="", aud="", sub="p", sid=sid, jti="", kid="", iat=0, exp=0, use="ticket", name="바람", look=""
    )


def test_talk_is_remembered_for_two_minutes_and_twenty_lines():
    talk = RecentTalk()
    for number in range(30):
        talk.add(("plaza", 3), claims("v"), str(number), [3, 7, 65535], float(number))
    said = talk.heard(("plaza", 3), "v", 65535, 0.0)
    assert [line.text for line in said] == [str(number) for number in range(10, 30)]
    assert talk.heard(("plaza", 3), "v", 8, 0.0) == ()
    assert len(talk.heard(("plaza", 3), "v", 7, 25.0)) == 5
    assert talk.speaker(("plaza", 3), 149.0)
    talk.forget(149.5)
    assert len(talk) == 0
    assert talk.speaker(("plaza", 3), 149.5) is None


def test_talk_of_who_had_the_id_before_is_not_taken_for_the_newcomers():
    talk = RecentTalk()
    talk.add(("plaza", 3), claims("old"), "before", [7], 0.0)
    talk.add(("plaza", 3), claims("new"), "after", [7], 1.0)
    assert talk.heard(("plaza", 3), "old", 7, 0.0) == ()
    assert [line.text for line in talk.heard(("plaza", 3), "new", 7, 0.0)] == ["after"]


def test_blocks_of_the_latest_visits_are_kept():
    blocks = Blocks(2)
    for sid in ("a", "b", "a", "c"):
        blocks.keep(sid, {sid: None})
    assert (blocks.of("a"), blocks.of("b"), blocks.of("c")) == ({"a": None}, {}, {"c": None})


def test_limits_of_order_are_finite():
    limits = Limits()
    assert 0 < limits.reports_per_min < 60
    assert "blocks" in limits.told()

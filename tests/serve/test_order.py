"""The worker between world and desk: reports written down once, removals told, whatever is killed."""

import asyncio
import contextlib
import json
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nats
import pytest
from nats.aio.client import Client
from nats.js.errors import Error as JetStreamError

from madang.protocol.events import REMOVALS_BUCKET
from madang.protocol.reports import (
    REPORTS_STREAM,
    PersonReported,
    SaidLine,
    new_number,
    report_subject,
    report_to_json,
)
from tests.running_city import wait_until
from tests.serve.test_relay import Post, make_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    """A NATS server and a worker on one data directory."""
    made = make_post(tmp_path / "data", None)
    made.start("nats")
    made.start("worker")
    wait_until(made.worker_is_ready, 15, "the worker")
    wait_until(lambda: _has_stream(made), 10, "the stream of reports")
    yield made
    made.end()


def _has_stream(post: Post) -> bool:
    async def look(client: Client) -> int:
        info = await client.jetstream().stream_info(REPORTS_STREAM)
        return int(info.state.messages)

    try:
        ask(post, look)
    except (JetStreamError, OSError, TimeoutError):
        return False
    return True


def ask(post: Post, work: Any) -> Any:
    """The answer of a coroutine that talks to this post's NATS."""

    async def run() -> Any:
        client = await nats.connect(post.nats_url, connect_timeout=2, max_reconnect_attempts=2)
        try:
            return await work(client)
        finally:
            await client.close()

    return asyncio.run(run())


def report(number: str) -> bytes:
    line = SaidLine("2026-11-22T00:00:00Z", "저리 가")
    return report_to_json(
        PersonReported(
            number=number,
            place="plaza",
            at="2026-11-22T00:00:01Z",
            reason="insult",
            words="",
            by_sub="p1",
            by_sid="v1",
            by_name="하늘",
            by_lang="ko",
            of_sub="p2",
            of_sid="v2",
            of_name="바람",
            of_look="k0",
            said=(line,),
        )
    )


def publish(post: Post, *payloads: bytes) -> None:
    async def work(client: Client) -> None:
        for payload in payloads:
            await client.jetstream().publish(report_subject("seoul"), payload, stream=REPORTS_STREAM)

    ask(post, work)


def rows(post: Post, query: str, *values: object) -> list[tuple[Any, ...]]:
    with (
        contextlib.closing(sqlite3.connect(post.data / "madang.sqlite3", timeout=20)) as connection,
        connection,
    ):
        return connection.execute(query, values).fetchall()


def bucket(post: Post) -> dict[str, Any]:
    """What the world would read."""

    async def work(client: Client) -> dict[str, Any]:
        found = await client.jetstream().key_value(REMOVALS_BUCKET)
        try:
            return {key: json.loads((await found.get(key)).value or b"") for key in await found.keys()}
        except JetStreamError:
            return {}

    answer: dict[str, Any] = ask(post, work)
    return answer


def remove(post: Post, number: str, sid: str, sub: str) -> None:
    now = datetime.now(UTC)
    values = (number, sid, sub, now.isoformat(" "), (now + timedelta(days=1)).isoformat(" "))
    columns = "number, sid, sub, name, reason, words, term, at, until, by, lifted_by"
    rows(
        post,
        f"INSERT INTO order_removal ({columns}) VALUES (?, ?, ?, '', 'insult', '', 'day', ?, ?, 's', '')",
        *values,
    )


def test_report_is_written_down_once_and_then_nowhere_else(post: Post) -> None:
    number = new_number()
    publish(post, report(number), b"not a report", report(number))
    wait_until(lambda: len(rows(post, "SELECT 1 FROM order_report")) == 1, 10, "the report")

    async def left(client: Client) -> int:
        info = await client.jetstream().stream_info(REPORTS_STREAM)
        return int(info.state.messages)

    wait_until(lambda: ask(post, left) == 0, 10, "the stream to be empty")
    assert rows(post, "SELECT number, state, of_name FROM order_report") == [(number, "open", "바람")]


def test_report_made_while_the_worker_was_down_is_written_down_after(post: Post) -> None:
    post.kill("worker")
    number = new_number()
    publish(post, report(number))
    post.start("worker")
    wait_until(lambda: rows(post, "SELECT number FROM order_report") == [(number,)], 20, "the report")


def test_removal_reaches_the_world_is_lifted_and_survives_a_nats_that_lost_its_disk(post: Post) -> None:
    remove(post, "AAAA-BBBB-CCCC", "v2", "p2")
    took_s = wait_until(lambda: set(bucket(post)) == {"sid.v2", "sub.p2"}, 10, "the removal")
    assert took_s < 2
    assert bucket(post)["sub.p2"]["number"] == "AAAA-BBBB-CCCC"
    remove(post, "DDDD-EEEE-FFFF", "v3", "")
    wait_until(lambda: "sid.v3" in bucket(post), 10, "the second removal")
    rows(
        post,
        "UPDATE order_removal SET lifted_at = ?, told_at = NULL WHERE number = 'DDDD-EEEE-FFFF'",
        datetime.now(UTC).isoformat(" "),
    )
    wait_until(lambda: set(bucket(post)) == {"sid.v2", "sub.p2"}, 10, "the lifting")

    async def lose(client: Client) -> None:
        await client.jetstream().delete_key_value(REMOVALS_BUCKET)

    ask(post, lose)
    post.kill("nats")
    post.start("nats")
    wait_until(post.worker_is_ready, 20, "NATS to be back")
    wait_until(lambda: _filled(post), 20, "the bucket to be filled again")


def _filled(post: Post) -> bool:
    try:
        return set(bucket(post)) == {"sid.v2", "sub.p2"}
    except (JetStreamError, OSError, TimeoutError):
        return False

"""The outbox relay with a real NATS server and real databases: nothing is lost, whatever is killed."""

import asyncio
import json
import os
import signal
import sqlite3
import subprocess
import sys
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

import nats
import psycopg
import pytest

from madang.protocol.events import NoticePosted, subject, to_json
from tests.running_city import city_environment, free_ports, status_of, wait_until

INSERT = (
    "INSERT INTO {table} (id, kind, subject, payload, created_at, published_at) "
    "VALUES ({mark}, {mark}, {mark}, {mark}, {mark}, {mark})"
)


@dataclass
class Post:
    """A data directory with a NATS server and a worker that come and go."""

    data: Path
    port: int
    environment: dict[str, str]
    insert: Callable[[list[tuple[str, str, datetime | None]]], None]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, name: str) -> None:
        command = [sys.executable, "-m", "madang.cli", name, "--data", str(self.data)]
        self.processes[name] = subprocess.Popen(command, env=self.environment, stdin=subprocess.DEVNULL)

    def kill(self, name: str) -> None:
        process = self.processes.pop(name)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()

    def end(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(10)

    @property
    def nats_url(self) -> str:
        users = json.loads((self.data / "keys" / "nats.json").read_text(encoding="utf-8"))
        return f"nats://world:{users['world']}@127.0.0.1:{self.port}"

    def worker_is_ready(self) -> bool:
        return status_of(f"http://127.0.0.1:{self.port + 1}/readyz") == 200

    def metrics(self) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port + 1}/metrics") as answer:
            return str(answer.read().decode())

    def published(self) -> list[str]:
        """The texts of all notices in the stream, in order."""
        return asyncio.run(_read_stream(self.nats_url))


async def _read_stream(url: str) -> list[str]:
    client = await nats.connect(url, max_reconnect_attempts=3)
    try:
        stream = client.jetstream()
        count = (await stream.stream_info("EVENTS")).state.messages
        reader = await stream.subscribe("events.>", ordered_consumer=True)
        return [json.loads((await reader.next_msg(timeout=5)).data)["text"]["ko"] for _ in range(count)]
    finally:
        await client.close()


def notice(text: str) -> NoticePosted:
    return NoticePosted(
        id=text,
        place="",
        title={},
        text={"ko": text, "en": text},
        link="",
        until="",
        at="2026-11-22T00:00:00Z",
    )


def rows(texts: list[str], published_at: datetime | None = None) -> list[tuple[str, str, datetime | None]]:
    return [(subject("seoul", notice(text)), to_json(notice(text)).decode(), published_at) for text in texts]


def make_post(data: Path, database_url: str | None) -> Post:
    port = free_ports()
    environment = city_environment(
        {"MADANG_NATS_PORT": str(port), "MADANG_WORKER_PORT": str(port + 1), "MADANG_WEB_PORT": str(port + 2)}
    )
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [sys.executable, "-m", "madang.cli", "city", "load", "--data", str(data)]
    subprocess.run(command, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    insert = _insert_postgresql(database_url) if database_url else _insert_sqlite(data)
    insert([])
    post = Post(data, port, environment, insert)
    post.environment["MADANG_NATS_URL"] = post.nats_url.replace("nats://world:", "nats://worker:").replace(
        _password(data, "world"), _password(data, "worker")
    )
    return post


def _password(data: Path, user: str) -> str:
    return str(json.loads((data / "keys" / "nats.json").read_text(encoding="utf-8"))[user])


def _insert_sqlite(data: Path) -> Callable[[list[tuple[str, str, datetime | None]]], None]:
    def insert(new: list[tuple[str, str, datetime | None]]) -> None:
        connection = sqlite3.connect(data / "madang.sqlite3", timeout=20)
        with connection:
            connection.execute("DELETE FROM kernel_outboxevent WHERE kind != 'notice_posted'")
            text = INSERT.format(table="kernel_outboxevent", mark="?")
            connection.executemany(text, [_values(row, lambda value: value.hex) for row in new])
        connection.close()

    return insert


def _insert_postgresql(url: str) -> Callable[[list[tuple[str, str, datetime | None]]], None]:
    def insert(new: list[tuple[str, str, datetime | None]]) -> None:
        with psycopg.connect(url) as connection, connection.cursor() as cursor:
            cursor.execute("DELETE FROM kernel_outboxevent WHERE kind != 'notice_posted'")
            text = INSERT.format(table="kernel_outboxevent", mark="%s")
            cursor.executemany(text, [_values(row, str) for row in new])
            cursor.execute("NOTIFY madang_outbox")

    return insert


_counter = iter(range(1, 1_000_000))


def _values(row: tuple[str, str, datetime | None], as_id: Callable[[uuid.UUID], str]) -> tuple[object, ...]:
    """A row's values; ids grow, as UUIDv7 does."""
    name, payload, published_at = row
    created_at = datetime.now(UTC)
    return as_id(uuid.UUID(int=next(_counter))), "notice_posted", name, payload, created_at, published_at


@pytest.fixture(params=["sqlite", "postgresql"])
def post(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Post]:
    """A post on each of the two databases, with a NATS server, no worker yet."""
    url = request.getfixturevalue("postgresql_url") if request.param == "postgresql" else None
    made = make_post(tmp_path / "data", url)
    made.start("nats")
    yield made
    made.end()


def test_committed_event_is_published_at_once_and_in_order(post: Post) -> None:
    post.start("worker")
    wait_until(post.worker_is_ready, 15, "the worker")
    post.insert(rows(["하나", "둘", "셋"]))
    took_s = wait_until(lambda: "madang_relay_published_total 3" in post.metrics(), 5, "three events")
    assert took_s < 2.0
    assert post.published() == ["하나", "둘", "셋"]


def test_worker_killed_while_publishing_loses_and_doubles_nothing(post: Post) -> None:
    texts = [f"알림 {number}" for number in range(1500)]
    post.insert(rows(texts))
    post.start("worker")
    wait_until(post.worker_is_ready, 15, "the worker")
    wait_until(lambda: "madang_relay_published_total 0\n" not in post.metrics(), 5, "the first batch")
    post.kill("worker")
    assert 0 < len(post.published()) <= 1500
    post.start("worker")
    wait_until(
        lambda: post.worker_is_ready() and "madang_outbox_waiting 0\n" in post.metrics(), 30, "the rest"
    )
    wait_until(lambda: len(post.published()) == 1500, 10, "all events in the stream")
    assert post.published() == texts


def test_nats_that_goes_away_gets_what_happened_meanwhile(post: Post) -> None:
    post.start("worker")
    wait_until(post.worker_is_ready, 15, "the worker")
    post.insert(rows(["전"]))
    wait_until(lambda: "madang_relay_published_total 1" in post.metrics(), 5, "the first event")
    post.kill("nats")
    wait_until(lambda: not post.worker_is_ready(), 5, "the worker to notice")
    post.insert(rows(["사이"]))
    post.start("nats")
    wait_until(lambda: "madang_relay_published_total 2" in post.metrics(), 20, "the event from meanwhile")
    assert post.published() == ["전", "사이"]


def test_events_published_days_ago_are_deleted(tmp_path: Path) -> None:
    post = make_post(tmp_path / "data", None)
    now = datetime.now(UTC)
    post.insert(rows(["오래된"], now - timedelta(days=4)) + rows(["어제"], now - timedelta(days=1)))
    post.start("nats")
    post.start("worker")
    wait_until(post.worker_is_ready, 15, "the worker")
    post.insert(rows(["새"]))
    wait_until(lambda: "madang_relay_published_total 1" in post.metrics(), 5, "the new event")
    connection = sqlite3.connect(post.data / "madang.sqlite3")

    def left() -> list[str]:
        kept = connection.execute("SELECT payload FROM kernel_outboxevent ORDER BY id").fetchall()
        return [json.loads(payload)["text"]["ko"] for (payload,) in kept]

    wait_until(lambda: left() == ["어제", "새"], 5, "the old event to be deleted")
    connection.close()
    post.end()

"""The worker between desk and world: the newest outline of each place is there, whatever was killed."""

import json
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from nats.aio.client import Client
from nats.js.errors import Error as JetStreamError

from madang.protocol.events import PLACES_BUCKET, place_key
from tests.running_city import wait_until
from tests.serve.test_order import ask
from tests.serve.test_relay import Post, make_post


@pytest.fixture
def post(tmp_path: Path) -> Iterator[Post]:
    made = make_post(tmp_path / "data", None)
    made.start("nats")
    made.start("worker")
    wait_until(made.worker_is_ready, 15, "the worker")
    yield made
    made.end()


def told(post: Post) -> int:
    """The revision of the plaza that a world would read now."""

    async def look(client: Client) -> int:
        bucket = await client.jetstream().key_value(PLACES_BUCKET)
        entry = await bucket.get(place_key("seoul", "plaza"))
        return int(json.loads(entry.value or b"{}")["revision"])

    try:
        return int(ask(post, look))
    except (JetStreamError, OSError, TimeoutError):
        return 0


def publish_next(post: Post) -> int:
    """The plaza's newest revision once more, as the desk would publish it."""
    with sqlite3.connect(post.data / "madang.sqlite3", timeout=20) as connection:
        row = connection.execute(
            "SELECT revision, document FROM kernel_placerevision WHERE place = 'plaza' ORDER BY revision DESC"
        ).fetchone()
        document = json.dumps({**json.loads(row[1]), "revision": row[0] + 1})
        connection.execute(
            "INSERT INTO kernel_placerevision (city, place, revision, document, author, note, published_at)"
            " VALUES ('seoul', 'plaza', ?, ?, 'editor', '', '2026-11-22 00:00:00')",
            (row[0] + 1, document),
        )
    connection.close()
    return int(row[0]) + 1


def test_outlines_are_told_and_told_again_after_nats_or_worker_were_killed(post):
    wait_until(lambda: told(post) == 1, 15, "the first outline")
    second = publish_next(post)
    wait_until(lambda: told(post) == second, 10, "the next outline")
    post.kill("worker")
    third = publish_next(post)
    post.start("worker")
    wait_until(lambda: told(post) == third, 20, "what was published meanwhile")
    post.kill("nats")
    fourth = publish_next(post)
    post.start("nats")
    wait_until(lambda: told(post) == fourth, 25, "what was published while NATS was away")

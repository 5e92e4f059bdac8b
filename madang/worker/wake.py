"""When to look into the outbox: SQLite's data_version changes with a commit, PostgreSQL notifies of it."""

import asyncio
import sqlite3
from pathlib import Path
from typing import Any, Protocol

from madang.config import Config

POLL_S = 0.05
LOOK_ANYWAY_S = 2.0
CHANNEL = "madang_outbox"


class Waker(Protocol):
    """Wakes the relay: `arm`, then look into the outbox, then `wait` for a commit after `arm`."""

    def arm(self) -> None:
        """Notice every commit from now on."""

    async def wait(self) -> None:
        """Return when something was committed since `arm`, or when it is time to look anyway."""

    def close(self) -> None:
        """Let go of the connection."""


def make_waker(config: Config) -> Waker:
    """The waker that fits the city's database."""
    if config.database_url is None:
        return SqliteWaker(config.data / "madang.sqlite3")
    return PostgresWaker(config.database_url)


class SqliteWaker:
    """Asks `PRAGMA data_version` 20 times a second: it changes when another connection has committed."""

    def __init__(self, database: Path) -> None:
        self._connection = sqlite3.connect(database, isolation_level=None)
        self._seen = self._version()

    def arm(self) -> None:
        self._seen = self._version()

    async def wait(self) -> None:
        # SQLite has nobody who could set an event.
        while self._version() == self._seen:  # noqa: ASYNC110
            await asyncio.sleep(POLL_S)

    def close(self) -> None:
        self._connection.close()

    def _version(self) -> int:
        return int(self._connection.execute("PRAGMA data_version").fetchone()[0])


class PostgresWaker:
    """Listens on the channel that `kernel.outbox.emit` notifies; looks anyway every 2 s."""

    def __init__(self, url: str) -> None:
        self._url = url
        self._told = asyncio.Event()
        self._listening: asyncio.Task[None] | None = None

    def arm(self) -> None:
        if self._listening is None:
            self._listening = asyncio.create_task(self._listen())
        self._told.clear()

    async def wait(self) -> None:
        try:
            await asyncio.wait_for(self._told.wait(), LOOK_ANYWAY_S)
        except TimeoutError:
            return

    def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()

    async def _listen(self) -> None:
        import psycopg

        while True:
            try:
                connection: psycopg.AsyncConnection[Any]
                async with await psycopg.AsyncConnection.connect(self._url, autocommit=True) as connection:
                    await connection.execute(f"LISTEN {CHANNEL}")
                    async for _notice in connection.notifies():
                        self._told.set()
            except psycopg.OperationalError:
                await asyncio.sleep(LOOK_ANYWAY_S)

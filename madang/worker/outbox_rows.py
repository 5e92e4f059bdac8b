"""The outbox as the relay reads and writes it, in a thread of its own: the loop never waits for a disk."""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Self, TypeVar

from django.db import OperationalError, connection
from django.utils import timezone

from madang.kernel.models import OutboxEvent

PURGE_ROWS = 1000

Answer = TypeVar("Answer")


@dataclass(frozen=True)
class OutboxRow:
    """One event to be published: its id as text, the NATS subject, the body."""

    id: str
    subject: str
    payload: bytes


class OutboxRows:
    """The outbox table, reached by one thread that keeps one connection."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self._thread.submit(_close).result()

    async def unpublished(self, limit: int) -> Sequence[OutboxRow]:
        """The oldest rows not yet published, at most `limit`."""
        return await self._ask(lambda: _unpublished(limit))

    async def mark_published(self, rows: Sequence[OutboxRow]) -> None:
        """Note that NATS has acknowledged these rows."""
        ids = [row.id for row in rows]
        await self._ask(lambda: OutboxEvent.objects.filter(id__in=ids).update(published_at=timezone.now()))

    async def backlog(self) -> tuple[int, float]:
        """How many rows wait, and for how many seconds the oldest has."""
        return await self._ask(_backlog)

    async def purge(self, keep_s: float) -> int:
        """Delete rows published more than `keep_s` ago; answers how many."""
        before = timezone.now() - timedelta(seconds=keep_s)
        deleted = 0
        while some := await self._ask(lambda: _purge_some(before)):
            deleted += some
        return deleted

    async def _ask(self, query: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _with_fresh_connection, query)


def _with_fresh_connection(query: Callable[[], Answer]) -> Answer:
    """Ask once more on a new connection when the database closed the old one."""
    try:
        return query()
    except OperationalError:
        connection.close()
        return query()


def _close() -> None:
    """Close this thread's own connection."""
    connection.close()


def _unpublished(limit: int) -> Sequence[OutboxRow]:
    waiting = OutboxEvent.objects.filter(published_at=None).order_by("id")
    return [
        OutboxRow(str(event.id), event.subject, event.payload.encode())
        for event in waiting.only("id", "subject", "payload")[:limit]
    ]


def _backlog() -> tuple[int, float]:
    waiting = OutboxEvent.objects.filter(published_at=None)
    oldest = waiting.order_by("id").values_list("created_at", flat=True).first()
    if oldest is None:
        return 0, 0.0
    return waiting.count(), max(0.0, (timezone.now() - oldest).total_seconds())


def _purge_some(before: datetime) -> int:
    old = OutboxEvent.objects.filter(published_at__lt=before).values_list("id", flat=True)[:PURGE_ROWS]
    deleted, _ = OutboxEvent.objects.filter(id__in=list(old)).delete()
    return deleted

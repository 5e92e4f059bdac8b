"""The tables of order as the worker reads and writes them, in the one thread that the database has."""

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from madang.kernel.order import removals, telling
from madang.kernel.order.models import Removal
from madang.kernel.personal import retention
from madang.protocol.reports import PersonReported

Answer = TypeVar("Answer")
DATABASE_FAILURES = (DatabaseError,)


class OrderRows:
    """What the keeper of order asks of the database."""

    def __init__(self, thread: ThreadPoolExecutor) -> None:
        self._thread = thread

    async def file(self, report: PersonReported) -> None:
        """Write a report down and ring at those who keep order, once."""
        await self._ask(lambda: telling.file_and_tell(report))

    async def untold(self) -> list[tuple[Removal, dict[str, bytes | None]]]:
        """Removals and liftings of which the world has not been told."""
        return await self._ask(lambda: removals.untold(timezone.now()))

    async def mark_told(self, removal: Removal) -> None:
        """The world knows of this one."""
        await self._ask(lambda: removals.mark_told([removal]))

    async def holding(self) -> Mapping[str, bytes]:
        """Every entry that the world should have."""
        return await self._ask(lambda: removals.holding(timezone.now()))

    async def remind(self) -> None:
        """Ring for what is due soon or overdue."""
        await self._ask(lambda: telling.remind(timezone.now()))

    async def tidy(self) -> None:
        """Delete talk, names and records whose time has come."""
        await self._ask(_tidy)

    async def _ask(self, query: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _with_fresh_connection, query)


def _tidy() -> None:
    """As the daily purge does it, only more often: names and talk are not kept a day longer."""
    for rule in retention.retentions():
        if rule.model._meta.app_label == "order":
            retention.purge_one(rule, timezone.now())


def _with_fresh_connection(query: Callable[[], Answer]) -> Answer:
    """Ask once more on a new connection when the database closed the old one."""
    try:
        return query()
    except OperationalError:
        connection.close()
        return query()

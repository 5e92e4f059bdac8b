"""What the worker does by the clock: seals the audit log, purges what is due, changes old keys for new."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path
from time import monotonic
from typing import TypeVar

from django.db import DatabaseError, OperationalError, connection
from django.utils import timezone

from madang.kernel.audit import seal_log, seals
from madang.kernel.personal import reencrypt, retention
from madang.kernel.service import installed_services

log = logging.getLogger("madang.worker")

Answer = TypeVar("Answer")

LOOK_EVERY_S = 5.0
SEAL_EVERY_S = 60.0
SEAL_ROWS = 500
PURGE_EVERY_S = 24 * 3600.0
REST_BETWEEN_BATCHES_S = 0.2
KEYS_EVERY_S = 300.0
SERVICES_EVERY_S = 20.0


class Housekeeper:
    """Runs until `stopping` is set. `thread` is the one that has the worker's database connection."""

    def __init__(self, data: Path, thread: ThreadPoolExecutor, stopping: asyncio.Event) -> None:
        self._data = data
        self._thread = thread
        self._stopping = stopping
        self._sealed_at = self._purged_at = self._keys_at = self._tended_at = float("-inf")

    async def run(self) -> None:
        """Look every five seconds; what fails is tried again at the next look."""
        while not self._stopping.is_set():
            try:
                await self._look()
            except (DatabaseError, OSError) as error:
                log.error("Housekeeping waits: %s.", type(error).__name__)
            except seal_log.SealLogDamaged as damage:
                log.error("The audit log does not hold: %s", damage)
                self._sealed_at = monotonic()
            await self._rest(LOOK_EVERY_S)

    async def _look(self) -> None:
        waiting, _since = await self._ask(seals.unsealed)
        if waiting >= SEAL_ROWS or monotonic() - self._sealed_at >= SEAL_EVERY_S:
            await self._seal()
            self._sealed_at = monotonic()
        if monotonic() - self._keys_at >= KEYS_EVERY_S:
            await self._change_keys()
            self._keys_at = monotonic()
        if monotonic() - self._purged_at >= PURGE_EVERY_S:
            await self._purge()
            self._purged_at = monotonic()

        if monotonic() - self._tended_at >= SERVICES_EVERY_S:
            for service in installed_services():
                await self._ask(partial(service.tend, timezone.now()))
            self._tended_at = monotonic()

    async def _seal(self) -> None:
        while not self._stopping.is_set():
            if await self._ask(lambda: seals.seal_batch(timezone.now())) is None:
                break
        await self._ask(lambda: seal_log.append_heads(self._data))

    async def _change_keys(self) -> None:
        changed = unreadable = 0
        after: reencrypt.Place = {}
        while not self._stopping.is_set():
            outcome = await self._ask(partial(reencrypt.reencrypt, after))
            changed, unreadable, after = (
                changed + outcome.changed,
                unreadable + outcome.unreadable,
                outcome.after,
            )
            if outcome.done:
                break
            await self._rest(REST_BETWEEN_BATCHES_S)
        if changed:
            log.info("%s values were brought under the newest key.", changed)
        if unreadable:
            log.error("%s values cannot be read with any key of DIR/keys. Restore the keys.", unreadable)

    async def _purge(self) -> None:
        rules = await self._ask(lambda: list(retention.retentions()))
        for rule in rules:
            for _batch in range(retention.BATCHES_AT_ONCE):
                report = await self._ask(partial(retention.purge_one, rule, timezone.now(), 1))
                if report.complete or self._stopping.is_set():
                    break
                await self._rest(REST_BETWEEN_BATCHES_S)

    async def _rest(self, seconds: float) -> None:
        with suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)

    async def _ask(self, query: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self._thread, _with_fresh_connection, query)


def _with_fresh_connection(query: Callable[[], Answer]) -> Answer:
    """Ask once more on a new connection when the database closed the old one."""
    try:
        return query()
    except OperationalError:
        connection.close()
        return query()

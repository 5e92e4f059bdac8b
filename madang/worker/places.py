"""Tells the world how the places stand: the newest outline of each, in a bucket of NATS.

The database is the truth. The bucket is compared with it at every connection and follows every commit, so
that a world that starts, or comes back, walks by what staff published and not by what was built.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import TypeVar

import nats
import nats.errors
from django.db import DatabaseError, OperationalError, connection
from nats.aio.client import Client
from nats.js.errors import Error as JetStreamError
from nats.js.errors import KeyNotFoundError
from nats.js.kv import KeyValue

from madang.kernel.places import newest_revisions, published_outlines
from madang.protocol.events import place_key
from madang.protocol.streams import places_bucket
from madang.worker.wake import Waker

Answer = TypeVar("Answer")
log = logging.getLogger("madang.worker")

CONNECT_S = 2
REQUEST_S = 5.0
FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 5.0
FAILURES = (nats.errors.Error, JetStreamError, TimeoutError, OSError, DatabaseError)


class PlacesTeller:
    """Runs until `stopping` is set; NATS and database may come and go."""

    def __init__(
        self, nats_url: str, city: str, thread: ThreadPoolExecutor, waker: Waker, stopping: asyncio.Event
    ) -> None:
        self._url = nats_url
        self._city = city
        self._thread = thread
        self._waker = waker
        self._stopping = stopping

    async def run(self) -> None:
        """Connect, tell, and connect again after every loss."""
        delay_s = FIRST_DELAY_S
        try:
            while not self._stopping.is_set():
                try:
                    await self._work_once()
                    delay_s = FIRST_DELAY_S
                except FAILURES as error:
                    if delay_s == FIRST_DELAY_S:
                        log.warning("The world hears of no new revision for now (%s).", type(error).__name__)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), delay_s)
                delay_s = min(delay_s * 2, LONGEST_DELAY_S)
        finally:
            self._waker.close()

    async def _work_once(self) -> None:
        lost = asyncio.Event()

        async def on_loss() -> None:
            lost.set()

        async def failed(_error: Exception) -> None:
            """What matters is met where it was asked for."""

        client: Client = await nats.connect(
            self._url,
            name="madang-worker-places",
            allow_reconnect=False,
            connect_timeout=CONNECT_S,
            closed_cb=on_loss,
            disconnected_cb=on_loss,
            error_cb=failed,
        )
        tasks = [
            asyncio.create_task(lost.wait()),
            asyncio.create_task(self._stopping.wait()),
            asyncio.create_task(self._tell(await places_bucket(client.jetstream(timeout=REQUEST_S)))),
        ]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            for task in done:
                task.result()
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with suppress(*FAILURES):
                await client.close()

    async def _tell(self, bucket: KeyValue) -> None:
        """Everything at first, then whatever a commit has made newer."""
        told: Mapping[str, int] = {}
        while True:
            self._waker.arm()
            newest = await self._ask(newest_revisions)
            if newest != told:
                for place, outline in (await self._ask(published_outlines)).items():
                    if newest.get(place) != told.get(place):
                        await _set(bucket, place_key(self._city, place), outline)
                told = newest
            await self._waker.wait()

    async def _ask(self, query: Callable[[str], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(
            self._thread, lambda: _with_fresh_connection(lambda: query(self._city))
        )


async def _set(bucket: KeyValue, key: str, value: bytes) -> None:
    """Put an outline, unless it is there already: nobody is told twice."""
    with suppress(KeyNotFoundError):
        if (await bucket.get(key)).value == value:
            return
    await bucket.put(key, value)


def _with_fresh_connection(query: Callable[[], Answer]) -> Answer:
    """Ask once more on a new connection when the database closed the old one."""
    try:
        return query()
    except OperationalError:
        connection.close()
        return query()

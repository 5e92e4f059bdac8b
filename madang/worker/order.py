"""Keeping order between web and world: reports from NATS into the database, removals from there to the world.

The database is the truth. A report is acknowledged once its row is committed; the bucket that the world reads
is compared with the rows at every connection and then follows them.
"""

import asyncio
import logging
from contextlib import suppress
from time import monotonic

import nats
import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import AckPolicy, ConsumerConfig
from nats.js.errors import Error as JetStreamError
from nats.js.errors import KeyNotFoundError, NoKeysError
from nats.js.kv import KeyValue

from madang.protocol.reports import (
    REPORTS_CONSUMER,
    REPORTS_STREAM,
    ReportError,
    report_from_json,
    report_subject,
)
from madang.protocol.streams import ensure_reports, removals_bucket
from madang.worker import order_rows
from madang.worker.wake import Waker

log = logging.getLogger("madang.worker")

CONNECT_S = 2
REQUEST_S = 5.0
FETCH = 20
FETCH_S = 5.0
AGAIN_S = 2.0
FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 5.0
TIDY_EVERY_S = 3600.0
REMIND_EVERY_S = 300.0
FAILURES = (nats.errors.Error, JetStreamError, TimeoutError, OSError)


class OrderKeeper:
    """Runs until `stopping` is set; NATS may come and go. `rows` does the work of the database."""

    def __init__(
        self, nats_url: str, city: str, rows: "order_rows.OrderRows", waker: Waker, stopping: asyncio.Event
    ) -> None:
        self._url = nats_url
        self._city = city
        self._rows = rows
        self._waker = waker
        self._stopping = stopping
        self._tidied_at = monotonic() - TIDY_EVERY_S

    async def run(self) -> None:
        """Connect, work, and connect again after every loss."""
        delay_s = FIRST_DELAY_S
        try:
            while not self._stopping.is_set():
                try:
                    await self._work_once()
                    delay_s = FIRST_DELAY_S
                except FAILURES as error:
                    if delay_s == FIRST_DELAY_S:
                        log.warning(
                            "Reports and removals wait: NATS did not answer (%s).", type(error).__name__
                        )
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._stopping.wait(), delay_s)
                delay_s = min(delay_s * 2, LONGEST_DELAY_S)
        finally:
            self._waker.close()

    async def _work_once(self) -> None:
        """Work until the connection is lost or the end has come."""
        lost = asyncio.Event()

        async def on_loss() -> None:
            lost.set()

        async def failed(_error: Exception) -> None:
            """What matters is met where it was asked for."""

        client: Client = await nats.connect(
            self._url,
            name="madang-worker-order",
            allow_reconnect=False,
            connect_timeout=CONNECT_S,
            closed_cb=on_loss,
            disconnected_cb=on_loss,
            error_cb=failed,
        )
        stream = client.jetstream(timeout=REQUEST_S)
        tasks = [
            asyncio.create_task(lost.wait()),
            asyncio.create_task(self._stopping.wait()),
            asyncio.create_task(self._take_reports(stream)),
            asyncio.create_task(self._follow_removals(await removals_bucket(stream))),
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

    async def _take_reports(self, stream: JetStreamContext) -> None:
        await ensure_reports(stream)
        consumer = await stream.pull_subscribe(
            report_subject(self._city),
            durable=f"{REPORTS_CONSUMER}-{self._city}",
            stream=REPORTS_STREAM,
            config=ConsumerConfig(ack_policy=AckPolicy.EXPLICIT, ack_wait=30),
        )
        while True:
            try:
                waiting = await consumer.fetch(FETCH, timeout=FETCH_S)
            except TimeoutError:
                continue
            for message in waiting:
                await self._take(message)

    async def _take(self, message: Msg) -> None:
        """Write one report down, then acknowledge it; one that cannot be read would never be."""
        try:
            report = report_from_json(message.data)
        except ReportError as error:
            log.error("A report is passed over: %s", str(error)[:200])
            await message.term()
            return
        try:
            await self._rows.file(report)
        except order_rows.DATABASE_FAILURES as error:
            log.error("A report waits: the database refused it (%s).", type(error).__name__)
            await message.nak(delay=AGAIN_S)
            return
        await message.ack()

    async def _follow_removals(self, bucket: KeyValue) -> None:
        """Make the bucket what the rows say, then tell each change as it comes; remind, and tidy hourly."""
        await self._refill(bucket)
        while True:
            self._waker.arm()
            for removal, entries in await self._rows.untold():
                for key, value in entries.items():
                    await _set(bucket, key, value)
                await self._rows.mark_told(removal)
            if monotonic() - self._tidied_at >= TIDY_EVERY_S:
                self._tidied_at = monotonic()
                await self._rows.tidy()
                await self._refill(bucket)
            await self._rows.remind()
            with suppress(TimeoutError):
                await asyncio.wait_for(self._waker.wait(), REMIND_EVERY_S)

    async def _refill(self, bucket: KeyValue) -> None:
        """Put what is missing and delete what holds no longer: NATS may have lost its disk, or been away."""
        wanted = await self._rows.holding()
        try:
            there = await bucket.keys()
        except NoKeysError:
            there = []
        for key in set(there) - wanted.keys():
            await bucket.delete(key)
        for key, value in wanted.items():
            await _set(bucket, key, value)


async def _set(bucket: KeyValue, key: str, value: bytes | None) -> None:
    """Put or delete an entry, unless it is so already: nobody is told twice."""
    try:
        there = (await bucket.get(key)).value
    except KeyNotFoundError:
        there = None
    if value is None and there is not None:
        await bucket.delete(key)
    elif value is not None and there != value:
        await bucket.put(key, value)

"""The world's ear and mouth on NATS: the city's events in order, who was removed, how places stand, reports.

NATS may come and go. Events come from the stream by its sequence numbers, so that none is missed over a
gap. Removals and the outlines of places are key-value buckets that are read wholly at each connection and
then watched. A report is acknowledged before its reporter is told.
"""

import asyncio
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import nats
import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import JetStreamContext
from nats.js.api import ConsumerConfig, DeliverPolicy, StreamConfig
from nats.js.errors import Error as JetStreamError
from nats.js.errors import NotFoundError
from nats.js.kv import KeyValue

from madang.places.document import DocumentError, PlaceDocument
from madang.places.outline import read_outline
from madang.protocol.events import (
    PLACES_BUCKET,
    REMOVALS_BUCKET,
    STREAM,
    STREAM_SUBJECTS,
    Event,
    EventError,
    from_json,
)
from madang.protocol.reports import (
    PersonReported,
    report_subject,
    report_to_json,
)
from madang.protocol.streams import ensure_reports, places_bucket, removals_bucket
from madang.world.order import NotSent
from madang.world.removals import Removals, read_removal

log = logging.getLogger("madang.world")

FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 5.0
CONNECT_S = 2
PING_S = 5
FAILURES = (nats.errors.Error, JetStreamError, TimeoutError, OSError, ValueError)


class Bus:
    """A connection that is made again whenever it is lost.

    on_event is called with every event of the city, on_removals whenever removals have changed, on_outline
    with the newest outline of each place. `known` is set once removals and outlines were read.
    """

    def __init__(
        self,
        url: str,
        city: str,
        removals: Removals,
        *,
        on_event: Callable[[Event], None],
        on_removals: Callable[[], None],
        on_outline: Callable[[PlaceDocument], None],
    ) -> None:
        self.up = False
        self.known = asyncio.Event()
        self._url = url
        self._city = city
        self._removals = removals
        self._on_event = on_event
        self._on_removals = on_removals
        self._on_outline = on_outline
        self._read = {REMOVALS_BUCKET: False, PLACES_BUCKET: False}
        self._next = 0
        self._stream_made: object = None
        self._jetstream: JetStreamContext | None = None

    async def run(self) -> None:
        """Listen until cancelled."""
        delay_s = FIRST_DELAY_S
        told = False
        while True:
            try:
                await self._listen_once()
                delay_s, told = FIRST_DELAY_S, False
                log.warning("NATS is gone; doorbells wait, the square goes on.")
            except FAILURES as error:
                if not told:
                    log.warning("NATS does not answer (%s); trying until it does.", type(error).__name__)
                told = True
            finally:
                self.up = False
                self._jetstream = None
            await asyncio.sleep(delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)

    async def send_report(self, report: PersonReported) -> None:
        """Hand a report on; returns once NATS has it on disk. Raises NotSent."""
        if self._jetstream is None:
            raise NotSent("NATS is away.")
        headers = {"Nats-Msg-Id": report.number}
        try:
            await self._jetstream.publish(
                report_subject(self._city), report_to_json(report), timeout=CONNECT_S, headers=headers
            )
        except FAILURES as error:
            raise NotSent(type(error).__name__) from error

    async def _listen_once(self) -> None:
        """Connect, listen, and return when the connection is lost."""
        lost = asyncio.Event()

        async def closed() -> None:
            lost.set()

        async def failed(error: Exception) -> None:
            log.warning("NATS: %s.", type(error).__name__)

        client: Client = await nats.connect(
            self._url,
            name="madang-world",
            allow_reconnect=False,
            connect_timeout=CONNECT_S,
            ping_interval=PING_S,
            max_outstanding_pings=2,
            closed_cb=closed,
            disconnected_cb=closed,
            error_cb=failed,
        )
        watching: list[asyncio.Task[None]] = []
        try:
            stream = client.jetstream(timeout=CONNECT_S)
            await ensure_reports(stream)
            self._jetstream = stream
            watching.append(asyncio.create_task(self._watch_removals(await removals_bucket(stream))))
            watching.append(asyncio.create_task(self._watch_places(await places_bucket(stream))))
            await self._follow_events(stream)
            self.up = True
            log.info("NATS is there.")
            ending = asyncio.create_task(lost.wait())
            await asyncio.wait({ending, *watching}, return_when=asyncio.FIRST_COMPLETED)
            ending.cancel()
            for task in watching:
                if task.done():
                    task.result()
        finally:
            for task in watching:
                task.cancel()
                with suppress(asyncio.CancelledError, *FAILURES):
                    await task
            with suppress(*FAILURES):
                await client.close()

    async def _watch_removals(self, bucket: KeyValue) -> None:
        watcher = await bucket.watchall()
        self._removals.clear()
        first = True
        while True:
            try:
                entry = await watcher.updates(timeout=3600.0)  # type: ignore[no-untyped-call]
            except TimeoutError:
                continue
            if entry is None:
                first = False
                self._have_read(REMOVALS_BUCKET)
                self._on_removals()
                continue
            if entry.operation in ("DEL", "PURGE"):
                self._removals.lift(entry.key)
            else:
                self._removals.remember(entry.key, read_removal(entry.value or b""))
                if not first:
                    self._on_removals()

    async def _watch_places(self, bucket: KeyValue) -> None:
        watcher = await bucket.watch(f"{self._city}.*")
        while True:
            try:
                entry = await watcher.updates(timeout=3600.0)  # type: ignore[no-untyped-call]
            except TimeoutError:
                continue
            if entry is None:
                self._have_read(PLACES_BUCKET)
                continue
            try:
                self._on_outline(read_outline(entry.value or b""))
            except DocumentError as error:
                log.error("The outline %s is passed over: %s", entry.key, str(error)[:200])

    def _have_read(self, bucket: str) -> None:
        self._read[bucket] = True
        if all(self._read.values()):
            self.known.set()

    async def _follow_events(self, stream: JetStreamContext) -> None:
        info = await _stream(stream)
        made, last = info.created, info.state.last_seq
        if not self._next or made != self._stream_made or self._next > last + 1:
            self._next = last + 1
        self._stream_made = made
        await stream.subscribe(
            f"events.{self._city}.>",
            stream=STREAM,
            ordered_consumer=True,
            cb=self._receive,
            config=ConsumerConfig(deliver_policy=DeliverPolicy.BY_START_SEQUENCE, opt_start_seq=self._next),
        )

    async def _receive(self, message: Msg) -> None:
        self._next = message.metadata.sequence.stream + 1
        try:
            event = from_json(message.data)
        except EventError as error:
            log.error("An event on %s is passed over: %s", message.subject, str(error)[:200])
            return
        self._on_event(event)


async def _stream(stream: JetStreamContext) -> Any:
    """What is known of the stream of events; made when it is not there (the worker sets its limits)."""
    try:
        return await stream.stream_info(STREAM)
    except NotFoundError:
        return await stream.add_stream(StreamConfig(name=STREAM, subjects=list(STREAM_SUBJECTS)))

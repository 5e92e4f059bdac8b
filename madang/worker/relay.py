"""Carries the outbox to NATS: every committed row is published, at least once, in order of id."""

import asyncio
import logging
from collections.abc import Coroutine
from contextlib import suppress
from dataclasses import dataclass, field
from time import monotonic
from typing import Any, TypeVar

import nats
import nats.errors
from nats.aio.client import Client
from nats.js import JetStreamContext
from nats.js.api import DiscardPolicy, StorageType, StreamConfig
from nats.js.errors import BadRequestError
from nats.js.errors import Error as JetStreamError

from madang.protocol.events import DUPLICATES_S, STREAM, STREAM_KEPT_S, STREAM_SUBJECTS
from madang.worker.outbox_rows import OutboxRow, OutboxRows
from madang.worker.wake import Waker

log = logging.getLogger("madang.worker")

Answer = TypeVar("Answer")

BATCH_ROWS = 100
PUBLISH_TIMEOUT_S = 3.0
FIRST_DELAY_S = 0.2
LONGEST_DELAY_S = 5.0
PURGE_EVERY_S = 3600.0
KEEP_PUBLISHED_S = 3 * 24 * 3600
STREAM_MAX_BYTES = 1024**3


@dataclass
class RelayState:
    """What the relay has done and what it sees now, for /readyz and /metrics."""

    connected: bool = False
    stream_known: bool = False
    published: int = 0
    failures: int = 0
    waiting: int = 0
    oldest_s: float = 0.0
    stopping: asyncio.Event = field(default_factory=asyncio.Event)


async def relay(nats_url: str, rows: OutboxRows, waker: Waker, state: RelayState) -> None:
    """Publish undelivered rows, again and again, until `state.stopping` is set; NATS may come and go."""
    client = await _connect(nats_url, state)
    if client is None:
        return
    stream = client.jetstream(timeout=PUBLISH_TIMEOUT_S)
    delay_s = FIRST_DELAY_S
    purged_at = monotonic() - PURGE_EVERY_S
    try:
        while not state.stopping.is_set():
            waker.arm()
            try:
                more = await _unless_stopping(_publish_batch(stream, rows, state), state)
                delay_s = FIRST_DELAY_S
            except (nats.errors.Error, JetStreamError, TimeoutError, OSError) as error:
                state.stream_known = False
                _note_failure(state, error, delay_s)
                await _pause(state, delay_s)
                delay_s = min(delay_s * 2, LONGEST_DELAY_S)
                continue
            if monotonic() - purged_at >= PURGE_EVERY_S:
                purged_at = monotonic()
                await rows.purge(KEEP_PUBLISHED_S)
            if not more:
                await _unless_stopping(waker.wait(), state)
    finally:
        waker.close()
        with suppress(nats.errors.Error, TimeoutError, OSError):
            await client.close()


async def ensure_stream(stream: JetStreamContext) -> None:
    """Create the stream EVENTS as protocol/events.py wants it, or change it to that."""
    wanted = StreamConfig(
        name=STREAM,
        subjects=list(STREAM_SUBJECTS),
        storage=StorageType.FILE,
        discard=DiscardPolicy.OLD,
        max_age=STREAM_KEPT_S,
        max_bytes=STREAM_MAX_BYTES,
        duplicate_window=DUPLICATES_S,
    )
    try:
        await stream.add_stream(wanted)
    except BadRequestError:
        await stream.update_stream(wanted)


async def _connect(nats_url: str, state: RelayState) -> Client | None:
    """A connection that comes back by itself, or None when the relay is to stop first."""

    async def lost() -> None:
        state.connected = state.stream_known = False
        if state.stopping.is_set():
            return
        log.warning("NATS is gone; events wait in the outbox.")

    async def found() -> None:
        state.connected = True
        log.warning("NATS is back.")

    delay_s = FIRST_DELAY_S
    while not state.stopping.is_set():
        try:
            client = await nats.connect(
                nats_url,
                name="madang-worker",
                connect_timeout=2,
                max_reconnect_attempts=-1,
                reconnect_time_wait=0.1,
                disconnected_cb=lost,
                reconnected_cb=found,
                error_cb=_ignore_error,
            )
            state.connected = True
            return client
        except (nats.errors.Error, TimeoutError, OSError) as error:
            _note_failure(state, error, delay_s)
            await _pause(state, delay_s)
            delay_s = min(delay_s * 2, LONGEST_DELAY_S)
    return None


async def _ignore_error(_error: Exception) -> None:
    """Every failure that matters is met where something is published."""


async def _publish_batch(stream: JetStreamContext, rows: OutboxRows, state: RelayState) -> bool:
    """Publish the oldest undelivered rows; answers whether there may be more."""
    if not state.stream_known:
        await ensure_stream(stream)
        state.stream_known = True
    batch = await rows.unpublished(BATCH_ROWS)
    delivered: list[OutboxRow] = []
    try:
        for row in batch:
            headers = {"Nats-Msg-Id": row.id}
            await stream.publish(row.subject, row.payload, timeout=PUBLISH_TIMEOUT_S, headers=headers)
            delivered.append(row)
    finally:
        if delivered:
            await rows.mark_published(delivered)
            state.published += len(delivered)
    state.waiting, state.oldest_s = await rows.backlog()
    return len(batch) == BATCH_ROWS


def _note_failure(state: RelayState, error: Exception, delay_s: float) -> None:
    """One line for the first of a row of failures, none for each try after it."""
    state.failures += 1
    if delay_s == FIRST_DELAY_S:
        log.warning(
            "NATS refused or did not answer (%s: %s); trying until it does.", type(error).__name__, error
        )


async def _pause(state: RelayState, delay_s: float) -> None:
    with suppress(TimeoutError):
        await asyncio.wait_for(state.stopping.wait(), delay_s)


async def _unless_stopping(work: Coroutine[Any, Any, Answer], state: RelayState) -> Answer | None:
    """The answer of `work`, or None when the relay is asked to stop before it is done."""
    stopping = asyncio.create_task(state.stopping.wait())
    working = asyncio.create_task(work)
    await asyncio.wait({stopping, working}, return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if working.done():
        return working.result()
    working.cancel()
    await asyncio.wait({working})
    return None

"""Looks after errands: counts those that people have left, and sends the letters that are due."""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress

from django.db import DatabaseError, connection
from django.utils import timezone

from madang.kernel.errands import leaving, letters

EVERY_S = 20.0

log = logging.getLogger("madang.worker")


async def look_after_errands(stopping: asyncio.Event, every_s: float = EVERY_S) -> None:
    """Do what is due every 20 s until `stopping` is set; a slow mail server holds up nothing but letters."""
    loop = asyncio.get_running_loop()
    with ThreadPoolExecutor(1, "letters") as thread:
        try:
            while not stopping.is_set():
                await loop.run_in_executor(thread, do_what_is_due)
                with suppress(TimeoutError):
                    await asyncio.wait_for(stopping.wait(), every_s)
        finally:
            await loop.run_in_executor(thread, _close_own_connection)


def do_what_is_due() -> None:
    """One round. What the database refuses is done in the next."""
    deeds: tuple[Callable[[], object], ...] = (
        lambda: leaving.count_left(timezone.now()),
        lambda: letters.send_due(timezone.now()),
    )
    for deed in deeds:
        try:
            deed()
        except DatabaseError as error:
            connection.close()
            log.warning("Errands wait: the database refused (%s).", type(error).__name__)


def _close_own_connection() -> None:
    """Close this thread's connection: which one it is, is asked in the thread."""
    connection.close()

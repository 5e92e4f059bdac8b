"""How many people come, start and finish: counted by the hour, with nothing about anybody."""

import atexit
import logging
import threading
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError, transaction
from django.db.models import F
from django.utils import timezone

from madang.kernel.models import FunnelCount

STEPS = ("visit", "start", "finish", "abandon", "resume")
TOOK = "took"
LEFT = "left"
# Upper edges of durations in seconds; the last takes all that is longer.
EDGES_S = (15, 30, 45, 60, 90, 120, 180, 240, 300, 420, 600, 900, 1200, 1800, 2700, 3600, 7200, 14400, 86400)
LONGER = "longer"
DETAIL_CHARS = 40
WRITE_EVERY_S = 10.0
MOST_HELD = 1_000

log = logging.getLogger(__name__)


@dataclass(frozen=True, order=True)
class _Key:
    """What is counted together."""

    hour: datetime
    service: str
    door: str
    step: str
    detail: str = ""


class Tally:
    """Holds counts in memory and writes them every ten seconds, so that reading a page costs no write."""

    def __init__(self) -> None:
        self._held: Counter[_Key] = Counter()
        self._lock = threading.Lock()
        self._written_at = time.monotonic()

    def add(self, key: _Key) -> None:
        """Count one; write all that is held when ten seconds have passed."""
        with self._lock:
            if len(self._held) < MOST_HELD or key in self._held:
                self._held[key] += 1
            due = time.monotonic() - self._written_at >= WRITE_EVERY_S
        if due:
            self.write()

    def write(self) -> None:
        """Write what is held; what the database refuses is kept: a count never breaks a page."""
        with self._lock:
            held, self._held = self._held, Counter()
            self._written_at = time.monotonic()
        try:
            with transaction.atomic():
                for key in sorted(held):
                    _add_to_row(key, held[key])
        except DatabaseError:
            log.warning(
                "The funnel's counts could not be written; they are kept for the next time.", exc_info=True
            )
            with self._lock:
                self._held.update(held)


_tally = Tally()
atexit.register(_tally.write)


def count(service: str, *, door: str, step: str) -> None:
    """Count one visit, start, finish, abandon or resume of `service` through `door`.

    Doors are page, panel, api, 3d and map.
    """
    if step not in STEPS:
        raise ValueError(f"Funnel step '{step}' is unknown. Use one of {', '.join(STEPS)}.")
    _tally.add(_Key(_this_hour(), service, door, step))


def finished(service: str, *, door: str, seconds: float) -> None:
    """Count a finished errand and how long it took, in steps of EDGES_S."""
    count(service, door=door, step="finish")
    edge = next((str(edge) for edge in EDGES_S if seconds <= edge), LONGER)
    _tally.add(_Key(_this_hour(), service, door, TOOK, edge))


def left(service: str, *, door: str, at_step: str) -> None:
    """Count somebody who stopped at the errand's step `at_step`."""
    count(service, door=door, step="abandon")
    _tally.add(_Key(_this_hour(), service, door, LEFT, at_step[:DETAIL_CHARS]))


def write_now() -> None:
    """Write the counts held in memory at once."""
    _tally.write()


def _this_hour() -> datetime:
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def _add_to_row(key: _Key, more: int) -> None:
    row, _created = FunnelCount.objects.get_or_create(
        hour=key.hour, service=key.service, door=key.door, step=key.step, detail=key.detail
    )
    FunnelCount.objects.filter(pk=row.pk).update(count=F("count") + more)

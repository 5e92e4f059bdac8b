"""How many people are in the square now: the world is asked, and nobody else is ever counted."""

import json
import math
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from madang.config import Config

TIMEOUT_S = 0.3
CACHE_S = 2.0
# A world under load may answer late once; its last word holds that long.
BUSY_S = 10.0


@dataclass(frozen=True)
class Here:
    """Who is here: people by place. Bots do not exist in this system."""

    people: Mapping[str, int]

    @property
    def total(self) -> int:
        """Everybody, in all places of this city."""
        return sum(self.people.values())


@dataclass
class _Remembered:
    """The world's last answer, when it came and when to ask again (monotonic seconds)."""

    here: Here | None = None
    answered_at: float = -math.inf
    ask_at: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_remembered = _Remembered()


def people_here(config: Config) -> Here | None:
    """Ask the world (at most every 2 s, waiting at most 0.3 s); None when it has not answered for 10 s."""
    with _remembered.lock:
        now = time.monotonic()
        if now >= _remembered.ask_at:
            answer = ask_world(config.world_http)
            if answer is not None or now - _remembered.answered_at > BUSY_S:
                _remembered.here, _remembered.answered_at = answer, now
            _remembered.ask_at = time.monotonic() + CACHE_S
        return _remembered.here


def forget() -> None:
    """Forget what the world said, so that the next question goes there."""
    with _remembered.lock:
        _remembered.here, _remembered.answered_at, _remembered.ask_at = None, -math.inf, 0.0


def ask_world(world_http: str, timeout_s: float = TIMEOUT_S) -> Here | None:
    """One question to `GET <world_http>/here`; None when the answer is late, broken or absent."""
    parts = urlsplit(world_http)
    connected = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=timeout_s)
    try:
        connected.request("GET", "/here", headers={"Accept": "application/json"})
        answer = connected.getresponse()
        return _read(answer.read(65_536)) if answer.status == 200 else None
    except (OSError, HTTPException, ValueError, TypeError):
        return None
    finally:
        connected.close()


def _read(body: bytes) -> Here | None:
    """`{"plaza": 12, …}` as the world says it."""
    places = json.loads(body)
    if not isinstance(places, dict):
        return None
    return Here({str(name): int(count) for name, count in places.items()})

"""How many people are in the square now: the world is asked, and nobody else is ever counted."""

import json
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from urllib.parse import urlsplit

from madang.config import Config

TIMEOUT_S = 0.3
CACHE_S = 2.0


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
    """The last answer of the world and until when it holds (monotonic seconds)."""

    here: Here | None = None
    until: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


_remembered = _Remembered()


def people_here(config: Config) -> Here | None:
    """Ask the world (at most every 2 s, waiting at most 0.3 s); None when it does not say."""
    with _remembered.lock:
        if time.monotonic() >= _remembered.until:
            _remembered.here = ask_world(config.world_http)
            _remembered.until = time.monotonic() + CACHE_S
        return _remembered.here


def forget() -> None:
    """Forget the remembered answer, so that the next question goes to the world."""
    with _remembered.lock:
        _remembered.until = 0.0


def ask_world(world_http: str, timeout_s: float = TIMEOUT_S) -> Here | None:
    """One question to `GET <world_http>/here`; None when the answer is late, broken or absent."""
    parts = urlsplit(world_http)
    connected = HTTPConnection(parts.hostname or "127.0.0.1", parts.port, timeout=timeout_s)
    try:
        connected.request("GET", "/here", headers={"Accept": "application/json"})
        answer = connected.getresponse()
        return _read(answer.read(65_536)) if answer.status == 200 else None
    except (OSError, HTTPException, ValueError):
        return None
    finally:
        connected.close()


def _read(body: bytes) -> Here | None:
    """`{"places": {"plaza": 12, …}}` as the world says it."""
    value = json.loads(body)
    places = value.get("places") if isinstance(value, dict) else None
    if not isinstance(places, dict):
        return None
    return Here({str(name): int(count) for name, count in places.items()})

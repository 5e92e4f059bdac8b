"""Which parts of the city's node answer right now."""

import socket
from collections.abc import Mapping
from urllib.parse import urlsplit

from django.db import DatabaseError, connection

from madang.config import Config
from madang.kernel.presence import people_here
from madang.kernel.registers.adapters import parts_answer

PART_TIMEOUT_S = 0.3
NATS_DEFAULT_PORT = 4222


def parts_ready(config: Config) -> Mapping[str, bool]:
    """`database`, `world`, `nats`: whether each answers within 0.3 s; `registers.<name>`: whether that
    register or the identity provider answered last, which is known without asking.
    """
    return {
        "database": _database_answers(),
        "world": people_here(config) is not None,
        "nats": config.nats_url is not None and _nats_answers(config.nats_url),
        **{f"registers.{name}": answers for name, answers in parts_answer().items()},
    }


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _nats_answers(url: str) -> bool:
    """A NATS server greets whoever connects with an INFO line, before any password."""
    parts = urlsplit(url.split(",", maxsplit=1)[0])
    address = (parts.hostname or "127.0.0.1", parts.port or NATS_DEFAULT_PORT)
    try:
        with socket.create_connection(address, timeout=PART_TIMEOUT_S) as connected:
            connected.settimeout(PART_TIMEOUT_S)
            return connected.recv(4) == b"INFO"
    except OSError:
        return False

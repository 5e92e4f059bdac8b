"""Which database: SQLite in the data directory, or PostgreSQL by DATABASE_URL."""

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

BUSY_TIMEOUT_S = 20


def database_settings(url: str | None, data: Path) -> dict[str, Any]:
    """Django's DATABASES["default"] for DATABASE_URL `url` (None: SQLite under `data`)."""
    return _sqlite(data / "madang.sqlite3") if url is None else _postgresql(url)


def _sqlite(path: Path) -> dict[str, Any]:
    # IMMEDIATE: a deferred transaction that turns into a writer fails at once instead of waiting its turn.
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(path),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": BUSY_TIMEOUT_S,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
        },
    }


def _postgresql(url: str) -> dict[str, Any]:
    """`postgresql://user:password@host:port/name?sslmode=…`; a socket directory goes into `?host=/path`."""
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise ValueError(
            f"DATABASE_URL has scheme '{parts.scheme}'. Use postgresql://user:password@host:port/name."
        )
    options: dict[str, Any] = dict(parse_qsl(parts.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": options.pop("host", parts.hostname or ""),
        "PORT": str(options.pop("port", parts.port or "")),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": options,
    }

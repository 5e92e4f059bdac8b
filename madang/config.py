"""The settings that every process of one city shares, read once from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from madang import paths


class CannotRun(Exception):
    """A command cannot do its work; the text is one sentence: what happened, to which value, what to do."""


@dataclass(frozen=True)
class Config:
    """One city node as its processes see it. URLs carry no trailing slash."""

    data: Path
    city: str
    node: str
    public_url: str
    nats_url: str | None
    web_port: int
    world_host: str
    world_port: int
    world_url: str
    world_http: str
    database_url: str | None

    @classmethod
    def from_env(cls) -> "Config":
        """Read MADANG_* and DATABASE_URL; every value has a default that suits one machine.

        Raises:
            CannotRun: a value is not what it must be; the text names the variable.
        """
        env = os.environ
        public_url = env.get("MADANG_PUBLIC_URL", "http://localhost:8000").rstrip("/")
        world_port = port_from_env("MADANG_WORLD_PORT", 8001)
        return cls(
            data=paths.data_dir(),
            city=env.get("MADANG_CITY", "seoul"),
            node=env.get("MADANG_NODE", "1"),
            public_url=public_url,
            nats_url=env.get("MADANG_NATS_URL") or None,
            web_port=port_from_env("MADANG_WEB_PORT", 8002),
            world_host=env.get("MADANG_WORLD_HOST", "127.0.0.1"),
            world_port=world_port,
            world_url=env.get("MADANG_WORLD_URL") or socket_url(public_url),
            world_http=env.get("MADANG_WORLD_HTTP", f"http://127.0.0.1:{world_port}"),
            database_url=env.get("DATABASE_URL") or None,
        )


def port_from_env(name: str, default: int) -> int:
    """The port number in environment variable `name`, or `default` when it is not set.

    Raises:
        CannotRun: the value is not a number from 1 to 65535.
    """
    text = os.environ.get(name) or str(default)
    if not text.isdecimal() or not 1 <= int(text) <= 65535:
        raise CannotRun(f"{name} '{text}' refused: not a port. Use a number from 1 to 65535.")
    return int(text)


def socket_url(public_url: str) -> str:
    """The world's WebSocket address behind the door of `public_url`: ws(s)://host/world.

    Raises:
        CannotRun: the address is not http:// or https:// with a host.
    """
    parts = urlsplit(public_url)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise CannotRun(
            f"MADANG_PUBLIC_URL '{public_url}' refused: use an address such as https://plaza.example"
        )
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/world"

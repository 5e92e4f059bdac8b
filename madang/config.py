"""The settings that every process of one city shares, read once from the environment."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from madang import paths


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
        """Read MADANG_* and DATABASE_URL; every value has a default that suits one machine."""
        env = os.environ
        public_url = env.get("MADANG_PUBLIC_URL", "http://localhost:8000").rstrip("/")
        world_port = int(env.get("MADANG_WORLD_PORT", "8001"))
        return cls(
            data=paths.data_dir(),
            city=env.get("MADANG_CITY", "seoul"),
            node=env.get("MADANG_NODE", "1"),
            public_url=public_url,
            nats_url=env.get("MADANG_NATS_URL") or None,
            web_port=int(env.get("MADANG_WEB_PORT", "8002")),
            world_host=env.get("MADANG_WORLD_HOST", "127.0.0.1"),
            world_port=world_port,
            world_url=env.get("MADANG_WORLD_URL") or _socket_url(public_url),
            world_http=env.get("MADANG_WORLD_HTTP", f"http://127.0.0.1:{world_port}"),
            database_url=env.get("DATABASE_URL") or None,
        )


def _socket_url(public_url: str) -> str:
    parts = urlsplit(public_url)
    return f"{'wss' if parts.scheme == 'https' else 'ws'}://{parts.netloc}/world"

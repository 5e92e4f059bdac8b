"""The bundled NATS server: its configuration from the city's keys, and how it is started by itself."""

import json
import os
import sysconfig
from pathlib import Path

from madang.config import CannotRun, Config, port_from_env
from madang.kernel.keys import ensure_keys, load_nats_users

MAX_PAYLOAD_BYTES = 1_048_576
MAX_FILE_BYTES = 2 * 1024**3
MAX_MEMORY_BYTES = 64 * 1024**2


def run(config: Config) -> None:
    """Become the NATS server of the data directory, on loopback at MADANG_NATS_PORT (default 8003)."""
    conf = write_conf(config.data, port_from_env("MADANG_NATS_PORT", 8003))
    os.execv(binary("nats-server"), ["nats-server", "--config", str(conf)])


def binary(name: str) -> str:
    """The program `name` that came with a package of this environment.

    Raises:
        CannotRun: it is not there.
    """
    path = Path(sysconfig.get_path("scripts")) / name
    if not path.is_file():
        raise CannotRun(f"Program '{path}' is missing. Install Madang's requirements again.")
    return str(path)


def write_conf(data: Path, port: int) -> Path:
    """Write DIR/run/nats.conf (0600: it carries the users' passwords) and answer its path."""
    ensure_keys(data)
    users = [{"user": name, "password": password} for name, password in load_nats_users(data).items()]
    conf = {
        "server_name": "madang",
        "listen": f"127.0.0.1:{port}",
        "max_payload": MAX_PAYLOAD_BYTES,
        "max_connections": 1000,
        "write_deadline": "10s",
        "lame_duck_duration": "30s",
        "jetstream": {
            "store_dir": str(data / "nats"),
            "max_file_store": MAX_FILE_BYTES,
            "max_memory_store": MAX_MEMORY_BYTES,
        },
        "authorization": {"timeout": 5, "users": users},
    }
    path = data / "run" / "nats.conf"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8", opener=lambda name, flags: os.open(name, flags, 0o600)) as file:
        json.dump(conf, file, indent=1)
    return path

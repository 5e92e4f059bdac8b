"""A real NATS server for tests, which may be ended and started again on the same data."""

import json
import subprocess
import sysconfig
from pathlib import Path

from madang.world.tests.small_city import free_port


class NatsProcess:
    """The bundled nats-server with JetStream on a directory of its own."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.url = f"nats://tester:secret@127.0.0.1:{self.port}"
        self._conf = directory / "nats.conf"
        conf = {
            "listen": f"127.0.0.1:{self.port}",
            "jetstream": {"store_dir": str(directory / "jetstream")},
            "authorization": {"users": [{"user": "tester", "password": "secret"}]},
        }
        self._conf.write_text(json.dumps(conf), "utf-8")
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it; the world and the tests try until it answers."""
        program = Path(sysconfig.get_path("scripts")) / "nats-server"
        self._process = subprocess.Popen(
            [str(program), "--config", str(self._conf)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )

    def kill(self) -> None:
        """End it as a power cut would."""
        if self._process is not None:
            self._process.kill()
            self._process.wait()
            self._process = None

"""A small city to test on: two synthetic places, its keys, and its world as a real process."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from madang.kernel.keys import ensure_keys, load_ticket_private
from madang.places.walk import packed
from madang.protocol import tickets

CITY = "testville"
YARD, FIELD = "yard", "field"
YARD_SIDE_M, FIELD_SIDE_M, CELL_M = 80.0, 320.0, 0.25
WALL_X_M = 40.0
"""The yard has a wall from north to south at x 40–40.5 m with a gap at z 60–64 m; a kiosk at (20, 20)."""
SPAWN_M = (10.0, 40.0)
START_S = 20.0

_RUN = (
    "import sys; from pathlib import Path; from madang.config import CannotRun, Config;"
    "from madang.world.server import run\n"
    "try: run(Config.from_env(), Path(sys.argv[1]))\n"
    "except CannotRun as error: sys.exit(str(error))"
)


def build_small_city(directory: Path) -> Path:
    """Write both places as the builder would; answers the directory to give as `built`."""
    built = directory / "built"
    _write(built / "furniture" / "furniture.json", {"kinds": {"kiosk": {"half": [1.0, 0.5]}}})
    yard = np.ones((int(YARD_SIDE_M / CELL_M),) * 2, bool)
    yard[:, int(WALL_X_M / CELL_M) : int((WALL_X_M + 0.5) / CELL_M)] = False
    yard[int(60 / CELL_M) : int(64 / CELL_M)] = True
    _build_place(built, YARD, yard, {"x": SPAWN_M[0], "z": SPAWN_M[1], "radius_m": 3.0})
    field = np.ones((int(FIELD_SIDE_M / CELL_M),) * 2, bool)
    _build_place(built, FIELD, field, {"x": 160.0, "z": 160.0, "radius_m": 50.0})
    return built


def free_port() -> int:
    """A port on loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass
class SmallCity:
    """The city's files, its world process and its log."""

    directory: Path
    port: int = field(default_factory=free_port)
    nats_url: str = ""
    cpu: int | None = None
    limits: dict[str, str] = field(default_factory=dict)
    process: "subprocess.Popen[bytes] | None" = None

    def __post_init__(self) -> None:
        self.built = build_small_city(self.directory)
        self.data = self.directory / "data"
        self.log = self.directory / "world.log"
        ensure_keys(self.data)
        self.key = load_ticket_private(self.data)

    @property
    def url(self) -> str:
        """The world's socket."""
        return f"ws://127.0.0.1:{self.port}/world"

    def start(self, *, wait: bool = True) -> None:
        """Start the world process, and wait until it is ready."""
        environment = {
            **os.environ,
            "MADANG_DATA": str(self.data),
            "MADANG_CITY": CITY,
            "MADANG_PUBLIC_URL": "http://localhost:8000",
            "MADANG_WORLD_HOST": "127.0.0.1",
            "MADANG_WORLD_PORT": str(self.port),
            "MADANG_NATS_URL": self.nats_url,
            **{f"MADANG_WORLD_{name.upper()}": value for name, value in self.limits.items()},
        }
        command = [sys.executable, "-c", _RUN, str(self.built)]
        if self.cpu is not None:
            command = ["taskset", "-c", str(self.cpu), *command]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        if wait:
            self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Wait for 200 from /readyz; fails with the log when the process ends first."""
        until = time.monotonic() + START_S
        while time.monotonic() < until:
            assert self.process is not None
            assert self.process.poll() is None, self.log_text()
            with contextlib.suppress(OSError):
                if self.get("/readyz")[0] == 200:
                    return
            time.sleep(0.02)
        raise AssertionError(f"The world was not ready within {START_S} s:\n{self.log_text()}")

    def get(self, path: str, **headers: str) -> tuple[int, str]:
        """Status and body of a plain HTTP request."""
        request = urllib.request.Request(f"http://127.0.0.1:{self.port}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode()

    def metric(self, name: str) -> float:
        """The value of one line of /metrics, 0 when it is not there."""
        for line in self.get("/metrics")[1].splitlines():
            if line.startswith(name + " "):
                return float(line.rpartition(" ")[2])
        return 0.0

    def kill(self) -> None:
        """End it as a power cut would."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> int:
        """End it as a supervisor would; answers the exit code."""
        assert self.process is not None
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        return self.process.wait(10)

    def log_text(self) -> str:
        """Everything the process has printed."""
        return self.log.read_text("utf-8", "replace")

    def claims(self, place: str = YARD, **changes: Any) -> tickets.Claims:
        """Claims of a ticket for a new visitor; `changes` are fields of Visitor, or load and life_s."""
        about = {"sub": tickets.fresh_id(), "sid": tickets.fresh_id(), "name": "하늘", "look": "k0"}
        more = {name: changes.pop(name) for name in ("load", "life_s") if name in changes}
        visitor = tickets.Visitor(**{**about, **changes})
        return tickets.new_claims(
            visitor, issuer="http://localhost:8000", place=place, node="1", now=time.time(), **more
        )

    def ticket(self, place: str = YARD, **changes: Any) -> str:
        """A signed ticket for a new visitor."""
        return tickets.issue(self.claims(place, **changes), self.key)

    def ticket_and_pass(self, place: str = YARD, **changes: Any) -> tuple[str, str]:
        """A ticket and the pass that belongs to it."""
        claims = self.claims(place, **changes)
        return tickets.issue(claims, self.key), tickets.issue(tickets.pass_of(claims), self.key)


@contextlib.contextmanager
def running_city(directory: Path, **about: Any) -> Iterator[SmallCity]:
    """A small city whose world runs; its log must hold no traceback when it ends."""
    city = SmallCity(directory, **about)
    city.start()
    try:
        yield city
        assert city.stop() == 0, city.log_text()
        assert "Traceback" not in city.log_text()
    finally:
        if city.process is not None and city.process.poll() is None:
            city.kill()


def _build_place(built: Path, place: str, grid: Any, spawn: dict[str, float]) -> None:
    directory = built / "places" / CITY / place
    text = {"ko": "시험", "en": "Test"}
    _write(
        directory / "place.json",
        {
            "city": CITY,
            "place": place,
            "side_m": len(grid) * CELL_M,
            "cell_m": CELL_M,
            "shell": "shell.glb",
            "map": "map.svg",
            "walk": "walk.bin",
            "triangles": 0,
            "geo": {"lat": 37.5, "lon": 127.0, "bearing": 0},
        },
    )
    kiosk = {
        "id": "desk",
        "kind": "kiosk",
        "service": "information",
        "x": 20,
        "z": 20,
        "yaw": 0,
        "title": text,
    }
    _write(
        directory / "document.json",
        {
            "place": place,
            "revision": 3,
            "title": text,
            "spawns": [{**spawn, "yaw": 64}],
            "objects": [kiosk] if place == YARD else [],
            "zones": [],
        },
    )
    (directory / "walk.bin").write_bytes(packed(grid))


def _write(path: Path, value: object) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value), "utf-8")

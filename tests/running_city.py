"""A real city for tests: `madang serve` as a process of its own, with its own ports and data directory."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

READY_WITHIN_S = 90.0
PORTS_OF_A_CITY = 5


@dataclass(frozen=True)
class RunningCity:
    """Where a running city answers, where its data lies, and its processes."""

    base_url: str
    world_url: str
    data: Path
    process: "subprocess.Popen[bytes]"
    console: Path

    @property
    def facts(self) -> dict[str, Any]:
        """DIR/run/ports.json: the addresses and the process ids."""
        answer: dict[str, Any] = json.loads((self.data / "run" / "ports.json").read_text(encoding="utf-8"))
        return answer

    @property
    def pids(self) -> dict[str, int]:
        """Process ids by name: serve, nats, web, world, worker, door."""
        pids: dict[str, int] = self.facts["pids"]
        return pids

    def log(self, name: str) -> str:
        """All that the process `name` has said."""
        path = self.data / "log" / f"{name}.log"
        return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""

    def end(self, within_s: float = 30.0) -> int:
        """Send SIGTERM and wait; answers the exit code."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(within_s)


def free_ports() -> int:
    """The first of five neighbouring ports that nobody listens on."""
    for _ in range(200):
        first = random.randrange(20_000, 29_000, PORTS_OF_A_CITY)
        if all(_is_free(first + offset) for offset in range(PORTS_OF_A_CITY)):
            return first
    raise RuntimeError("No five free ports between 20000 and 29000.")


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) != 0


def city_environment(extra: Mapping[str, str] | None = None) -> dict[str, str]:
    """This process's environment without what would lead a city elsewhere."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("MADANG_", "DJANGO_"))}
    kept.pop("DATABASE_URL", None)
    return {**kept, **(extra or {})}


@contextmanager
def running_city(
    data: Path,
    *options: str,
    port: int | None = None,
    environment: Mapping[str, str] | None = None,
    ready_within_s: float = READY_WITHIN_S,
) -> Iterator[RunningCity]:
    """Run a city until the block ends; it is ready when the block begins."""
    port = free_ports() if port is None else port
    data.mkdir(parents=True, exist_ok=True)
    console = data.parent / f"{data.name}-console.log"
    command = [
        sys.executable,
        "-m",
        "madang.cli",
        "serve",
        "--data",
        str(data),
        "--port",
        str(port),
        *options,
    ]
    with console.open("wb") as output:
        process = subprocess.Popen(
            command, env=city_environment(environment), stdin=subprocess.DEVNULL, stdout=output, stderr=output
        )
    scheme = "https" if "--tls" in options else "http"
    city = RunningCity(
        f"{scheme}://localhost:{port}", f"ws://127.0.0.1:{port + 1}/world", data, process, console
    )
    try:
        wait_until(lambda: _is_ready(city), ready_within_s, f"the city at {city.base_url} to be ready")
        yield city
    except TimeoutError as error:
        said = console.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise TimeoutError(f"{error}\nThe city said:\n{said}") from error
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _is_ready(city: RunningCity) -> bool:
    if city.process.poll() is not None:
        said = city.console.read_text(encoding="utf-8", errors="replace")[-4000:]
        raise RuntimeError(f"The city ended with exit code {city.process.returncode}:\n{said}")
    return b"Ctrl-C" in city.console.read_bytes()


def status_of(url: str, timeout_s: float = 5.0) -> int:
    """The HTTP status that `url` answers with, 0 when nobody answers."""
    try:
        with urllib.request.urlopen(url, timeout=timeout_s) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        with error:
            return error.code
    except OSError:
        return 0


def wait_until(condition: Callable[[], bool], within_s: float, what: str) -> float:
    """Wait until `condition` holds; answers the seconds it took. Raises TimeoutError that names `what`."""
    started = time.monotonic()
    while not condition():
        if time.monotonic() - started > within_s:
            raise TimeoutError(f"Waited {within_s:g} s for {what}.")
        time.sleep(0.05)
    return time.monotonic() - started

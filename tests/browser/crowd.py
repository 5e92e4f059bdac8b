"""A crowd of bots in the running city, so that a browser has a thousand people to show."""

import json
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from madang.config import Config
from madang.world.load_tickets import load_tickets
from tests.running_city import RunningCity, wait_until

ROOT = Path(__file__).resolve().parents[2]
RADIUS_M = 60
LONGEST_S = 120


@contextmanager
def walking_crowd(
    city: RunningCity, count: int, seconds: float = LONGEST_S, hz: float = 10, core: int | None = None
) -> Iterator["subprocess.Popen[str]"]:
    """`count` bots walk around the spawn, each sending `hz` times a second, until the block ends.

    Their report is on the process's output.
    """
    tickets = city.data / "load-tickets"
    tickets.write_text("\n".join(tickets_of(city, count)), encoding="utf-8")
    pinned = [] if core is None else ["taskset", "-c", str(core)]
    process = subprocess.Popen(
        [
            *(
                *pinned,
                sys.executable,
                "-m",
                "bench.crowd",
                "--url",
                city.world_url,
                "--tickets",
                str(tickets),
            ),
            *(
                "--count",
                str(count),
                "--seconds",
                str(seconds),
                "--radius",
                str(RADIUS_M),
                "--probes",
                "100",
                "--hz",
                str(hz),
            ),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        wait_until(lambda: people_here(city) >= count, 60, f"{count} bots to be in the square")
        yield process
    finally:
        process.kill()
        process.wait()
        wait_until(lambda: people_here(city) < count // 2, 30, "the bots to be gone")


def tickets_of(city: RunningCity, count: int) -> list[str]:
    """Load tickets of the city's own key."""
    config = Config.from_env()
    own = {**vars(config), "data": city.data, "public_url": city.base_url}
    return load_tickets(Config(**own), "plaza", count)


def people_here(city: RunningCity) -> int:
    """How many people the city says are in its places."""
    with urllib.request.urlopen(f"{city.base_url}/api/world/here", timeout=5) as answer:
        here = json.loads(answer.read())
    return int(here.get("total") or 0)

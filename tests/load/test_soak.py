"""Twenty minutes of people coming and going, 50 a second: no process grows, no file stays open."""

import json
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.running_city import RunningCity, running_city

ROOT = Path(__file__).resolve().parents[2]
PER_S = 50
LOOK_EVERY_S = 5.0
PAGES = ("/ko/", "/en/", "/ko/place/plaza?view=map", "/ko/information/", "/api/world/here")


@pytest.mark.load
@pytest.mark.long
@pytest.mark.timeout(1800)
def test_twenty_minutes_of_coming_and_going_leave_memory_as_it_was(tmp_path: Path) -> None:
    """RSS in minutes 15–20 is at most 1.05 × that of minutes 5–10, in each process."""
    soak(tmp_path / "data", minutes=20, early=(5, 10), late=(15, 20), most=1.05)


@pytest.mark.load
@pytest.mark.timeout(240)
def test_forty_seconds_of_coming_and_going_leave_memory_nearly_as_it_was(tmp_path: Path) -> None:
    """The short form: caches still fill, so the bound is wider."""
    soak(tmp_path / "data", minutes=2 / 3, early=(0.3, 0.45), late=(0.5, 0.67), most=1.2)


def soak(
    data: Path, minutes: float, early: tuple[float, float], late: tuple[float, float], most: float
) -> None:
    """Let people come and go, look at every process, and compare its memory early and late."""
    with running_city(data) as city:
        crowd = coming_and_going(city, minutes * 60)
        try:
            looks = list(look_at(city, minutes * 60))
            said, _ = crowd.communicate(timeout=120)
        finally:
            crowd.kill()
            crowd.wait()
        counts = json.loads(said)
        print(json.dumps(counts))
        for name in looks[0].rss_mb:
            before, after = (
                [look.rss_mb[name] for look in looks if span[0] * 60 <= look.at_s <= span[1] * 60]
                for span in (early, late)
            )
            ratio = statistics.median(after) / statistics.median(before)
            print(
                f"{name}: {statistics.median(before):.1f} → {statistics.median(after):.1f} MB, × {ratio:.3f}"
            )
            assert ratio <= most, f"{name} grows"
        settle = looks[len(looks) // 4].files, looks[-1].files
        print(f"open files and sockets: {settle[0]} → {settle[1]}")
        assert settle[1] <= settle[0] * 1.3 + 50, "files or sockets stay open"
        assert "Traceback" not in city.log("world") + city.log("web") + city.log("worker")
    assert counts["came"] >= minutes * 60 * PER_S * 0.95
    assert counts["failed"] <= counts["came"] * 0.001


class Look:
    """One look at the city: seconds since the beginning, MB of memory by process, and all open files."""

    def __init__(self, city: RunningCity, at_s: float) -> None:
        self.at_s = at_s
        processes = {name: psutil.Process(pid) for name, pid in city.pids.items() if name != "serve"}
        families = {name: [one, *one.children(recursive=True)] for name, one in processes.items()}
        self.rss_mb = {
            name: sum(one.memory_info().rss for one in family) / 2**20 for name, family in families.items()
        }
        self.files = sum(one.num_fds() for family in families.values() for one in family)


def look_at(city: RunningCity, seconds: float) -> Iterator[Look]:
    """Look at the processes every few seconds, and read some pages in between as people do."""
    begun = time.monotonic()
    while (at_s := time.monotonic() - begun) < seconds:
        for page in PAGES:
            with urllib.request.urlopen(city.base_url + page, timeout=20) as answer:
                answer.read()
        yield Look(city, at_s)
        time.sleep(LOOK_EVERY_S)


def coming_and_going(city: RunningCity, seconds: float) -> "subprocess.Popen[str]":
    """The people, as a process of their own."""
    where = ["--data", str(city.data), "--city-url", city.base_url, "--url", city.world_url]
    return subprocess.Popen(
        [
            *(sys.executable, "-m", "tests.load.coming_and_going", *where),
            *("--per-second", str(PER_S), "--seconds", str(seconds)),
        ],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
    )

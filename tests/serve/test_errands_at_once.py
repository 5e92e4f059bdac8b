"""Errands at once on both databases: pressed many times, finished once; killed, nothing is lost."""

import json
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from madang import paths
from tests.running_city import city_environment

Run = Callable[..., "tuple[int, dict[str, Any]]"]


@pytest.fixture(params=["sqlite", "postgresql"])
def run(request: pytest.FixtureRequest, tmp_path: Path) -> Run:
    """Runs tests/serve/errand_race.py on a new database; answers its exit code and what it printed."""
    more = {"MADANG_DATA": str(tmp_path / "data")}
    if request.param == "postgresql":
        more["DATABASE_URL"] = request.getfixturevalue("postgresql_url")

    def go(*words: str) -> tuple[int, dict[str, Any]]:
        ran = subprocess.run(
            [sys.executable, "-m", "tests.serve.errand_race", *words],
            cwd=paths.PACKAGE.parent,
            env=city_environment(more),
            capture_output=True,
            text=True,
            check=False,
        )
        assert ran.returncode in (0, -signal.SIGKILL), ran.stderr[-2000:]
        return ran.returncode, json.loads(ran.stdout or "{}")

    return go


@pytest.mark.timeout(120)
def test_errand_pressed_eight_times_at_once_is_finished_once(run: Run) -> None:
    _code, came = run("race")
    assert came == {"numbers": 1, "decided": 1, "errands": 1, "receipts": 1, "notifications": 1}


@pytest.mark.timeout(180)
def test_errand_killed_while_it_is_being_finished_goes_on_as_it_was(run: Run) -> None:
    number = run("begin")[1]["number"]
    assert run("die", number)[0] == -signal.SIGKILL
    _code, came = run("look", number)
    assert came == {"state": "open", "draft": {"what": "빨간 우산"}, "errands": 1, "receipts": 0}

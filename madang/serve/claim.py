"""One data directory, one running city: the claim on it, and whether it can be written to at all."""

import fcntl
import json
from pathlib import Path
from typing import TextIO

from madang.config import CannotRun


def claim(data: Path) -> TextIO:
    """Make the data directory and hold its lock until the answer is closed or this process ends.

    Raises:
        CannotRun: the directory cannot be written, or another `madang serve` runs on it.
    """
    run_dir = data / "run"
    try:
        run_dir.mkdir(parents=True, exist_ok=True)
        data.chmod(0o700)
        lock = (run_dir / "lock").open("a+", encoding="utf-8")
    except OSError as error:
        raise CannotRun(
            f"Data directory '{data}' cannot be written ({error.strerror}). "
            "Give this user the right, or choose another with --data DIR."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        lock.close()
        raise CannotRun(
            f"Data directory '{data}' is already served{_by_whom(run_dir)}. "
            "End that one, or use another --data DIR."
        ) from error
    return lock


def _by_whom(run_dir: Path) -> str:
    try:
        running = json.loads((run_dir / "ports.json").read_text(encoding="utf-8"))
        return f" at {running['public_url']} (process {running['pids']['serve']})"
    except (OSError, ValueError, KeyError):
        return ""


def write_ports(run_dir: Path, facts: dict[str, object]) -> None:
    """Write DIR/run/ports.json whole or not at all: where the running city answers, and its processes."""
    part = run_dir / "ports.json.part"
    part.write_text(json.dumps({**facts}, indent=1) + "\n", encoding="utf-8")
    part.replace(run_dir / "ports.json")

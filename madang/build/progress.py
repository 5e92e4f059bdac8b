"""Long steps say what they do: a line at the start, the newest detail on the way, the time at the end."""

import os
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TextIO

SAY_EVERY_S = 10.0
REDRAW_EVERY_S = 0.5
KEPT_LINES = 400
DETAIL_CHARS = 60


@dataclass(frozen=True)
class Outcome:
    """How a step's program ended: its exit code, what it said last, how long it took."""

    code: int
    output: str
    took_s: float


def run_step(
    what: str,
    command: Sequence[str],
    log: Path,
    *,
    environment: Mapping[str, str] | None = None,
    folder: Path | None = None,
    screen: TextIO = sys.stderr,
) -> Outcome:
    """Run a program under the heading `what`; all it says goes to `log`, the newest line to a terminal."""
    log.parent.mkdir(parents=True, exist_ok=True)
    started = monotonic()
    lines: deque[str] = deque(maxlen=KEPT_LINES)
    done = threading.Event()
    show = threading.Thread(target=_show, args=(what, started, lines, done, screen), daemon=True)
    with (
        log.open("w", encoding="utf-8") as file,
        subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            env={**os.environ, **(environment or {})},
            cwd=folder,
            text=True,
            encoding="utf-8",
            errors="replace",
        ) as process,
    ):
        show.start()
        try:
            for line in process.stdout or ():
                file.write(line)
                lines.append(line.rstrip())
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
        finally:
            done.set()
            show.join()
    took_s = monotonic() - started
    _end_line(screen, f"  {what}: {'done' if code == 0 else 'FAILED'} in {took_s:.0f} s")
    return Outcome(code, "\n".join(lines), took_s)


def _show(what: str, started: float, lines: deque[str], done: threading.Event, screen: TextIO) -> None:
    """On a terminal redraw one line; elsewhere say every 10 s that the step goes on, and with what."""
    terminal = screen.isatty()
    if not terminal:
        screen.write(f"  {what} …\n")
        screen.flush()
    while not done.wait(REDRAW_EVERY_S if terminal else SAY_EVERY_S):
        detail = lines[-1].strip()[:DETAIL_CHARS] if lines else ""
        text = f"  {what} … {monotonic() - started:.0f} s  {detail}"
        screen.write(f"\r\x1b[K{text}" if terminal else f"{text}\n")
        screen.flush()


def _end_line(screen: TextIO, text: str) -> None:
    screen.write(f"\r\x1b[K{text}\n" if screen.isatty() else f"{text}\n")
    screen.flush()

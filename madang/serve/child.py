"""One process of the city and its life: a group of its own, restarts with a growing delay, a clean end."""

import asyncio
import ctypes
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from time import monotonic

from madang.serve.logs import ProcessLog

FIRST_DELAY_S = 0.5
LONGEST_DELAY_S = 30.0
STABLE_AFTER_S = 60.0
GRACE_S = 8.0
MAX_LINE_BYTES = 65_536
_PR_SET_PDEATHSIG = 1


@dataclass(frozen=True)
class ChildSpec:
    """What a process is called, how it is started and what it is told."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]


def next_delay(previous_s: float, lived_s: float) -> float:
    """How long to wait before a restart: doubling from 0.5 s to 30 s, anew after a stable minute."""
    if lived_s >= STABLE_AFTER_S or previous_s == 0:
        return FIRST_DELAY_S
    return min(previous_s * 2, LONGEST_DELAY_S)


class Child:
    """A process that is kept running until `stop`."""

    def __init__(
        self, spec: ChildSpec, log: ProcessLog, say: Callable[[str], None], changed: Callable[[], None]
    ):
        self.spec = spec
        self._log = log
        self._say = say
        self._changed = changed
        self._stopping = asyncio.Event()
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The process's id while it runs."""
        return self._process.pid if self._process and self._process.returncode is None else None

    async def keep_running(self) -> None:
        """Start the process, and again whenever it ends, until `stop` is called."""
        delay_s = 0.0
        while not self._stopping.is_set():
            started = monotonic()
            code = await self._run_once()
            if self._stopping.is_set():
                return
            delay_s = next_delay(delay_s, monotonic() - started)
            self._say(f"{self.spec.name} ended ({_ending(code)}); it is started again in {delay_s:g} s.")
            with suppress(TimeoutError):
                await asyncio.wait_for(self._stopping.wait(), delay_s)

    async def stop(self) -> None:
        """Ask the process to end, wait 8 s, then end it and all it started."""
        self._stopping.set()
        process = self._process
        if process is None or process.returncode is not None:
            return
        with suppress(ProcessLookupError):
            process.terminate()
        try:
            await asyncio.wait_for(process.wait(), GRACE_S)
        except TimeoutError:
            self._say(f"{self.spec.name} did not end within {GRACE_S:g} s and is killed.")
        _kill_group(process.pid)
        await process.wait()

    def kill(self) -> None:
        """End the process and all it started at once."""
        self._stopping.set()
        if self._process is not None:
            _kill_group(self._process.pid)

    async def _run_once(self) -> int:
        try:
            process = await asyncio.create_subprocess_exec(
                *self.spec.command,
                env=dict(self.spec.environment),
                stdin=asyncio.subprocess.DEVNULL,
                stdout=asyncio.subprocess.PIPE,
                stderr=asyncio.subprocess.STDOUT,
                limit=MAX_LINE_BYTES,
                process_group=0,
                preexec_fn=die_with_parent,
            )
        except OSError as error:
            self._log.write(f"cannot be started: {error}".encode())
            return 127
        self._process = process
        self._changed()
        reading = asyncio.create_task(copy_lines(process.stdout, self._log))
        code = await process.wait()
        _kill_group(process.pid)
        await reading
        self._changed()
        return code


async def copy_lines(output: asyncio.StreamReader | None, log: ProcessLog) -> None:
    """Write what a process says to its log, line by line, until it has nothing more to say."""
    while output is not None:
        try:
            line = await output.readuntil(b"\n")
        except asyncio.LimitOverrunError as overrun:
            line = await output.readexactly(overrun.consumed)
        except asyncio.IncompleteReadError as end:
            if end.partial:
                log.write(end.partial)
            return
        log.write(line.rstrip(b"\r\n"))


def die_with_parent() -> None:
    """Have the kernel end this process when its parent ends, however that happens (Linux only)."""
    if sys.platform == "linux":
        _LIBC.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:
        return f"signal {-code}"


def _kill_group(leader: int) -> None:
    """End whatever is left of a process's group; its leader may be gone already."""
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)


_LIBC = ctypes.CDLL(None, use_errno=True)

"""The web process: granian in front of Django, on loopback. Its workers load `application` from here."""

import os
import signal
from typing import Any

from madang.config import CannotRun, Config
from madang.serve.child import die_with_parent

WORKERS = 2
MOST_WORKERS = 64
THREADS = 4
MAX_WAITING = 64


def run(config: Config) -> None:
    """Serve pages and the API at MADANG_WEB_HOST (loopback) and MADANG_WEB_PORT.

    Django is loaded once, before granian forks its workers: a quicker start, and memory that they share.
    Granian waits for its workers without a limit of its own: with one it takes a worker that is just ending
    for one that refuses. A worker that never ends is killed by the supervisor (GRACE_S).

    Raises:
        CannotRun: MADANG_WEB_WORKERS is not a number of processes.
    """
    from granian.constants import Interfaces
    from granian.log import LogLevels
    from granian.server import Server

    workers = _workers()
    _load_django()
    Server(
        "madang.serve.web:application",
        address=os.environ.get("MADANG_WEB_HOST") or "127.0.0.1",
        port=config.web_port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=THREADS,
        backpressure=MAX_WAITING,
        websockets=False,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()


def _workers() -> int:
    text = os.environ.get("MADANG_WEB_WORKERS") or str(WORKERS)
    if not text.isdecimal() or not 1 <= int(text) <= MOST_WORKERS:
        raise CannotRun(f"MADANG_WEB_WORKERS '{text}' refused: use a number from 1 to {MOST_WORKERS}.")
    return int(text)


def _load_django() -> Any:
    from madang.web.wsgi import application

    return application


def __getattr__(name: str) -> Any:
    """`application`, for a granian worker, which ends together with granian itself.

    Until granian sets its own, SIGTERM ends the worker: what fork left it is a handler that only marks.
    """
    if name != "application":
        raise AttributeError(name)
    die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    return _load_django()

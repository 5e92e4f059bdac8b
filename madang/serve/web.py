"""The web process: granian in front of Django, on loopback. Its workers load `application` from here."""

import os
import signal
import sys
from typing import Any

from madang.config import Config
from madang.serve.child import die_with_parent

WORKERS = 2
THREADS = 4
MAX_WAITING = 64


def run(config: Config) -> None:
    """Serve pages and the API at MADANG_WEB_HOST (loopback) and MADANG_WEB_PORT."""
    host = os.environ.get("MADANG_WEB_HOST") or "127.0.0.1"
    command = [
        *(sys.executable, "-m", "granian", "madang.serve.web:application"),
        *("--interface", "wsgi", "--host", host, "--port", str(config.web_port), "--no-ws"),
        *("--workers", os.environ.get("MADANG_WEB_WORKERS") or str(WORKERS)),
        *("--blocking-threads", str(THREADS), "--backpressure", str(MAX_WAITING)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5s", "--log-level", "warning"),
    ]
    os.execv(command[0], command)


def __getattr__(name: str) -> Any:
    """`application`, made on first use in a granian worker, which ends together with granian itself.

    While Django loads, SIGTERM ends the worker; it would only reach the handler that fork left it.
    """
    if name != "application":
        raise AttributeError(name)
    die_with_parent()
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    from madang.web.wsgi import application

    return application

"""The worker's own small HTTP on loopback: is it alive, is it ready, how much waits."""

import asyncio
from contextlib import suppress

from madang.config import port_from_env
from madang.worker.relay import RelayState

REQUEST_WITHIN_S = 5.0
MAX_REQUEST_BYTES = 8192


async def serve_status(state: RelayState, port: int | None = None) -> asyncio.Server:
    """Answer /healthz, /readyz and /metrics on loopback at MADANG_WORKER_PORT (default 8004)."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            request = await asyncio.wait_for(reader.readuntil(b"\r\n\r\n"), REQUEST_WITHIN_S)
            words = request.split(b"\r\n", 1)[0].split()
            writer.write(_response(words[1].decode("latin-1") if len(words) == 3 else "", state))
            await writer.drain()
        writer.close()

    wanted = port_from_env("MADANG_WORKER_PORT", 8004) if port is None else port
    return await asyncio.start_server(answer, "127.0.0.1", wanted, limit=MAX_REQUEST_BYTES)


def _response(path: str, state: RelayState) -> bytes:
    if path == "/healthz":
        return _http("200 OK", "ok\n")
    if path == "/readyz":
        return (
            _http("200 OK", "ready\n") if state.connected else _http("503 Service Unavailable", "no NATS\n")
        )
    if path == "/metrics":
        return _http("200 OK", metrics(state))
    return _http("404 Not Found", "Known: /healthz, /readyz, /metrics\n")


def metrics(state: RelayState) -> str:
    """The relay's figures in Prometheus' text format."""
    figures = [
        ("madang_outbox_waiting", "gauge", "Events not yet published", state.waiting),
        ("madang_outbox_oldest_seconds", "gauge", "Age of the oldest of them when last seen", state.oldest_s),
        ("madang_relay_published_total", "counter", "Events published since the start", state.published),
        ("madang_relay_failures_total", "counter", "Times NATS did not answer", state.failures),
        ("madang_relay_connected", "gauge", "1 while NATS answers", int(state.connected)),
    ]
    return "".join(
        f"# HELP {name} {text}.\n# TYPE {name} {kind}\n{name} {value}\n"
        for name, kind, text, value in figures
    )


def _http(status: str, body: str) -> bytes:
    content = body.encode()
    head = (
        f"HTTP/1.1 {status}\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Length: {len(content)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + content

"""A small real register over HTTP for tests: the sandbox's people under the contract of docs/registers.md."""

import json
import ssl
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from madang.kernel.registers.catalogue import encode, kind_of
from madang.kernel.registers.interfaces import NotFound
from madang.kernel.registers.lookup import Source

SLOW_S = 1.5
DRIP_S = 0.05


@dataclass
class RegisterServer:
    """Where it listens, how it misbehaves just now, and what it was asked."""

    source: Source
    token: str
    url: str = ""
    fault: str = ""
    fault_times: int = 1_000_000
    asked: list[dict[str, Any]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    def misbehave(self, fault: str, times: int = 1_000_000) -> None:
        """Answer the next `times` lookups with `fault`."""
        self.fault, self.fault_times = fault, times

    def take_fault(self) -> str:
        """The fault of this lookup, empty for none."""
        if not self.fault or self.fault_times <= 0:
            return ""
        self.fault_times -= 1
        return self.fault


@contextmanager
def register_server(
    source: Source, token: str = "a-token-for-tests", context: ssl.SSLContext | None = None
) -> Iterator[RegisterServer]:
    """A register on a port of its own, by TLS where there is a `context`; ended at the end."""
    state = RegisterServer(source, token)
    server = _Server(state)
    if context is not None:
        server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    scheme = "http" if context is None else "https"
    state.url = f"{scheme}://127.0.0.1:{server.server_address[1]}/v1"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()
        thread.join(5)


class _Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, *_args: object) -> None:
        """Say nothing of clients that go away."""

    def __init__(self, state: RegisterServer) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.state = state


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"

    @property
    def state(self) -> RegisterServer:
        """How the register is to behave."""
        return self.server.state

    def log_message(self, *_args: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        self.state.paths.append(self.path)
        self._answer(200 if self.state.fault != "down" else 503, {"status": "ok"})

    def do_POST(self) -> None:
        self.state.paths.append(self.path)
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.state.asked.append(asked)
        if self.headers.get("Authorization") != f"Bearer {self.state.token}":
            self._answer(401, {"error": "unauthorized"})
            return
        fault = self.state.take_fault()
        if fault:
            getattr(self, f"_{fault}")(asked)
        else:
            self._answer(*self._looked_up(asked))

    def _looked_up(self, asked: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        kind: type[Any] = kind_of(asked["register"])
        try:
            records = self.state.source.look_up(asked["register"], kind, asked["key"])
        except NotFound:
            return 404, {"request": asked["request"], "error": "not_found"}
        return 200, {**asked, "records": json.loads(encode(kind, records)), "more": "ignored"}

    def _answer(self, status: int, value: object) -> None:
        body = value if isinstance(value, bytes) else json.dumps(value).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _down(self, _asked: dict[str, Any]) -> None:
        self.send_response(503)
        self.send_header("Retry-After", "120")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def _error(self, _asked: dict[str, Any]) -> None:
        self._answer(500, b"Traceback")

    def _slow(self, asked: dict[str, Any]) -> None:
        time.sleep(SLOW_S)
        self._answer(*self._looked_up(asked))

    def _drip(self, asked: dict[str, Any]) -> None:
        """A byte now and then: each read is in time, the whole never."""
        status, value = self._looked_up(asked)
        body = json.dumps(value).encode()
        self.wfile.write(f"HTTP/1.1 {status} OK\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        for byte in body:
            try:
                self.wfile.write(bytes([byte]))
            except OSError:
                return
            time.sleep(DRIP_S)

    def _garbage(self, _asked: dict[str, Any]) -> None:
        self._answer(200, b"<html>It works!</html>")

    def _not_http(self, _asked: dict[str, Any]) -> None:
        self.wfile.write(b"\x00\x01\x02 nothing of HTTP\r\n\r\n")
        self.close_connection = True

    def _huge(self, _asked: dict[str, Any]) -> None:
        self._answer(200, b"[" + b" " * 4_000_000 + b"]")

    def _endless(self, _asked: dict[str, Any]) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n")
        self.close_connection = True
        try:
            for _ in range(100_000):
                self.wfile.write(b" " * 65_536)
        except OSError:
            return

    def _other_person(self, asked: dict[str, Any]) -> None:
        other = {**asked, "key": {"resident": "park-seojun"}}
        status, value = self._looked_up(other)
        self._answer(status, {**value, "key": asked["key"]})

    def _other_key(self, asked: dict[str, Any]) -> None:
        self._answer(*self._looked_up({**asked, "key": {"resident": "park-seojun"}}))

    def _other_request(self, asked: dict[str, Any]) -> None:
        self._answer(*self._looked_up({**asked, "request": "0" * 32}))

    def _other_404(self, _asked: dict[str, Any]) -> None:
        self._answer(404, b"404 page not found")

    def _cut(self, asked: dict[str, Any]) -> None:
        _status, value = self._looked_up(asked)
        body = json.dumps(value).encode()
        self.wfile.write(f"HTTP/1.1 200 OK\r\nContent-Length: {len(body)}\r\n\r\n".encode())
        self.wfile.write(body[: len(body) // 2])
        self.close_connection = True

    def _wrong_types(self, asked: dict[str, Any]) -> None:
        _status, value = self._looked_up(asked)
        broken = [{**record, "birth": "12.04.1988"} for record in value["records"]]
        self._answer(200, {**value, "records": broken})

    def _redirect(self, _asked: dict[str, Any]) -> None:
        self.send_response(307)
        self.send_header("Location", f"{self.state.url}/lookup")
        self.send_header("Content-Length", "0")
        self.end_headers()

"""The boundary to picows: opening the port, and deciding for each socket whether it may open.

picows gives its listener factory the request but not the peer, which the limits per address and /metrics
need. So each connection gets a factory of its own (Gate) that knows its protocol object; picows'
ws_create_server is the same few lines with one factory for all.
"""

import asyncio
import ipaddress
import logging
import socket
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from picows import (
    WSAutoPingStrategy,
    WSTransport,
    WSUpgradeRequest,
    WSUpgradeResponse,
    WSUpgradeResponseWithListener,
)
from picows.picows import WSProtocol  # type: ignore[attr-defined]

from madang.addresses import caller_address
from madang.protocol.frames import SUBPROTOCOL
from madang.world.connection import Connection
from madang.world.http import Caller, Pages, refusal
from madang.world.world import World

log = logging.getLogger("madang.world")

SOCKET_PATHS = frozenset({"/world", "/"})
BACKLOG = 4096
READ_BUFFER_BYTES = 512
DEAD_PEER_MS = 60_000
HANDSHAKE_S = 5.0


class QuietLog:
    """What picows logs about clients is counted, not printed: no client may fill the log."""

    def isEnabledFor(self, _level: int) -> bool:  # noqa: N802 - the name that logging gave it
        """Never."""
        return False

    def debug(self, *_args: object, **_more: object) -> None:
        """Print nothing."""

    info = warning = error = exception = log = debug


class Origins:
    """Which pages may open a socket: those of the city's public address, under all names of this machine."""

    def __init__(self, public_url: str) -> None:
        self._allowed = {_origin(public_url)}
        scheme, host, port = _origin(public_url)
        if _is_loopback(host):
            self._allowed |= {(scheme, name, port) for name in ("localhost", "127.0.0.1", "::1")}

    def allow(self, origin: str | None) -> bool:
        """Whether a request with this Origin may open a socket; programs send none."""
        return origin is None or _origin(origin) in self._allowed


class Gate:
    """Decides about one TCP connection: a socket of the world, or an HTTP answer."""

    __slots__ = ("_origins", "_pages", "_world", "protocol")

    def __init__(self, world: World, pages: Pages, origins: Origins) -> None:
        self._world = world
        self._pages = pages
        self._origins = origins
        self.protocol: Any = None

    def __call__(self, request: WSUpgradeRequest) -> Any:
        """What picows asks for each request. It would answer what is raised here with its text."""
        wire: WSTransport = self.protocol.transport
        self.protocol = None
        caller = caller_of(wire.underlying_transport, request.headers)
        path = request.path.decode("ascii", "replace").partition("?")[0]
        if "upgrade" not in request.headers:
            return WSUpgradeResponseWithListener(self._pages.answer(path, caller), None)
        status, text = self._refusal(path, request.headers, caller)
        if status:
            self._world.metrics.count("upgrades_refused", status)
            return WSUpgradeResponseWithListener(refusal(status, text), None)
        _bound_buffers(wire.underlying_transport, self._world.limits.socket_buffer_bytes)
        chosen = {"Sec-WebSocket-Protocol": SUBPROTOCOL} if _offered(request.headers) else None
        response = WSUpgradeResponse.create_101_response(chosen)
        person = Connection(self._world, caller.address, exempt=caller.local)
        return WSUpgradeResponseWithListener(response, person)

    def _refusal(self, path: str, headers: Mapping[str, str], caller: Caller) -> tuple[int, str]:
        """The HTTP status and text with which a socket is refused, or (0, "")."""
        if path not in SOCKET_PATHS:
            return 404, "Not here. The world's socket is /world."
        if not self._origins.allow(headers.get("origin")):
            return 403, "This page is not the city's own: its Origin may not open the world."
        offered = _offered(headers)
        if offered and SUBPROTOCOL not in offered:
            return 400, f"Offer the subprotocol {SUBPROTOCOL}."
        status = self._world.refuses(caller.address, exempt=caller.local)
        return status, "Too many connections. Try again in a moment."


async def listen(world: World, pages: Pages, public_url: str, host: str, port: int) -> asyncio.Server:
    """Open the world's port. Raises OSError when it cannot be had."""
    origins = Origins(public_url)
    quiet = QuietLog()

    def protocol() -> WSProtocol:
        gate = Gate(world, pages, origins)
        gate.protocol = WSProtocol(
            host_port=None,
            ws_path=None,
            is_client_side=False,
            ws_listener_factory=gate,
            logger=quiet,
            disconnect_on_exception=True,
            websocket_handshake_timeout=HANDSHAKE_S,
            enable_auto_ping=False,
            auto_ping_idle_timeout=None,
            auto_ping_reply_timeout=None,
            auto_ping_strategy=WSAutoPingStrategy.PING_WHEN_IDLE,
            enable_auto_pong=False,
            max_frame_size=world.limits.frame_bytes,
            extra_headers=None,
            read_buffer_init_size=READ_BUFFER_BYTES,
        )
        return gate.protocol

    loop = asyncio.get_running_loop()
    return await loop.create_server(protocol, host, port, backlog=BACKLOG)


def caller_of(wire: asyncio.Transport, headers: Mapping[str, str]) -> Caller:
    """Who is at the other end: the peer, or whom the city's own door or proxy speaks for."""
    peer = wire.get_extra_info("peername")
    address = str(peer[0]) if isinstance(peer, tuple) and peer else ""
    forwarded = headers.get("x-forwarded-for")
    return Caller(caller_address(address, forwarded), local=forwarded is None and _is_loopback(address))


def _bound_buffers(wire: asyncio.Transport, buffer_bytes: int) -> None:
    """Let little lie unsent, so that a slow reader gets fresh frames and cannot hold memory."""
    wire.set_write_buffer_limits(high=buffer_bytes, low=buffer_bytes // 4)
    own: socket.socket | None = wire.get_extra_info("socket")
    if own is not None:
        own.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, buffer_bytes)
        if hasattr(socket, "TCP_USER_TIMEOUT"):
            own.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, DEAD_PEER_MS)


def _offered(headers: Mapping[str, str]) -> list[str]:
    return [name.strip() for name in headers.get("sec-websocket-protocol", "").split(",") if name.strip()]


def _origin(url: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address; empty for one that has none (such as `null`)."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"https": 443, "http": 80}.get(parts.scheme, 0)
    except ValueError:
        return "", "", 0
    return parts.scheme, parts.hostname or "", port


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

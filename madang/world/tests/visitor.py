"""A visitor for tests: a small client of the world that remembers all it was told."""

import asyncio
import json
from collections.abc import Callable
from typing import Any, TypeVar

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from madang.protocol.frames import (
    KIND_CROWD,
    SUBPROTOCOL,
    Crowd,
    Far,
    Move,
    pack_move,
    unpack_crowd,
    unpack_far,
)

Found = TypeVar("Found")
WAIT_S = 5.0

_present: set["Visitor"] = set()


class Visitor(WSListener):
    """One connection. `messages`, `crowds` and `fars` hold what came; `closed` is (code, reason)."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.crowds: list[Crowd] = []
        self.fars: list[Far] = []
        self.pongs: list[bytes] = []
        self.closed: tuple[int, str] | None = None
        self.gone = False
        self.id = 0
        self.seq = 0
        self.spot = (0, 0, 0, 0)
        self.welcome: dict[str, Any] = {}
        self._news = asyncio.Event()

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        _present.add(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if frame.msg_type == WSMsgType.TEXT:
            self.messages.append(json.loads(frame.get_payload_as_utf8_text()))
        elif frame.msg_type == WSMsgType.BINARY:
            payload = frame.get_payload_as_bytes()
            if payload[0] == KIND_CROWD:
                self.crowds.append(unpack_crowd(payload))
            else:
                self.fars.append(unpack_far(payload))
        elif frame.msg_type == WSMsgType.PONG:
            self.pongs.append(frame.get_payload_as_bytes())
        elif frame.msg_type == WSMsgType.CLOSE:
            self.closed = int(frame.get_close_code().value), frame.get_close_reason() or ""
            transport.disconnect()
        self._news.set()

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.gone = True
        _present.discard(self)
        self._news.set()

    def pause_writing(self) -> None:
        """Nothing: tests send little."""

    resume_writing = pause_writing

    def send(self, message: dict[str, Any] | str | bytes) -> None:
        """Send a JSON message, a raw text, or a binary frame."""
        if isinstance(message, bytes):
            self.transport.send(WSMsgType.BINARY, message)
        else:
            text = message if isinstance(message, str) else json.dumps(message)
            self.transport.send(WSMsgType.TEXT, text)

    def move(self, x: int, z: int, yaw: int = 0, gait: int = 1, y: int = 0) -> None:
        """Send a MOVE (cm)."""
        self.seq += 1
        self.spot = (x, y, z, yaw)
        self.send(pack_move(Move(self.seq & 0xFFFF, x, y, z, yaw, gait, 0)))

    async def until(self, find: Callable[[], Found], wait_s: float = WAIT_S) -> Found:
        """Wait until `find` answers something true, and answer that."""
        async with asyncio.timeout(wait_s):
            while not (found := find()):
                self._news.clear()
                await self._news.wait()
            return found

    async def news(self, wait_s: float = WAIT_S) -> None:
        """Wait until anything comes."""
        self._news.clear()
        await asyncio.wait_for(self._news.wait(), wait_s)

    async def told(self, kind: str, wait_s: float = WAIT_S) -> dict[str, Any]:
        """The next message of a type; it is taken out."""

        def find() -> dict[str, Any]:
            return next((one for one in self.messages if one["type"] == kind), {})

        message = await self.until(find, wait_s)
        self.messages.remove(message)
        return message

    async def ended(self, wait_s: float = WAIT_S) -> tuple[int, str]:
        """Wait for the close frame: (code, reason)."""
        await self.until(lambda: self.closed or self.gone, wait_s)
        return self.closed or (0, "")

    async def sees(self, number: int, wait_s: float = WAIT_S) -> dict[str, int]:
        """Wait until a CROWD names somebody; answers their newest entry."""
        return await self.until(lambda: self.newest(number), wait_s)

    def newest(self, number: int) -> dict[str, int]:
        """The newest entry about somebody, or {}."""
        for crowd in reversed(self.crowds):
            rows = crowd.people[crowd.people["id"] == number]
            if len(rows):
                return dict(zip(rows.dtype.names or (), rows[-1].item(), strict=True))
        return {}

    def named(self) -> set[int]:
        """All ids that any CROWD so far has named."""
        return {number for crowd in self.crowds for number in crowd.people["id"].tolist()}

    def forget(self) -> None:
        """Forget what was told so far."""
        self.messages.clear()
        self.crowds.clear()
        self.fars.clear()

    def leave(self) -> None:
        """Go, without a word."""
        self.transport.disconnect(graceful=False)


async def all_leave() -> None:
    """See off whoever is still connected."""
    for visitor in tuple(_present):
        visitor.leave()
        await visitor.until(lambda one=visitor: one.gone)  # type: ignore[misc]


async def connect(url: str, **headers: str) -> Visitor:
    """An open socket that has not entered."""
    more = {"Sec-WebSocket-Protocol": SUBPROTOCOL, **headers}
    _, visitor = await ws_connect(Visitor, url, extra_headers=more)
    assert isinstance(visitor, Visitor)
    return visitor


async def enter(url: str, ticket: str, at: dict[str, int] | None = None, wait_s: float = WAIT_S) -> Visitor:
    """A visitor who is in."""
    visitor = await connect(url)
    message: dict[str, Any] = {"type": "enter", "ticket": ticket}
    if at:
        message["at"] = at
    visitor.send(message)
    welcome = await visitor.told("welcome", wait_s)
    visitor.id = welcome["id"]
    if "spawn" in welcome:
        spawn = welcome["spawn"]
        visitor.spot = spawn["x"], spawn["y"], spawn["z"], spawn["yaw"]
    visitor.welcome = welcome
    return visitor

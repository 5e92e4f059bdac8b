"""One socket's life: what comes in is counted, read and handed on; what goes out never waits without end."""

import asyncio
import logging
import traceback
from time import monotonic
from typing import TYPE_CHECKING, cast

from picows import WSCloseCode, WSFrame, WSListener, WSMsgType, WSTransport

from madang.protocol import messages
from madang.protocol.frames import KIND_MOVE, MOVE, FrameError, unpack_move
from madang.protocol.messages import ClientMessage, Enter, MessageError, read_client_message
from madang.protocol.tickets import Claims
from madang.world import refusals
from madang.world.order import Manners
from madang.world.rates import Rate

if TYPE_CHECKING:
    from madang.world.place import LivePlace
    from madang.world.world import World

log = logging.getLogger("madang.world")

TEXT, BINARY, CLOSE = WSMsgType.TEXT, WSMsgType.BINARY, WSMsgType.CLOSE
CONTINUATION, PING, PONG = WSMsgType.CONTINUATION, WSMsgType.PING, WSMsgType.PONG
MOVE_BYTES = MOVE.size
GOODBYE_S = 1.0
"""Time for the other side to answer a close frame."""
FLUSH_S = 10.0
"""Time for a slow reader to take what lies before the close frame."""
SAY_AT_ONCE = 3


class Connection(WSListener):
    """A socket, from its opening to its end.

    claims and enter are set once it asked to come in; place and id while it has an avatar; paused_s since
    when nothing can be written, 0 while it can.
    """

    __slots__ = (
        "_due",
        "_endings",
        "_parts",
        "_parts_kind",
        "_say",
        "_transport",
        "_view",
        "_who",
        "address",
        "claims",
        "closing",
        "crowd_wanted",
        "enter",
        "exempt",
        "heard_s",
        "id",
        "manners",
        "opened_s",
        "paused_s",
        "pinged_s",
        "place",
        "put_rate",
        "send",
        "world",
    )

    def __init__(self, world: "World", address: str, *, exempt: bool) -> None:
        limits = world.limits
        self.world = world
        self.address = address
        self.exempt = exempt
        self.claims: Claims | None = None
        self.enter: Enter | None = None
        self.place: LivePlace | None = None
        self.id = 0
        self.closing = False
        self.crowd_wanted = True
        self.paused_s = 0.0
        self.opened_s = self.heard_s = self.pinged_s = monotonic()
        self.manners = Manners(limits)
        self.put_rate = Rate(limits.puts_per_s, 1)
        self._say = Rate(limits.say_per_s, SAY_AT_ONCE)
        self._who = Rate(limits.who_per_s, limits.who_per_s)
        self._view = Rate(limits.view_per_s, 2 * limits.view_per_s)
        self._due = 0.0
        self._endings: tuple[asyncio.TimerHandle, ...] = ()
        self._parts = bytearray()
        self._parts_kind: WSMsgType | None = None

    # What picows calls. It logs what is raised here with a traceback, so nothing may be raised.

    def on_ws_connected(self, transport: WSTransport) -> None:
        """The socket is open; `enter` must come."""
        self._transport = transport
        self.send = transport.send
        self.world.opened(self)

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        """A frame came. A MOVE only lies down in the crowd's inbox, to be looked at with all others."""
        if self.closing:
            if frame.msg_type == CLOSE:
                transport.disconnect()
            return
        try:
            now = monotonic()
            place = self.place
            if place is not None and frame.msg_type == BINARY and frame.fin and not self._parts_kind:
                payload = frame.get_payload_as_bytes()
                if len(payload) == MOVE_BYTES and payload[0] == KIND_MOVE:
                    if self._within_budget(now):
                        place.moved(self.id, payload)
                    return
            self._take(frame, now)
        except Exception as error:  # noqa: BLE001 - one client's message must not end or print anything
            self._fault(error)

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        """The socket is gone."""
        self.closing = True
        for ending in self._endings:
            ending.cancel()
        try:
            self.world.closed(self)
        except Exception as error:  # noqa: BLE001 - as above
            self._fault(error)

    def pause_writing(self) -> None:
        """More waits to be written than should: the reader is slow, frames are dropped."""
        self.paused_s = monotonic()
        self._show_frames()

    def resume_writing(self) -> None:
        """The reader has caught up."""
        self.paused_s = 0.0
        self._show_frames()

    # What the world says.

    def tell(self, message: bytes) -> None:
        """Send a message that this person waits for."""
        if self.closing:
            return
        if self.paused_s and self._waiting_bytes() > self.world.limits.queue_bytes:
            self.close(4004, "too slow to read")
            return
        self.world.metrics.count("sent_frames", "text")
        self.world.metrics.count("sent_bytes", "text", len(message))
        self.send(TEXT, message)

    def tell_if_ready(self, message: bytes) -> None:
        """Send a message that a slow reader can do without."""
        if not self.paused_s:
            self.tell(message)

    def refuse(self, to: str, code: str, limit: int = 0) -> None:
        """Say what was not done, and why, in this person's language."""
        self.world.metrics.count("refused", code)
        self.tell(messages.refused(to, code, refusals.say(code, self.lang, limit)))

    def close(self, code: int, reason: str) -> None:
        """End the connection with a close frame; the world forgets it at once."""
        if self.closing:
            return
        self.closing = True
        self.world.metrics.count("closed", code)
        self._transport.send_close(cast(WSCloseCode, code), refusals.as_reason(reason))
        later = self.world.loop.call_later
        self._endings = (
            later(GOODBYE_S, self._transport.disconnect),
            later(GOODBYE_S + FLUSH_S, self._transport.disconnect, False),
        )
        self.world.closed(self)

    def ping(self) -> None:
        """Keep what lies between awake, and learn whether an events-only reader is still there."""
        if not self.closing:
            self._transport.send_ping()

    @property
    def lang(self) -> str:
        """The language this person reads."""
        return self.claims.lang if self.claims else refusals.DEFAULT

    def may_say(self, now: float) -> bool:
        """Whether talk is within its rate; counts it."""
        return self._say.allows(now)

    def may_ask(self, now: float) -> bool:
        """Whether `who` is within its rate; counts it."""
        return self._who.allows(now)

    def may_turn(self, now: float) -> bool:
        """Whether `view` is within its rate; counts it."""
        return self._view.allows(now)

    def want_crowd(self, wanted: bool) -> None:
        """Turn CROWD frames on or off."""
        self.crowd_wanted = wanted
        self._show_frames()

    def _show_frames(self) -> None:
        if self.place is not None and not self.closing:
            self.place.show_frames(self.id, self.crowd_wanted and not self.paused_s)

    def _waiting_bytes(self) -> int:
        return self._transport.underlying_transport.get_write_buffer_size()

    def _within_budget(self, now: float) -> bool:
        """Count a message; too many end the connection."""
        limits = self.world.limits
        self._due = max(self._due, now - limits.messages_burst / limits.messages_per_s)
        self._due += 1.0 / limits.messages_per_s
        if self._due <= now:
            return True
        self.close(4002, f"too many messages: at most {limits.messages_per_s} a second")
        return False

    def _take(self, frame: WSFrame, now: float) -> None:
        kind = frame.msg_type
        if kind == CLOSE:
            self._answer_close(frame)
        elif not self._within_budget(now):
            return
        elif kind == PING:
            self._transport.send_pong(frame.get_payload_as_bytes())
        elif kind == PONG:
            self.heard_s = now
        else:
            whole = self._whole(frame)
            if whole is None or self.closing:
                return
            try:
                self._message(*whole, now)
            except (FrameError, MessageError) as error:
                self.close(4002, str(error))

    def _whole(self, frame: WSFrame) -> tuple[WSMsgType, bytes] | None:
        """The message that a frame completes, or None when parts are missing or it was refused."""
        kind = frame.msg_type
        if frame.fin and kind != CONTINUATION and self._parts_kind is None:
            return kind, frame.get_payload_as_bytes()
        if (kind == CONTINUATION) == (self._parts_kind is None):
            self.close(1002, "fragments out of order")
            return None
        if self._parts_kind is None:
            self._parts_kind = kind
        self._parts += frame.get_payload_as_bytes()
        if len(self._parts) > self.world.limits.frame_bytes:
            self.close(1009, "message too large")
            return None
        if not frame.fin:
            return None
        whole = self._parts_kind, bytes(self._parts)
        self._parts_kind, self._parts = None, bytearray()
        return whole

    def _message(self, kind: WSMsgType, payload: bytes, now: float) -> None:
        self.heard_s = now
        if kind == BINARY:
            move = unpack_move(payload)
            if self.place is None:
                raise FrameError(f"MOVE {move.seq} before the welcome, or without an avatar")
            self.place.moved(self.id, payload)
            return
        try:
            text = payload.decode()
        except UnicodeDecodeError:
            self.close(1007, "text is not UTF-8")
            return
        message: ClientMessage = read_client_message(text)
        self.world.metrics.count("messages", type(message).__name__.lower())
        self.world.handle(self, message, now)

    def _answer_close(self, frame: WSFrame) -> None:
        """The other side says goodbye: answer and go."""
        self.closing = True
        code = frame.get_close_code()
        known = frame.payload_size >= 2
        self._transport.send_close(code if known else WSCloseCode.OK)
        self._transport.disconnect()

    def _fault(self, error: Exception) -> None:
        """An error of our own: one line that says where, nothing that the client sent."""
        where = " < ".join(
            f"{frame.filename.rpartition('/')[2]}:{frame.lineno}"
            for frame in reversed(traceback.extract_tb(error.__traceback__)[-3:])
        )
        log.error("A message could not be handled: %s at %s.", type(error).__name__, where)
        self.world.metrics.count("faults")
        self.close(1011, "the world made a mistake")

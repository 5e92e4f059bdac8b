"""What a broken or hostile client may send: random and mutated messages, WebSocket frames and HTTP heads."""

import json
import struct
from random import Random
from typing import Any

from madang.protocol.frames import Move, pack_move

TEXT, BINARY, CONTINUATION, CLOSE, PING, PONG = 1, 2, 0, 8, 9, 10

_WORDS = ("", "가", "\u202e", "x" * 300, "𝕏", "\u0000", '"', "\\", "null", "enter", "마당에서 만나요")
_TYPES = ("say", "who", "view", "enter", "move", "people", "SAY", "say ", "__class__", "가", "x" * 60)
_FIELDS = ("text", "ids", "crowd", "ticket", "at", "type", "x", "", "text\u0000")


def frame(opcode: int, payload: bytes, chance: Random, *, fin: bool = True, bits: int = 0) -> bytes:
    """A masked WebSocket frame; `bits` are the three reserved ones."""
    head = bytes(((0x80 if fin else 0) | bits << 4 | opcode,))
    size = len(payload)
    if size < 126:
        head += bytes((0x80 | size,))
    elif size < 65536:
        head += bytes((0x80 | 126,)) + struct.pack(">H", size)
    else:
        head += bytes((0x80 | 127,)) + struct.pack(">Q", size)
    mask = chance.randbytes(4)
    repeated = mask * (size // 4 + 1)
    hidden = int.from_bytes(payload, "big") ^ int.from_bytes(repeated[:size], "big")
    return head + mask + hidden.to_bytes(size, "big")


def bearable(chance: Random) -> bytes:
    """A frame that follows the protocol's form, with any content: the world must go on with this
    connection.
    """
    kind = chance.randrange(10)
    if kind < 4:
        return frame(BINARY, _any_move(chance), chance)
    if kind == 4:
        return frame(PING, chance.randbytes(chance.randrange(126)), chance)
    if kind == 5:
        return _in_fragments(_well_formed(chance), chance)
    return frame(TEXT, _well_formed(chance), chance)


def hostile(chance: Random) -> bytes:
    """Bytes that break some rule; the world may close this connection, and nothing else."""
    makers = (
        _random_binary,
        _random_text,
        _mutated_message,
        _misshaped_message,
        _mutated_frame,
        _broken_frame,
        _deep_json,
    )
    return chance.choice(makers)(chance)


def hostile_head(chance: Random) -> bytes:
    """A broken HTTP head, or none at all."""
    good = (
        b"GET /world HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        b"Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n"
    )
    kind = chance.randrange(4)
    if kind == 0:
        return chance.randbytes(chance.randrange(1, 400)) + b"\r\n\r\n"
    if kind == 1:
        return good[: chance.randrange(len(good))] + b"\r\n\r\n"
    if kind == 2:
        return good[:-2] + b"X: " + b"a" * chance.choice((10, 5000, 20000)) + b"\r\n\r\n"
    return _mutated(good, chance) + b"\r\n\r\n"


def _any_move(chance: Random) -> bytes:
    if chance.random() < 0.3:
        return b"\x01" + chance.randbytes(15)
    place = chance.choice((0, 1, 3000, 7999, 8000, 65535)), chance.choice((0, 2500, 4025, 65535))
    yaw, gait = chance.randrange(256), chance.randrange(256)
    seq, clock = chance.randrange(65536), chance.randrange(2**32)
    return pack_move(Move(seq, place[0], chance.choice((0, 0, 0, 500, 65535)), place[1], yaw, gait, clock))


def _well_formed(chance: Random) -> bytes:
    makers: tuple[dict[str, Any], ...] = (
        {"type": "say", "text": _any_text(chance)},
        {"type": "who", "ids": [chance.randrange(65536) for _ in range(chance.choice((0, 1, 64, 65, 300)))]},
        {"type": "view", "crowd": chance.random() < 0.8},
        {
            "type": chance.choice(("dance", "x" * 40, "가", "__class__", "welcome")),
            "more": _any_value(chance, 3),
        },
        {
            "type": "enter",
            "ticket": _any_text(chance),
            "at": {"x": -1e9, "z": chance.choice((1e300, 10**400, -7.5))},
        },
    )
    message = dict(chance.choice(makers))
    if chance.random() < 0.2:
        message["unknown"] = _any_value(chance, 3)
    return json.dumps(message, ensure_ascii=chance.random() < 0.5).encode("utf-8", "replace")[:4096]


def _any_text(chance: Random) -> str:
    if chance.random() < 0.5:
        return chance.choice(_WORDS)
    return "".join(chr(chance.randrange(1, 0x3000)) for _ in range(chance.randrange(250)))


def _any_value(chance: Random, depth: int) -> Any:
    kind = chance.randrange(9 if depth else 6)
    plain = (
        None,
        True,
        chance.choice((-(2**70), 2**70, 10**400, -(10**400), 7)),
        chance.uniform(-1e308, 1e308),
        _any_text(chance),
        0,
    )
    if kind < 6:
        return plain[kind]
    if kind == 6:
        return [_any_value(chance, depth - 1) for _ in range(chance.randrange(4))]
    return {chance.choice(_FIELDS): _any_value(chance, depth - 1) for _ in range(chance.randrange(4))}


def _in_fragments(payload: bytes, chance: Random) -> bytes:
    cut = chance.randrange(len(payload) + 1)
    first = frame(TEXT, payload[:cut], chance, fin=False)
    between = frame(PING, b"", chance) if chance.random() < 0.3 else b""
    return first + between + frame(CONTINUATION, payload[cut:], chance)


def _random_binary(chance: Random) -> bytes:
    return frame(BINARY, chance.randbytes(chance.choice((0, 1, 15, 16, 17, 100, 4096))), chance)


def _random_text(chance: Random) -> bytes:
    return frame(TEXT, chance.randbytes(chance.randrange(200)), chance)


def _mutated_message(chance: Random) -> bytes:
    return frame(TEXT, _mutated(_well_formed(chance), chance), chance)


def _misshaped_message(chance: Random) -> bytes:
    message: dict[str, Any] = {"type": chance.choice((*_TYPES, None, 7, [], {}))}
    for _ in range(chance.randrange(3)):
        message[chance.choice(_FIELDS)] = _any_value(chance, 3)
    return frame(TEXT, json.dumps(message).encode()[:4096], chance)


def _mutated_frame(chance: Random) -> bytes:
    return _mutated(frame(BINARY, _any_move(chance), chance), chance)


def _broken_frame(chance: Random) -> bytes:
    payload = chance.randbytes(chance.randrange(130))
    any_opcode, any_bits = chance.randrange(16), chance.randrange(8)
    return chance.choice(
        (
            frame(any_opcode, payload, chance, fin=chance.random() < 0.5, bits=any_bits),
            bytes((0x82, len(payload) & 0x7F)) + payload,
            frame(BINARY, payload, chance)[: chance.randrange(1, 8)],
            bytes((0x82, 0xFF)) + chance.randbytes(8) + payload,
            frame(BINARY, bytes(chance.choice((4097, 70000))), chance),
            frame(CLOSE, payload, chance),
            frame(CONTINUATION, payload, chance) * chance.randrange(1, 4),
        )
    )


def _deep_json(chance: Random) -> bytes:
    opening = chance.choice(("[", '{"a":', '{"type":"say","text":['))
    return frame(TEXT, (opening * 4096)[: chance.randrange(1, 4096)].encode(), chance)


def _mutated(data: bytes, chance: Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randrange(1, 4)):
        place = chance.randrange(len(changed) + 1)
        kind = chance.randrange(4)
        if kind == 0 and place < len(changed):
            changed[place] ^= 1 << chance.randrange(8)
        elif kind == 1:
            changed[place:place] = chance.randbytes(chance.randrange(1, 5))
        elif kind == 2:
            del changed[place : place + chance.randrange(1, 5)]
        else:
            changed[place:] = changed[place:] * 2
    return bytes(changed[:8192])

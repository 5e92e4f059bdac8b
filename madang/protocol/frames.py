"""The binary frames MOVE, CROWD and FAR, byte by byte as docs/protocol.md has them (little-endian)."""

import math
import struct
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

SUBPROTOCOL = "madang.world.v1"

KIND_MOVE = 1
KIND_CROWD = 2
KIND_FAR = 3

MOVE = struct.Struct("<BBHHHHBBI")
CROWD_HEAD = struct.Struct("<BBH")
FAR_HEAD = struct.Struct("<BBH")
PERSON_BYTES = 10
FAR_PERSON_BYTES = 4
_HEAD_BYTES = 4
CROWD_PEOPLE = 64
FAR_PEOPLE = 512
CROWD_MORE = 1
"""CROWD flag bit 0: some people in sight were left out of this frame because the crowd is larger than it."""

PERSON = np.dtype([("id", "<u2"), ("x", "<u2"), ("y", "<u2"), ("z", "<u2"), ("yaw", "u1"), ("gait", "u1")])
MOVE_IN = np.dtype(
    [
        ("kind", "u1"),
        ("flags", "u1"),
        ("seq", "<u2"),
        ("x", "<u2"),
        ("y", "<u2"),
        ("z", "<u2"),
        ("yaw", "u1"),
        ("gait", "u1"),
        ("client_ms", "<u4"),
    ]
)
FAR_PERSON = np.dtype([("id", "<u2"), ("x", "u1"), ("z", "u1")])

STAND, WALK, RUN, SIT, ROLL = range(5)
WAVE, BOW, CLAP, HEART, DANCE, NOD = range(16, 22)
FIRST_GESTURE = 16
SPEED_M_S = {STAND: 0.0, WALK: 1.4, RUN: 4.0, SIT: 0.0, ROLL: 1.4}
"""Speed along yaw by gait, in m/s; gestures stand still. Receivers extrapolate with it."""


class FrameError(ValueError):
    """A binary frame that does not follow the protocol; the text says what was wrong and is sent as close
    reason.
    """


class Move(NamedTuple):
    """One MOVE: where its sender stands, in centimetres; yaw in 1/256 turns; client_ms is the sender's own
    clock.
    """

    seq: int
    x: int
    y: int
    z: int
    yaw: int
    gait: int
    client_ms: int


class Crowd(NamedTuple):
    """One CROWD: `people` is an array of PERSON; `more` says that some in sight were left out."""

    tick: int
    more: bool
    people: npt.NDArray[np.void]


class Far(NamedTuple):
    """One FAR: `people` is an array of FAR_PERSON, `total` how many stand in the place in all."""

    total: int
    people: npt.NDArray[np.void]


def centimetres(metres: float) -> int:
    """A position in metres as the protocol's whole centimetres, rounded half up, kept within 0..65535."""
    return min(65535, max(0, math.floor(metres * 100 + 0.5)))


def yaw_byte(radians: float) -> int:
    """An angle clockwise from north as 1/256 turns, rounded half up."""
    return math.floor(radians / (2 * math.pi) * 256 + 0.5) & 255


def yaw_radians(yaw: int) -> float:
    """1/256 turns as an angle clockwise from north; the person looks along (sin a, 0, -cos a)."""
    return yaw / 256 * 2 * math.pi


def far_byte(position_cm: int, side_m: float) -> int:
    """A coordinate in 1/256 of the place's side, rounded down."""
    return min(255, int(position_cm * 256 / (side_m * 100)))


def far_metres(position: int, side_m: float) -> float:
    """The middle of the strip that a FAR coordinate names, in metres."""
    return (position + 0.5) / 256 * side_m


def pack_move(move: Move) -> bytes:
    """A MOVE's 16 bytes."""
    return MOVE.pack(KIND_MOVE, 0, *move)


def unpack_move(payload: bytes) -> Move:
    """Read a MOVE; its flags are ignored. Raises FrameError."""
    if not payload:
        raise FrameError("empty binary frame; MOVE has 16 bytes")
    if payload[0] != KIND_MOVE:
        raise FrameError(f"binary kind {payload[0]} is not for the world; it takes MOVE (kind 1)")
    if len(payload) != MOVE.size:
        raise FrameError(f"MOVE has {len(payload)} bytes; it must have {MOVE.size}")
    _, _, seq, x, y, z, yaw, gait, client_ms = MOVE.unpack(payload)
    return Move(seq, x, y, z, yaw, gait, client_ms)


def pack_crowd(tick: int, people: bytes, *, more: bool = False) -> bytes:
    """A CROWD around `people`, packed PERSON entries (10 bytes each, at most 64)."""
    return CROWD_HEAD.pack(KIND_CROWD, CROWD_MORE if more else 0, tick & 0xFFFF) + people


def unpack_crowd(payload: bytes) -> Crowd:
    """Read a CROWD; unknown flag bits are ignored. Raises FrameError."""
    count = _count(payload, KIND_CROWD, PERSON_BYTES, CROWD_PEOPLE)
    _, flags, tick = CROWD_HEAD.unpack_from(payload)
    return Crowd(tick, bool(flags & CROWD_MORE), np.frombuffer(payload, PERSON, count, CROWD_HEAD.size))


def pack_far(total: int, people: bytes) -> bytes:
    """A FAR around `people`, packed FAR_PERSON entries (4 bytes each, at most 512)."""
    return FAR_HEAD.pack(KIND_FAR, 0, min(total, 65535)) + people


def unpack_far(payload: bytes) -> Far:
    """Read a FAR. Raises FrameError."""
    count = _count(payload, KIND_FAR, FAR_PERSON_BYTES, FAR_PEOPLE)
    _, _, total = FAR_HEAD.unpack_from(payload)
    return Far(total, np.frombuffer(payload, FAR_PERSON, count, FAR_HEAD.size))


def _count(payload: bytes, kind: int, entry_bytes: int, most: int) -> int:
    """How many entries a counted frame holds. Raises FrameError when kind or length are wrong."""
    if len(payload) < _HEAD_BYTES or payload[0] != kind:
        raise FrameError(f"not a frame of kind {kind}, which has at least {_HEAD_BYTES} bytes")
    count, rest = divmod(len(payload) - _HEAD_BYTES, entry_bytes)
    if rest or count > most:
        raise FrameError(
            f"frame of kind {kind} has {len(payload)} bytes; "
            f"it must have {_HEAD_BYTES} + {entry_bytes} n, n <= {most}"
        )
    return count

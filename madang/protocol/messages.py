"""The JSON messages of docs/protocol.md: those of a client read strictly, those of the world written."""

import json
import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

TYPE_CHARS = 40
LARGEST_YAW = 65_535
"""Yaw turns on; beyond this it is no angle but a mistake."""


class MessageError(ValueError):
    """A text that does not follow the protocol; the text says what was wrong and is sent as close reason."""


@dataclass(frozen=True)
class At:
    """Where a returning person stood: centimetres, yaw in 1/256 turns or None for any."""

    x: int
    z: int
    yaw: int | None


@dataclass(frozen=True)
class Enter:
    """Let me in. `ticket` is a ticket or a pass."""

    ticket: str
    at: At | None


@dataclass(frozen=True)
class View:
    """Whether CROWD frames are wanted."""

    crowd: bool


@dataclass(frozen=True)
class Who:
    """Who are these? As many ids as were sent; the world limits them."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Say:
    """Talk, as it was typed."""

    text: str


@dataclass(frozen=True)
class Unknown:
    """A message of a type this version does not know; it is answered with `refused`."""

    type: str


ClientMessage = Enter | View | Who | Say | Unknown


def read_client_message(text: str) -> ClientMessage:
    """What a client's text message says. Raises MessageError."""
    try:
        body: Any = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise MessageError("text is not JSON") from error
    if not isinstance(body, dict):
        raise MessageError("a message is a JSON object")
    kind = body.get("type")
    if not isinstance(kind, str) or not 0 < len(kind) <= TYPE_CHARS:
        raise MessageError(f'"type" must be a string of 1 to {TYPE_CHARS} characters')
    match kind:
        case "enter":
            return Enter(_string(body, kind, "ticket"), _at(body.get("at")))
        case "view":
            return View(_flag(body, kind, "crowd"))
        case "who":
            return Who(_ids(body))
        case "say":
            return Say(_string(body, kind, "text"))
        case _:
            return Unknown(kind)


def write(kind: str, /, **fields: Any) -> bytes:
    """A message of the world as it travels."""
    return json.dumps({"type": kind, **fields}, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


def welcome(place: str, revision: int, tick_hz: int, limits: Mapping[str, float], **avatar: Any) -> bytes:
    """You are in; `avatar` is id, spawn and side_m, or `id=0` for events only."""
    return write("welcome", place=place, revision=revision, tick_hz=tick_hz, limits=dict(limits), **avatar)


def put(x: int, y: int, z: int, yaw: int) -> bytes:
    """Stand there (centimetres, 1/256 turns)."""
    return write("put", x=x, y=y, z=z, yaw=yaw)


def people(described: Iterable[Mapping[str, Any]]) -> bytes:
    """Who these are: id, name, look, role and perhaps away."""
    return write("people", people=list(described))


def left(ids: Iterable[int]) -> bytes:
    """These went."""
    return write("left", ids=list(ids))


def event(number: int, kind: str) -> bytes:
    """A doorbell: something happened for this person."""
    return write("event", n=number, kind=kind)


def place(name: str, revision: int) -> bytes:
    """The place's document has a new revision."""
    return write("place", place=name, revision=revision)


def refused(to: str, code: str, text: str) -> bytes:
    """What was not done, and why in the person's language."""
    return write("refused", to=to, code=code, text=text)


def _no_constant(name: str) -> Any:
    raise ValueError(f"{name} is not JSON")


def _string(body: Mapping[str, Any], kind: str, name: str) -> str:
    value = body.get(name)
    if not isinstance(value, str):
        raise MessageError(f'{kind}: "{name}" must be a string')
    return value


def _flag(body: Mapping[str, Any], kind: str, name: str) -> bool:
    value = body.get(name)
    if not isinstance(value, bool):
        raise MessageError(f'{kind}: "{name}" must be true or false')
    return value


def _ids(body: Mapping[str, Any]) -> tuple[int, ...]:
    value = body.get("ids")
    if not isinstance(value, list):
        raise MessageError('who: "ids" must be a list of numbers')
    for number in value:
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 65535:
            raise MessageError('who: "ids" must be whole numbers from 0 to 65535')
    return tuple(value)


def _at(value: Any) -> At | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise MessageError('enter: "at" must be an object with x and z')
    yaw = value.get("yaw")
    return At(_centimetres(value, "x"), _centimetres(value, "z"), None if yaw is None else _byte(yaw))


def _centimetres(value: Mapping[str, Any], name: str) -> int:
    number = value.get(name)
    if not _is_number(number):
        raise MessageError(f'enter: "at.{name}" must be a number of centimetres')
    return math.floor(max(-1, min(65536, number)) + 0.5)


def _byte(value: Any) -> int:
    if not _is_number(value) or abs(value) > LARGEST_YAW:
        raise MessageError('enter: "at.yaw" must be a number from 0 to 255')
    return math.floor(value + 0.5) & 255


def _is_number(value: Any) -> TypeGuard[int | float]:
    """Whether it is a finite number; a whole one may have more digits than any float."""
    if isinstance(value, float):
        return math.isfinite(value)
    return isinstance(value, int) and not isinstance(value, bool)

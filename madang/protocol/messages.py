"""The JSON messages of docs/protocol.md: those of a client read strictly, those of the world written."""

import json
import math
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, TypeGuard

TYPE_CHARS = 40
KEYS_MOST = 100
KEY_CHARS = 64
WORD_CHARS = 24
LANGUAGE_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,2}")
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
class Speak:
    """The person reads this language from now on: a tag such as `en` or `ko-KR`."""

    lang: str


@dataclass(frozen=True)
class Who:
    """Who are these? As many ids as were sent; the world limits them."""

    ids: tuple[int, ...]


@dataclass(frozen=True)
class Say:
    """Talk, as it was typed."""

    text: str


@dataclass(frozen=True)
class Block:
    """Let me hear nothing of these, or again (`blocked` false): of one by id, of any by the key of old."""

    id: int | None
    keys: tuple[str, ...]
    blocked: bool


@dataclass(frozen=True)
class Report:
    """This person breaks the order: a reason of protocol/reports.py and, if wanted, words."""

    id: int
    reason: str
    text: str


@dataclass(frozen=True)
class Invite:
    """Give me a word that leads a friend to my side."""


@dataclass(frozen=True)
class Find:
    """Where is the one who gave me this word?"""

    word: str


@dataclass(frozen=True)
class Unknown:
    """A message of a type this version does not know; it is answered with `refused`."""

    type: str


ClientMessage = Enter | View | Speak | Who | Say | Block | Report | Invite | Find | Unknown


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
    read = _READERS.get(kind)
    return read(body, kind) if read else Unknown(kind)


def _speak(body: Mapping[str, Any], kind: str) -> Speak:
    lang = _string(body, kind, "lang")
    if not LANGUAGE_TAG.fullmatch(lang):
        raise MessageError('lang: "lang" must be a language tag such as "en" or "ko-KR"')
    return Speak(lang)


def _report(body: Mapping[str, Any], kind: str) -> Report:
    text = _string(body, kind, "text") if "text" in body else ""
    return Report(_id(body, kind), _string(body, kind, "reason"), text)


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


def blocked(number: int, key: str, *, blocked: bool) -> bytes:
    """You hear nothing more of this person, or again; keep `key` to say so at your next visit."""
    return write("blocked" if blocked else "unblocked", id=number, key=key)


def reported(number: int, receipt: str) -> bytes:
    """Your report of this person has arrived; the receipt's number tells later what became of it."""
    return write("reported", id=number, number=receipt)


def invited(word: str, expires_in_s: int) -> bytes:
    """A word that leads to you for so long; it is kept in memory alone."""
    return write("invited", word=word, expires_in=expires_in_s)


def found(number: int, name: str, x: int, z: int) -> bytes:
    """Who gave the word, and where they stand (centimetres)."""
    return write("found", id=number, name=name, x=x, z=z)


def refused(to: str, code: str, text: str, **more: str) -> bytes:
    """What was not done, and why in the person's language."""
    return write("refused", to=to, code=code, text=text, **more)


def _find(body: Mapping[str, Any], kind: str) -> Find:
    word = _string(body, kind, "word")
    if not 0 < len(word) <= WORD_CHARS:
        raise MessageError(f'find: "word" must have 1 to {WORD_CHARS} characters')
    return Find(word)


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


def _block(body: Mapping[str, Any], kind: str) -> Block:
    if "keys" not in body:
        return Block(_id(body, kind), (), kind == "block")
    keys = body["keys"]
    if not isinstance(keys, list) or len(keys) > KEYS_MOST:
        raise MessageError(f'{kind}: "keys" must be a list of at most {KEYS_MOST}')
    for key in keys:
        if not isinstance(key, str) or not 0 < len(key) <= KEY_CHARS:
            raise MessageError(f'{kind}: "keys" must be strings of 1 to {KEY_CHARS} characters')
    return Block(None, tuple(keys), kind == "block")


def _id(body: Mapping[str, Any], kind: str) -> int:
    number = body.get("id")
    if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number <= 65535:
        raise MessageError(f'{kind}: "id" must be a whole number from 0 to 65535')
    return number


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


_READERS: Mapping[str, Callable[[Mapping[str, Any], str], ClientMessage]] = {
    "enter": lambda body, kind: Enter(_string(body, kind, "ticket"), _at(body.get("at"))),
    "view": lambda body, kind: View(_flag(body, kind, "crowd")),
    "lang": _speak,
    "who": lambda body, _kind: Who(_ids(body)),
    "say": lambda body, kind: Say(_string(body, kind, "text")),
    "block": _block,
    "unblock": _block,
    "report": _report,
    "invite": lambda _body, _kind: Invite(),
    "find": _find,
}

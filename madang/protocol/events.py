"""What happened in the city, told from the web to the world over NATS: past tense, one dataclass a kind.

An action writes an event to the outbox in its own transaction; the worker's relay publishes it to the
JetStream stream `STREAM` on `subject(city, event)` with the outbox row's id as `Nats-Msg-Id`. Delivery is
at least once and an event may come late: receivers take the newest revision or number and ignore the rest.
The body is the JSON of `to_json`.
"""

import json
from dataclasses import asdict, dataclass, fields
from typing import Any, ClassVar

STREAM = "EVENTS"
STREAM_SUBJECTS = ("events.>",)
STREAM_KEPT_S = 7 * 24 * 3600
DUPLICATES_S = 120
REMOVALS_BUCKET = "removals"
PLACES_BUCKET = "places"
"""The JetStream KV bucket of people who may not enter: `removal_key` -> {"until": "2026-…Z" | null,
"reason": {"ko": …}}.
"""


class EventError(ValueError):
    """A message that is not an event of this version; the text names what is wrong."""


@dataclass(frozen=True)
class PlacePublished:
    """Staff published a new revision of a place's document; present people load it."""

    kind: ClassVar[str] = "place_published"
    place: str
    revision: int
    at: str


@dataclass(frozen=True)
class NoticePosted:
    """The city has something to say to everybody present; `place` empty means in every place.

    title and text are by language, `{"ko": …, "en": …}`; until is when it stops being true (UTC, ISO 8601)
    or empty.
    """

    kind: ClassVar[str] = "notice_posted"
    id: str
    place: str
    title: dict[str, str]
    text: dict[str, str]
    link: str
    until: str
    at: str


@dataclass(frozen=True)
class PersonNotified:
    """Something happened for one person: the doorbell rings at all of `sub`'s sockets, the truth is fetched
    by HTTP.

    n is the person's own event number, `about` what it concerns (`certificate_issued`), never any personal
    data.
    """

    kind: ClassVar[str] = "person_notified"
    sub: str
    n: int
    about: str
    at: str


@dataclass(frozen=True)
class AuditSealed:
    """A batch of the audit log was sealed: whoever keeps `n` and `digest` can prove later what it held.

    digest is SHA-256 in hex, count the number of entries; nothing about anybody.
    """

    kind: ClassVar[str] = "audit_sealed"
    n: int
    digest: str
    count: int
    at: str


@dataclass(frozen=True)
class StageChanged:
    """What is on the stage of a place, whole, so that nobody present needs to ask; madang/protocol/stage.py.

    `session` is empty when nothing is on. `slide` counts from 1 of `slides`; a shown question stands in the
    slide's stead. `line_n` grows with every line; `n` with every change. Texts are by language, but a line
    and a question are in the language of who wrote them.
    """

    kind: ClassVar[str] = "stage_changed"
    place: str
    n: int
    session: str
    title: dict[str, str]
    slide: int
    slides: int
    slide_title: dict[str, str]
    slide_text: dict[str, str]
    picture: str
    alt: dict[str, str]
    line: str
    line_n: int
    line_lang: str
    line_by: str
    question: str
    question_by: str
    question_lang: str
    applause: int
    waiting: int
    until: str
    at: str


Event = PlacePublished | NoticePosted | PersonNotified | AuditSealed | StageChanged
EVENTS: dict[str, type[Event]] = {
    event.kind: event for event in (PlacePublished, NoticePosted, PersonNotified, AuditSealed, StageChanged)
}


def subject(city: str, event: Event) -> str:
    """The NATS subject an event travels on: `events.seoul.place_published`."""
    return f"events.{city}.{event.kind}"


def removal_key(by: str, identifier: str) -> str:
    """The key of a removal in REMOVALS_BUCKET: by `sid` (one visit) or by `sub` (the person)."""
    if by not in ("sid", "sub"):
        raise ValueError(f"Removal by {by!r} is unknown. Use 'sid' or 'sub'.")
    return f"{by}.{identifier}"


def place_key(city: str, place: str) -> str:
    """The key of a place's outline in PLACES_BUCKET: `seoul.plaza`."""
    return f"{city}.{place}"


def to_json(event: Event) -> bytes:
    """An event as it travels: a JSON object with its `kind`."""
    return json.dumps({"kind": event.kind, **asdict(event)}, ensure_ascii=False).encode()


def from_json(payload: bytes | str) -> Event:
    """The event in a message; fields that a newer version added are ignored. Raises EventError."""
    try:
        body: Any = json.loads(payload)
    except (ValueError, RecursionError) as error:
        raise EventError(f"Event refused: not JSON ({error}).") from error
    kind = body.get("kind") if isinstance(body, dict) else None
    event = EVENTS.get(kind) if isinstance(kind, str) else None
    if event is None:
        raise EventError(f"Event refused: kind {kind!r} is unknown. Known are {', '.join(EVENTS)}.")
    values: dict[str, Any] = {}
    for field in fields(event):
        value = body.get(field.name)
        if not _fits(value, field.type):
            raise EventError(f"Event {kind} refused: {field.name} is {value!r}, not {field.type}.")
        values[field.name] = value
    return event(**values)


def _fits(value: object, wanted: object) -> bool:
    if wanted is int:
        return isinstance(value, int) and not isinstance(value, bool)
    if wanted is str:
        return isinstance(value, str)
    return isinstance(value, dict) and all(
        isinstance(k, str) and isinstance(v, str) for k, v in value.items()
    )

"""What a notice or an event must have to be shown, and when it is shown. Pure: values in, decision out."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

Kind = Literal["notice", "event"]
KINDS: tuple[Kind, ...] = ("notice", "event")
LANGUAGES = ("ko", "en")
TITLE_CHARS = 80
TEXT_CHARS = 1_000
SQUARE_CHARS = 300
"""As much of a text is told in the square; the rest is on its page."""
OWNER_CHARS = 60
LINK_CHARS = 300
LONGEST_NOTICE = timedelta(days=60)
LONGEST_EVENT = timedelta(days=60)
FARTHEST = timedelta(days=400)
REMIND_BEFORE = timedelta(minutes=15)


@dataclass(frozen=True)
class Draft:
    """What an editor has filled in. Texts by language; `place` and `spot` may be empty: in the whole city."""

    kind: str
    title: Mapping[str, str]
    text: Mapping[str, str]
    starts_at: datetime | None
    ends_at: datetime | None
    owner: str
    place: str = ""
    spot: str = ""
    link: str = ""
    picture: str = ""
    picture_alt: Mapping[str, str] | None = None


@dataclass(frozen=True)
class Problem:
    """One thing that stands in the way: the field, and a code that the page turns into a sentence."""

    field: str
    code: str


def problems_of(draft: Draft, now: datetime) -> list[Problem]:
    """Everything that keeps a draft from being shown; empty when it may be."""
    found = [
        *(Problem(f"title_{lang}", code) for lang, code in _text_problems(draft.title, TITLE_CHARS)),
        *(Problem(f"text_{lang}", code) for lang, code in _text_problems(draft.text, TEXT_CHARS)),
        *_time_problems(draft, now),
    ]
    if draft.kind not in KINDS:
        found.append(Problem("kind", "kind"))
    if not 0 < len(draft.owner.strip()) <= OWNER_CHARS:
        found.append(Problem("owner", "owner"))
    if draft.link and not (draft.link.startswith(("https://", "/")) and len(draft.link) <= LINK_CHARS):
        found.append(Problem("link", "link"))
    if draft.link.startswith("//"):
        found.append(Problem("link", "link"))
    if draft.picture:
        found += [
            Problem(f"alt_{lang}", code)
            for lang, code in _text_problems(draft.picture_alt or {}, TITLE_CHARS)
        ]
    return found


def _text_problems(texts: Mapping[str, str], most: int) -> Iterable[tuple[str, str]]:
    for lang in LANGUAGES:
        value = texts.get(lang, "").strip()
        if not value:
            yield lang, "empty"
        elif len(value) > most:
            yield lang, "long"


def _time_problems(draft: Draft, now: datetime) -> Iterable[Problem]:
    if draft.starts_at is None:
        yield Problem("starts_at", "time")
    if draft.ends_at is None:
        yield Problem("ends_at", "time")
    if draft.starts_at is None or draft.ends_at is None:
        return
    longest = LONGEST_EVENT if draft.kind == "event" else LONGEST_NOTICE
    if draft.ends_at <= draft.starts_at:
        yield Problem("ends_at", "order")
    elif draft.ends_at <= now:
        yield Problem("ends_at", "past")
    elif draft.ends_at - draft.starts_at > longest:
        yield Problem("ends_at", "longest")
    if draft.starts_at - now > FARTHEST:
        yield Problem("starts_at", "farthest")


def is_shown(*, state: str, starts_at: datetime, ends_at: datetime, kind: str, now: datetime) -> bool:
    """Whether people see it: an event from its publishing to its end, a notice only while it holds."""
    if state != "published" or ends_at <= now:
        return False
    return kind == "event" or starts_at <= now


def reminder_due_at(starts_at: datetime, now: datetime) -> datetime | None:
    """When to remind somebody of an event; None when it has begun."""
    return None if starts_at <= now else max(now, starts_at - REMIND_BEFORE)


def shortened(text: str, most: int = SQUARE_CHARS) -> str:
    """The beginning of a text, ended by a sign where it was cut."""
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"

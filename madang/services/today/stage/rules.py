"""What a stage takes: how long, how many, how often, and which words. Pure: values in, decision out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from madang.protocol.text import clean_text
from madang.words.check import check_name, check_talk

LANGUAGES = ("ko", "en")
TITLE_CHARS = 40
NAME_CHARS = 20
LINE_CHARS = 300
SLIDE_TITLE_CHARS = 30
SLIDE_TEXT_CHARS = 120
ALT_CHARS = 50
QUESTION_CHARS = 200
BYTES_A_CHAR = 3
"""So much a Korean letter takes; a text of rarer signs may have fewer characters."""
SLIDES_MOST = 60
SPEAKERS_MOST = 8
WAITING_MOST = 200
QUESTIONS_EACH = 20
LINE_EVERY = timedelta(seconds=1)
TOLD_EVERY = timedelta(seconds=1)
"""Applause is told to the place at most this often."""
CLAPS_AT_ONCE = 10
APPLAUSE_MOST = 1_000_000
LONGEST = timedelta(hours=12)
FARTHEST = timedelta(days=400)
QUESTIONS_KEPT_DAYS = 7
LINES_KEPT_DAYS = 7


@dataclass(frozen=True)
class Draft:
    """What an editor says of a stage session before it opens."""

    place: str
    title: Mapping[str, str]
    speaker: str
    ends_at: datetime | None
    item: str = ""


@dataclass(frozen=True)
class Slide:
    """One slide: words, a picture, or both. `picture`: whether it has one."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    picture: bool
    alt: Mapping[str, str]


class WordsRefused(ValueError):
    """A line, a question or a name that the stage does not take. `code`: nothing, long, words."""

    def __init__(self, code: str) -> None:
        super().__init__(f"Words refused: {code}.")
        self.code = code


def line_of(text: str) -> str:
    """A line as everybody may hear it; what talk would cover is refused here. Raises WordsRefused."""
    return _passed(text, LINE_CHARS)


def question_of(text: str) -> str:
    """A question as it may stand on the screen. Raises WordsRefused."""
    return _passed(text, QUESTION_CHARS)


def name_of(name: str) -> str:
    """The name under which somebody asks; empty: nobody's. Raises WordsRefused."""
    cleaned = clean_text(name)
    if not cleaned:
        return ""
    if len(cleaned) > NAME_CHARS or len(cleaned.encode()) > NAME_CHARS * BYTES_A_CHAR:
        raise WordsRefused("long")
    if check_name(cleaned).outcome != "ok":
        raise WordsRefused("words")
    return cleaned


def problems_of(draft: Draft, now: datetime) -> dict[str, str]:
    """What keeps a session from being kept: field and code; empty when it may be."""
    found = _texts_problems("title", draft.title, TITLE_CHARS, required=True)
    speaker = clean_text(draft.speaker)
    if not speaker or not _short(speaker, NAME_CHARS):
        found["speaker"] = "long" if speaker else "empty_one"
    if not draft.place:
        found["place"] = "place"
    if draft.ends_at is None:
        found["ends_at"] = "time"
    elif draft.ends_at <= now:
        found["ends_at"] = "past"
    elif draft.ends_at - now > FARTHEST:
        found["ends_at"] = "farthest"
    return found


def slide_problems(slide: Slide) -> dict[str, str]:
    """What keeps a slide from being kept: something must be on it, in both languages."""
    found = {
        **_texts_problems("slide_title", slide.title, SLIDE_TITLE_CHARS, required=not slide.picture),
        **_texts_problems("slide_text", slide.text, SLIDE_TEXT_CHARS, required=False),
    }
    if slide.picture:
        found |= _texts_problems("alt", slide.alt, ALT_CHARS, required=True)
    return found


def latest_end(opened_at: datetime, ends_at: datetime) -> datetime:
    """When an open session ends by itself: at its end, and never later than 12 hours after it was opened."""
    return min(ends_at, opened_at + LONGEST)


def _texts_problems(name: str, texts: Mapping[str, str], most: int, *, required: bool) -> dict[str, str]:
    found = {}
    given = {lang: texts.get(lang, "").strip() for lang in LANGUAGES}
    for lang, value in given.items():
        if not value and (required or any(given.values())):
            found[f"{name}_{lang}"] = "empty"
        elif not _short(value, most):
            found[f"{name}_{lang}"] = "long"
    return found


def _passed(text: str, most: int) -> str:
    cleaned = clean_text(text)
    if not cleaned:
        raise WordsRefused("nothing")
    if not _short(cleaned, most):
        raise WordsRefused("long")
    if check_talk(cleaned).outcome != "ok":
        raise WordsRefused("words")
    return cleaned


def _short(text: str, most: int) -> bool:
    return len(text) <= most and len(text.encode()) <= most * BYTES_A_CHAR

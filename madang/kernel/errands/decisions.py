"""How an errand ends, as a service says it: what was decided, what happens next, files, days to remember."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

LANGUAGES = ("ko", "en")

Text = Mapping[str, str]


class ErrandRefused(ValueError):
    """What cannot be done with an errand; `code` is for the page's words."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


@dataclass(frozen=True)
class Document:
    """A file that belongs to a receipt: what it is called, by language, and its address."""

    title: Text
    link: str


@dataclass(frozen=True)
class Due:
    """A day on which the person has something to do; it can be put into a calendar."""

    title: Text
    day: date


@dataclass(frozen=True)
class Decision:
    """How an errand ends: what was decided, what happens next (texts by language), where to follow it."""

    decided: Text
    next: Text
    link: str = ""
    documents: Sequence[Document] = field(default=())
    due: Sequence[Due] = field(default=())


def check_texts(texts: Text, field_name: str) -> None:
    """Raises ErrandRefused `text` unless `texts` has Korean and English."""
    for language in LANGUAGES:
        if not texts.get(language, "").strip():
            raise ErrandRefused("text", f"Errand refused: {field_name} lacks '{language}'. Give ko and en.")

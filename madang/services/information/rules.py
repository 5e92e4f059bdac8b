"""What the information desk says: dated topics with their sources, read from content/*.toml. No Django."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

CONTENT = Path(__file__).parent / "content"
LANGUAGES = ("ko", "en")


@dataclass(frozen=True)
class Source:
    """Where a statement comes from: a name, and an address where there is one."""

    name: str
    url: str = ""


@dataclass(frozen=True)
class Item:
    """One thing to know: a heading, paragraphs and facts, as of `checked`, from `source`."""

    id: str
    heading: str
    paragraphs: tuple[str, ...]
    facts: tuple[tuple[str, str], ...]
    source: Source
    checked: date


@dataclass(frozen=True)
class Topic:
    """A group of items with its own heading and anchor."""

    id: str
    heading: str
    icon: str
    open: bool
    items: tuple[Item, ...]


class ContentBroken(ValueError):
    """A content file lacks something; the text names the file and the item."""


@cache
def load_topics(language: str) -> tuple[Topic, ...]:
    """All topics in `language` (`ko` or `en`), in the order of the content. Raises ContentBroken."""
    value = tomllib.loads((CONTENT / "topics.toml").read_text(encoding="utf-8"))
    return tuple(_topic(topic, language) for topic in value["topic"])


def _topic(value: Mapping[str, Any], language: str) -> Topic:
    items = tuple(_item(item, language) for item in value["item"])
    return Topic(
        id=value["id"],
        heading=_in(value["heading"], language, value["id"]),
        icon=value["icon"],
        open=value.get("open", False),
        items=items,
    )


def _item(value: Mapping[str, Any], language: str) -> Item:
    where = value["id"]
    if not isinstance(value.get("checked"), date) or not value.get("source", {}).get("ko"):
        raise ContentBroken(
            f"Item '{where}' lacks `checked` or `source`. Give a date and a source in topics.toml."
        )
    text = _in(value["text"], language, where)
    facts = value.get("facts", ())
    return Item(
        id=where,
        heading=_in(value["heading"], language, where),
        paragraphs=tuple(part.strip() for part in text.strip().split("\n\n")),
        facts=tuple(
            (_in(fact["name"], language, where), _in(fact["value"], language, where)) for fact in facts
        ),
        source=Source(_in(value["source"], language, where), value.get("url", "")),
        checked=value["checked"],
    )


def _in(texts: Mapping[str, str], language: str, where: str) -> str:
    """The text in `language`; both languages must be there, and neither empty."""
    for needed in LANGUAGES:
        if not texts.get(needed, "").strip():
            raise ContentBroken(f"Item '{where}' has no '{needed}' text. Write it in topics.toml.")
    return texts[language]

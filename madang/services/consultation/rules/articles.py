"""Articles of the 120 Center: read from a city's YAML without forgiving, dropped when review is due."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from madang.services.consultation.rules.fields import Fields, KnowledgeError, Text, read_yaml

__all__ = ["Article", "ArticleDoor", "Fact", "KnowledgeError", "Source", "Text", "current", "load", "stale"]

SOURCES_FILE = "sources.yaml"
LONGEST_TEXT = 1200
DOOR_NUMBERS = frozenset(
    {"109", "110", "112", "118", "119", "120", "129", "132", "1345", "1366", "1577-1366"}
)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. `address` is a web address, or a page of Madang itself (it begins with /)."""

    key: str
    name: Text
    address: str


@dataclass(frozen=True, slots=True)
class Fact:
    """One checkable statement. `as_of`: the day or year the statement is about, where it may change."""

    text: Text
    source: Source
    checked: date
    as_of: str = ""


@dataclass(frozen=True, slots=True)
class ArticleDoor:
    """Whom to call instead of reading on, and when."""

    call: str
    when: Text


@dataclass(frozen=True, slots=True)
class Article:
    """One answer. `unconfirmed` says what nobody could confirm and where to ask; None if nothing.

    `service`: the slug of the service that does the errand, or "". `review_by`: the last day it is shown.
    """

    slug: str
    theme: Text
    title: Text
    questions_ko: tuple[str, ...]
    questions_en: tuple[str, ...]
    text: Text
    facts: tuple[Fact, ...]
    unconfirmed: Text | None
    owner: Text
    checked: date
    review_by: date
    service: str
    doors: tuple[ArticleDoor, ...]


def load(folder: Path) -> tuple[Article, ...]:
    """Every article under `folder`, by file and line. Raises KnowledgeError naming file and field."""
    sources = _sources(folder / SOURCES_FILE)
    found: dict[str, Article] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == SOURCES_FILE:
            continue
        for article in _file(path, sources):
            if article.slug in found:
                raise KnowledgeError(path.name, "slug", f"'{article.slug}' stands twice. Rename one of them.")
            found[article.slug] = article
    if not found:
        raise KnowledgeError(str(folder), "articles", "no article found. Add a file such as waste.yaml.")
    return tuple(found.values())


def current(articles: Iterable[Article], today: date) -> tuple[Article, ...]:
    """The articles that may be shown on `today`: those whose review day has not passed."""
    return tuple(article for article in articles if today <= article.review_by)


def stale(articles: Iterable[Article], today: date) -> tuple[Article, ...]:
    """The articles that wait for an editor on `today`, longest overdue first."""
    overdue = [article for article in articles if article.review_by < today]
    return tuple(sorted(overdue, key=lambda article: article.review_by))


def _sources(path: Path) -> Mapping[str, Source]:
    entries = Fields(path.name, "", read_yaml(path))
    sources = {}
    for key in entries.names():
        entry = entries.inner(key)
        address = entry.line("address")
        if not address.startswith(("https://", "http://", "/")):
            entry.refuse(
                "address", f"'{address}' is no address. Begin with https:// or with / for Madang's own."
            )
        sources[key] = Source(key, entry.text("name"), address)
        entry.nothing_else("name", "address")
    return sources


def _file(path: Path, sources: Mapping[str, Source]) -> Iterable[Article]:
    head = Fields(path.name, "", read_yaml(path))
    head.nothing_else("theme", "owner", "checked", "review_by", "articles")
    for entry in head.entries("articles"):
        yield _article(head, entry, sources)


def _article(head: Fields, entry: Fields, sources: Mapping[str, Source]) -> Article:
    slug = entry.slug("slug")
    entry = entry.called(slug)
    entry.nothing_else(
        "slug", "title", "ask", "ask_en", "text", "facts", "unconfirmed", "owner", "checked", "review_by",
        "service", "doors",
    )  # fmt: skip
    checked = _own_or_shared(entry, head, "checked").day("checked")
    review_by = _own_or_shared(entry, head, "review_by").day("review_by")
    if review_by <= checked:
        entry.refuse("review_by", f"{review_by} is not after the day it was checked, {checked}.")
    facts = tuple(_fact(one, checked, sources) for one in entry.entries("facts", at_least=0))
    unconfirmed = entry.text("unconfirmed") if entry.has("unconfirmed") else None
    if not facts and unconfirmed is None:
        entry.refuse("facts", "none. Give a fact with its source, or say under `unconfirmed` where to ask.")
    return Article(
        slug=slug,
        theme=head.text("theme"),
        title=entry.text("title"),
        questions_ko=entry.lines("ask", 3, 8),
        questions_en=entry.lines("ask_en", 1, 3),
        text=entry.text("text", LONGEST_TEXT),
        facts=facts,
        unconfirmed=unconfirmed,
        owner=_own_or_shared(entry, head, "owner").text("owner"),
        checked=checked,
        review_by=review_by,
        service=entry.slug("service") if entry.has("service") else "",
        doors=tuple(_door(one) for one in entry.entries("doors", at_least=0)),
    )


def _own_or_shared(entry: Fields, head: Fields, name: str) -> Fields:
    return entry if entry.has(name) else head


def _fact(entry: Fields, checked: date, sources: Mapping[str, Source]) -> Fact:
    entry.nothing_else("ko", "en", "source", "checked", "as_of")
    key = entry.line("source")
    if key not in sources:
        entry.refuse(
            "source", f"'{key}' does not stand in {SOURCES_FILE}. Add it there with name and address."
        )
    return Fact(
        text=Text(entry.line("ko"), entry.line("en")),
        source=sources[key],
        checked=entry.day("checked") if entry.has("checked") else checked,
        as_of=entry.line("as_of") if entry.has("as_of") else "",
    )


def _door(entry: Fields) -> ArticleDoor:
    entry.nothing_else("call", "ko", "en")
    call = entry.line("call")
    if call not in DOOR_NUMBERS:
        entry.refuse("call", f"'{call}' is no confirmed number. Known: {', '.join(sorted(DOOR_NUMBERS))}.")
    return ArticleDoor(call, Text(entry.line("ko"), entry.line("en")))
